import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import type { SigninRefusal } from '../../../model/audit.ts';
import { forcePasswordRecovery } from '../../../model/credentials/password.ts';
import { startOver } from '../../../model/progress.ts';
import { notice } from '../../../model/notices.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { Counted, PoolKey, Settled } from '../../../model/pools.ts';
import { auditContext } from '../audit-context.ts';
import type { Fault, Outcome, SigninDeps, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'pools' | 'compose' | 'now'>;

export interface WrongSecondFactor {
  visit: Visit;
  account: SigninAccount;
  pool: PoolKey;
  /** What counting this attempt gave: the one that took the last try is the one that locked. */
  counted: Counted;
  reason: SigninRefusal;
  /** What the page says while tries remain. */
  faults: (settled: Settled) => Fault[];
}

/**
 * A right password with a wrong second factor: counted, written down, told to the owner, and after twenty without a
 * right one the password must go, because it is in other hands.
 */
export async function refuseSecondFactor(deps: Deps, refusal: WrongSecondFactor): Promise<Outcome> {
  const { visit, account, pool, reason, faults } = refusal;
  const settled = await deps.pools.settle(pool, 'wrong');
  const context = auditContext(visit, deps.now());
  const details = { reason, pool: pool.kind, remaining: settled.remaining };
  await audit(deps.db, { type: 'signin.refused', accountId: account.id, details }, context);
  await tellOwner(deps, account.id);
  if (settled.lockedUntil !== null && tookLastTry(refusal.counted))
    await auditLock(deps, refusal, settled.lockedUntil);
  if (settled.forceRecovery) {
    await forceRecovery(deps, refusal);
    // Back to the password, which will not pass again.
    const progress = startOver(visit.progress);
    return { kind: 'refused', faults: [{ field: null, key: 'signin.recovery-forced' }], progress };
  }
  const progress = { otpRefused: true };
  if (settled.lockedUntil !== null) return { kind: 'locked', progress };
  return { kind: 'refused', faults: faults(settled), progress };
}

function tookLastTry(counted: Counted): boolean {
  return counted.kind === 'admitted' && counted.remaining === 0;
}

async function auditLock(
  { db, now }: Deps,
  { visit, account, pool }: WrongSecondFactor,
  until: number,
): Promise<void> {
  const details = { pool: pool.kind, until: new Date(until).toISOString() };
  await audit(db, { type: 'signin.locked', accountId: account.id, details }, auditContext(visit, now()));
}

/** A clumsy evening is one message, not twenty. */
async function tellOwner({ db, kv, compose, now }: Deps, accountId: string): Promise<void> {
  const first = await kv.setIfAbsent(`told:otp:${accountId}`, '1', policy.refusals.noticeEverySeconds);
  if (!first) return;
  await db
    .transaction()
    .execute((trx) => notice(trx, { accountId, kind: 'wrong_second_factor', now: now(), compose }));
}

async function forceRecovery(
  { db, compose, now }: Deps,
  { visit, account }: WrongSecondFactor,
): Promise<void> {
  const force = { accountId: account.id, wrongCodes: policy.lockout.recoveryAfterStreak, now: now() };
  const telling = { compose, context: auditContext(visit, now()) };
  await db.transaction().execute((trx) => forcePasswordRecovery(trx, force, telling));
}
