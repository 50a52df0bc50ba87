import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * The first group of a code handed over, in clear: a wrong try is counted against the code it was meant for alone. Codes issued
 * before have none, and are compared and counted as they were until they run out.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table handed_code add column selector text`).execute(db);
}
