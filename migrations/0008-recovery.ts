import { sql } from 'kysely';
import type { Kysely } from 'kysely';

const statements = [
  // The browser that asked and the one its mailed link was opened in: a thief who opens the mail first takes nothing away.
  `alter table authenticator_reset add column link_holder_hash text`,
  `create index authenticator_reset_closes on authenticator_reset (closes_at) where state in ('waiting', 'open')`,
  `create unique index authenticator_reset_cancel on authenticator_reset (cancel_hash) where cancel_hash is not null`,
  `create unique index authenticator_reset_link on authenticator_reset (link_hash) where link_hash is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
