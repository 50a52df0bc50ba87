import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** The body of `/api/directory/me`: field names are the directory's own. */
export interface History {
  nip: string;
  nama: string;
  riwayat_pangkat: { golongan: string; pangkat: string; tmt: string; nomor_sk: string | null }[];
  riwayat_jabatan: {
    jabatan: string;
    unit_kerja: string | null;
    instansi: string | null;
    tmt: string;
    nomor_sk: string | null;
  }[];
  /** When our copy was fetched, ISO 8601. */
  diperbarui: string;
}

/** Ranks and positions, newest first. */
export async function history(db: Db, accountId: string): Promise<History | null> {
  const { rows } = await sql<Omit<History, 'diperbarui'> & { diperbarui: Date }>`
    select n.nip, e.nama, e.fetched_at as diperbarui,
      coalesce((select json_agg(json_build_object('golongan', r.golongan, 'pangkat', r.pangkat, 'tmt', r.tmt,
        'nomor_sk', r.nomor_sk) order by r.tmt desc) from rank_history r where r.pns_id = e.pns_id), '[]')
        as riwayat_pangkat,
      coalesce((select json_agg(json_build_object('jabatan', p.jabatan, 'unit_kerja', p.unit_kerja,
        'instansi', p.instansi, 'tmt', p.tmt, 'nomor_sk', p.nomor_sk) order by p.tmt desc)
        from position_history p where p.pns_id = e.pns_id), '[]') as riwayat_jabatan
    from account a join employee e on e.pns_id = a.pns_id
      join nip_alias n on n.account_id = a.id and n.current
    where a.id = ${accountId}`.execute(db);
  const [row] = rows;
  return row ? { ...row, diperbarui: row.diperbarui.toISOString() } : null;
}
