import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What the directory said last, as one keyed digest: a row of an import that says the same again costs one comparison. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table employee add column digest text`.execute(db);
}
