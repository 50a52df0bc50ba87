import type { Field } from '../kit/fields.ts';

export interface Kind {
  id: 'cuti' | 'pangkat' | 'mutasi';
  name: string;
  explanation: string;
  fields: readonly Field[];
}

const reason: Field = {
  name: 'alasan',
  label: 'Alasan',
  kind: 'textarea',
  hint: 'Tulis 10 sampai 500 huruf.',
  min: 10,
  max: 500,
};

const ROOMS: readonly [string, string][] = [
  ['I', 'abcd'],
  ['II', 'abcd'],
  ['III', 'abcd'],
  ['IV', 'abcde'],
];
const GRADES = ROOMS.flatMap(([group, rooms]) => Array.from(rooms, (room) => `${group}/${room}`));

/** The three things an employee may propose. */
export const KINDS: readonly Kind[] = [
  {
    id: 'cuti',
    name: 'Cuti',
    explanation: 'Untuk meninggalkan tugas pada hari-hari tertentu.',
    fields: [
      {
        name: 'jenis',
        label: 'Jenis cuti',
        kind: 'select',
        options: [
          'Cuti tahunan',
          'Cuti sakit',
          'Cuti melahirkan',
          'Cuti karena alasan penting',
          'Cuti besar',
          'Cuti di luar tanggungan negara',
        ],
      },
      {
        name: 'mulai',
        label: 'Hari pertama',
        kind: 'date',
        hint: 'Tahun-bulan-tanggal, misalnya 2026-09-01.',
      },
      { name: 'selesai', label: 'Hari terakhir', kind: 'date', hint: 'Tidak sebelum hari pertama.' },
      reason,
      { name: 'alamat', label: 'Alamat selama cuti', kind: 'text', min: 5, max: 200 },
    ],
  },
  {
    id: 'pangkat',
    name: 'Kenaikan pangkat',
    explanation: 'Untuk naik ke golongan ruang yang lebih tinggi.',
    fields: [
      {
        name: 'jenis',
        label: 'Jenis kenaikan pangkat',
        kind: 'select',
        options: [
          'Reguler',
          'Pilihan jabatan struktural',
          'Pilihan jabatan fungsional',
          'Penyesuaian ijazah',
        ],
      },
      {
        name: 'golongan',
        label: 'Golongan tujuan',
        kind: 'select',
        options: GRADES,
      },
      {
        name: 'tmt',
        label: 'TMT yang diusulkan',
        kind: 'date',
        hint: 'Tanggal 1 suatu bulan, misalnya 2026-10-01.',
      },
      {
        ...reason,
        name: 'keterangan',
        label: 'Dasar usulan',
        hint: 'Misalnya angka kredit atau penilaian kinerja.',
      },
    ],
  },
  {
    id: 'mutasi',
    name: 'Mutasi',
    explanation: 'Untuk pindah unit kerja atau instansi.',
    fields: [
      {
        name: 'jenis',
        label: 'Jenis mutasi',
        kind: 'select',
        options: [
          'Dalam satu instansi',
          'Antarinstansi pusat',
          'Antarinstansi daerah',
          'Antara pusat dan daerah',
        ],
      },
      { name: 'instansi', label: 'Instansi tujuan', kind: 'text', min: 3, max: 150 },
      { name: 'unit', label: 'Unit kerja tujuan', kind: 'text', min: 3, max: 150 },
      reason,
    ],
  },
];

/** What no single field can tell: the message stands at the field that must change. */
export function crossCheck(
  kind: Kind['id'],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  if (kind === 'cuti' && (values.selesai ?? '') < (values.mulai ?? ''))
    return { selesai: 'Hari terakhir lebih awal daripada hari pertama.' };
  if (kind === 'pangkat' && !values.tmt?.endsWith('-01'))
    return { tmt: 'TMT kenaikan pangkat selalu tanggal 1. Contoh: 2026-10-01.' };
  return {};
}
