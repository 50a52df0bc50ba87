import { layoutColumns, layoutRows, BOX } from '../../../src/features/admin/figures/layout.ts';
import type { AnySample } from '../samples.ts';

const at = Date.UTC(2026, 10, 20, 2, 27);
const DAY = 86_400_000;
const person = '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ad001';
const raw = JSON.stringify(
  {
    id: 9_812_345,
    at: new Date(at).toISOString(),
    type: 'signin.refused',
    details: { reason: 'wrong_password', pool: 'strangers', remaining: 3 },
    userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
    sid: null,
    actor: 'anonymous',
  },
  null,
  2,
);
const line = {
  id: 9_812_345,
  at,
  words: 'Masuk ditolak: kata sandi salah',
  type: 'signin.refused',
  accountId: person,
  person: 'Budi Santoso',
  actor: 'belum dikenal',
  actorId: null,
  clientId: 'siasn',
  client: 'SIASN',
  address: '2001:db8:12:3400:a1b2:c3d4:e5f6:7890',
  requestId: 'K7QM-4TXR',
  seal: 9812,
  raw,
};
const search = {
  waiting: 1,
  events: [
    {
      value: 'area:signin',
      label: 'Masuk, keluar, aktivasi',
      types: [
        { value: 'signin.success', label: 'Masuk berhasil' },
        { value: 'signin.refused', label: 'Masuk ditolak' },
      ],
    },
  ],
  clients: [{ value: 'siasn', label: 'SIASN' }],
  values: {},
  person: null,
  actor: null,
  rows: [
    line,
    { ...line, id: 9_812_344, words: 'Data orang dilihat petugas', type: 'person.viewed', actor: 'Agus Wijaya', actorId: person, client: null, clientId: null },
    { ...line, id: 9_812_343, words: 'Kunci tanda tangan diganti', type: 'keys.rotated', accountId: null, person: null, actor: 'baris perintah', client: null, address: null, requestId: null, seal: null },
  ],
  next: '/admin/audit?after=time-9812343',
  lookedBackTo: null,
  exportRows: 100_000,
  narrowed: false,
  errors: [],
};
const values = { event: 'signin.refused', person, client: 'siasn', from: '2026-11-01', to: '2026-11-20' };

const check = {
  id: person,
  askedBy: 'Rina Hartati',
  askedAt: at,
  fromNr: 1,
  atNr: 9812,
  links: 9812,
  rows: 9_812_001,
  anchors: 3,
  found: 0,
  unsealed: 12,
  finishedAt: at + 400_000,
  share: 1,
  findings: [],
};
const verify = {
  waiting: 0,
  head: { nr: 9812, toId: 9_812_345, mac: 'hYv1bWq2uT7rJb0kq1s3xw9yZ4n6m8p0aBcDeFgHiJk', sealedAt: at },
  late: false,
  checks: [check],
  running: false,
  errors: [],
  values: {},
};

const hours = Array.from({ length: 24 }, (_, hour) => ({
  label: `${String(hour).padStart(2, '0')}.00 WIB`,
  tick: hour % 6 === 0 ? `${String(hour).padStart(2, '0')}.00` : null,
  value: [2, 1, 0, 0, 4, 30, 220, 1840, 1520, 900, 610, 480, 350, 520, 490, 400, 260, 130, 60, 40, 25, 18, 9, 4][hour] ?? 0,
}));
const figures = {
  waiting: 0,
  box: BOX,
  span: 'day' as const,
  from: at - at % DAY,
  lastDay: at,
  before: '/admin/figures?span=day&day=2026-11-19',
  after: null,
  agency: null,
  kept: null,
  names: ['Badan Kepegawaian Negara'],
  countedAt: at,
  signins: layoutColumns(hours),
  strengths: layoutRows([
    { label: 'Kata sandi dan autentikator', value: 6210 },
    { label: 'Passkey', value: 1480 },
    { label: 'Kata sandi dan SMS', value: 220 },
  ]),
  refusals: layoutRows([
    { label: 'Kata sandi salah', value: 812 },
    { label: 'Kode OTP salah', value: 204 },
    { label: 'Aplikasi bukan untuk orang ini', value: 3 },
  ]),
  locks: layoutColumns(hours.map((hour) => ({ ...hour, value: Math.round(hour.value / 90) }))),
  pools: layoutRows([
    { label: 'Kata sandi, peramban tidak dikenal', value: 61 },
    { label: 'Kode OTP', value: 20 },
  ]),
  lockedAgencies: layoutRows([
    { label: 'Pemerintah Kabupaten Kepulauan Siau Tagulandang Biaro', value: 31 },
    { label: 'Instansi tidak diketahui', value: 12 },
  ]),
  coverage: { people: 4_312_004, active: 3_120_500, mfa: 2_980_112, passkey: 410_233, countedAt: at },
  covered: layoutRows(
    [
      { label: 'Akun aktif', value: 3_120_500 },
      { label: 'Punya faktor kedua', value: 2_980_112 },
      { label: 'Punya passkey', value: 410_233 },
    ],
    4_312_004,
  ),
  history: [],
  behind: [
    { agencyId: 'b1', nama: 'Pemerintah Provinsi Papua Pegunungan', people: 12_000, active: 4000, mfa: 3100, passkey: 12 },
  ],
  errors: [],
  values: { span: 'day', day: '2026-11-20', agency: '' },
};
const nothing = layoutColumns(hours.map((hour) => ({ ...hour, value: 0 })));

const passkeys = {
  waiting: 0,
  coverage: figures.coverage,
  offered: 912_400,
  changed: { at, by: 'Rina Hartati' },
  draft: false,
  agencies: [{ id: 'b3000000000000000000000000000000', nama: 'Kementerian Kesehatan' }],
  names: ['Badan Kepegawaian Negara'],
  done: true,
  errors: [],
  values: { share: '25', agency: '' },
  locked: null,
};

/** The pages of this area, in each state that looks different. */
export const auditSamples: readonly AnySample[] = [
  { name: 'admin-audit', view: 'admin/audit/search', locals: search },
  {
    name: 'admin-audit-filtered',
    view: 'admin/audit/search',
    locals: { ...search, values, person: 'Budi Santoso', narrowed: true, lookedBackTo: at - 40 * DAY },
  },
  { name: 'admin-audit-none', view: 'admin/audit/search', locals: { ...search, values, narrowed: true, rows: [], next: null } },
  {
    name: 'admin-audit-refused',
    view: 'admin/audit/search',
    locals: {
      ...search,
      rows: null,
      next: null,
      narrowed: true,
      values: { nip: '1990', actorNip: '', from: '2026-11-40' },
      errors: [
        { field: 'from', text: 'Tulis tanggal mulai tahun 2000, misalnya 2026-11-10.' },
        { field: 'nip', text: 'NIP terdiri dari 18 angka.' },
        { field: 'event', text: 'Pilih kejadian dari daftar.' },
      ],
    },
  },
  {
    name: 'admin-audit-slow',
    view: 'admin/audit/search',
    locals: { ...search, rows: null, next: null, values, person: 'Budi Santoso', narrowed: true, errors: [{ field: null, text: 'Pencarian ini terlalu lama dan dihentikan. Persempit rentang tanggal.' }] },
  },
  { name: 'admin-audit-verify', view: 'admin/audit/verify', locals: verify },
  {
    name: 'admin-audit-verify-running',
    view: 'admin/audit/verify',
    locals: { ...verify, running: true, late: true, checks: [{ ...check, finishedAt: null, unsealed: null, share: 0.42, links: 4120, rows: 4_120_000 }, check] },
  },
  {
    name: 'admin-audit-verify-without',
    view: 'admin/audit/verify',
    locals: { ...verify, checks: [{ ...check, anchors: 0 }] },
  },
  {
    name: 'admin-audit-verify-bad',
    view: 'admin/audit/verify',
    locals: { ...verify, checks: [{ ...check, found: 230, findings: ['Catatan 812 diubah setelah disegel (segel 1).', '3 catatan setelah nomor 901 hilang (segel 1).'] }] },
  },
  {
    name: 'admin-audit-verify-refused',
    view: 'admin/audit/verify',
    locals: { ...verify, head: null, checks: [], errors: [{ field: 'anchors', text: 'Tidak ada jangkar dalam teks ini.' }], values: { anchors: 'halo' } },
  },
  {
    name: 'admin-audit-seal',
    view: 'admin/audit/seal',
    locals: { waiting: 0, link: { ...verify.head, fromId: 9_811_346, count: 1000, keyId: 'k-5d0e' }, findings: [] },
  },
  {
    name: 'admin-audit-seal-bad',
    view: 'admin/audit/seal',
    locals: { waiting: 0, link: { ...verify.head, fromId: 9_811_346, count: 1000, keyId: 'k-5d0e' }, findings: ['Catatan 9812001 diubah setelah disegel (segel 9812).'] },
  },
  { name: 'admin-figures', view: 'admin/figures', locals: figures },
  {
    name: 'admin-figures-month',
    view: 'admin/figures',
    locals: {
      ...figures,
      span: 'month',
      agency: 'Badan Kepegawaian Negara',
      kept: { days: 62, from: at - 10 * DAY },
      after: '/admin/figures?span=month&day=2026-11-20',
      lockedAgencies: [],
      behind: [],
      history: [0, 1, 2].map((day) => ({ ...figures.coverage, day: at - day * DAY })),
    },
  },
  {
    name: 'admin-figures-empty',
    view: 'admin/figures',
    locals: { ...figures, countedAt: null, signins: nothing, locks: nothing, strengths: [], refusals: [], pools: [], lockedAgencies: [], behind: [], covered: [], coverage: { ...figures.coverage, countedAt: null }, errors: [{ field: 'day', text: 'Pilih tanggal mulai tahun 2000 sampai hari ini.' }], values: { span: 'day', day: '2027-01-01', agency: '' } },
  },
  { name: 'admin-passkeys', view: 'admin/passkeys', locals: passkeys },
  {
    name: 'admin-passkeys-draft',
    view: 'admin/passkeys',
    locals: { ...passkeys, done: false, draft: true, changed: null, agencies: [], coverage: { ...figures.coverage, countedAt: null } },
  },
  {
    name: 'admin-passkeys-refused',
    view: 'admin/passkeys',
    locals: { ...passkeys, done: false, draft: true, errors: [{ field: 'share', text: 'Tulis angka dari 0 sampai 100.' }, { field: 'code', text: 'Kode tidak cocok.' }], values: { share: '101', agency: 'Dinas Antah' } },
  },
];
