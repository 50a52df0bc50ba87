import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { keepLeft } from '../../model/activation-left.ts';
import type { LeftRow, LeftStep } from '../../model/activation-left.ts';
import { audit } from '../../model/audit.ts';
import { saveProgress, startOver } from '../../model/progress.ts';
import { randomToken, sha256 } from '../../platform/crypto.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { stepsAhead } from '../../policies/signin-steps.ts';
import type { StepName } from '../../policies/signin-steps.ts';
import { accountOf } from './account-of.ts';
import { auditContext } from './audit-context.ts';
import type { BrowserCookies } from './browser.ts';
import type { SigninDeps, Visit } from './step.ts';

export const LEFT_PATH = '/interaction/left';

/** Hidden field of the form of "Lanjut nanti"; its step is none of the policy's. */
export const namesLeaving = ({ step }: Fields): boolean => step === 'leave';

const LEAVABLE = new Set<StepName>([
  'email_code',
  'sms_code',
  'contact_wait',
  'change_password',
  'enrol',
  'recovery_codes',
]);

/** Whether this is an activation, at a step that may wait: whoever has a factor, or wins the account back, finishes or begins anew. */
export function mayLeave({ account, facts, progress, interaction }: Visit, due: StepName): boolean {
  if (account === null || !LEAVABLE.has(due) || interaction.act !== null) return false;
  if (account.freeze !== null || account.reset !== null) return false;
  // Of codes made anew at a later sign-in too.
  if (due === 'recovery_codes') return true;
  return !facts.hasSecondFactor && !facts.smsFactor && !progress.enrolled && account.passkeys.length === 0;
}

/**
 * "Lanjut nanti": nobody is known in this interaction any more, so that whoever sits down next finds nothing open. What counts when
 * its person comes back is kept for this browser alone (policies/activation-left.ts).
 */
export async function leave(
  { db, kv, cookies, now }: Pick<SigninDeps, 'db' | 'kv' | 'now'> & { cookies: BrowserCookies },
  ctx: Context,
  visit: Visit,
): Promise<void> {
  const { uid, progress } = visit;
  const accountId = accountOf(visit).id;
  const row = leftRow(visit, now());
  const token = randomToken();
  const { contactsCountSeconds, toldSeconds } = policy.activation;
  const kept = row.contacts.length > 0 ? Math.ceil((row.until - now()) / 1000) : toldSeconds;
  const seconds = Math.min(contactsCountSeconds, Math.max(toldSeconds, kept));
  await keepLeft(kv, sha256(token), { row, seconds });
  const details = { step: row.page.rest[0] ?? 'done', contacts: row.contacts.length };
  await audit(db, { type: 'activation.left', accountId, details }, auditContext(visit, now()));
  await saveProgress(kv, uid, { ...startOver(progress), nip: null }, now());
  cookies.markLeft(ctx, token, seconds);
  seeOther(ctx, LEFT_PATH);
}

function leftRow(visit: Visit, now: number): LeftRow {
  const { progress, facts, interaction } = visit;
  const account = accountOf(visit);
  const proven = [...progress.contactsVerified, ...progress.contactsResumed];
  const contacts = progress.shared || progress.enrolled ? [] : proven;
  // Of contacts that counted again already, the time that was told goes on.
  const until = progress.resumedUntil ?? now + policy.activation.contactsCountSeconds * 1000;
  const passwordChanged = progress.passwordChanged || progress.stepsBefore > 0;
  const rest = stepsAhead(facts).filter((step) => step !== 'consent' && step !== 'new_nip');
  const hasAuthenticator = account.authenticators.length > 0;
  return {
    accountId: account.id,
    epoch: account.epoch,
    passwordSetAt: account.password?.setAt ?? null,
    contacts,
    until,
    passwordChanged,
    page: {
      done: doneOf(visit, { proven, passwordChanged }),
      rest,
      by: hasAuthenticator
        ? 'authenticator'
        : (account.password?.initial ?? true)
          ? 'first_password'
          : 'own_password',
      contacts: hasAuthenticator || proven.length === 0 ? 'none' : progress.shared ? 'shared' : 'count',
      to: interaction.client.initiateLoginUri ?? '/portal',
    },
  };
}

function doneOf(
  visit: Visit,
  { proven, passwordChanged }: { proven: string[]; passwordChanged: boolean },
): LeftStep[] {
  const account = accountOf(visit);
  const of = (kind: 'email' | 'phone') =>
    account.contacts.some((contact) => contact.kind === kind && proven.includes(contact.id));
  const done: [LeftStep, boolean][] = [
    ['email_code', of('email')],
    ['sms_code', of('phone')],
    ['change_password', passwordChanged],
    ['enrol', account.authenticators.length > 0],
  ];
  return done.filter(([, is]) => is).map(([step]) => step);
}
