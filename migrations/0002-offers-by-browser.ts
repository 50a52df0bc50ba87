import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * An authenticator is offered to one browser: whoever else once stood at that page must not know the secret that its
 * owner confirms later.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table totp add column offered_to text`.execute(db);
}
