import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { wasEndedBySomebody } from './ended-by-somebody.ts';

/**
 * Sessions that are over without anybody's mistrust (left, run out) are said to be somebody else's: what was asked for in them ends as
 * if they had still run. A thief who leaves right after asking gains nothing. Once for each, however often it is pressed.
 */
export async function disavowLeftSessions(
  trx: Db,
  { accountId, sids, now }: { accountId: string; sids: readonly string[]; now: number },
  context: AuditContext,
): Promise<void> {
  for (const sid of sids) {
    if (await wasEndedBySomebody(trx, { accountId, sid, since: now })) continue;
    const details = { sid, reason: 'disavowed', left: true };
    await audit(trx, { type: 'session.ended', accountId, details }, context);
  }
}
