import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { createResetAttempts } from '../../../model/reset-attempts.ts';
import type { ResetAttempt } from '../../../model/reset-attempts.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { readFields } from '../../../platform/http/form.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { resetOutcome } from '../../../policies/recovery.ts';
import { accountInProgress } from '../account-in-progress.ts';
import { tooManyUntil } from '../address-limit.ts';
import type { RecoveryDeps } from '../deps.ts';
import { RESET_VERIFY_PATH, sendResetCodes } from './reset-ask.ts';
import { STATUS_PATH, endAttempt } from './reset-end.ts';
import { judgeTyped, passwordDone, resetCaptchaDue, resetFaults, resetPool } from './reset-judge.ts';
import type { Attempting, Judged } from './reset-judge.ts';
import { allCount } from '../who.ts';

export interface ResetVerifyPages {
  show(ctx: Context): Promise<void>;
  submit(ctx: Context): Promise<void>;
}

/**
 * Password, code by mail, code by SMS, in one form; a right one stays verified. What the page shows never depends on whose NIP
 * it is: that a password was right is said only to whoever has the mailbox too.
 */
export function resetVerifyPages(deps: RecoveryDeps): ResetVerifyPages {
  const attempts = createResetAttempts(deps);
  const wordsOf = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);

  /** Null where the answer was given already. */
  async function attempting(ctx: Context): Promise<Attempting | null> {
    const browserHash = deps.browser.hash(ctx);
    const attempt = browserHash === null ? null : await attempts.find(browserHash);
    if (browserHash === null || attempt === null) return leave(ctx, '/reset-mfa');
    if (attempt.ended !== null) return leave(ctx, STATUS_PATH);
    const account = await accountInProgress(deps, attempt);
    if (account || !attempt.emailProven) return { attempt, browserHash, account };
    deps.render(ctx, 'recovery/over', {}, { status: 422 });
    return null;
  }

  interface Refused {
    faults?: Fault[];
    lockedUntil?: number | null;
    /** Of the address, not of anybody's tries. */
    tooMany?: boolean;
  }

  async function page(ctx: Context, attempt: ResetAttempt, refused: Refused | null = null): Promise<void> {
    const words = wordsOf(ctx);
    const done = passwordDone(attempt);
    const pool = await deps.pools.look(resetPool(attempt));
    const lockedUntil = refused?.lockedUntil ?? (done ? null : pool.lockedUntil);
    if (lockedUntil !== null) setRetryAfter(ctx, { until: lockedUntil, now: deps.now() });
    const captcha = !done && lockedUntil === null && resetCaptchaDue(pool.streak);
    const again = refused === null && new URLSearchParams(ctx.querystring).has('again');
    const faults = refused?.faults ?? [];
    const locals = {
      passwordDone: done,
      emailDone: attempt.emailProven,
      phoneDone: attempt.phoneProven,
      withRecoveryCode: attempt.withRecoveryCode,
      captcha: captcha ? await deps.captchas.make(attempt.id) : null,
      locked: lockedUntil === null ? null : { until: lockedUntil },
      errors: refusals(words, faults),
      note: again ? words.t('forgot.code.again') : null,
    };
    const status = lockedUntil !== null || refused?.tooMany ? 429 : faults.length > 0 ? 422 : 200;
    deps.render(ctx, 'recovery/reset-verify', locals, { status });
  }

  async function submit(ctx: Context): Promise<void> {
    const form = await readFields(ctx);
    const found = await attempting(ctx);
    if (!found) return;
    const { attempt, browserHash } = found;
    // Refusals and successes alike: which of the three was right shows in no time either.
    const floor = sleep(Math.max(deps.hasher.floorMs(), policy.refusals.floorSeconds * 1000));
    if (form.resend !== undefined) {
      await sendResetCodes(deps, ctx, { attempt, browserHash });
      await floor;
      return seeOther(ctx, `${RESET_VERIFY_PATH}?again=1`);
    }
    const until = await tooManyUntil(deps, ctx, 'password');
    if (until !== null) {
      setRetryAfter(ctx, { until, now: deps.now() });
      const faults = [fault(null, 'forgot.too_many', { time: wordsOf(ctx).time(until) })];
      return page(ctx, attempt, { faults, tooMany: true });
    }
    const judged = await judgeTyped(deps, ctx, { found, form });
    if (judged.busySeconds !== null) return busy(ctx, judged.busySeconds);
    const kept = await keep(found, judged);
    const ended = await endedBy(ctx, { ...found, attempt: kept }, judged);
    await floor;
    if (ended) return seeOther(ctx, STATUS_PATH);
    const faults = resetFaults({ ...judged, ...provenIn(kept) }, form);
    await page(ctx, kept, { faults, lockedUntil: judged.lockedUntil });
  }

  function busy(ctx: Context, waitSeconds: number): void {
    ctx.set('Retry-After', String(waitSeconds));
    deps.render(ctx, 'signin/busy', { application: null, waitSeconds }, { status: 503 });
  }

  /** What was right, beside what another submission at the same moment has proven. */
  async function keep({ attempt, browserHash }: Attempting, judged: Judged): Promise<ResetAttempt> {
    const proven = Object.fromEntries(Object.entries(provenIn(judged)).filter(([, right]) => right));
    return (await attempts.change(browserHash, attempt.id, proven)) ?? attempt;
  }

  /** Ends the attempt where that is enough. */
  async function endedBy(
    ctx: Context,
    { attempt, account, browserHash }: Attempting,
    { recoveryCodeProven }: Judged,
  ): Promise<boolean> {
    if (!account) return false;
    // Of the very contacts that the codes went to: what was changed meanwhile answers for nobody.
    const phoneCounts = attempt.phoneId !== null && allCount(account, [attempt.phoneId], deps.now());
    const emailProven = attempt.emailProven && allCount(account, [attempt.emailId], deps.now());
    // Who signs in with codes by SMS comes to an authenticator this way too: no sign-in of theirs offers one.
    const hasAuthenticator = account.authenticators.length > 0 || account.smsFactor;
    const facts = { ...attempt, emailProven, recoveryCodeProven, phoneCounts, hasAuthenticator };
    // A mailbox that answered and is on record no more: people decide.
    const lost = attempt.passwordProven && attempt.emailProven && !emailProven && !recoveryCodeProven;
    const outcome = lost ? 'people' : resetOutcome(facts);
    if (outcome === 'ask') return false;
    // A success, in the pool its password was counted in.
    await deps.pools.settle(resetPool(attempt), 'right');
    const ended = await endAttempt(deps, ctx, { account, outcome });
    await attempts.change(browserHash, attempt.id, { ended });
    return true;
  }

  return {
    async show(ctx) {
      const found = await attempting(ctx);
      if (found) await page(ctx, found.attempt);
    },
    submit,
  };
}

function leave(ctx: Context, to: string): null {
  seeOther(ctx, to);
  return null;
}

function provenIn({
  passwordProven,
  emailProven,
  phoneProven,
}: Pick<ResetAttempt, 'passwordProven' | 'emailProven' | 'phoneProven'>) {
  return { passwordProven, emailProven, phoneProven };
}
