import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The chain over the audit log, and the indexes that its searches at ten million rows go by. */
const statements = [
  `create table audit_seal (
    nr bigint primary key, from_id bigint not null, to_id bigint not null, count int not null, row_macs bytea not null,
    previous_mac text not null, mac text not null, key_id text not null, sealed_at timestamptz not null)`,
  // Which link covers a row.
  `create unique index audit_seal_range on audit_seal (to_id)`,
  `create trigger audit_seal_no_change before update or delete on audit_seal for each row execute function audit_is_append_only()`,
  `create trigger audit_seal_no_truncate before truncate on audit_seal for each statement execute function audit_is_append_only()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
