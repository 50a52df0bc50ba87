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
        hint: 'Paling jauh satu tahun dari sekarang.',
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
        hint: 'Tanggal 1 suatu bulan, misalnya 1 Oktober.',
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

const DAY = 86_400_000;
/** Leave may be put in afterwards (an illness), and planned ahead, but not for another decade. */
const FARTHEST = 366 * DAY;
/** Leave outside the State's account lasts up to three years, extended by one; all other kinds less than one. */
const LONGEST = { 'Cuti di luar tanggungan negara': 4 * FARTHEST } as const;

/** What no single field can tell: the message stands at the field that must change. */
export function crossCheck(
  kind: Kind['id'],
  values: Readonly<Record<string, string>>,
  { golongan, now }: { golongan: string | null; now: number },
): Record<string, string> {
  if (kind === 'cuti') return checkLeave(values, now);
  if (kind !== 'pangkat') return {};
  const [present, wanted] = [GRADES.indexOf(golongan ?? ''), GRADES.indexOf(values.golongan ?? '')];
  // A PPPK's grades are others: of them nothing is known here.
  if (present >= 0 && wanted <= present)
    return { golongan: `Golongan tujuan harus di atas golongan Anda sekarang, ${golongan}.` };
  if (!values.tmt?.endsWith('-01')) return { tmt: 'TMT kenaikan pangkat selalu tanggal 1 suatu bulan.' };
  return {};
}

function checkLeave(
  { jenis, mulai = '', selesai = '' }: Readonly<Record<string, string>>,
  now: number,
): Record<string, string> {
  if (selesai < mulai) return { selesai: 'Hari terakhir lebih awal daripada hari pertama.' };
  const [first, last] = [Date.parse(mulai), Date.parse(selesai)];
  if (Math.abs(first - now) > FARTHEST)
    return { mulai: 'Hari pertama lebih dari satu tahun dari sekarang. Periksa tahunnya.' };
  const longest = LONGEST[jenis as keyof typeof LONGEST] ?? FARTHEST;
  return last - first > longest ? { selesai: 'Cuti ini terlalu panjang. Periksa tahunnya.' } : {};
}
