import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * When recovery codes came with an authenticator whose owner never said "Saya sudah menyimpannya": the activation stopped at its last
 * page, and goes on there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table account add column recovery_unseen_at timestamptz`).execute(db);
}
