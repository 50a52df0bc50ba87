import { policy } from '../../../config/policy.ts';
import type { Progress } from '../../model/progress.ts';
import type { PoolView } from '../../model/pools.ts';
import type { Contact, SigninAccount } from '../../model/people/signin-account.ts';
import type { AuthorizationInteraction } from '../../oidc/interactions.ts';
import { contactCounts } from '../../policies/contacts.ts';
import type { SigninFacts } from '../../policies/signin-steps.ts';

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
  now: number;
}

/** Puts what is known into the words of the policy, which then names the step that is due. */
export function signinFacts(known: Gathered): SigninFacts {
  const { interaction, progress, session, account } = known;
  const passwordDue =
    progress.factors.pwd === undefined && (session === null || interaction.missing.password);
  return {
    sharedSessionUnconfirmed: asksWhoseSession(known) && progress.continued === null,
    passwordDue,
    captchaDue: known.captchaDue && (known.pool?.lockedUntil ?? null) === null,
    secondFactorDue: progress.factors.otp === undefined && secondFactorMissing(known),
    // The authenticator enrolled here was the first one: for this sign-in the account had none.
    hasSecondFactor: account?.totp != null && !progress.enrolled,
    activating: account?.password?.initial ?? false,
    contacts: (account?.contacts ?? []).map((contact) => ({
      kind: contact.kind,
      counts: countsForActivation(contact, known.now),
      verifiedHere: progress.contactsVerified.includes(contact.id),
    })),
    contactWaitOver: waitIsOver(known),
    mustChangePassword: account?.password?.mustChange ?? false,
    passwordChangedHere: progress.passwordChanged,
    enrolledHere: progress.enrolled,
    recoveryCodesShown: progress.recoveryCodes === null,
    consentDue: interaction.prompt === 'consent' && !progress.consented,
  };
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

function waitIsOver({ waitingSince, now }: Gathered): boolean {
  return waitingSince !== null && now - waitingSince >= policy.contacts.loneContactWaitSeconds * 1000;
}
