import { findAgencyByName } from '../../../model/people/end-sessions.ts';
import type { Db } from '../../../platform/db.ts';

/** By its id or its whole name. */
export async function findAgency(db: Db, typed: string): Promise<{ id: string; nama: string } | null> {
  const row = await db
    .selectFrom('agency')
    .select(['id', 'nama'])
    .where('id', '=', typed.trim())
    .executeTakeFirst();
  return row ?? findAgencyByName(db, typed);
}

/** Their names by their ids; what is none is left out. */
export async function agenciesByIds(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('agency')
    .select(['id', 'nama'])
    .where('id', 'in', [...ids])
    .orderBy('nama')
    .execute();
  return new Map(rows.map(({ id, nama }) => [id, nama]));
}
