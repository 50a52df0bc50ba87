import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { cancelResets, requestReset } from '../../../model/credentials/authenticator-reset.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { ResetAttempt } from '../../../model/reset-attempts.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { resetHolder } from '../../../parts/reset-holder.ts';
import type { RecoveryDeps } from '../deps.ts';

export const STATUS_PATH = '/reset-mfa/status';

type Outcome = 'nothing_to_reset' | 'people' | 'opens_now' | 'opens_later';

/**
 * Everything asked for was right: the reset begins, held by this browser. One that runs already is not begun anew, except that
 * a recovery code, which is as good as the old authenticator, takes the place of one that waits.
 */
export async function endAttempt(
  deps: RecoveryDeps,
  ctx: Context,
  { account, outcome }: { account: SigninAccount; outcome: Outcome },
): Promise<NonNullable<ResetAttempt['ended']>> {
  if (outcome === 'nothing_to_reset' || outcome === 'people') return outcome;
  const holderHash = resetHolder(deps).bind(ctx);
  const { id: accountId } = account;
  const now = deps.now();
  const telling = { compose: deps.compose, issuer: deps.issuer, context: contextOf(ctx, now, accountId) };
  const opensAt = outcome === 'opens_now' ? now : now + policy.resets.authenticatorDelaySeconds * 1000;
  const request = { accountId, way: 'contacts' as const, requestedBy: accountId, holderHash, opensAt, now };
  const { kind } = await deps.db.transaction().execute(async (trx) => {
    if (outcome === 'opens_now') await cancelResets(trx, { accountId, by: 'old_factor', now }, telling);
    return requestReset(trx, request, telling);
  });
  return kind;
}
