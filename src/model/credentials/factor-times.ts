import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Since when each kind of second factor is in force (epoch ms); null: there is none. */
export interface FactorTimes {
  totpSince: number | null;
  recoveryCodesSince: number | null;
  passkeySince: number | null;
}

/** The oldest authenticator and passkey in force, and the set of recovery codes in force. */
export async function factorTimes(db: Db, accountId: string): Promise<FactorTimes> {
  const { rows } = await sql<FactorTimes>`
    select (select floor(extract(epoch from min(confirmed_at)) * 1000)::bigint from totp
        where account_id = ${accountId}::uuid and confirmed_at is not null and replaced_at is null) as "totpSince",
      (select floor(extract(epoch from max(created_at)) * 1000)::bigint from recovery_code
        where account_id = ${accountId}::uuid and used_at is null) as "recoveryCodesSince",
      (select floor(extract(epoch from min(created_at)) * 1000)::bigint from passkey
        where account_id = ${accountId}::uuid and removed_at is null) as "passkeySince"`.execute(db);
  return rows[0] ?? { totpSince: null, recoveryCodesSince: null, passkeySince: null };
}
