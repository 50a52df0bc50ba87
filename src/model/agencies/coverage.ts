import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import type { UnitCoverage } from '../../policies/unit-tree.ts';
import { inOffice } from './person-sql.ts';

/**
 * Of everybody who may sign in, by the unit they stand in: activated, with an authenticator, never activated, out of reach
 * (in the words of person-sql.ts). In joins, so that a large agency is read in one go and a small one by its indexes.
 */
export async function coverageByUnit(db: Db, agencyId: string, now: number): Promise<UnitCoverage[]> {
  const since = new Date(now - policy.contacts.countsAfterSeconds * 1000);
  const { rows } = await sql<UnitCoverage>`
    select p."unitId", count(*)::int as people,
      count(*) filter (where p.state = 'active')::int as active,
      count(*) filter (where p.state = 'active' and p.mfa)::int as mfa,
      count(*) filter (where p.state is null or p.state = 'unverified')::int as never,
      count(*) filter (where p.bounced or not p.reached)::int as dead
    from (select e.pns_id, e.unor_id as "unitId", a.state, bool_or(t.id is not null) as mfa,
        coalesce(bool_or(c.bounced_at is not null), false) as bounced,
        coalesce(case when a.id is null
          then bool_or((e.email is not null and e.email_since <= ${since}) or (e.no_hp is not null and e.no_hp_since <= ${since}))
          else bool_or(c.suspended_at is null and (c.verified_at is not null or c.source = 'directory')
            and c.recorded_at <= ${since}) end, false) as reached
      from employee e left join account a on a.pns_id = e.pns_id
        left join totp t on t.account_id = a.id and t.confirmed_at is not null and t.replaced_at is null
        left join contact c on c.account_id = a.id and c.removed_at is null
      where e.instansi_id = ${agencyId} and ${inOffice}
      group by e.pns_id, e.unor_id, a.id, a.state) p
    group by p."unitId"`.execute(db);
  return rows;
}
