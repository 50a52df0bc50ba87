import { formChoices } from '../../../src/features/admin/clients/form-fields.ts';
import { createMessages } from '../../../src/messages.ts';
import type { AnySample } from '../samples.ts';

const at = Date.UTC(2026, 10, 22, 2, 12);
const DAY = 86_400_000;
const words = createMessages().messagesFor('id');
const client = { id: 'simpeg-bandung', name: 'Simpeg Kota Bandung' };
const asked = { waiting: 1, errors: [], values: {}, locked: null };
const application = { name: client.name, uri: 'https://simpeg.bandung.go.id' };
const choices = formChoices(words);
const filled = {
  ...client,
  kind: 'web',
  uri: 'https://simpeg.bandung.go.id',
  redirects: 'https://*.bandung.go.id/masuk/kembali\nhttp://simpeg.bandung.go.id/masuk/kembali',
  auth: 'private_key_jwt',
  minAcr: 'urn:asn:acr:2',
  alg: 'ES256',
  'scope-profile': '1',
  'scope-asn': '1',
  agencies: 'Pemerintah Kota Bandung',
};
const rows = [
  { label: 'Nama', values: [client.name] },
  { label: 'Jenis', values: ['Aplikasi web dengan server'] },
  { label: 'Alamat redirect', values: ['https://simpeg.bandung.go.id/masuk/kembali', 'https://simpeg.bandung.go.id/pegawai/layanan-kepegawaian/masuk/kembali'] },
  { label: 'Alamat back-channel logout', values: [] },
  { label: 'Data yang boleh diminta', values: ['profile: nama, NIP, gelar', 'asn: instansi, unit, jabatan, pangkat'] },
  { label: 'Siapa yang boleh memakai', values: ['Pemerintah Kota Bandung'] },
];
const page = {
  waiting: 0,
  client: { ...client, logoHash: null },
  ours: false,
  rows,
  secret: { has: true, mine: false, other: false, previousUntil: null },
  tried: null,
  refusals: [],
  logouts: { waiting: 0, givenUp: 0, last: [], sentAt: at, days: 30 },
  hasBackchannel: true,
  retried: false,
};
const refusal = {
  at,
  count: 12,
  endpoint: 'authorization',
  error: 'invalid_redirect_uri',
  given: 'https://simpeg.bandung.go.id/masuk/kembali/',
  reference: '01JDA7V3Q8M2',
  means: 'Alamat redirect yang dikirim tidak persis sama dengan yang terdaftar.',
  todo: 'Samakan alamat di aplikasi, atau ajukan perubahan pendaftaran.',
};
const logout = { at, attempts: 3, state: 'waiting' as const, nextAt: at + 60_000, error: 'HTTP 502' };
const banner = {
  id: '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ad001',
  kind: 'maintenance' as const,
  client: null,
  textId: 'Sabtu pukul 22.00 sampai 24.00 WIB ASN Digital berhenti sebentar. Simpan pekerjaan Anda sebelum itu.',
  textEn: 'ASN Digital pauses on Saturday from 22:00 to 24:00 WIB. Save your work before that.',
  startsAt: at,
  endsAt: at + DAY,
  state: 'shown' as const,
};
const banners = [
  { id: '1', kind: 'maintenance' as const, text: banner.textId },
  { id: '2', kind: 'info' as const, text: 'Usul kenaikan pangkat dibuka sampai 30 November.' },
];
const differences = [
  { label: 'Aplikasi', old: ['Simpeg Kota Bandung (simpeg-bandung)'], new: ['Simpeg Kota Bandung (simpeg-bandung)'] },
  { label: 'Alamat redirect', old: ['https://simpeg.bandung.go.id/kembali'], new: ['https://simpeg.bandung.go.id/masuk/kembali'] },
  { label: 'Siapa yang boleh memakai', old: ['Semua orang'], new: ['Pemerintah Kota Bandung'] },
];
const review = { ...asked, name: client.name, action: `/admin/clients/${client.id}/edit`, back: null, differences, hidden: { step: 'ask' } };
const notYours = { application, reference: '01JDA7V3Q8M2' };
const claims = {
  waiting: 0,
  client,
  anybody: true,
  scopes: [{ name: 'scope-profile', label: 'profile: nama, NIP, gelar' }],
  acrs: choices.acrs,
  values: { nip: '199001012020011001', 'scope-profile': '1', acr: 'urn:asn:acr:2' },
};

/** The pages of relying parties and banners, in each state that looks different. */
export const clientSamples: readonly AnySample[] = [
  {
    name: 'admin-clients',
    view: 'admin/clients/list',
    locals: {
      waiting: 2,
      clients: [
        { id: 'koperasi', name: 'Koperasi Pegawai', kind: 'Aplikasi web dengan server', acr: 'Kata sandi dan autentikator', limited: false, thirdParty: true, logoHash: null },
        { ...client, kind: 'Aplikasi web dengan server', acr: 'Passkey (sidik jari atau wajah)', limited: true, thirdParty: false, logoHash: null },
      ],
    },
  },
  { name: 'admin-client', view: 'admin/clients/client', locals: page },
  { name: 'admin-client-untold', view: 'admin/clients/client', locals: { ...page, logouts: { ...page.logouts, sentAt: null } } },
  {
    name: 'admin-client-troubled',
    view: 'admin/clients/client',
    locals: {
      ...page,
      secret: { has: true, mine: true, other: false, previousUntil: at + 7 * DAY },
      tried: { pasted: 'https://simpeg.bandung.go.id/Masuk/kembali', more: ['Tidak ada code_challenge: PKCE wajib.'], given: 'https://simpeg.bandung.go.id/Masuk/kembali', accepted: false, reason: 'Alamat ini tidak terdaftar.', near: 'https://simpeg.bandung.go.id/masuk/kembali' },
      refusals: [refusal, { ...refusal, count: 1, given: null, error: 'invalid_client', endpoint: 'token', means: 'Rahasia klien salah.', todo: 'Periksa rahasia di aplikasi; jika baru diganti, pasang yang baru.' }],
      logouts: { ...page.logouts, waiting: 1, givenUp: 1, last: [logout, { ...logout, state: 'arrived', error: null }, { ...logout, state: 'given_up', attempts: 12 }] },
    },
  },
  {
    name: 'admin-client-ours',
    view: 'admin/clients/client',
    locals: {
      ...page,
      client: { id: 'portal', name: 'ASN Digital', logoHash: null },
      ours: true,
      secret: { has: false, mine: false, other: true, previousUntil: null },
      tried: { pasted: 'https://sso.example/portal/callback', more: [], given: 'https://sso.example/portal/callback', accepted: true, reason: null, near: null },
      hasBackchannel: false,
      retried: true,
    },
  },
  { name: 'admin-client-new', view: 'admin/clients/form', locals: { waiting: 0, client: null, choices, values: { kind: 'web', 'scope-profile': '1' }, hidden: {} } },
  {
    name: 'admin-client-refused',
    view: 'admin/clients/form',
    locals: {
      waiting: 0,
      client,
      choices,
      values: filled,
      hidden: {},
      errors: [
        { field: 'name', text: 'Isi nama, paling panjang 80 karakter, tanpa tanda < dan >.' },
        { field: 'redirects', label: 'Alamat redirect', text: 'https://*.bandung.go.id/masuk/kembali memuat tanda *. Alamat harus persis; siapa pun yang menguasai bagian yang bebas akan menerima kode masuk.' },
        { field: 'redirects', label: 'Alamat redirect', text: 'http://simpeg.bandung.go.id/masuk/kembali harus memakai https.' },
        { field: 'jwksUri', text: 'Isi alamat kunci publik atau kunci publiknya, salah satu.' },
      ],
    },
  },
  { name: 'admin-client-review', view: 'admin/clients/review', locals: { ...review, act: 'change' } },
  {
    name: 'admin-client-review-refused',
    view: 'admin/clients/review',
    locals: { ...review, act: 'add', errors: [{ field: 'code', text: 'Kode tidak cocok. Sisa 3 percobaan sebelum langkah ini dikunci 15 menit.' }], values: { reason: 'Sesuai surat permohonan Diskominfo.' } },
  },
  { name: 'admin-client-remove', view: 'admin/clients/review', locals: { ...review, act: 'remove', back: `/admin/clients/${client.id}`, differences: differences.map((row, nth) => (nth > 0 ? { ...row, new: [] } : row)), locked: { until: at + DAY } } },
  { name: 'admin-client-rotate', view: 'admin/clients/rotate', locals: { ...asked, client, days: 7 } },
  { name: 'admin-client-secret', view: 'admin/clients/secret-shown', locals: { waiting: 0, client, secret: 'kP3v9sQx7LmA0bZt5RwYc2Hn8Uj4Ge6FdVqT1oXiB_s' } },
  { name: 'admin-client-secret-gone', view: 'admin/clients/secret-shown', locals: { waiting: 0, client, secret: null } },
  { name: 'admin-client-logo', view: 'admin/clients/logo', locals: { ...asked, client: { ...client, logoHash: null }, errors: [{ field: 'logo', text: 'Gambar ini tidak bisa dipakai. Kirim PNG atau JPEG biasa.' }] } },
  { name: 'admin-client-claims', view: 'admin/clients/claims', locals: { ...claims, preview: null, errors: [{ field: 'nip', text: 'Tidak ada akun dengan NIP ini.' }] } },
  {
    name: 'admin-client-claims-shown',
    view: 'admin/clients/claims',
    locals: { ...claims, anybody: false, preview: { idToken: '{\n  "sub": "01890a5d-ac96-774b-bcce-b302099a8057",\n  "acr": "urn:asn:acr:2",\n  "amr": ["pwd", "otp", "mfa"]\n}', userinfo: '{\n  "name": "Budi Santoso",\n  "nip": "199001012020011001"\n}' } },
  },
  {
    name: 'admin-banners',
    view: 'admin/banners/list',
    locals: { waiting: 0, banners: [banner, { ...banner, state: 'planned', client: 'SIASN' }, { ...banner, state: 'over', kind: 'info' }], clients: [{ value: 'siasn', label: 'SIASN' }], done: 'made', values: {} },
  },
  {
    name: 'admin-banners-refused',
    view: 'admin/banners/list',
    locals: { waiting: 0, banners: [], clients: [], done: null, values: { textId: 'pendek', startsAt: '2026-11-22T10:00' }, errors: [{ field: 'textId', text: 'Isi teks biasa, 10 sampai 300 karakter.' }, { field: 'endsAt', text: 'Isi tanggal dan jam.' }] },
  },
  { name: 'not-yours', view: 'not-yours', locals: { ...notYours, back: { href: 'https://simpeg.bandung.go.id/masuk/kembali?error=access_denied', method: 'get', fields: {} } } },
  { name: 'not-yours-posted', view: 'not-yours', locals: { ...notYours, back: { href: 'https://simpeg.bandung.go.id/masuk/kembali', method: 'post', fields: { error: 'access_denied' } } } },
  { name: 'not-yours-nowhere', view: 'not-yours', locals: { ...notYours, back: null } },
  { name: 'landing-banners', view: 'landing', locals: { services: [], banners } },
  {
    name: 'signin-banners',
    view: 'signin/password',
    locals: { action: '/interaction/4kTqYvXh', application, act: null, counter: null, step: 'password', locked: null, passkey: { challenge: 'AAAA', allowCredentials: [] }, banners },
  },
];
