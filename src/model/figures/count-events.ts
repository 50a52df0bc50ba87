import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { newestLink } from '../audit-seals/seal.ts';

/** All agencies together, and those people who belong to none that we know. */
export const EVERYBODY = '*';
export const NO_AGENCY = '-';

/** Where the counting stands: the last id of the log that was counted. */
const MARK = 'figures-mark';

/**
 * What of the log is counted, and as what: its kind is the event with what tells its cases apart. Reasons are a small set of our
 * own code's; whatever else stood there is cut.
 */
const kind: RawBuilder<unknown> = sql`case a.type
  when 'signin.success' then 'signin:' || coalesce(a.details->>'acr', '')
  when 'signin.refused' then 'refused:' || left(coalesce(a.details->>'reason', ''), 40)
  when 'passkey.refused' then 'refused:passkey'
  when 'client.access-refused' then 'refused:no_access'
  when 'signin.locked' then 'locked:' || left(coalesce(a.details->>'pool', ''), 40) end`;
const COUNTED = [
  'signin.success',
  'signin.refused',
  'passkey.refused',
  'client.access-refused',
  'signin.locked',
];

/**
 * Counts what was sealed since the last time, in batches by id. Under a seal nothing can appear any more (audit-seals/seal.ts), and the
 * mark moves in the transaction that counts: so every row is counted once, whichever node does it and wherever it was
 * interrupted. Returns how many rows were looked at.
 */
export async function countEvents(db: Db, batches: number = policy.figures.batches): Promise<number> {
  let looked = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const rows = await db.transaction().execute(countBatch);
    looked += rows;
    if (rows < policy.figures.rows) break;
  }
  return looked;
}

async function countBatch(trx: Db): Promise<number> {
  const after = await takeMark(trx);
  const sealed = await newestLink(trx);
  if (after === null || sealed === null || sealed.toId <= after) return 0;
  const { rows } = await sql<{ to: number | null; count: number }>`
    select max(id) as "to", count(*)::int as count from (select id from audit where id > ${after} and id <= ${sealed.toId}
      order by id limit ${policy.figures.rows}) a`.execute(trx);
  const [{ to, count } = { to: null, count: 0 }] = rows;
  if (to === null) return 0;
  await add(trx, after, to);
  await trx
    .updateTable('installation')
    .set({ value: String(to) })
    .where('name', '=', MARK)
    .execute();
  return count;
}

/** One node at a time: the others wait for its row, and find it moved. */
async function takeMark(trx: Db): Promise<number | null> {
  await trx
    .insertInto('installation')
    .values({ name: MARK, value: '0', at: sql<Date>`now()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await trx
    .selectFrom('installation')
    .select('value')
    .where('name', '=', MARK)
    .forUpdate()
    .executeTakeFirst();
  return row ? Number(row.value) : null;
}

async function add(trx: Db, after: number, to: number): Promise<void> {
  await sql`
    with counted as materialized (
      select date_trunc('hour', a.at) as hour, ${kind} as kind, coalesce(e.instansi_id, ${NO_AGENCY}) as agency, count(*)::int as count
      from audit a left join account c on c.id = a.account_id left join employee e on e.pns_id = c.pns_id
      where a.id > ${after} and a.id <= ${to} and a.type = any(${COUNTED}::text[])
      group by 1, 2, 3),
    both_ as (select hour, kind, agency, count from counted
      union all select hour, kind, ${EVERYBODY}, sum(count)::int from counted group by 1, 2),
    days as (insert into figure_day as f (day, kind, agency_id, count)
      select to_char(hour at time zone 'Asia/Jakarta', 'YYYY-MM-DD'), kind, agency, sum(count)::int from both_ group by 1, 2, 3
      order by 1, 2, 3
      on conflict (day, kind, agency_id) do update set count = f.count + excluded.count)
    insert into figure_hour as f (agency_id, hour, kind, count)
      select agency, hour, kind, count from both_ order by 1, 2, 3
      on conflict (agency_id, hour, kind) do update set count = f.count + excluded.count`.execute(trx);
}

/** Up to when events are counted (epoch ms); null: none yet. */
export async function countedUpTo(db: Db): Promise<number | null> {
  const { rows } = await sql<{ at: Date }>`
    select a.at from installation i join audit a on a.id = i.value::bigint where i.name = ${MARK}`.execute(
    db,
  );
  return rows[0]?.at.getTime() ?? null;
}
