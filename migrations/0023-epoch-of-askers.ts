import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Under which epoch of its asker's account a request was made: one that was ended since (a freeze, another password) asks for
 * nothing any more. Rows of before have none, and must be asked for again.
 */
const statements = [
  `alter table admin_request add column asker_epoch int`,
  `alter table approval add column asker_epoch int`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
