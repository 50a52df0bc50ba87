import { describe, expect, test } from '@jest/globals';
import { nextStep, stepsAhead } from '../../src/policies/signin-steps.ts';
import type { ContactFacts, SigninFacts, StepName } from '../../src/policies/signin-steps.ts';

const email: ContactFacts = { kind: 'email', counts: true, verifiedHere: false };
const phone: ContactFacts = { kind: 'phone', counts: true, verifiedHere: false };
const verified = (contact: ContactFacts): ContactFacts => ({ ...contact, verifiedHere: true });
const young = (contact: ContactFacts): ContactFacts => ({ ...contact, counts: false });

/** Somebody with an authenticator whose password and code are right already. */
const settled: SigninFacts = {
  sharedSessionUnconfirmed: false,
  captchaDue: false,
  passwordDue: false,
  secondFactorDue: false,
  hasSecondFactor: true,
  smsFactor: false,
  authenticatorNeeded: true,
  passkeyMissing: false,
  frozen: false,
  thawing: false,
  activating: false,
  contacts: [email, phone],
  contactWaitOver: false,
  mustChangePassword: false,
  passwordChangedHere: false,
  enrolledHere: false,
  recoveryCodesShown: true,
  newNipOffered: false,
  consentDue: false,
};
const newcomer: SigninFacts = { ...settled, passwordDue: true, secondFactorDue: true };
const activating: SigninFacts = {
  ...newcomer,
  hasSecondFactor: false,
  activating: true,
  mustChangePassword: true,
};

describe('the order of the sign-in', () => {
  test.each<[string, SigninFacts, StepName[]]>([
    ['an everyday sign-in', newcomer, ['password', 'second_factor']],
    ['a good session comes back', settled, []],
    ['after three failures', { ...newcomer, captchaDue: true }, ['captcha', 'password', 'second_factor']],
    [
      'the captcha matters only before a password',
      { ...settled, captchaDue: true, secondFactorDue: true },
      ['second_factor'],
    ],
    ['a step-up', { ...settled, secondFactorDue: true }, ['second_factor']],
    ['a shared device comes back', { ...settled, sharedSessionUnconfirmed: true }, ['continue_as']],
    [
      'the first sign-in with the NIK',
      activating,
      ['password', 'email_code', 'sms_code', 'change_password', 'enrol', 'recovery_codes'],
    ],
    [
      'registered, not enrolled',
      { ...newcomer, hasSecondFactor: false },
      ['password', 'email_code', 'sms_code', 'enrol', 'recovery_codes'],
    ],
    [
      'one contact waits a day, verified first',
      { ...activating, contacts: [phone] },
      ['password', 'sms_code', 'contact_wait'],
    ],
    [
      'one contact after its day',
      { ...activating, contacts: [email], contactWaitOver: true },
      ['password', 'email_code', 'change_password', 'enrol', 'recovery_codes'],
    ],
    [
      'a second contact that is too young counts for nothing',
      { ...activating, contacts: [email, young(phone)] },
      ['password', 'email_code', 'contact_wait'],
    ],
    ['no contact', { ...activating, contacts: [] }, ['password', 'contact_none']],
    ['no contact that counts', { ...activating, contacts: [young(email)] }, ['password', 'contact_none']],
    [
      'a new password is demanded',
      { ...newcomer, mustChangePassword: true },
      ['password', 'second_factor', 'change_password'],
    ],
    [
      'the password is still the NIK, an authenticator exists',
      { ...activating, hasSecondFactor: true },
      ['password', 'second_factor', 'change_password'],
    ],
    [
      'the reset of an authenticator, held by this browser',
      { ...newcomer, hasSecondFactor: false, contactWaitOver: true },
      ['password', 'email_code', 'sms_code', 'enrol', 'recovery_codes'],
    ],
    [
      'codes by SMS where they are enough',
      { ...newcomer, hasSecondFactor: false, smsFactor: true, authenticatorNeeded: false },
      ['password', 'second_factor'],
    ],
    [
      'codes by SMS where more is asked for',
      { ...newcomer, hasSecondFactor: false, smsFactor: true },
      ['password', 'authenticator_needed'],
    ],
    [
      'a frozen account with a factor older than the event',
      { ...newcomer, frozen: true },
      ['password', 'frozen', 'second_factor', 'change_password'],
    ],
    [
      'a frozen account whose owner has said so',
      { ...settled, frozen: true, thawing: true, secondFactorDue: true },
      ['second_factor', 'change_password'],
    ],
    [
      'a frozen account without such a factor',
      { ...newcomer, frozen: true, hasSecondFactor: false },
      ['password', 'frozen'],
    ],
    [
      'a new number is asked about after the second factor',
      { ...newcomer, newNipOffered: true },
      ['password', 'second_factor', 'new_nip'],
    ],
    ['fresh recovery codes wait', { ...settled, recoveryCodesShown: false }, ['recovery_codes']],
    [
      'consent comes last',
      {
        ...activating,
        consentDue: true,
        contactWaitOver: true,
        contacts: [verified(email), verified(phone)],
      },
      ['password', 'change_password', 'enrol', 'recovery_codes', 'consent'],
    ],
  ])('%s', (_name, facts, steps) => {
    expect(stepsAhead(facts)).toEqual(steps);
    expect(nextStep(facts)).toBe(steps[0] ?? 'done');
  });

  test('enrolling here proves the second factor', () => {
    expect(nextStep({ ...settled, secondFactorDue: true, hasSecondFactor: true, enrolledHere: true })).toBe(
      'done',
    );
  });
});

const BOOLEANS = [
  'sharedSessionUnconfirmed',
  'captchaDue',
  'passwordDue',
  'secondFactorDue',
  'hasSecondFactor',
  'activating',
  'contactWaitOver',
  'mustChangePassword',
  'passwordChangedHere',
  'enrolledHere',
  'recoveryCodesShown',
  'consentDue',
] as const;
/** Of the ways besides the ordinary one: combined with each other, and with the facts they may meet. */
const WAYS = [
  'smsFactor',
  'authenticatorNeeded',
  'frozen',
  'thawing',
  'newNipOffered',
  'secondFactorDue',
  'hasSecondFactor',
  'passwordDue',
  'mustChangePassword',
  'passwordChangedHere',
  'enrolledHere',
  'recoveryCodesShown',
  'consentDue',
] as const;
const EACH = [email, verified(email), young(email), null];
const EACH_PHONE = [phone, verified(phone), young(phone), null];
const CONTACTS = EACH.flatMap((e) => EACH_PHONE.map((p) => [e, p].filter((contact) => contact !== null)));

/** Every combination of the ordinary facts there is, and every one of the other ways. */
function* everything(): Generator<SigninFacts> {
  yield* combined(BOOLEANS, CONTACTS);
  yield* combined(WAYS, [[], [email, phone], [verified(email), verified(phone)]]);
}

function* combined(
  names: readonly (keyof SigninFacts)[],
  everyContacts: ContactFacts[][],
): Generator<SigninFacts> {
  for (const contacts of everyContacts)
    for (let bits = 0; bits < 2 ** names.length; bits += 1) {
      const flags = Object.fromEntries(names.map((name, n) => [name, (bits & (1 << n)) !== 0]));
      yield { ...settled, ...flags, contacts };
    }
}

/** Fails with the facts at hand; plain comparison, because there are some 90,000 cases. */
function always(rule: (facts: SigninFacts, step: StepName | 'done') => boolean): void {
  for (const facts of everything()) {
    const step = nextStep(facts);
    if (!rule(facts, step)) throw new Error(`${step} for ${JSON.stringify(facts)}`);
  }
}

const after = (step: StepName | 'done', steps: (StepName | 'done')[]): boolean => steps.includes(step);
const counting = (facts: SigninFacts): ContactFacts[] => facts.contacts.filter((contact) => contact.counts);

describe('in every case there is', () => {
  test('nothing is done without a password and a second factor', () => {
    always(
      (facts, step) =>
        step !== 'done' ||
        (!facts.passwordDue &&
          (!facts.secondFactorDue || facts.enrolledHere) &&
          (facts.hasSecondFactor || facts.enrolledHere || facts.smsFactor) &&
          !facts.sharedSessionUnconfirmed),
    );
  });

  test('no authenticator is given and no password changed before every contact that counts is verified', () => {
    always(
      (facts, step) =>
        !after(step, ['change_password', 'enrol', 'recovery_codes', 'consent', 'done']) ||
        facts.hasSecondFactor ||
        facts.smsFactor ||
        facts.enrolledHere ||
        (counting(facts).length > 0 && counting(facts).every((contact) => contact.verifiedHere)),
    );
  });

  test('a single contact opens nothing before its day is over', () => {
    always(
      (facts, step) =>
        !after(step, ['change_password', 'enrol']) ||
        facts.hasSecondFactor ||
        facts.smsFactor ||
        facts.enrolledHere ||
        facts.contactWaitOver ||
        counting(facts).length >= 2,
    );
  });

  test('a code goes only to a contact that counts', () => {
    always(
      (facts, step) => step !== 'email_code' || counting(facts).some((contact) => contact.kind === 'email'),
    );
    always(
      (facts, step) => step !== 'sms_code' || counting(facts).some((contact) => contact.kind === 'phone'),
    );
  });

  test('codes by SMS never enrol an authenticator, and open nothing that asks for one', () => {
    always(
      (facts, step) =>
        !facts.smsFactor ||
        (step !== 'enrol' &&
          (facts.hasSecondFactor ||
            facts.enrolledHere ||
            !facts.authenticatorNeeded ||
            !facts.secondFactorDue ||
            after(step, ['captcha', 'password', 'continue_as', 'frozen', 'authenticator_needed']))),
    );
  });

  test('a frozen account is left by an old factor and a new password, and by nothing else', () => {
    const out = ['continue_as', 'captcha', 'password', 'frozen', 'second_factor', 'change_password'] as const;
    always((facts, step) => !facts.frozen || after(step, [...out]));
    always(
      (facts, step) =>
        !facts.frozen ||
        step !== 'change_password' ||
        (facts.thawing && facts.hasSecondFactor && (!facts.secondFactorDue || facts.enrolledHere)),
    );
    always((facts, step) => step !== 'frozen' || facts.frozen);
  });

  test('a new number is asked about only where everything else of the sign-in is done', () => {
    always(
      (facts, step) =>
        step !== 'new_nip' ||
        (facts.newNipOffered && after(nextStep({ ...facts, newNipOffered: false }), ['consent', 'done'])),
    );
  });

  test('an existing second factor is proven before the password may change', () => {
    always(
      (facts, step) =>
        step !== 'change_password' || !facts.secondFactorDue || !facts.hasSecondFactor || facts.enrolledHere,
    );
  });

  test('nothing is done, and nothing consented, with a password that must go', () => {
    always(
      (facts, step) =>
        !after(step, ['consent', 'done']) ||
        facts.passwordChangedHere ||
        (!facts.mustChangePassword && !facts.activating),
    );
  });

  test('no password is looked at while a captcha is due', () => {
    always((facts, step) => step !== 'password' || !facts.captchaDue);
  });

  test('only the password is asked of who has not given it', () => {
    always((facts, step) => !facts.passwordDue || after(step, ['continue_as', 'captcha', 'password']));
  });

  test('consent is the last step', () => {
    for (const facts of everything()) {
      const ahead = stepsAhead(facts);
      const at = ahead.indexOf('consent');
      if (at >= 0 && at !== ahead.length - 1) throw new Error(`${ahead} for ${JSON.stringify(facts)}`);
    }
  });

  test('the way ahead begins with the due step, repeats none and ends', () => {
    for (const facts of everything()) {
      const ahead = stepsAhead(facts);
      const sound = (ahead[0] ?? 'done') === nextStep(facts) && new Set(ahead).size === ahead.length;
      if (!sound) throw new Error(`${ahead} for ${JSON.stringify(facts)}`);
    }
  });
});
