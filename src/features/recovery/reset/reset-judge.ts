import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { passwordPool } from '../../../model/pools.ts';
import type { ResetAttempt } from '../../../model/reset-attempts.ts';
import { codeFormKey } from '../../../parts/code-form.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { judgeSecondFactor } from '../../../parts/proof/second-factor.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { stateOf } from '../../../platform/http/state.ts';
import type { ContactKind } from '../../../platform/schema.ts';
import { captchaDue } from '../../../policies/captcha.ts';
import { codeRef, isCodeForm, judgeCode } from '../codes.ts';
import type { RecoveryDeps } from '../deps.ts';
import { judgePassword } from './judge-password.ts';

export interface Attempting {
  attempt: ResetAttempt;
  browserHash: string;
  account: SigninAccount | null;
}

/** What one submission brought. */
export interface Judged {
  passwordProven: boolean;
  emailProven: boolean;
  phoneProven: boolean;
  recoveryCodeProven: boolean;
  faults: Fault[];
  /** Epoch milliseconds. */
  lockedUntil: number | null;
  busySeconds: number | null;
}

export const resetPool = ({ who }: ResetAttempt) => passwordPool(who);

/** At the fourth try, as at the sign-in. */
export function resetCaptchaDue(streak: number): boolean {
  return captchaDue({ streak, addressFailures: 0, passesLeft: 0 }, policy.captcha);
}

/** Whether the page has told that the password was right: only to whoever has the mailbox too. */
export function passwordDone({
  passwordProven,
  emailProven,
}: Pick<Judged, 'passwordProven' | 'emailProven'>): boolean {
  return passwordProven && emailProven;
}

/**
 * Judges whatever was typed and is still asked for; each in its own budget of tries. The password first: guesses behind it are
 * counted apart, and where it has to wait no code is spent.
 */
export async function judgeTyped(
  deps: RecoveryDeps,
  ctx: Context,
  { found, form }: { found: Attempting; form: Fields },
): Promise<Judged> {
  const { passwordProven, emailProven, phoneProven } = found.attempt;
  const judged: Judged = {
    ...{ passwordProven, emailProven, phoneProven, recoveryCodeProven: false },
    ...{ faults: [], lockedUntil: null, busySeconds: null },
  };
  await judgeTypedPassword(deps, ctx, { found, form, judged });
  if (judged.busySeconds !== null) return judged;
  await judgeContact(deps, ctx, { found, kind: 'email', typed: form.emailCode ?? '', judged });
  await judgeContact(deps, ctx, { found, kind: 'phone', typed: form.smsCode ?? '', judged });
  await judgeRecoveryCode(deps, ctx, { found, typed: form.recoveryCode ?? '', judged });
  return judged;
}

async function judgeContact(
  deps: RecoveryDeps,
  ctx: Context,
  { found, kind, typed, judged }: { found: Attempting; kind: ContactKind; typed: string; judged: Judged },
): Promise<void> {
  const { attempt, browserHash } = found;
  const field = kind === 'email' ? 'emailCode' : 'smsCode';
  const proven = kind === 'email' ? 'emailProven' : 'phoneProven';
  if (attempt[proven] || typed.trim() === '') return;
  if (!isCodeForm(typed)) return void judged.faults.push(fault(field, codeFormKey(typed)));
  const ref = codeRef({ who: attempt.who, browserHash }, 'reset', kind);
  const right = await judgeCode(deps, ref, typed, { behindPassword: judged.passwordProven });
  if (right) return void (judged[proven] = true);
  judged.faults.push(fault(field, kind === 'email' ? 'forgot.code.wrong' : 'forgot.sms.wrong'));
  const { accountId, who } = attempt;
  const details = { kind, ...(accountId === null ? { nip: who } : {}) };
  await audit(deps.db, { type: 'recovery.code-refused', accountId, details }, contextOf(ctx, deps.now()));
}

/** As long as the page asks for it, whether or not it was right before: a lock that came later would tell. */
async function judgeTypedPassword(
  deps: RecoveryDeps,
  ctx: Context,
  { found, form, judged }: { found: Attempting; form: Fields; judged: Judged },
): Promise<void> {
  const { attempt, account } = found;
  const password = form.password ?? '';
  if (password === '' || passwordDone(attempt)) return;
  const { streak, lockedUntil } = await deps.pools.look(resetPool(attempt));
  if (lockedUntil === null && resetCaptchaDue(streak) && !(await captchaSolved(deps, attempt.id, form))) {
    const field = form.captcha === undefined ? 'altcha' : 'captcha';
    return void judged.faults.push(fault(field, 'reset.verify.captcha'));
  }
  const context = contextOf(ctx, deps.now());
  const verdict = await judgePassword(deps, { account, who: attempt.who, password, context });
  if (verdict.kind === 'busy') judged.busySeconds = verdict.waitSeconds;
  if (verdict.kind === 'locked') judged.lockedUntil = verdict.until;
  if (verdict.kind === 'right') judged.passwordProven = true;
}

async function captchaSolved({ captchas }: RecoveryDeps, id: string, form: Fields): Promise<boolean> {
  if (form.altcha) return captchas.solvedByWork(id, form.altcha);
  return form.captcha?.trim() ? captchas.solvedByReading(id, form.captcha) : false;
}

/** Only behind the right password, like any second factor; whether it was judged at all shows nowhere. */
async function judgeRecoveryCode(
  deps: RecoveryDeps,
  ctx: Context,
  { found, typed, judged }: { found: Attempting; typed: string; judged: Judged },
): Promise<void> {
  const { account, attempt } = found;
  if (typed.trim() === '' || !account || !judged.passwordProven) return;
  const verdict = await judgeSecondFactor(deps, {
    account,
    typed: { recoveryCode: typed },
    uid: attempt.id,
    words: deps.messages.messagesFor(stateOf(ctx).locale),
    context: contextOf(ctx, deps.now()),
  });
  if (verdict.kind === 'locked' && judged.emailProven) judged.lockedUntil = verdict.until;
  judged.recoveryCodeProven = verdict.kind === 'right';
}

/** Each field that is still asked for says what to do; of the password the same, right or wrong, before the mailbox answered. */
export function resetFaults(judged: Judged, form: Fields): Fault[] {
  const { faults, lockedUntil, emailProven, phoneProven } = judged;
  const says = (...fields: string[]) => faults.some(({ field }) => field !== null && fields.includes(field));
  const asked: Fault[] = [];
  const wrong = emailProven ? 'reset.verify.password_wrong' : 'reset.verify.password';
  if (!passwordDone(judged) && lockedUntil === null && !says('captcha', 'altcha'))
    asked.push(fault('password', form.password ? wrong : 'signin.password.empty'));
  if (form.recoveryCode?.trim())
    return [...asked, ...faults, fault('recoveryCode', 'reset.verify.recovery_code')];
  if (!emailProven && !says('emailCode')) asked.push(fault('emailCode', 'reset.verify.email_empty'));
  if (!phoneProven && !says('smsCode')) asked.push(fault('smsCode', 'reset.verify.sms_empty'));
  return [...asked, ...faults];
}
