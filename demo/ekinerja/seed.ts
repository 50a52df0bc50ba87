import { randomUUID } from 'node:crypto';
import type { Entry, Target } from './target.ts';

const EXAMPLES = [
  {
    ownerName: 'Putri Handayani',
    judul: 'Menyelesaikan verifikasi usulan kenaikan pangkat',
    indikator: 'Usulan yang diverifikasi tepat waktu',
    jumlah: '120',
    satuan: 'usulan',
    done: ['Memeriksa kelengkapan 8 berkas usulan', '8 berkas'],
  },
  {
    ownerName: 'Rizky Ramadhan',
    judul: 'Menyusun laporan layanan kepegawaian triwulan',
    indikator: 'Laporan yang selesai dan disampaikan',
    jumlah: '4',
    satuan: 'laporan',
    done: ['Mengumpulkan data layanan bulan berjalan', '1 rekap data'],
  },
  {
    ownerName: 'Maria Tambunan',
    judul: 'Memutakhirkan data riwayat jabatan pegawai',
    indikator: 'Data pegawai yang dimutakhirkan',
    jumlah: '300',
    satuan: 'data',
    done: ['Mencocokkan riwayat jabatan dengan SK', '25 data'],
  },
] as const;

/** Three subordinates of the demo, each with a target that waits for this person's approval. */
export function seedFor(approver: string, now: number): { targets: Target[]; entries: Entry[] } {
  const today = new Date(now).toISOString().slice(0, 10);
  const tenggat = `${today.slice(0, 4)}-12-31`;
  const pairs = EXAMPLES.map(({ done: [uraian, hasil], ...example }) => {
    const id = randomUUID();
    const target: Target = {
      id,
      approver,
      owner: null,
      ...example,
      tenggat,
      key: '',
      createdAt: now,
      approval: null,
    };
    const entry: Entry = { id: randomUUID(), targetId: id, tanggal: today, uraian, hasil, key: '' };
    return { target, entry };
  });
  return { targets: pairs.map((pair) => pair.target), entries: pairs.map((pair) => pair.entry) };
}
