import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';

/** Times are epoch milliseconds. */
export interface LetterBatch {
  id: string;
  madeAt: number;
  madeBy: string;
  unit: string | null;
  count: number;
  used: number;
  /** Still good. */
  open: number;
}

const LISTED = 100;

/** The newest batches of an agency, or one of them. */
export async function letterBatches(
  db: Db,
  { agencyId, id, now }: { agencyId: string; id?: string; now: number },
): Promise<LetterBatch[]> {
  const { rows } = await sql<LetterBatch>`
    select b.id, floor(extract(epoch from b.made_at) * 1000)::bigint as "madeAt", o.nama as "madeBy", u.nama as unit,
      b.count, coalesce(c.used, 0) as used, coalesce(c.open, 0) as open
    from letter_batch b join account m on m.id = b.made_by join employee o on o.pns_id = m.pns_id
      left join work_unit u on u.id = b.unit_id
      left join lateral (select count(*) filter (where h.used_at is not null)::int as used,
        count(*) filter (where h.used_at is null and h.revoked_at is null and h.expires_at > ${new Date(now)})::int as open
        from handed_code h where h.batch_id = b.id) c on true
    where b.agency_id = ${agencyId} ${id === undefined ? sql`` : sql`and b.id = ${id}::uuid`}
    order by b.made_at desc limit ${LISTED}`.execute(db);
  return rows;
}

/** Letters lost on the way: none of a batch that is not yet used works any more. Gives how many there were. */
export async function revokeBatch(
  trx: Db,
  { agencyId, id, now }: { agencyId: string; id: string; now: number },
  context: AuditContext,
): Promise<number> {
  const revoked = await trx
    .updateTable('handed_code')
    .set({ revoked_at: new Date(now) })
    .where('batch_id', '=', id)
    .where('batch_id', 'in', trx.selectFrom('letter_batch').select('id').where('agency_id', '=', agencyId))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  const details = { agency: agencyId, batch: id, count: revoked.length };
  if (revoked.length > 0) await audit(trx, { type: 'letters.revoked', accountId: null, details }, context);
  return revoked.length;
}
