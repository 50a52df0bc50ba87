import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Makes an index over a table that may be large, for migrations that run outside of a transaction (`transactional = false`):
 * its table may be written to meanwhile. What a broken-off attempt has left, an invalid index of that name, is made anew.
 * Inside of a transaction, as on PGlite, it is made plainly. `definition`: what stands behind the name, `on …`.
 */
export async function buildIndex(db: Kysely<unknown>, name: string, definition: string): Promise<void> {
  const how = db.isTransaction ? '' : 'concurrently';
  const { rows } = await sql`
    select from pg_index where indexrelid = to_regclass(${name}) and not indisvalid`.execute(db);
  if (rows.length > 0) await dropIndex(db, name);
  await sql.raw(`create index ${how} if not exists ${name} ${definition}`).execute(db);
}

/** Likewise: nobody waits for it, and it may be gone already. */
export async function dropIndex(db: Kysely<unknown>, name: string): Promise<void> {
  await sql.raw(`drop index ${db.isTransaction ? '' : 'concurrently'} if exists ${name}`).execute(db);
}
