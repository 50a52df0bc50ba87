import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';
import { passwordPool } from '../pools.ts';
import type { Pools } from '../pools.ts';

/**
 * Ends the lock that strangers' wrong passwords brought, at an officer's word. The second factor's lock is left alone: it stands
 * between a stolen password and the account, and ends by itself.
 */
export async function endLocks(
  trx: Db,
  { accountId, caseId, now }: { accountId: string; caseId: string | null; now: number },
  { pools, compose, context }: Telling & { pools: Pick<Pools, 'clear'> },
): Promise<void> {
  const details = caseId === null ? {} : { case: caseId };
  await audit(trx, { type: 'lock.ended', accountId, details }, context);
  await notice(trx, { accountId, kind: 'lock_ended', now, compose });
  // Last: where it fails nothing was said, and where the commit fails a lock is gone that a person wanted gone.
  await pools.clear(passwordPool(accountId));
}
