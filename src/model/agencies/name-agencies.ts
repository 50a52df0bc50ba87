import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

export interface NamedAgency {
  id: string;
  nama: string;
}

/** Agencies by their ids, for pages that hold only those. */
export async function nameAgencies(db: Db, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await db.selectFrom('agency').select(['id', 'nama']).where('id', 'in', ids).execute();
  return Object.fromEntries(rows.map(({ id, nama }) => [id, nama]));
}

/** The agency of this id or this very name; else those whose names hold what was typed, at most five. */
export async function findAgency(
  db: Db,
  typed: string,
): Promise<{ kind: 'found'; agency: NamedAgency } | { kind: 'none'; like: NamedAgency[] }> {
  const exact = await db
    .selectFrom('agency')
    .select(['id', 'nama'])
    .where((on) => on.or([on('id', '=', typed), on(sql`lower(nama)`, '=', typed.toLowerCase())]))
    .limit(2)
    .execute();
  const [one] = exact;
  if (one && exact.length === 1) return { kind: 'found', agency: one };
  const like = await db
    .selectFrom('agency')
    .select(['id', 'nama'])
    .where('nama', 'ilike', `%${typed.replaceAll(/[\\%_]/g, '\\$&')}%`)
    .orderBy('nama')
    .limit(5)
    .execute();
  return { kind: 'none', like };
}
