import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { PowerSubject } from '../../policies/power.ts';

/**
 * What `policies/power.ts` asks about the person an act would concern. A change that waits for its second officer counts as
 * one already: else two requests side by side would do what one may not.
 */
export async function powerSubject(db: Db, accountId: string, now: number): Promise<PowerSubject | null> {
  const at = new Date(now);
  const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::bigint`);
  const asked = (act: string) => sql`select p.requested_at as at from approval p
    where p.account_id = a.id and p.act = ${act} and p.state = 'pending' and p.expires_at > ${at}`;
  const { rows } = await sql<PowerSubject>`
    select a.id as "accountId", a.state = 'closed' as closed,
      exists (select from account_block b where b.account_id = a.id and b.kind = 'freeze' and b.ended_at is null) as frozen,
      coalesce((select json_agg(distinct r.role) from role_grant r where r.account_id = a.id
        and r.revoked_at is null and (r.until is null or r.until > ${at})), '[]') as roles,
      (select ${ms('max(t.at)')} from (select c.at from contact_change c where c.account_id = a.id
        union all ${asked('correct_contact')}) t) as "contactTouchedAt",
      (select ${ms('max(t.at)')} from (select greatest(s.requested_at,
          case when s.state = 'used' then s.ended_at end) as at from authenticator_reset s where s.account_id = a.id
        union all ${asked('reset_authenticator')}) t) as "authenticatorTouchedAt"
    from account a where a.id = ${accountId}::uuid`.execute(db);
  return rows[0] ?? null;
}
