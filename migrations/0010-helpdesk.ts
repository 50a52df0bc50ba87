import { sql } from 'kysely';
import type { Kysely } from 'kysely';

const statements = [
  // A code is made when it is shown, later than it was approved, and shown once: what was approved is not yet done.
  `alter table approval add column done_at timestamptz`,
  // Two requests of one act for one person are one matter.
  `create unique index approval_one_pending on approval (account_id, act) where state = 'pending' and account_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
