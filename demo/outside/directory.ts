import type { Asked, Told } from './outside-server.ts';
import { readTable } from './table.ts';

/** Where `data-utama` has another name than the same column of SIASN's files. */
const OTHERWISE: Readonly<Record<string, string>> = {
  pns_id: 'id',
  status_cpns_pns: 'statusPegawai',
  jenis_pegawai: 'jenisPegawaiNama',
  kedudukan_hukum_id: 'kedudukanPnsId',
  gol_akhir_nama: 'golRuangAkhir',
  is_valid_nik: 'validNik',
};
const STATUS: Readonly<Record<string, string>> = { P: 'PNS', C: 'CPNS', '': 'PPPK' };

/** The employee directory of the demo: `GET /pns/data-utama/{nip}`, in the words of SIASN. */
export function createDirectory(): (asked: Asked) => Told {
  const employees = Map.groupBy(readTable('employees.csv').map(dataUtama), ({ nipBaru }) => nipBaru);
  return ({ method, path }) => {
    const [, nip] = /^\/pns\/data-utama\/(\d{18})$/.exec(path) ?? [];
    if (method !== 'GET' || nip === undefined) return { status: 400, body: { message: 'bad request' } };
    const [record, another] = employees.get(nip) ?? [];
    if (!record) return { status: 404, body: { message: 'data tidak ditemukan' } };
    if (another) return { status: 409, body: { message: 'NIP terdaftar ganda' } };
    return { status: 200, body: record };
  };
}

function dataUtama(row: Readonly<Record<string, string>>): Record<string, unknown> {
  const named = Object.entries(row).map(([column, value]) => [
    OTHERWISE[column] ?? camelCase(column),
    value || null,
  ]);
  const record = Object.fromEntries(named) as Record<string, unknown>;
  return {
    ...record,
    statusPegawai: STATUS[row.status_cpns_pns ?? ''],
    validNik: row.is_valid_nik === '1',
    mkTahun: Number(row.mk_tahun),
    mkBulan: Number(row.mk_bulan),
  };
}

const camelCase = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
