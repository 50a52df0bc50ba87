import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Our copy of a directory record, with the names of its agency and unit and whom to ask there. Never the NIK itself. */
export interface Employee {
  pnsId: string;
  nip: string;
  nipLama: string | null;
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
  tempatLahir: string | null;
  /** yyyy-mm-dd. */
  tglLahir: string;
  jenisKelamin: 'M' | 'F';
  jenisAsn: 'PNS' | 'PPPK';
  statusPegawai: string;
  kedudukanHukumId: string;
  instansiId: string;
  instansiNama: string;
  unorId: string | null;
  unorNama: string | null;
  jabatan: string | null;
  golongan: string | null;
  pangkat: string | null;
  /** Lower case; null where the directory has none. */
  email: string | null;
  /** E.164. */
  noHp: string | null;
  /** Epoch milliseconds: since when the directory was seen to hold these; they count after 72 hours. */
  emailSince: number | null;
  noHpSince: number | null;
  /** Keyed digest, for nikMatches(); null where the directory has no NIK. */
  nik: { mac: string; key: string } | null;
  /** The agency's personnel office. */
  kontak: { nama: string | null; jam: string | null; saluran: string | null };
  /** The account of this person, whatever its state. */
  accountId: string | null;
  /** When our copy was fetched, epoch milliseconds. */
  fetchedAt: number;
}

const millis = (column: string) =>
  sql.raw<number | null>(`floor(extract(epoch from ${column}) * 1000)::bigint`);

/** By the current number, or by an earlier one of the same account. */
export async function loadEmployee(db: Db, nip: string): Promise<Employee | null> {
  const { rows } = await sql<Employee>`
    select e.pns_id as "pnsId", e.nip, e.nip_lama as "nipLama", e.nama, e.gelar_depan as "gelarDepan",
      e.gelar_belakang as "gelarBelakang", e.tempat_lahir as "tempatLahir", e.tgl_lahir as "tglLahir",
      e.jenis_kelamin as "jenisKelamin", e.jenis_asn as "jenisAsn", e.status_pegawai as "statusPegawai",
      e.kedudukan_hukum_id as "kedudukanHukumId", e.instansi_id as "instansiId", g.nama as "instansiNama",
      e.unor_id as "unorId", u.nama as "unorNama", e.jabatan, e.golongan, e.pangkat, e.email, e.no_hp as "noHp",
      ${millis('e.email_since')} as "emailSince", ${millis('e.no_hp_since')} as "noHpSince",
      case when e.nik_hmac is not null then json_build_object('mac', e.nik_hmac, 'key', e.nik_key) end as nik,
      json_build_object('nama', g.kontak_nama, 'jam', g.kontak_jam, 'saluran', g.kontak_saluran) as kontak,
      a.id as "accountId", ${millis('e.fetched_at')} as "fetchedAt"
    from employee e join agency g on g.id = e.instansi_id left join work_unit u on u.id = e.unor_id
      left join account a on a.pns_id = e.pns_id
    where e.pns_id = coalesce(
      (select pns_id from employee where nip = ${nip}),
      (select h.pns_id from nip_alias n join account h on h.id = n.account_id where n.nip = ${nip}))`.execute(
    db,
  );
  return rows[0] ?? null;
}
