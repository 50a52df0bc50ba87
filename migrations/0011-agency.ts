import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What the console of an agency asks of a million people. */
const statements = [
  // A page of people is the next so many of this index; names of several thousand people are never sorted.
  `create index employee_agency_name on employee (instansi_id, nama, pns_id)`,
  // Both are rare, so they are found from their own side.
  `create index account_ended on account (pns_id) where state in ('suspended', 'closed')`,
  `create index contact_bounced on contact (account_id) where bounced_at is not null and removed_at is null`,
  `create index letter_batch_agency on letter_batch (agency_id, made_at desc)`,
  // What an agency put on record counts once its owner pressed the button of a link sent to it.
  `alter table contact add column confirm_hash text`,
  `alter table contact add column confirm_until timestamptz`,
  `create unique index contact_confirm on contact (confirm_hash) where confirm_hash is not null`,
  // Roles that end by themselves.
  `create index role_grant_held on role_grant (id) where revoked_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
