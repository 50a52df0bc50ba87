import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { UnitCoverage } from '../../policies/unit-tree.ts';
import { deadContact, inOffice, strongFactor } from './person-sql.ts';

/** Of everybody who may sign in, by the unit they stand in: activated, with an authenticator, never activated, out of reach. */
export async function coverageByUnit(db: Db, agencyId: string, now: number): Promise<UnitCoverage[]> {
  const { rows } = await sql<UnitCoverage>`
    select p."unitId", count(*)::int as people,
      count(*) filter (where p.state = 'active')::int as active,
      count(*) filter (where p.state = 'active' and p.mfa)::int as mfa,
      count(*) filter (where p.state is null or p.state = 'unverified')::int as never,
      count(*) filter (where p.dead)::int as dead
    from (select e.unor_id as "unitId", a.state, ${strongFactor} as mfa, ${deadContact(now)} as dead
      from employee e left join account a on a.pns_id = e.pns_id
      where e.instansi_id = ${agencyId} and ${inOffice}) p
    group by p."unitId"`.execute(db);
  return rows;
}
