import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';

/**
 * Tells the relying parties that everything of an account has ended (OpenID Back-Channel Logout 1.0, by `sub`), where nobody is at
 * hand who knows its sessions: a transaction, or the command line. The running nodes' job delivers. Only where a session can
 * still run, and to third parties only where the person has been with them.
 */
export async function queueLogouts(
  trx: Db,
  { accountId, now }: { accountId: string; now: number },
): Promise<number> {
  const at = new Date(now);
  const since = new Date(now - policy.session.absoluteSeconds * 1000);
  const { rows } = await sql<{ id: number }>`
    insert into logout_delivery (client_id, account_id, created_at, next_attempt_at)
    select c.client_id, a.id, ${at}, ${at} from client c join account a on a.id = ${accountId}::uuid
    where c.metadata ->> 'backchannel_logout_uri' is not null and a.last_signin_at > ${since}
      and (not c.third_party or exists (select from consent s where s.client_id = c.client_id and s.account_id = a.id))
      and not exists (select from logout_delivery d where d.client_id = c.client_id and d.account_id = a.id
        and d.sid is null and d.delivered_at is null and d.given_up_at is null)
    returning id`.execute(trx);
  return rows.length;
}
