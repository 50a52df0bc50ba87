import { nikAad } from '../people/nik-aad.ts';
import { agencies } from '../../../config/demo-people.ts';
import type { DemoPerson } from '../../../config/demo-people.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { birthDateOfNip, sexOfNip } from '../../policies/nip.ts';
import { sha256 } from '../../platform/crypto.ts';

/** The NIK's columns: sealed for its row, and an HMAC to look it up by. */
export function nikColumns(ring: KeyRing, pnsId: string, nik: string) {
  const { mac, key } = ring.mac('nik', nik);
  return { nik_enc: ring.encrypt(nik, nikAad(pnsId)), nik_hmac: mac, nik_key: key };
}

/** `<first name>@asn.example` and 0812000000 followed by the last two digits of the NIP. */
export function demoContacts(person: DemoPerson): { kind: ContactKind; value: string }[] {
  const [firstName = ''] = person.nama.toLowerCase().split(' ');
  return [
    { kind: 'email', value: `${firstName}@asn.example` },
    { kind: 'phone', value: `+62812000000${person.nip.slice(-2)}` },
  ];
}

/** A record as the directory would give it. */
export function employeeRow(
  person: DemoPerson,
  { ring, now, since }: { ring: KeyRing; now: number; since: number },
) {
  const pnsId = demoPnsId(person.nip);
  const rank = person.ranks.at(-1);
  const position = person.positions.at(-1);
  const [email, phone] = demoContacts(person);
  const isPns = person.jenisAsn === 'PNS';
  return {
    pns_id: pnsId,
    nip: person.nip,
    nip_lama: null,
    ...nikColumns(ring, pnsId, person.nik),
    nama: person.nama,
    gelar_depan: person.gelarDepan ?? null,
    gelar_belakang: person.gelarBelakang ?? null,
    tempat_lahir: person.tempatLahir,
    tgl_lahir: birthDateOfNip(person.nip),
    jenis_kelamin: sexOfNip(person.nip),
    jenis_asn: person.jenisAsn,
    status_pegawai: person.jenisAsn,
    kedudukan_hukum_id: person.kedudukanHukum,
    instansi_id: agencies[person.agency].id,
    unor_id: person.unit,
    jenis_jabatan_id: person.jenisJabatan,
    jabatan: position?.jabatan ?? null,
    tmt_jabatan: position?.tmt ?? null,
    golongan: rank?.golongan ?? null,
    // PPPK have a golongan and no pangkat.
    pangkat: isPns ? (rank?.pangkat ?? null) : null,
    tmt_golongan: rank?.tmt ?? null,
    tmt_cpns: isPns ? `${person.nip.slice(8, 12)}-${person.nip.slice(12, 14)}-01` : null,
    tmt_pensiun: person.tmtPensiun,
    mk_tahun: person.masaKerja.tahun,
    mk_bulan: person.masaKerja.bulan,
    pendidikan_terakhir: person.pendidikan,
    email: email?.value ?? null,
    no_hp: phone?.value ?? null,
    email_since: new Date(since),
    no_hp_since: new Date(since),
    fetched_at: new Date(now),
  };
}

export function rankRows(pnsId: string, person: DemoPerson) {
  return person.ranks.map(({ golongan, pangkat, tmt, nomorSk }) => ({
    pns_id: pnsId,
    golongan,
    pangkat,
    tmt,
    nomor_sk: nomorSk,
  }));
}

export function positionRows(pnsId: string, person: DemoPerson) {
  const agency = agencies[person.agency];
  const unit = agency.units.find(({ id }) => id === person.unit);
  return person.positions.map(({ jabatan, tmt, nomorSk }) => ({
    pns_id: pnsId,
    jabatan,
    unit_kerja: unit?.nama ?? null,
    instansi: agency.nama,
    tmt,
    nomor_sk: nomorSk,
  }));
}

/** 32 hexadecimal digits, as SIASN's are, the same at every seeding. */
export function demoPnsId(nip: string): string {
  return Buffer.from(sha256(`demo:${nip}`), 'base64url')
    .toString('hex')
    .slice(0, 32)
    .toUpperCase();
}
