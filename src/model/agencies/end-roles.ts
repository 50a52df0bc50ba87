import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { RoleName } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';
import { inOffice } from './person-sql.ts';

interface EndedRole {
  accountId: string;
  role: RoleName;
  agencyId: string | null;
  left: boolean;
}

/**
 * Ends the roles whose date has come, or whose holder left the agency or office (issue 3, item 8). They hold for nothing from that
 * moment on (findOfficer); this writes it down and tells whoever held them. Taken in one UPDATE: two nodes end a role once.
 */
export async function endRoles(trx: Db, now: number, { compose, context }: Telling): Promise<number> {
  const at = new Date(now);
  const { rows } = await sql<EndedRole>`
    update role_grant r set revoked_at = ${at}, revoked_by = 'system'
    from account a join employee e on e.pns_id = a.pns_id
    where a.id = r.account_id and r.revoked_at is null and (r.until <= ${at}
      or (r.role = 'agency' and r.agency_id <> e.instansi_id) or a.state = 'closed' or not ${inOffice})
    returning r.account_id as "accountId", r.role, r.agency_id as "agencyId",
      (r.until is null or r.until > ${at}) as left`.execute(trx);
  for (const { accountId, role, agencyId, left } of rows) {
    const details = { role, agency: agencyId, reason: left ? ('left' as const) : ('until' as const) };
    await audit(trx, { type: 'role.ended', accountId, details }, context);
    await notice(trx, { accountId, kind: 'role_ended', values: { role }, now, compose });
  }
  return rows.length;
}
