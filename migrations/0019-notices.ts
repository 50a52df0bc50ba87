import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Sign-ins from new devices that their owner is still to be told of, and what "bukan saya" of one can end. */
const statements = [
  // One row for a batch: an insert that finds one adds to it, and the job that tells takes the row. So nothing is told twice.
  `create table new_device_notice (
    account_id uuid primary key references account on delete cascade, due_at timestamptz not null, count int not null,
    signins jsonb not null)`,
  `create index new_device_notice_due on new_device_notice (due_at)`,
  // The session that a sign-in became is not known when it is recorded: it is found by how it began.
  `alter table disavowal add column signin jsonb`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
