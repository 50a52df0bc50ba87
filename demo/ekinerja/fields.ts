import type { Field } from '../kit/fields.ts';

export const TARGET_FIELDS = [
  { name: 'judul', label: 'Sasaran', kind: 'text', hint: 'Hasil yang ingin dicapai.', min: 5, max: 120 },
  {
    name: 'indikator',
    label: 'Indikator',
    kind: 'text',
    hint: 'Bagaimana hasil itu diukur.',
    min: 5,
    max: 200,
  },
  {
    name: 'jumlah',
    label: 'Jumlah',
    kind: 'number',
    hint: 'Angka bulat, tanpa titik.',
    min: 1,
    max: 999_999,
  },
  {
    name: 'satuan',
    label: 'Satuan',
    kind: 'text',
    hint: 'Misalnya laporan, usulan, orang.',
    min: 2,
    max: 40,
  },
  { name: 'tenggat', label: 'Tenggat', kind: 'date', hint: 'Misalnya 31 Desember tahun ini.' },
] as const satisfies readonly Field[];

export const ENTRY_FIELDS = [
  { name: 'tanggal', label: 'Tanggal', kind: 'date', hint: 'Hari pekerjaan itu dilakukan.' },
  { name: 'uraian', label: 'Yang dikerjakan', kind: 'textarea', min: 5, max: 500 },
  { name: 'hasil', label: 'Hasil', kind: 'text', hint: 'Misalnya 3 berkas.', min: 2, max: 100 },
] as const satisfies readonly Field[];
