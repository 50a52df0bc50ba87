/**
 * The demo's people, agencies and work units, as the directory would hold them. Passwords and the secret are for the
 * demo only: production refuses a database that was seeded with them. Names, numbers and records are made up.
 */

export interface DemoAgency {
  readonly id: string;
  readonly nama: string;
  /** P: central, D: regional. */
  readonly jenis: 'P' | 'D';
  readonly jenisInstansi: string;
  readonly kodeCepat: string;
  readonly units: readonly { readonly id: string; readonly nama: string; readonly induk?: string }[];
}

export interface DemoPerson {
  readonly nip: string;
  readonly nik: string;
  readonly nama: string;
  readonly gelarDepan?: string;
  readonly gelarBelakang?: string;
  readonly tempatLahir: string;
  readonly jenisAsn: 'PNS' | 'PPPK';
  readonly kedudukanHukum: string;
  readonly agency: keyof typeof agencies;
  readonly unit: string;
  readonly pendidikan: string;
  /** SIASN: 1 structural, 2 functional, 4 general. */
  readonly jenisJabatan: '1' | '2' | '4';
  readonly masaKerja: { readonly tahun: number; readonly bulan: number };
  readonly tmtPensiun: string;
  /** Oldest first; the last is today's. */
  readonly ranks: readonly { golongan: string; pangkat: string; tmt: string; nomorSk: string }[];
  readonly positions: readonly { jabatan: string; tmt: string; nomorSk: string }[];
  readonly account:
    | { readonly kind: 'none' }
    /** Imported, never used: the password is the NIK. */
    | { readonly kind: 'initial' }
    | { readonly kind: 'ready'; readonly bcrypt?: string; readonly role?: 'helpdesk' | 'agency' | 'admin' };
}

export const demoPassword = 'Merdeka#1945!';
export const demoSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export const agencies = {
  bkn: {
    id: 'a5eb03e23bf8f6a0e040640a040252ad',
    nama: 'Badan Kepegawaian Negara',
    jenis: 'P',
    jenisInstansi: 'LPNK',
    kodeCepat: '4011',
    units: [
      {
        id: 'b1000000000000000000000000000001',
        nama: 'Deputi Bidang Sistem Informasi dan Digitalisasi Manajemen ASN',
      },
      {
        id: 'b1000000000000000000000000000002',
        nama: 'Direktorat Pengelolaan Data dan Informasi ASN',
        induk: 'b1000000000000000000000000000001',
      },
      {
        id: 'b1000000000000000000000000000003',
        nama: 'Direktorat Infrastruktur dan Keamanan Informasi',
        induk: 'b1000000000000000000000000000001',
      },
      { id: 'b1000000000000000000000000000004', nama: 'Biro Sumber Daya Manusia' },
    ],
  },
  bandung: {
    id: 'b2000000000000000000000000000000',
    nama: 'Pemerintah Kota Bandung',
    jenis: 'D',
    jenisInstansi: 'KOT',
    kodeCepat: '5203',
    units: [
      {
        id: 'b2000000000000000000000000000001',
        nama: 'Badan Kepegawaian dan Pengembangan Sumber Daya Manusia',
      },
      { id: 'b2000000000000000000000000000002', nama: 'Dinas Pendidikan' },
    ],
  },
  kemenkes: {
    id: 'b3000000000000000000000000000000',
    nama: 'Kementerian Kesehatan',
    jenis: 'P',
    jenisInstansi: 'KEMENT',
    kodeCepat: '3018',
    units: [{ id: 'b3000000000000000000000000000001', nama: 'Rumah Sakit Umum Pusat Dr. Hasan Sadikin' }],
  },
  jabar: {
    id: 'b4000000000000000000000000000000',
    nama: 'Pemerintah Provinsi Jawa Barat',
    jenis: 'D',
    jenisInstansi: 'PROV',
    kodeCepat: '5200',
    units: [{ id: 'b4000000000000000000000000000001', nama: 'Dinas Komunikasi dan Informatika' }],
  },
} as const satisfies Record<string, DemoAgency>;

export const people: readonly DemoPerson[] = [
  {
    nip: '199001012020011001',
    nik: '3171010101900001',
    nama: 'Budi Santoso',
    gelarBelakang: 'S.Kom.',
    tempatLahir: 'Jakarta',
    jenisAsn: 'PNS',
    kedudukanHukum: '01',
    agency: 'bkn',
    unit: 'b1000000000000000000000000000002',
    pendidikan: 'S-1 Sistem Informasi',
    jenisJabatan: '2',
    masaKerja: { tahun: 6, bulan: 10 },
    tmtPensiun: '2048-02-01',
    ranks: [
      { golongan: 'III/a', pangkat: 'Penata Muda', tmt: '2020-01-01', nomorSk: 'BKN/CPNS/0117/2020' },
      { golongan: 'III/a', pangkat: 'Penata Muda', tmt: '2021-02-01', nomorSk: 'BKN/PNS/0093/2021' },
    ],
    positions: [
      { jabatan: 'Calon Pranata Komputer', tmt: '2020-01-01', nomorSk: 'BKN/JAB/0117/2020' },
      { jabatan: 'Pranata Komputer Ahli Pertama', tmt: '2021-06-01', nomorSk: 'BKN/JAB/0412/2021' },
    ],
    account: { kind: 'ready' },
  },
  {
    nip: '198505152010122002',
    nik: '3273055505850002',
    nama: 'Siti Rahmawati',
    gelarBelakang: 'S.Sos., M.Si.',
    tempatLahir: 'Bandung',
    jenisAsn: 'PNS',
    kedudukanHukum: '01',
    agency: 'bandung',
    unit: 'b2000000000000000000000000000001',
    pendidikan: 'S-2 Administrasi Publik',
    jenisJabatan: '2',
    masaKerja: { tahun: 15, bulan: 11 },
    tmtPensiun: '2043-06-01',
    ranks: [
      { golongan: 'III/a', pangkat: 'Penata Muda', tmt: '2010-12-01', nomorSk: '813/Kep.211-BKD/2010' },
      {
        golongan: 'III/b',
        pangkat: 'Penata Muda Tingkat I',
        tmt: '2015-04-01',
        nomorSk: '823/Kep.087-BKD/2015',
      },
      { golongan: 'III/c', pangkat: 'Penata', tmt: '2019-04-01', nomorSk: '823/Kep.112-BKPP/2019' },
      {
        golongan: 'III/d',
        pangkat: 'Penata Tingkat I',
        tmt: '2023-04-01',
        nomorSk: '823/Kep.065-BKPSDM/2023',
      },
    ],
    positions: [
      { jabatan: 'Pengelola Kepegawaian', tmt: '2010-12-01', nomorSk: '821/Kep.211-BKD/2010' },
      { jabatan: 'Analis SDM Aparatur Ahli Pertama', tmt: '2016-10-01', nomorSk: '821/Kep.305-BKD/2016' },
      { jabatan: 'Analis SDM Aparatur Ahli Muda', tmt: '2020-12-31', nomorSk: '821/Kep.418-BKPSDM/2020' },
    ],
    // An imported account: bcrypt at cost 10 of the demo's password, replaced at the first sign-in.
    account: {
      kind: 'ready',
      bcrypt: '$2b$10$Y88vVbZyB3Kt7U8W8pFJculhdl5m5db0xowdkq03JG85ysS4cCly6',
      role: 'agency',
    },
  },
  {
    nip: '199203032023212003',
    nik: '3174044303920003',
    nama: 'Dewi Lestari',
    gelarBelakang: 'A.Md.Kep.',
    tempatLahir: 'Jakarta',
    jenisAsn: 'PPPK',
    kedudukanHukum: '01',
    agency: 'kemenkes',
    unit: 'b3000000000000000000000000000001',
    pendidikan: 'D-III Keperawatan',
    jenisJabatan: '2',
    masaKerja: { tahun: 3, bulan: 8 },
    tmtPensiun: '2050-04-01',
    ranks: [
      { golongan: 'VII', pangkat: 'Golongan VII', tmt: '2023-03-01', nomorSk: 'KP.02.01/PPPK/2188/2023' },
    ],
    positions: [{ jabatan: 'Perawat Terampil', tmt: '2023-03-01', nomorSk: 'KP.02.01/PPPK/2188/2023' }],
    account: { kind: 'initial' },
  },
  {
    nip: '198807072014031004',
    nik: '3175020707880004',
    nama: 'Agus Wijaya',
    gelarBelakang: 'S.H.',
    tempatLahir: 'Semarang',
    jenisAsn: 'PNS',
    kedudukanHukum: '01',
    agency: 'bkn',
    unit: 'b1000000000000000000000000000004',
    pendidikan: 'S-1 Ilmu Hukum',
    jenisJabatan: '2',
    masaKerja: { tahun: 12, bulan: 8 },
    tmtPensiun: '2046-08-01',
    ranks: [
      { golongan: 'III/a', pangkat: 'Penata Muda', tmt: '2014-03-01', nomorSk: 'BKN/CPNS/0340/2014' },
      { golongan: 'III/b', pangkat: 'Penata Muda Tingkat I', tmt: '2018-04-01', nomorSk: 'BKN/KP/0228/2018' },
      { golongan: 'III/c', pangkat: 'Penata', tmt: '2022-04-01', nomorSk: 'BKN/KP/0171/2022' },
    ],
    positions: [
      { jabatan: 'Analis Layanan Kepegawaian', tmt: '2014-03-01', nomorSk: 'BKN/JAB/0340/2014' },
      { jabatan: 'Analis SDM Aparatur Ahli Muda', tmt: '2022-06-01', nomorSk: 'BKN/JAB/0266/2022' },
    ],
    account: { kind: 'ready', role: 'helpdesk' },
  },
  {
    nip: '198002022005012005',
    nik: '3171044202800005',
    nama: 'Rina Hartati',
    gelarDepan: 'Dr.',
    gelarBelakang: 'M.T.I.',
    tempatLahir: 'Yogyakarta',
    jenisAsn: 'PNS',
    kedudukanHukum: '01',
    agency: 'bkn',
    unit: 'b1000000000000000000000000000003',
    pendidikan: 'S-3 Ilmu Komputer',
    jenisJabatan: '2',
    masaKerja: { tahun: 21, bulan: 10 },
    tmtPensiun: '2040-03-01',
    ranks: [
      { golongan: 'III/a', pangkat: 'Penata Muda', tmt: '2005-01-01', nomorSk: 'BKN/CPNS/0052/2005' },
      { golongan: 'III/b', pangkat: 'Penata Muda Tingkat I', tmt: '2009-04-01', nomorSk: 'BKN/KP/0139/2009' },
      { golongan: 'III/c', pangkat: 'Penata', tmt: '2013-04-01', nomorSk: 'BKN/KP/0207/2013' },
      { golongan: 'III/d', pangkat: 'Penata Tingkat I', tmt: '2017-04-01', nomorSk: 'BKN/KP/0188/2017' },
      { golongan: 'IV/a', pangkat: 'Pembina', tmt: '2021-04-01', nomorSk: 'BKN/KP/0154/2021' },
    ],
    positions: [
      { jabatan: 'Pranata Komputer Ahli Pertama', tmt: '2007-02-01', nomorSk: 'BKN/JAB/0071/2007' },
      { jabatan: 'Pranata Komputer Ahli Muda', tmt: '2013-10-01', nomorSk: 'BKN/JAB/0388/2013' },
      { jabatan: 'Pranata Komputer Ahli Madya', tmt: '2021-07-01', nomorSk: 'BKN/JAB/0290/2021' },
    ],
    account: { kind: 'ready', role: 'admin' },
  },
  {
    nip: '199509092022031006',
    nik: '3204100909950006',
    nama: 'Andi Pratama',
    gelarBelakang: 'S.T.',
    tempatLahir: 'Bandung',
    jenisAsn: 'PNS',
    kedudukanHukum: '01',
    agency: 'jabar',
    unit: 'b4000000000000000000000000000001',
    pendidikan: 'S-1 Teknik Informatika',
    jenisJabatan: '2',
    masaKerja: { tahun: 4, bulan: 8 },
    tmtPensiun: '2053-10-01',
    ranks: [
      { golongan: 'III/a', pangkat: 'Penata Muda', tmt: '2022-03-01', nomorSk: '813/Kep.064-BKD/2022' },
    ],
    positions: [
      { jabatan: 'Pranata Komputer Ahli Pertama', tmt: '2023-05-01', nomorSk: '821/Kep.139-BKD/2023' },
    ],
    account: { kind: 'none' },
  },
  {
    nip: '197011111995031007',
    nik: '3171011111700007',
    nama: 'Hadi Susanto',
    gelarBelakang: 'S.E.',
    tempatLahir: 'Surabaya',
    jenisAsn: 'PNS',
    // Retired: a right password is answered with "not active", anything else like an unknown NIP.
    kedudukanHukum: '99',
    agency: 'kemenkes',
    unit: 'b3000000000000000000000000000001',
    pendidikan: 'S-1 Akuntansi',
    jenisJabatan: '4',
    masaKerja: { tahun: 31, bulan: 4 },
    tmtPensiun: '2026-08-01',
    ranks: [
      { golongan: 'III/a', pangkat: 'Penata Muda', tmt: '1995-03-01', nomorSk: 'KP.00.03/0219/1995' },
      { golongan: 'IV/a', pangkat: 'Pembina', tmt: '2011-04-01', nomorSk: 'KP.04.02/0871/2011' },
    ],
    positions: [{ jabatan: 'Analis Keuangan', tmt: '2001-07-01', nomorSk: 'KP.03.01/0533/2001' }],
    account: { kind: 'ready' },
  },
];
