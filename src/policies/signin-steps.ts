/**
 * The order of the sign-in (design §2; contract, "Order of the longer ways"): a pure function from facts to the step that
 * is due, one `if` a step, read from top to bottom. A new step is one line here.
 *
 * An account without a second factor (its password still the NIK, or registered and not enrolled) gives its first
 * authenticator only to whoever also reads the contacts that count: NIP, NIK and so the first password are public knowledge.
 * So does one whose authenticator is being reset, for the holder of that reset alone. A frozen account is left by its
 * password and a factor older than the event, and a new password after it (design §6); by mail or SMS never.
 */

export type StepName =
  | 'continue_as'
  | 'captcha'
  | 'password'
  | 'frozen'
  | 'authenticator_needed'
  | 'passkey_needed'
  | 'second_factor'
  | 'email_code'
  | 'sms_code'
  | 'contact_wait'
  | 'contact_none'
  | 'change_password'
  | 'enrol'
  | 'recovery_codes'
  | 'new_nip'
  | 'consent';

export interface ContactFacts {
  readonly kind: 'email' | 'phone';
  /** Its owner verified it, or the directory has had it for 72 hours (policies/contacts.ts). */
  readonly counts: boolean;
  /** The code sent to it was given back in this interaction, or counts again in it (policies/activation-left.ts). */
  readonly verifiedHere: boolean;
}

export interface SigninFacts {
  /** A session that began on a shared device came along and nobody said "Lanjut sebagai …" yet. */
  readonly sharedSessionUnconfirmed: boolean;
  readonly captchaDue: boolean;
  /** A password is demanded, and none was proven in this interaction or by the session. */
  readonly passwordDue: boolean;
  /** A second factor is demanded, and none was proven. Enrolling here proves one. */
  readonly secondFactorDue: boolean;
  /** One that may be asked for: not the authenticator whose reset this browser holds; of a frozen account an old one only. */
  readonly hasSecondFactor: boolean;
  /** No authenticator: codes by SMS, where the agency's policy allows them (acr 1). */
  readonly smsFactor: boolean;
  /** What is asked for is more than a code by SMS can prove. */
  readonly authenticatorNeeded: boolean;
  /** What is asked for only a passkey can prove, and the account has none. */
  readonly passkeyMissing: boolean;
  /** Its owner, or people, froze the account. */
  readonly frozen: boolean;
  /** "Buka kembali akun saya" was pressed here. */
  readonly thawing: boolean;
  /** The password is still the NIK. */
  readonly activating: boolean;
  readonly contacts: readonly ContactFacts[];
  /** One contact only: its 24 hours of waiting are over. */
  readonly contactWaitOver: boolean;
  readonly mustChangePassword: boolean;
  readonly passwordChangedHere: boolean;
  readonly enrolledHere: boolean;
  /** False while fresh recovery codes wait for "Saya sudah menyimpannya". */
  readonly recoveryCodesShown: boolean;
  /** A new number of this person waits for their word. */
  readonly newNipOffered: boolean;
  readonly consentDue: boolean;
}

/** The step that is due now, or 'done'. */
export function nextStep(facts: SigninFacts): StepName | 'done' {
  const hasFactor = facts.hasSecondFactor || facts.smsFactor;
  const bootstrapping = !hasFactor && !facts.enrolledHere;
  if (facts.sharedSessionUnconfirmed) return 'continue_as';
  if (facts.passwordDue && facts.captchaDue) return 'captcha';
  if (facts.passwordDue) return 'password';
  if (staysFrozen(facts)) return 'frozen';
  if (facts.secondFactorDue && facts.passkeyMissing) return 'passkey_needed';
  if (facts.secondFactorDue && tooWeak(facts)) return 'authenticator_needed';
  if (facts.secondFactorDue && hasFactor && !facts.enrolledHere) return 'second_factor';
  if (bootstrapping && counting(facts).length === 0) return 'contact_none';
  if (bootstrapping && awaitsCode(facts, 'email')) return 'email_code';
  if (bootstrapping && awaitsCode(facts, 'phone')) return 'sms_code';
  if (bootstrapping && counting(facts).length === 1 && !facts.contactWaitOver) return 'contact_wait';
  if (passwordMustChange(facts)) return 'change_password';
  if (bootstrapping) return 'enrol';
  if (!facts.recoveryCodesShown) return 'recovery_codes';
  if (facts.newNipOffered) return 'new_nip';
  if (facts.consentDue) return 'consent';
  return 'done';
}

/**
 * The steps that lie ahead, the due one first, for "Langkah 2 dari 6": each is taken as passed. It ends at a step that
 * nobody can pass now (no contact, one that must wait, a factor that is missing). Before the password the account's steps are not known: no counter there.
 */
export function stepsAhead(facts: SigninFacts): StepName[] {
  const ahead: StepName[] = [];
  let rest = facts;
  for (let step = nextStep(rest); step !== 'done'; step = nextStep(rest)) {
    ahead.push(step);
    if (isEnd(rest, step)) return ahead;
    rest = passed(rest, step);
  }
  return ahead;
}

const DEAD_ENDS = new Set<StepName>([
  'contact_none',
  'contact_wait',
  'authenticator_needed',
  'passkey_needed',
]);

function isEnd(facts: SigninFacts, step: StepName): boolean {
  if (step === 'frozen') return !mayThaw(facts);
  return DEAD_ENDS.has(step);
}

/** The facts as they are once a step has been passed. */
function passed(facts: SigninFacts, step: StepName): SigninFacts {
  switch (step) {
    case 'continue_as':
      return { ...facts, sharedSessionUnconfirmed: false };
    case 'captcha':
      return { ...facts, captchaDue: false };
    case 'password':
      return { ...facts, passwordDue: false };
    case 'frozen':
      return { ...facts, thawing: true };
    case 'second_factor':
      return { ...facts, secondFactorDue: false };
    case 'email_code':
      return { ...facts, contacts: verified(facts, 'email') };
    case 'sms_code':
      return { ...facts, contacts: verified(facts, 'phone') };
    case 'contact_wait':
      return { ...facts, contactWaitOver: true };
    case 'contact_none':
    case 'authenticator_needed':
    case 'passkey_needed':
      return facts;
    case 'change_password':
      // The same form thaws a frozen account.
      return { ...facts, passwordChangedHere: true, frozen: false };
    case 'enrol':
      // Fresh codes come with every first authenticator.
      return { ...facts, enrolledHere: true, secondFactorDue: false, recoveryCodesShown: false };
    case 'recovery_codes':
      return { ...facts, recoveryCodesShown: true };
    case 'new_nip':
      return { ...facts, newNipOffered: false };
    case 'consent':
      return { ...facts, consentDue: false };
  }
}

/** Until its owner wants it thawed and has a factor for it, and again if it was frozen anew after that. */
function staysFrozen(facts: SigninFacts): boolean {
  return facts.frozen && (!facts.thawing || !mayThaw(facts));
}

function mayThaw(facts: SigninFacts): boolean {
  return facts.hasSecondFactor && !facts.passwordChangedHere;
}

function tooWeak(facts: SigninFacts): boolean {
  return facts.authenticatorNeeded && facts.smsFactor && !facts.hasSecondFactor && !facts.enrolledHere;
}

function counting(facts: SigninFacts): ContactFacts[] {
  return facts.contacts.filter((contact) => contact.counts);
}

function awaitsCode(facts: SigninFacts, kind: ContactFacts['kind']): boolean {
  return counting(facts).some((contact) => contact.kind === kind && !contact.verifiedHere);
}

function passwordMustChange(facts: SigninFacts): boolean {
  return (facts.mustChangePassword || facts.activating || facts.frozen) && !facts.passwordChangedHere;
}

function verified(facts: SigninFacts, kind: ContactFacts['kind']): ContactFacts[] {
  return facts.contacts.map((contact) =>
    contact.kind === kind ? { ...contact, verifiedHere: true } : contact,
  );
}
