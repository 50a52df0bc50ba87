import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * In which session a request was made: what was asked for in one that somebody has ended since is carried out by nobody. Rows of before
 * have none, and must be asked for again.
 */
const statements = [
  `alter table admin_request add column asker_sid text`,
  `alter table approval add column asker_sid text`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
