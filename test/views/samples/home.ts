import type { HomeViews, ServiceCard } from '../../../src/platform/http/page-locals/home.ts';
import type { AnySample } from '../samples.ts';

/** 22 November 2026, 09.27 WIB. */
const NOW = Date.UTC(2026, 10, 22, 2, 27);
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const day = (text: string): number => Date.parse(`${text}T05:00:00Z`);

const services: ServiceCard[] = [
  {
    id: 'siasn',
    name: 'SIASN',
    href: 'http://localhost:3002/login',
    about: 'Ajukan cuti, kenaikan pangkat, atau mutasi, dan ikuti prosesnya.',
    logo: null,
    favourite: true,
    banners: [{ id: 'b', kind: 'maintenance', text: 'SIASN ditutup Sabtu 08.00 sampai 12.00 WIB.' }],
  },
  {
    id: 'myasn',
    name: 'MyASN',
    href: 'http://localhost:3001/login',
    about: 'Profil, riwayat pangkat, dan riwayat jabatan Anda.',
    logo: null,
    favourite: false,
    banners: [],
  },
  {
    id: 'ekinerja',
    name: 'e-Kinerja',
    href: 'http://localhost:3003/login',
    about: 'Sasaran kinerja dan catatan harian Anda.',
    logo: null,
    favourite: false,
    banners: [],
  },
];

const nothing: HomeViews['portal'] = {
  lastSignin: 'Ini pertama kalinya Anda masuk.',
  person: {
    nama: 'Suparman',
    nip: '197505052000031001',
    jenisAsn: 'PNS',
    pangkat: null,
    golongan: null,
    golonganSince: null,
    masaKerja: null,
    jabatan: null,
    jabatanSince: null,
    unitKerja: null,
    instansi: null,
    kedudukan: null,
    updatedAt: null,
  },
  timeline: [],
  promotion: {
    text: 'Golongan atau TMT-nya belum tercatat, jadi belum dapat diperkirakan. Minta pengelola kepegawaian Anda melengkapinya.',
    about: null,
    needs: [],
  },
  services: [],
  requests: [],
  notices: [],
  health: [],
  passkeyOffer: false,
  session: { startedAt: NOW, expiresAt: NOW + 600 * MINUTE },
};

const full: HomeViews['portal'] = {
  lastSignin: 'Terakhir masuk Jumat 16.02, Chrome di Windows',
  person: {
    nama: 'Budi Santoso, S.Kom.',
    nip: '199001012020011001',
    jenisAsn: 'PNS',
    pangkat: 'Penata Muda',
    golongan: 'III/a',
    golonganSince: day('2021-02-01'),
    masaKerja: { tahun: 6, bulan: 10 },
    jabatan: 'Pranata Komputer Ahli Pertama',
    jabatanSince: day('2021-06-01'),
    unitKerja: 'Direktorat Pengelolaan Data dan Informasi Kepegawaian',
    instansi: 'Badan Kepegawaian Negara',
    kedudukan: 'Aktif',
    updatedAt: NOW - 2 * DAY,
  },
  timeline: [
    {
      kind: 'position',
      at: day('2021-06-01'),
      title: 'Pranata Komputer Ahli Pertama',
      where: 'Direktorat Pengelolaan Data dan Informasi Kepegawaian, Badan Kepegawaian Negara',
      decree: 'BKN/JAB/0412/2021',
    },
    { kind: 'rank', at: day('2021-02-01'), title: 'Penata Muda (III/a)', where: null, decree: 'BKN/PNS/0093/2021' },
    { kind: 'position', at: null, title: 'Calon Pranata Komputer', where: null, decree: null },
  ],
  promotion: {
    text: 'Perkiraan: Penata Muda Tingkat I (III/b), paling cepat 1 Februari 2027.',
    about:
      'Di jabatan fungsional pangkat naik dengan angka kredit (PP 99/2000 pasal 13). Perkiraan ini memakai predikat kinerja Baik setiap tahun.',
    needs: [
      { text: 'Empat tahun dalam pangkat sekarang', state: 'complete' },
      { text: 'SK pangkat terakhir tercatat', state: 'missing' },
      { text: 'Penilaian kinerja dua tahun terakhir paling rendah Baik', state: 'elsewhere' },
    ],
  },
  services,
  consoles: [
    { role: 'helpdesk', href: '/helpdesk', opensAt: null, older: true },
    { role: 'agency', href: '/agency', opensAt: NOW + DAY, older: false },
    { role: 'admin', href: '/admin', opensAt: NOW + DAY, older: true },
  ],
  requests: [
    {
      service: 'SIASN',
      reference: null,
      title: 'Cuti tahunan 12 hari',
      state: 'Dikembalikan',
      tone: 'act',
      detail: 'Lampirkan surat tugas pengganti.',
      link: 'http://localhost:3002/usulan/8c0b7a62-6f7e-4c34-9c1a-0f3c8b6f3d21',
      updatedAt: NOW - DAY,
    },
    {
      service: 'SIASN',
      reference: 'KP/2026/0042',
      title: 'Kenaikan pangkat: Pilihan jabatan fungsional',
      state: 'Diproses',
      tone: 'going',
      detail: null,
      link: null,
      updatedAt: NOW - 3 * DAY,
    },
    {
      service: 'e-Kinerja',
      reference: 'S-1',
      title: 'Sasaran: Menyusun laporan triwulan III',
      state: 'Disetujui',
      tone: 'good',
      detail: null,
      link: null,
      updatedAt: NOW - 9 * DAY,
    },
    {
      service: 'SIASN',
      reference: 'M-1',
      title: 'Mutasi',
      state: 'Ditolak',
      tone: 'over',
      detail: null,
      link: null,
      updatedAt: NOW - 30 * DAY,
    },
  ],
  notices: [
    {
      text: 'Akun Anda sempat dikunci karena terlalu banyak percobaan yang salah.',
      at: NOW - 26 * 60 * MINUTE,
      tone: 'warn',
      disavow: '/account/activity/41/bukan-saya',
    },
    {
      text: 'Masuk dari peramban baru: Chrome di Android. (4 kali)',
      at: NOW - 3 * MINUTE,
      tone: 'info',
      disavow: '/account/activity/42/bukan-saya',
    },
    {
      text: 'Sebuah peramban tidak lagi diingat untuk akun Anda.',
      at: NOW - 5 * MINUTE,
      tone: 'info',
      disavow: null,
    },
  ],
  health: [
    {
      text: 'Kode pemulihan Anda tinggal 2.',
      act: 'Buat kode baru',
      href: '/account/recovery-codes',
      tone: 'warn',
    },
    {
      text: 'Kata sandi Anda sudah lebih dari enam bulan.',
      act: 'Ganti kata sandi',
      href: '/account/password',
      tone: 'info',
    },
  ],
  passkeyOffer: true,
  banners: [{ id: 'a', kind: 'info', text: 'Libur bersama: helpdesk tutup 24 Desember.' }],
  session: { startedAt: NOW - 3 * MINUTE, expiresAt: NOW + 597 * MINUTE },
};

/** What relying parties report is anything at all. */
const hostile: HomeViews['portal'] = {
  ...full,
  requests: full.requests.map((request, at) => ({
    ...request,
    title: at === 0 ? 'Cuti tahunan <b>12</b> hari' : 'A'.repeat(120),
  })),
};

const pppk: HomeViews['portal'] = {
  ...nothing,
  person: {
    ...nothing.person,
    nama: 'Dewi Lestari',
    nip: '199203032023212003',
    jenisAsn: 'PPPK',
    pangkat: 'Golongan VII',
    golongan: 'VII',
    jabatan: 'Perawat Terampil',
    instansi: 'Kementerian Kesehatan',
  },
  timeline: [{ kind: 'rank', at: day('2023-03-01'), title: 'Golongan VII', where: null, decree: null }],
  promotion: {
    text: 'PPPK memakai golongan sesuai perjanjian kerja, tanpa kenaikan pangkat berkala.',
    about: null,
    needs: [],
  },
  services: services.map((service) => ({ ...service, favourite: false, banners: [] })),
};

/** The portal, in each state that looks different. */
export const homeSamples: readonly AnySample[] = [
  { name: 'portal', view: 'portal', locals: full },
  { name: 'portal-pppk', view: 'portal', locals: pppk },
  { name: 'portal-odd', view: 'portal', locals: hostile },
  { name: 'portal-empty', view: 'portal', locals: nothing },
];
