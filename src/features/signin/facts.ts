import { policy } from '../../../config/policy.ts';
import type { Progress } from '../../model/progress.ts';
import type { PoolView } from '../../model/pools.ts';
import type { Contact, SigninAccount } from '../../model/people/signin-account.ts';
import { smsFactorOf } from '../../model/people/sms-factor.ts';
import type { AuthorizationInteraction } from '../../oidc/interactions.ts';
import { contactCounts } from '../../policies/contacts.ts';
import type { SigninFacts } from '../../policies/signin-steps.ts';
import { heldReset } from './held-reset.ts';
import { usableFactors } from './usable-factors.ts';

export interface Gathered {
  interaction: AuthorizationInteraction;
  progress: Progress;
  session: AuthorizationInteraction['session'];
  account: SigninAccount | null;
  /** The pool of the NIP typed before, and whether it or the address asks for a captcha. */
  captchaDue: boolean;
  pool: PoolView | null;
  /** When the account's only contact was verified for the first time (epoch ms). */
  waitingSince: number | null;
  /** Hash of the cookie by which this browser holds the reset of an authenticator. */
  holder: string | null;
  now: number;
}

/** Puts what is known into the words of the policy, which then names the step that is due. */
export function signinFacts(known: Gathered): SigninFacts {
  const { interaction, progress, session, account } = known;
  const passwordDue =
    progress.factors.pwd === undefined &&
    !byPasskey(progress) &&
    (session === null || interaction.missing.password);
  return {
    sharedSessionUnconfirmed: asksWhoseSession(known) && progress.continued === null,
    passwordDue,
    captchaDue: known.captchaDue && (known.pool?.lockedUntil ?? null) === null,
    ...factorFacts(known),
    activating: account?.password?.initial ?? false,
    contacts: (account?.contacts ?? []).map((contact) => ({
      kind: contact.kind,
      counts: countsForActivation(contact, known.now),
      verifiedHere:
        progress.contactsVerified.includes(contact.id) || progress.contactsResumed.includes(contact.id),
    })),
    contactWaitOver: waitIsOver(known),
    mustChangePassword: (account?.password?.mustChange ?? false) || progress.handedCode !== null,
    passwordChangedHere: progress.passwordChanged,
    enrolledHere: progress.enrolled,
    recoveryCodesShown: progress.recoveryCodes === null,
    newNipOffered: asksAboutNip(known),
    consentDue: interaction.prompt === 'consent' && !progress.consented,
  };
}

type FactorFacts = Pick<
  SigninFacts,
  | 'secondFactorDue'
  | 'hasSecondFactor'
  | 'smsFactor'
  | 'authenticatorNeeded'
  | 'passkeyMissing'
  | 'frozen'
  | 'thawing'
>;

function factorFacts(known: Gathered): FactorFacts {
  const { account, progress, now } = known;
  const freeze = account?.freeze ?? null;
  const { thawing } = progress;
  const authenticatorNeeded = needsAuthenticator(known);
  // Whatever a session proves, a frozen account is left by a factor given for that, and an old one; never by SMS.
  if (account && freeze) {
    const old = usableFactors(account);
    const hasSecondFactor = old.totp || old.recoveryCode || old.passkey;
    const secondFactorDue = progress.factors.otp === undefined && !byPasskey(progress);
    const alone = { smsFactor: false, authenticatorNeeded, passkeyMissing: false };
    return { secondFactorDue, hasSecondFactor, ...alone, frozen: true, thawing };
  }
  const reset = heldReset(known) !== null;
  return {
    secondFactorDue: !provenHere(known) && secondFactorMissing(known),
    // The authenticator enrolled here was the first one: for this sign-in the account had none.
    hasSecondFactor: hasFactor(account) && !progress.enrolled && !reset,
    smsFactor: account !== null && !reset && smsFactorOf(account, now) !== null,
    authenticatorNeeded,
    passkeyMissing:
      known.interaction.requiredAcr === 'phr' && account !== null && account.passkeys.length === 0,
    frozen: false,
    thawing,
  };
}

/** Both factors in one, proven here. */
export function byPasskey({ factors }: Pick<Progress, 'factors'>): boolean {
  return factors.hwk !== undefined || factors.swk !== undefined;
}

function hasFactor(account: SigninAccount | null): boolean {
  return account !== null && (account.authenticators.length > 0 || account.passkeys.length > 0);
}

function provenHere(known: Gathered): boolean {
  const { otp, sms } = known.progress.factors;
  if (byPasskey(known.progress)) return true;
  if (known.interaction.requiredAcr === 'phr') return false;
  return otp !== undefined || (sms !== undefined && !needsAuthenticator(known));
}

/** A code by SMS proves acr 1 (contract), and approves nothing. */
function needsAuthenticator({ interaction }: Gathered): boolean {
  return interaction.requiredAcr !== 'urn:asn:acr:1' || interaction.act !== null;
}

/** Only at a sign-in that its owner makes: a step-up and a confirmed session ask what they must and no more. */
function asksAboutNip({ account, interaction, progress }: Gathered): boolean {
  const signsIn = interaction.prompt === 'login' && interaction.act === null;
  const whole = progress.factors.pwd !== undefined || byPasskey(progress);
  return signsIn && whole && account !== null && account.nipOffered !== null;
}

/** A session of a shared device is never used silently; `prompt=select_account` asks the same question. */
function asksWhoseSession({ interaction, session }: Gathered): boolean {
  if (session === null || interaction.prompt !== 'login' || interaction.missing.password) return false;
  return session.shared || interaction.reasons.includes('select_account');
}

/** The session's second factor counts for the session's own account only, never for whoever's password was typed here. */
function secondFactorMissing({ interaction, progress, session }: Gathered): boolean {
  if (session === null || interaction.missing.secondFactor) return true;
  return progress.accountId !== null && progress.accountId !== session.accountId;
}

export function countsForActivation(contact: Contact, now: number): boolean {
  return contactCounts(contact, now, policy.contacts);
}

/** A reset has had its day with notices, or people who decided on evidence, or a recovery code: it does not wait again. */
function waitIsOver(known: Gathered): boolean {
  if (heldReset(known) !== null) return true;
  const { waitingSince, now } = known;
  return waitingSince !== null && now - waitingSince >= policy.contacts.loneContactWaitSeconds * 1000;
}
