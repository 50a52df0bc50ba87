import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What registrations need besides their table. */
const statements = [
  // "Bukan saya" of the contacts on record, and since when they know.
  `alter table registration add column object_hash text`,
  `alter table registration add column told_at timestamptz`,
  // Who was told that it is queued is told how it goes on.
  `alter table registration add column queued_told_at timestamptz`,
  `create unique index registration_object on registration (object_hash) where object_hash is not null`,
  `create index registration_browser on registration (browser_hash, created_at desc)`,
  `create index registration_expiry on registration (expires_at)`,
  // Whether a mailbox or number is shared: an office's address proves nobody. A million rows are not read for it.
  `create index employee_email on employee (lower(email)) where email is not null`,
  `create index employee_no_hp on employee (no_hp) where no_hp is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
