import type { Context } from 'koa';
import { heldReset, runningReset } from '../../../model/credentials/authenticator-reset.ts';
import type { Reset } from '../../../model/credentials/authenticator-reset.ts';
import { findSigninAccountById } from '../../../model/people/signin-account.ts';
import { createResetAttempts } from '../../../model/reset-attempts.ts';
import { resetHolder } from '../../../parts/reset-holder.ts';
import type { ResetStanding } from '../../../platform/http/page-locals/recovery.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import type { RecoveryDeps } from '../deps.ts';
import { agencyOf } from './people.ts';

/** How the reset stands that was asked for, or is held, in this browser. */
export function resetStatusPage(deps: RecoveryDeps): (ctx: Context) => Promise<void> {
  const attempts = createResetAttempts(deps);
  const holder = resetHolder(deps);
  const { db, now, render } = deps;

  /** What this browser has just proven may be answered here alone: another one may hold the reset that runs. */
  async function justEnded(ctx: Context): Promise<boolean> {
    const browserHash = deps.browser.hash(ctx);
    const attempt = browserHash === null ? null : await attempts.find(browserHash);
    if (attempt?.accountId == null || attempt.ended === null || attempt.ended === 'requested') return false;
    if (attempt.ended === 'nothing_to_reset') {
      render(ctx, 'recovery/reset-status', { standing: 'nothing_to_reset', opensAt: null, closesAt: null });
      return true;
    }
    const account = await findSigninAccountById(db, attempt.accountId);
    if (attempt.ended === 'people') {
      const agency = account ? agencyOf(account) : null;
      render(ctx, 'recovery/people', { reason: 'lone_contact', agency });
      return true;
    }
    const running = await runningReset(db, attempt.accountId);
    if (!running) return false;
    const { opensAt, closesAt } = running;
    const hash = holder.hash(ctx);
    const here = hash === null ? null : await heldReset(db, hash);
    const standing = here?.id === running.id ? standingOf(running, now()) : 'elsewhere';
    render(ctx, 'recovery/reset-status', { standing, opensAt, closesAt });
    return true;
  }

  return async (ctx) => {
    if (await justEnded(ctx)) return;
    const hash = holder.hash(ctx);
    const reset = hash === null ? null : await heldReset(db, hash);
    if (!reset) return seeOther(ctx, '/reset-mfa');
    const { opensAt, closesAt } = reset;
    render(ctx, 'recovery/reset-status', { standing: standingOf(reset, now()), opensAt, closesAt });
  };
}

/** By the clock: the job that tells of it may come a moment later. */
function standingOf({ state, opensAt, closesAt }: Reset, now: number): ResetStanding {
  if (state !== 'waiting' && state !== 'open') return state;
  if (now >= closesAt) return 'expired';
  return now >= opensAt ? 'open' : 'waiting';
}
