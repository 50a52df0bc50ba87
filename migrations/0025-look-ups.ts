import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { buildIndex } from './build-index.ts';

/** After a relying party's long outage its deliveries are many; they go on meanwhile. */
export const transactional = false;

export async function up(db: Kysely<unknown>): Promise<void> {
  // "Nanti saja": until then its owner is not offered a passkey.
  await sql`alter table account add column if not exists passkey_offer_later_until timestamptz`.execute(db);
  // How one client's logouts fare, the newest first.
  await buildIndex(db, 'logout_delivery_client', 'on logout_delivery (client_id, id)');
}
