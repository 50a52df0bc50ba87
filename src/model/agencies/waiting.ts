import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** What waits for an agency's admin. */
export interface WaitingCounts {
  registrations: number;
  corrections: number;
  approvals: number;
}

export async function waitingCounts(db: Db, agencyId: string, now: number): Promise<WaitingCounts> {
  const { rows } = await sql<WaitingCounts>`
    select (select count(*)::int from registration r join employee e on e.pns_id = r.pns_id
        where r.state = 'waiting' and e.instansi_id = ${agencyId} and r.expires_at > ${new Date(now)}) as registrations,
      (select count(*)::int from correction_request c where c.state = 'open' and c.agency_id = ${agencyId}) as corrections,
      (select count(*)::int from approval p where p.state = 'pending' and p.console = 'agency'
        and p.agency_id = ${agencyId} and p.expires_at > ${new Date(now)}) as approvals`.execute(db);
  return rows[0] ?? { registrations: 0, corrections: 0, approvals: 0 };
}
