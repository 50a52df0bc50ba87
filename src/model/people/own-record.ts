import { sql } from 'kysely';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { nikAad } from './nik-aad.ts';

/** Everything our copy of the directory says of a person, for that person. Dates are yyyy-mm-dd, times epoch milliseconds. */
export interface OwnRecord {
  nip: string;
  nipSebelumnya: string[];
  nipLama: string | null;
  /** The last four digits: even its owner's page lies open on desks, and the whole number opens accounts elsewhere. */
  nikEnd: string | null;
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
  tempatLahir: string | null;
  tglLahir: string;
  jenisKelamin: 'M' | 'F';
  jenisAsn: 'PNS' | 'PPPK';
  statusPegawai: string;
  /** The directory's code. */
  kedudukanHukum: string;
  pendidikanTerakhir: string | null;
  instansi: { id: string; nama: string };
  unitKerja: { id: string; nama: string } | null;
  jabatan: string | null;
  tmtJabatan: string | null;
  pangkat: string | null;
  golongan: string | null;
  tmtGolongan: string | null;
  tmtCpns: string | null;
  tmtPensiun: string | null;
  masaKerja: { tahun: number; bulan: number } | null;
  /** As the directory has them; the account's own may be others. */
  email: string | null;
  noHp: string | null;
  /** The agency's personnel office. */
  kontak: { nama: string | null; jam: string | null; saluran: string | null };
  fetchedAt: number;
}

type Row = Omit<OwnRecord, 'nikEnd'> & { pnsId: string; nikSealed: string | null };

export async function ownRecord(
  { db, ring }: { db: Db; ring: KeyRing },
  accountId: string,
): Promise<OwnRecord | null> {
  const { rows } = await sql<Row>`
    select e.pns_id as "pnsId", e.nik_enc as "nikSealed",
      (select n.nip from nip_alias n where n.account_id = a.id and n.current) as nip,
      coalesce((select json_agg(n.nip order by n.since desc) from nip_alias n
        where n.account_id = a.id and not n.current), '[]') as "nipSebelumnya",
      e.nip_lama as "nipLama", e.nama, e.gelar_depan as "gelarDepan", e.gelar_belakang as "gelarBelakang",
      e.tempat_lahir as "tempatLahir", e.tgl_lahir as "tglLahir", e.jenis_kelamin as "jenisKelamin",
      e.jenis_asn as "jenisAsn", e.status_pegawai as "statusPegawai", e.kedudukan_hukum_id as "kedudukanHukum",
      e.pendidikan_terakhir as "pendidikanTerakhir", json_build_object('id', g.id, 'nama', g.nama) as instansi,
      case when u.id is not null then json_build_object('id', u.id, 'nama', u.nama) end as "unitKerja",
      e.jabatan, e.tmt_jabatan as "tmtJabatan", e.pangkat, e.golongan, e.tmt_golongan as "tmtGolongan",
      e.tmt_cpns as "tmtCpns", e.tmt_pensiun as "tmtPensiun",
      case when e.mk_tahun is not null then
        json_build_object('tahun', e.mk_tahun, 'bulan', coalesce(e.mk_bulan, 0)) end as "masaKerja",
      e.email, e.no_hp as "noHp",
      json_build_object('nama', g.kontak_nama, 'jam', g.kontak_jam, 'saluran', g.kontak_saluran) as kontak,
      floor(extract(epoch from e.fetched_at) * 1000)::bigint as "fetchedAt"
    from account a join employee e on e.pns_id = a.pns_id join agency g on g.id = e.instansi_id
      left join work_unit u on u.id = e.unor_id
    where a.id = ${accountId}::uuid`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const { pnsId, nikSealed, ...record } = row;
  const nik = nikSealed === null ? null : ring.decrypt(nikSealed, nikAad(pnsId));
  return { ...record, nikEnd: nik === null ? null : nik.slice(-4) };
}
