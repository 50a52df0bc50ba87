import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * A person's own activity, by kind: the newest of one kind are found without reading what else there is of them. Rows that
 * concern nobody have no place in it.
 */
const statements = [
  `create index audit_account_type on audit (account_id, type, id desc) where account_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
