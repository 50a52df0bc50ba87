import type { AnySample } from '../samples.ts';

const at = Date.UTC(2026, 10, 22, 0, 40);
const facts = [
  { label: 'Jenis ASN', text: 'PNS' },
  { label: 'Kedudukan hukum', text: 'Aktif' },
  { label: 'Instansi', text: 'Badan Kepegawaian Negara' },
  { label: 'Jabatan', text: 'Analis Sumber Daya Manusia Aparatur Ahli Pertama, sejak 1 Maret 2023' },
  { label: 'Pangkat dan golongan', text: 'Penata Muda (III/a), sejak 1 April 2024' },
  { label: 'Masa kerja', text: '6 tahun 8 bulan' },
];
const person = [
  { label: 'Nama dan gelar', text: 'Dr. Budi Santoso, M.A.P.' },
  { label: 'Tempat, tanggal lahir', text: 'Yogyakarta, 1 Januari 1990' },
];
const who = { name: 'Dr. Budi Santoso, M.A.P.', nip: '199001012020011001' };
const data = { provable: true, shared: false, rows: 10_000, printRows: 500, locked: null, errors: [], values: {} };
const event = {
  id: 41,
  at,
  sentence: 'Masuk dengan kata sandi dan kode.',
  who: 'Dengan akun Anda',
  browser: 'Chrome, Windows',
  address: '203.0.113.7',
  application: 'SIASN',
};

/** Profile, preferences and the copy of one's data, in each state that looks different. */
export const profileSamples: readonly AnySample[] = [
  {
    name: 'account-profile',
    view: 'account/profile/show',
    locals: {
      ...who,
      person,
      work: facts,
      numbers: [{ label: 'NIK', text: '•••• •••• •••• 0001' }],
      fetchedAt: at,
      old: true,
      office: {
        name: 'Badan Kepegawaian Negara',
        contact: 'Biro SDM · sdm@bkn.example',
        hours: 'Senin–Jumat, 08.00–16.00 WIB',
      },
    },
  },
  {
    name: 'account-preferences',
    view: 'account/profile/preferences',
    locals: { language: 'id', appearance: 'auto', note: 'Pilihan Anda disimpan.' },
  },
  { name: 'account-data', view: 'account/profile/data', locals: data },
  {
    name: 'account-data-refused',
    view: 'account/profile/data',
    locals: { ...data, shared: true, errors: [{ field: 'code', text: 'Kode tidak cocok. Sisa 4 percobaan.' }] },
  },
  { name: 'account-data-unprovable', view: 'account/profile/data', locals: { ...data, provable: false } },
  {
    name: 'account-data-ready',
    view: 'account/profile/data-ready',
    locals: {
      until: at + 300_000,
      shared: true,
      files: ['/account/data/file?before=90001', '/account/data/file?before=41'],
      printRows: 500,
    },
  },
  {
    name: 'account-data-print',
    view: 'account/profile/data-print',
    locals: {
      ...who,
      madeAt: at,
      fetchedAt: at,
      facts: [...person, ...facts],
      tables: [
        {
          title: 'Kontak',
          columns: ['Alamat atau nomor', 'Sejak', 'Dibuktikan'],
          rows: [
            ['budi@asn.example', '3 Maret 2025', '3 Maret 2025'],
            ['081200000001', '3 Maret 2025', '–'],
          ],
        },
        {
          title: 'Sesi yang sedang berjalan',
          columns: ['Peramban', 'Mulai', 'Alamat jaringan', 'Aplikasi'],
          rows: [['Chrome, Windows', '22 November 2026, 07.40 WIB', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff', 'SIASN, e-Kinerja']],
        },
      ],
      activity: [event, { ...event, id: 40, sentence: 'Data akun Anda dilihat.', who: 'Oleh petugas helpdesk', browser: null, address: null, application: null }],
      more: true,
    },
  },
];
