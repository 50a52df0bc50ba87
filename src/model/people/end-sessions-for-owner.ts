import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { raiseEpoch } from './accounts.ts';

/**
 * Everything that runs ends at the word of whoever holds a link of its owner's, and no browser is known any more: the next
 * sign-in of each is told of again. The account stays usable. Whoever calls ends the sessions after the commit; the raised epoch ends
 * them within 30 s besides.
 */
export async function endSessionsForOwner(
  trx: Db,
  { accountId, now }: { accountId: string; now: number },
  context: AuditContext,
): Promise<void> {
  await raiseEpoch(trx, accountId);
  await trx
    .updateTable('device')
    .set({ revoked_at: new Date(now) })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
  const details = { device: 'all', reason: 'disavowed' };
  await audit(trx, { type: 'device.revoked', accountId, details }, context);
}
