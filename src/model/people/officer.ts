import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import type { RoleName } from '../../platform/schema.ts';
import { sessionsFromSql } from './end-sessions.ts';

export interface OfficerRole {
  role: RoleName;
  agencyId: string | null;
  /** Epoch milliseconds; null: no end was set. */
  until: number | null;
  /** Epoch milliseconds. */
  grantedAt: number;
}

export interface OfficerRecord {
  nama: string;
  nip: string;
  instansiId: string;
  /** As the database has it at this moment: what a session must be of to stand. */
  epoch: number;
  /** An emergency ended what began before this (epoch ms); null: there was none. */
  sessionsFrom: number | null;
  /** Since when the oldest second factor in force is confirmed (epoch ms); null: there is none. */
  factorSince: number | null;
  /** The same of the oldest passkey. */
  passkeySince: number | null;
  /** One that was taken away had been in force for longer than a factor is young. */
  hadPasskey: boolean;
  roles: OfficerRole[];
}

/** The roles in force of one account. An agency's role holds only while its holder works there (design §3). */
export async function findOfficer(db: Db, accountId: string, now: number): Promise<OfficerRecord | null> {
  const { rows } = await sql<OfficerRecord>`
    select e.nama, n.nip, e.instansi_id as "instansiId", a.epoch, ${sessionsFromSql('g.sessions_from')} as "sessionsFrom",
      (select floor(extract(epoch from min(f.since)) * 1000)::bigint from (
          select t.confirmed_at as since from totp t
            where t.account_id = a.id and t.confirmed_at is not null and t.replaced_at is null
          union all select k.created_at from passkey k where k.account_id = a.id and k.removed_at is null) f) as "factorSince",
      (select floor(extract(epoch from min(k.created_at)) * 1000)::bigint from passkey k
        where k.account_id = a.id and k.removed_at is null) as "passkeySince",
      exists (select from passkey k where k.account_id = a.id
        and k.removed_at >= k.created_at + ${policy.proof.youngFactorSeconds} * interval '1 second') as "hadPasskey",
      coalesce((select json_agg(json_build_object('role', r.role, 'agencyId', r.agency_id,
          'until', floor(extract(epoch from r.until) * 1000)::bigint,
          'grantedAt', floor(extract(epoch from r.granted_at) * 1000)::bigint) order by r.id)
        from role_grant r where r.account_id = a.id and r.revoked_at is null
          and (r.until is null or r.until > ${new Date(now)})
          and (r.role <> 'agency' or r.agency_id = e.instansi_id)), '[]') as roles
    from account a join employee e on e.pns_id = a.pns_id join agency g on g.id = e.instansi_id
      join nip_alias n on n.account_id = a.id and n.current
    where a.id = ${accountId}::uuid and a.state = 'active'`.execute(db);
  return rows[0] ?? null;
}
