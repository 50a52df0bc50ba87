import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { inOffice } from '../agencies/person-sql.ts';
import { officeDay } from './office-day.ts';

/**
 * Counts the people of the agencies whose count is the oldest, some of them a round: a statement reads one agency by its
 * index, and no page of the console counts anybody. The last count of a day stays. Of several nodes one counts; the others
 * would count the same. Returns how many agencies were counted.
 */
export async function countCoverage(db: Db, now: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('coverage')) as mine`.execute(trx);
    if (!rows[0]?.mine) return 0;
    const due = await dueAgencies(trx, now);
    for (const agencyId of due) await countAgency(trx, agencyId, now);
    return due.length;
  });
}

async function dueAgencies(db: Db, now: number): Promise<string[]> {
  const since = new Date(now - policy.figures.coverageEverySeconds * 1000);
  const { rows } = await sql<{ id: string }>`
    select g.id from agency g left join lateral (select d.counted_at, d.day from coverage_day d
      where d.agency_id = g.id order by d.day desc limit 1) d on true
    where d.counted_at is null or d.counted_at < ${since} or d.day < ${officeDay(now)}
    order by d.counted_at nulls first limit ${policy.figures.coverageAgencies}`.execute(db);
  return rows.map(({ id }) => id);
}

async function countAgency(db: Db, agencyId: string, now: number): Promise<void> {
  await sql`
    insert into coverage_day (day, agency_id, people, active, mfa, passkey, counted_at)
    select ${officeDay(now)}, ${agencyId}, count(*)::int, count(*) filter (where p.active)::int,
      count(*) filter (where p.active and (p.totp or p.passkey))::int, count(*) filter (where p.active and p.passkey)::int,
      ${new Date(now)}
    from (select a.state = 'active' as active,
        exists (select from totp t where t.account_id = a.id and t.confirmed_at is not null and t.replaced_at is null) as totp,
        exists (select from passkey k where k.account_id = a.id and k.removed_at is null) as passkey
      from employee e left join account a on a.pns_id = e.pns_id
      where e.instansi_id = ${agencyId} and ${inOffice}) p
    on conflict (day, agency_id) do update set people = excluded.people, active = excluded.active, mfa = excluded.mfa,
      passkey = excluded.passkey, counted_at = excluded.counted_at`.execute(db);
}
