import { z } from 'zod';
import { readPhone } from '../../policies/contacts.ts';
import { readNik } from '../../policies/nik.ts';
import { birthDateOfNip, isCalendarDate, readNip, sexOfNip } from '../../policies/nip.ts';
import type { DirectoryRecord } from './outside.ts';

export type ReadRecord = { kind: 'ok'; record: DirectoryRecord } | { kind: 'refused'; reason: string };

/**
 * Our names, SIASN's in `data-utama` (camelCase) and in its CSV files (snake_case; the first of several that a file has). A record
 * means the same whichever way it came.
 */
const NAMES = {
  pnsId: ['id', 'pns_id'],
  nip: ['nipBaru', 'nip_baru', 'nip'],
  nipLama: ['nipLama', 'nip_lama'],
  nik: ['nik', 'nik'],
  nama: ['nama', 'nama'],
  gelarDepan: ['gelarDepan', 'gelar_depan'],
  gelarBelakang: ['gelarBelakang', 'gelar_belakang'],
  tempatLahir: ['tempatLahir', 'tempat_lahir', 'tempat_lahir_nama'],
  tglLahir: ['tglLahir', 'tgl_lahir', 'tanggal_lahir'],
  jenisKelamin: ['jenisKelamin', 'jenis_kelamin'],
  status: ['statusPegawai', 'status_cpns_pns', 'status_pegawai'],
  jenisPegawai: ['jenisPegawaiNama', 'jenis_pegawai', 'jenis_pegawai_nama'],
  kedudukanHukumId: ['kedudukanPnsId', 'kedudukan_hukum_id'],
  instansiId: ['instansiIndukId', 'instansi_induk_id', 'instansi_id'],
  instansiNama: ['instansiIndukNama', 'instansi_induk_nama', 'instansi_nama'],
  unorId: ['unorId', 'unor_id'],
  unorNama: ['unorNama', 'unor_nama'],
  jenisJabatanId: ['jenisJabatanId', 'jenis_jabatan_id'],
  jabatan: ['jabatanNama', 'jabatan_nama'],
  tmtJabatan: ['tmtJabatan', 'tmt_jabatan'],
  golongan: ['golRuangAkhir', 'gol_akhir_nama'],
  pangkat: ['pangkatAkhir', 'pangkat_akhir'],
  tmtGolongan: ['tmtGolAkhir', 'tmt_gol_akhir', 'tmt_golongan'],
  tmtCpns: ['tmtCpns', 'tmt_cpns'],
  tmtPensiun: ['tmtPensiun', 'tmt_pensiun'],
  mkTahun: ['mkTahun', 'mk_tahun'],
  mkBulan: ['mkBulan', 'mk_bulan'],
  pendidikanTerakhir: ['pendidikanTerakhirNama', 'pendidikan_terakhir_nama'],
  email: ['email', 'email'],
  noHp: ['noHp', 'no_hp', 'nomor_hp'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

type Name = keyof typeof NAMES;

const REQUIRED_COLUMNS: readonly Name[] = ['pnsId', 'nip', 'nama', 'kedudukanHukumId', 'instansiId'];

/** The columns a file must have and has not, each by its first name. */
export function missingColumns(header: readonly string[]): string[] {
  return REQUIRED_COLUMNS.filter((name) => !columnsOf(name).some((column) => header.includes(column))).map(
    (name) => columnsOf(name)[0] ?? name,
  );
}

/** One row of a file, by column. Columns that are not ours are left alone. */
export function readCsvRow(row: Readonly<Record<string, string>>): ReadRecord {
  return read(
    (name) => columnsOf(name).flatMap((column) => (column in row ? [row[column]] : []))[0],
    (name) => columnsOf(name)[0] ?? name,
  );
}

/** The body of `GET /pns/data-utama/{nip}`. */
export function readApiRecord(body: unknown): ReadRecord {
  if (typeof body !== 'object' || body === null) return { kind: 'refused', reason: 'not an object' };
  const given = body as Readonly<Record<string, unknown>>;
  return read(
    (name) => given[NAMES[name][0]],
    (name) => NAMES[name][0],
  );
}

function columnsOf(name: Name): readonly string[] {
  return NAMES[name].slice(1);
}

function read(valueOf: (name: Name) => unknown, nameOf: (name: Name) => string): ReadRecord {
  const given = Object.fromEntries(Object.keys(NAMES).map((name) => [name, plain(valueOf(name as Name))]));
  const parsed = schema.safeParse(given);
  if (parsed.success) return { kind: 'ok', record: asRecord(parsed.data) };
  const faults = parsed.error.issues.map(({ path: [name], message }) => `${nameOf(name as Name)} ${message}`);
  return { kind: 'refused', reason: faults.join('; ') };
}

/** Text or null. "-" and "NULL" are how files say nothing; control characters, and those that turn text round, are nobody's name. */
function plain(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}+/gu, '')
    .normalize('NFC')
    .trim();
  return text === '' || text === '-' || text.toUpperCase() === 'NULL' ? null : text;
}

const optional = (most: number) => z.string().max(most, 'is too long').nullable();
const required = (most: number) => z.string({ error: 'is missing' }).max(most, 'is too long');

/** dd-mm-yyyy as SIASN writes it, or ISO 8601. */
function isoDate(text: string): string | null {
  const [, day, month, year] = /^(\d{2})[-/](\d{2})[-/](\d{4})$/.exec(text) ?? [];
  const iso = day ? `${year}-${month}-${day}` : text.replace(/T[\d:.]+Z?$/, '');
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? [];
  return y && isCalendarDate(Number(y), Number(m), Number(d)) ? iso : null;
}

const date = z
  .string()
  .nullable()
  .transform((text, context) => {
    const iso = text === null ? null : isoDate(text);
    if (text !== null && iso === null) context.addIssue({ code: 'custom', message: 'is not a date' });
    return iso;
  });

const count = (most: number) =>
  z
    .string()
    .regex(/^\d{1,2}$/, 'is not a number')
    .nullable()
    .transform((text) => (text === null ? null : Number(text)))
    .refine((value) => value === null || value <= most, `is more than ${most}`);

const nip = required(40).transform((text, context) => {
  const outcome = readNip(text);
  if (outcome.kind === 'ok') return outcome.nip;
  context.addIssue({ code: 'custom', message: `is not a NIP (${outcome.reason})` });
  return z.NEVER;
});

const nik = z
  .string()
  .nullable()
  .transform((text, context) => {
    if (text === null) return null;
    const outcome = readNik(text);
    if (outcome.kind === 'ok') return outcome.nik;
    context.addIssue({ code: 'custom', message: `is not a NIK (${outcome.reason})` });
    return z.NEVER;
  });

const SEXES: Readonly<Record<string, 'M' | 'F'>> = { M: 'M', L: 'M', '1': 'M', F: 'F', P: 'F', '2': 'F' };

const sex = z
  .string()
  .nullable()
  .transform((text, context) => {
    const known = text === null ? null : SEXES[text.toUpperCase()];
    if (known !== undefined) return known;
    context.addIssue({ code: 'custom', message: 'is neither M/F nor L/P nor 1/2' });
    return z.NEVER;
  });

/** A UUID, with its dashes or without; it stands in addresses of ours, so nothing in it may mean something there. */
const id = required(42).regex(/^[A-Za-z0-9_-]*$/, 'is not an id');

const schema = z.object({
  pnsId: id,
  nip,
  nipLama: optional(40),
  nik,
  nama: required(200),
  gelarDepan: optional(60),
  gelarBelakang: optional(60),
  tempatLahir: optional(120),
  tglLahir: date,
  jenisKelamin: sex,
  status: optional(60),
  jenisPegawai: optional(120),
  kedudukanHukumId: required(2)
    .regex(/^\d{1,2}$/, 'is not a code of two digits')
    .transform((code) => code.padStart(2, '0')),
  instansiId: required(42),
  instansiNama: optional(200),
  unorId: optional(42),
  unorNama: optional(300),
  jenisJabatanId: optional(4),
  jabatan: optional(300),
  tmtJabatan: date,
  golongan: optional(12),
  pangkat: optional(60),
  tmtGolongan: date,
  tmtCpns: date,
  tmtPensiun: date,
  mkTahun: count(70),
  mkBulan: count(11),
  pendidikanTerakhir: optional(200),
  email: z.string().nullable(),
  noHp: z.string().nullable(),
});

/** Birth date and sex are in the number too (Perka BKN 22/2007): a file without those columns still says them. */
function asRecord({ status, jenisPegawai, ...given }: z.infer<typeof schema>): DirectoryRecord {
  const jenisAsn = kindOf(`${status ?? ''} ${jenisPegawai ?? ''}`, given.nip);
  return {
    ...given,
    nipLama: given.nipLama?.replace(/\s/g, '') ?? null,
    tglLahir: given.tglLahir ?? birthDateOfNip(given.nip),
    jenisKelamin: given.jenisKelamin ?? sexOfNip(given.nip),
    jenisAsn,
    statusPegawai: jenisAsn === 'PPPK' ? 'PPPK' : /^C/i.test(status ?? '') ? 'CPNS' : 'PNS',
    // PPPK have a golongan and no pangkat.
    pangkat: jenisAsn === 'PPPK' ? null : given.pangkat,
    email: readEmail(given.email),
    noHp: readMobile(given.noHp),
  };
}

function kindOf(said: string, number: string): 'PNS' | 'PPPK' {
  if (/PPPK/i.test(said)) return 'PPPK';
  if (said.trim() !== '') return 'PNS';
  const outcome = readNip(number);
  return outcome.kind === 'ok' ? outcome.family : 'PNS';
}

/**
 * An address or number that cannot be one is as good as none: the rest of the record, above all whether its holder may sign
 * in, must not wait for somebody to mend it.
 */
function readEmail(text: string | null): string | null {
  const email = text?.toLowerCase() ?? '';
  return /^[^\s@<>"',;]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(email) && email.length <= 254 ? email : null;
}

function readMobile(text: string | null): string | null {
  const phone = readPhone(text ?? '');
  return phone.kind === 'ok' ? phone.e164 : null;
}
