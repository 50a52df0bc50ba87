import type { Selectable } from 'kysely';
import type { KeyRing } from '../../platform/crypto.ts';
import type { EmployeeTable } from '../../platform/schema.ts';
import { nikAad } from '../people/nik-aad.ts';
import type { DirectoryRecord } from './outside.ts';

export type EmployeeRow = Selectable<EmployeeTable>;

/** The columns that the directory's word fills, the NIK and the dates of ours apart. */
const COLUMNS = {
  nip: 'nip',
  nipLama: 'nip_lama',
  nama: 'nama',
  gelarDepan: 'gelar_depan',
  gelarBelakang: 'gelar_belakang',
  tempatLahir: 'tempat_lahir',
  tglLahir: 'tgl_lahir',
  jenisKelamin: 'jenis_kelamin',
  jenisAsn: 'jenis_asn',
  statusPegawai: 'status_pegawai',
  kedudukanHukumId: 'kedudukan_hukum_id',
  instansiId: 'instansi_id',
  unorId: 'unor_id',
  jenisJabatanId: 'jenis_jabatan_id',
  jabatan: 'jabatan',
  tmtJabatan: 'tmt_jabatan',
  golongan: 'golongan',
  pangkat: 'pangkat',
  tmtGolongan: 'tmt_golongan',
  tmtCpns: 'tmt_cpns',
  tmtPensiun: 'tmt_pensiun',
  mkTahun: 'mk_tahun',
  mkBulan: 'mk_bulan',
  pendidikanTerakhir: 'pendidikan_terakhir',
  email: 'email',
  noHp: 'no_hp',
} as const satisfies Partial<Record<keyof DirectoryRecord, keyof EmployeeTable>>;

const FIELDS = Object.entries(COLUMNS) as [keyof typeof COLUMNS, keyof EmployeeRow][];

/** Says the same twice where the directory does; keyed, since a NIK is in it and has few unknown digits. */
export function digestOf(ring: KeyRing, record: DirectoryRecord): string {
  const values = Object.keys(record)
    .toSorted()
    .map((name) => record[name as keyof DirectoryRecord]);
  const { mac, key } = ring.mac('employee', JSON.stringify(values));
  return `${key}.${mac}`;
}

/** The columns in which the record says something else than our copy. A NIK left out is no news. */
export function changedFields(ring: KeyRing, before: EmployeeRow, record: DirectoryRecord): string[] {
  const changed = FIELDS.filter(([field, column]) => record[field] !== before[column]).map(
    ([, column]) => column,
  );
  return record.nik === null || sameNik(ring, before, record.nik) ? changed : [...changed, 'nik'];
}

export function sameNik(
  ring: KeyRing,
  { nik_hmac: mac, nik_key: key }: Pick<EmployeeRow, 'nik_hmac' | 'nik_key'>,
  nik: string,
): boolean {
  return mac !== null && key !== null && ring.sameMac('nik', nik, { mac, key });
}

export interface ColumnsDeps {
  ring: KeyRing;
  /** Epoch milliseconds: when it was fetched. */
  now: number;
}

/** A whole row of our copy. A contact that did not change keeps the day it was first seen: from there on it counts. */
export function employeeColumns(
  { ring, now }: ColumnsDeps,
  record: DirectoryRecord,
  before: EmployeeRow | null,
) {
  const at = new Date(now);
  return {
    pns_id: record.pnsId,
    ...directoryColumns(record),
    ...nikColumns(ring, record, before),
    email_since: since(record.email, before?.email, before?.email_since, at),
    no_hp_since: since(record.noHp, before?.no_hp, before?.no_hp_since, at),
    fetched_at: at,
    digest: digestOf(ring, record),
  };
}

function directoryColumns(record: DirectoryRecord) {
  return Object.fromEntries(FIELDS.map(([field, column]) => [column, record[field]])) as {
    [Field in keyof typeof COLUMNS as (typeof COLUMNS)[Field]]: DirectoryRecord[Field];
  };
}

function nikColumns(ring: KeyRing, { pnsId, nik }: DirectoryRecord, before: EmployeeRow | null) {
  if (nik === null || (before && sameNik(ring, before, nik))) {
    return {
      nik_enc: before?.nik_enc ?? null,
      nik_hmac: before?.nik_hmac ?? null,
      nik_key: before?.nik_key ?? null,
    };
  }
  const { mac, key } = ring.mac('nik', nik);
  return { nik_enc: ring.encrypt(nik, nikAad(pnsId)), nik_hmac: mac, nik_key: key };
}

function since(
  value: string | null,
  before: string | null | undefined,
  date: Date | null | undefined,
  at: Date,
): Date | null {
  if (value === null) return null;
  return value === before ? (date ?? at) : at;
}
