import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

export interface NamedAgency {
  id: string;
  nama: string;
}

/** Agencies by their ids, for pages that hold only those; what is none is left out. */
export async function nameAgencies(db: Db, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await db.selectFrom('agency').select(['id', 'nama']).where('id', 'in', ids).execute();
  return Object.fromEntries(rows.map(({ id, nama }) => [id, nama]));
}

/** All names, for the suggestions of a field. */
export async function agencyNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('agency').select('nama').orderBy('nama').limit(1000).execute();
  return rows.map(({ nama }) => nama);
}

/** The agency of this id, or of this whole name in any case; null where there is none, or two have the name. */
export async function findAgency(db: Db, typed: string): Promise<NamedAgency | null> {
  const text = typed.trim();
  const rows = await db
    .selectFrom('agency')
    .select(['id', 'nama'])
    .where((on) => on.or([on('id', '=', text), on(sql`lower(nama)`, '=', text.toLowerCase())]))
    .limit(3)
    .execute();
  const [only = null] = rows.length === 1 ? rows : rows.filter(({ id }) => id === text);
  return only;
}

/** Those whose names hold what was typed, at most five. */
export async function agenciesLike(db: Db, typed: string): Promise<NamedAgency[]> {
  return db
    .selectFrom('agency')
    .select(['id', 'nama'])
    .where('nama', 'ilike', `%${typed.trim().replaceAll(/[\\%_]/g, '\\$&')}%`)
    .orderBy('nama')
    .limit(5)
    .execute();
}
