import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { DirectoryRecord } from './outside.ts';

/** Agencies and units that the records name: new ones are added, renamed ones renamed. Their contacts are ours to keep. */
export async function putAgencies(trx: Db, records: readonly DirectoryRecord[]): Promise<void> {
  await putAgencyRows(trx, records);
  await putUnitRows(trx, records);
}

async function putAgencyRows(trx: Db, records: readonly DirectoryRecord[]): Promise<void> {
  const named = new Map<string, string | null>();
  for (const { instansiId, instansiNama } of records)
    named.set(instansiId, instansiNama ?? named.get(instansiId) ?? null);
  // In one order: two imports at once must not wait for each other in a circle.
  const rows = [...named].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await sql`
    insert into agency (id, nama, jenis)
    select v.id, coalesce(v.nama, v.id), case when v.nama ~* '^(pemerintah|pemprov|pemkab|pemkot|provinsi|kab|kota)' then 'D' else 'P' end
    from unnest(${rows.map(([id]) => id)}::text[], ${rows.map(([, nama]) => nama)}::text[]) as v (id, nama)
    where not exists (select from agency a where a.id = v.id and (v.nama is null or a.nama = v.nama))
    on conflict (id) do update set nama = excluded.nama`.execute(trx);
}

async function putUnitRows(trx: Db, records: readonly DirectoryRecord[]): Promise<void> {
  const named = new Map<string, { agency: string; nama: string | null }>();
  for (const { unorId, unorNama, instansiId } of records) {
    if (unorId !== null)
      named.set(unorId, { agency: instansiId, nama: unorNama ?? named.get(unorId)?.nama ?? null });
  }
  if (named.size === 0) return;
  const rows = [...named].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await sql`
    insert into work_unit (id, instansi_id, nama)
    select v.id, v.agency, coalesce(v.nama, v.id)
    from unnest(${rows.map(([id]) => id)}::text[], ${rows.map(([, { agency }]) => agency)}::text[],
      ${rows.map(([, { nama }]) => nama)}::text[]) as v (id, agency, nama)
    where not exists (select from work_unit u where u.id = v.id and u.instansi_id = v.agency
      and (v.nama is null or u.nama = v.nama))
    on conflict (id) do update set nama = excluded.nama, instansi_id = excluded.instansi_id`.execute(trx);
}
