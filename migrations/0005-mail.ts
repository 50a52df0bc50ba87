import { sql } from 'kysely';
import type { Kysely } from 'kysely';

const statements = [
  // When what a freeze answers happened: only a factor older than that leaves it (design §6).
  `alter table account_block add column event_at timestamptz`,
  `create index disavowal_expired on disavowal (expires_at)`,
  // Dead letters, for whoever looks after them.
  `create index outbox_dead on outbox (dead_at desc) where dead_at is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
