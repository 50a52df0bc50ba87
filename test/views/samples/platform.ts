import type { AnySample } from '../samples.ts';

const at = Date.UTC(2026, 10, 20, 2, 27);
const DAY = 86_400_000;
const id = '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ad001';
const ask = { errors: [], values: {}, locked: null };
const listed = { id, title: 'Beri peran: Siti Rahmawati (19850515 201012 2 002)', by: 'Rina Hartati', at, expiresAt: at + 3 * DAY, state: 'pending' as const };
const request = {
  waiting: 1,
  id,
  title: 'Beri peran: Siti Rahmawati (19850515 201012 2 002)',
  differences: [
    { label: 'Orang', old: [], new: ['Siti Rahmawati (19850515 201012 2 002)'] },
    { label: 'Peran', old: [], new: ['Petugas helpdesk'] },
  ],
  reason: 'Sesuai surat tugas nomor 12 tahun 2026.',
  by: 'Rina Hartati',
  at,
  expiresAt: at + 3 * DAY,
  own: false,
  concerned: false,
  state: 'pending' as const,
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  hash: 'x',
  picture: null,
  ...ask,
};

/** The pages of the platform console, in each state that looks different. */
export const platformSamples: readonly AnySample[] = [
  {
    name: 'admin',
    view: 'admin/home',
    locals: { waiting: 2, dead: 3, unsent: 0, failedLogouts: 1, sealedAt: at, keysSince: at - 30 * DAY, name: 'Rina Hartati', passkey: { opensAt: null } },
  },
  { name: 'admin-passkey-young', view: 'admin/home', locals: { waiting: 0, dead: 0, unsent: 0, failedLogouts: 0, sealedAt: at, keysSince: at, name: 'Rina Hartati', passkey: { opensAt: at + 3 * DAY } } },
  { name: 'admin-calm', view: 'admin/home', locals: { waiting: 0, dead: 0, unsent: 4, failedLogouts: 0, sealedAt: null, keysSince: null, name: 'Rina Hartati', passkey: null } },
  { name: 'admin-requests', view: 'admin/requests', locals: { waiting: 1, pending: [listed], ended: [{ ...listed, state: 'refused' }], note: 'Permintaan sudah dikirim. Admin lain akan memutuskannya.' } },
  { name: 'admin-requests-none', view: 'admin/requests', locals: { waiting: 0, pending: [], ended: [], note: null } },
  { name: 'admin-request', view: 'admin/request', locals: request },
  {
    name: 'admin-request-client',
    view: 'admin/request',
    locals: {
      ...request,
      title: 'Ubah pendaftaran: SIASN (siasn)',
      differences: [
        { label: 'Aplikasi', old: ['SIASN (siasn)'], new: ['SIASN (siasn)'] },
        { label: 'Alamat redirect', old: ['https://siasn.bkn.go.id/kembali', 'https://siasn.bkn.go.id/lama'], new: ['https://siasn.bkn.go.id/kembali', 'https://siasn.bkn.go.id/pegawai/layanan-kepegawaian/masuk/kembali'] },
        { label: 'Alamat setelah keluar', old: [], new: ['https://siasn.bkn.go.id/keluar'] },
        { label: 'Alamat mulai masuk', old: ['https://siasn.bkn.go.id/mulai'], new: [] },
        { label: 'Hanya instansi', old: ['Kota A', 'Kota B'], new: ['Kota B', 'Kota A'] },
      ],
    },
  },
  { name: 'admin-request-logo', view: 'admin/request', locals: { ...request, title: 'Ganti logo: MyASN (myasn)', differences: [{ label: 'Aplikasi', old: ['MyASN (myasn)'], new: ['MyASN (myasn)'] }], picture: { now: '/logo/myasn?v=a', proposed: `/admin/requests/${id}/logo` } } },
  { name: 'admin-request-own', view: 'admin/request', locals: { ...request, own: true } },
  { name: 'admin-request-concerned', view: 'admin/request', locals: { ...request, concerned: true } },
  { name: 'admin-request-approved', view: 'admin/request', locals: { ...request, state: 'approved', decidedBy: 'Budi Santoso', decidedAt: at } },
  { name: 'admin-request-expired', view: 'admin/request', locals: { ...request, state: 'expired' } },
  { name: 'admin-request-locked', view: 'admin/request', locals: { ...request, locked: { until: at + 3 * DAY } } },
  { name: 'admin-request-ended', view: 'admin/request', locals: { ...request, state: 'refused', decidedBy: 'Budi Santoso', decidedAt: at, decisionReason: 'Surat tugasnya belum ada.' } },
  { name: 'admin-request-refused', view: 'admin/request', locals: { ...request, errors: [{ field: 'reason', text: 'Tulis alasannya, paling sedikit 10 huruf.' }], values: { reason: 'ok' } } },
  {
    name: 'admin-officers',
    view: 'admin/officers',
    locals: {
      waiting: 0,
      officers: [
        { id: 1, nama: 'Agus Wijaya', nip: '198807072014031004', own: false, role: 'Petugas helpdesk', agency: null, until: at + 90 * DAY, grantedAt: at, grantedBy: 'Rina Hartati' },
        { id: 2, nama: 'Siti Rahmawati', nip: '198505152010122002', own: false, role: 'Admin instansi', agency: 'Pemerintah Kota Bandung', until: null, grantedAt: at, grantedBy: 'lewat baris perintah' },
        { id: 3, nama: 'Rina Hartati', nip: '198002022005012005', own: true, role: 'Admin platform', agency: null, until: at + 90 * DAY, grantedAt: at, grantedBy: 'lewat baris perintah' },
      ],
    },
  },
  { name: 'admin-grant', view: 'admin/grant', locals: { waiting: 0, ...ask, roles: [{ value: 'helpdesk', label: 'Petugas helpdesk' }], errors: [{ field: 'role', text: 'Pilih sebuah peran.' }] } },
  { name: 'admin-revoke', view: 'admin/revoke', locals: { waiting: 0, ...ask, id: 1, nama: 'Agus Wijaya', nip: '19880707 201403 1 004', role: 'Petugas helpdesk', agency: null } },
  {
    name: 'admin-keys',
    view: 'admin/keys',
    locals: { waiting: 0, ...ask, keys: (['next', 'current', 'previous'] as const).map((state) => ({ kid: `es256-${state}Aa1`, alg: 'ES256', state, createdAt: at, since: at })) },
  },
  {
    name: 'admin-outbox',
    view: 'admin/outbox',
    locals: {
      waiting: 0,
      counts: { waiting: 4, dead: 1 },
      rows: [{ id: 7, channel: 'email', to: 'b•••@…', kind: 'Kata sandi diganti', error: '550 no such user', attempts: 5, deadAt: at, retryable: true }, { id: 6, channel: 'sms', to: '0812•••01', kind: 'Kode masuk', error: 'gateway 500', attempts: 9, deadAt: at, retryable: false }],
      more: 6,
      note: 'Pesan dikirim lagi.',
    },
  },
  {
    name: 'admin-lockouts',
    view: 'admin/lockouts',
    locals: { waiting: 0, person: { nip: '199001012020011001', nama: 'Budi Santoso', password: { until: at, streak: 5 }, codes: { until: null, streak: 1 }, frozenSince: null }, standing: [{ agency: 'Badan Kepegawaian Negara', pool: 'strangers', since: at - 600_000, until: at, account: '6c1f7f4e-2f3a-4f7c-9b51-0d9f4a7d2a11' }, { agency: 'Pemerintah Kota Bandung', pool: 'otp', since: at - 900_000, until: at, account: '6c1f7f4e-2f3a-4f7c-9b51-0d9f4a7d2a12' }], more: 50, note: null, errors: [], values: { nip: '199001012020011001' }, locked: null },
  },
  { name: 'admin-outbox-none', view: 'admin/outbox', locals: { waiting: 0, counts: { waiting: 0, dead: 0 }, rows: [], more: null, note: null } },
  { name: 'admin-lockouts-refused', view: 'admin/lockouts', locals: { waiting: 0, person: null, standing: [], more: null, note: null, errors: [{ field: 'nip', text: 'Tidak ada akun dengan NIP ini.' }], values: { nip: '199001012020011009' }, locked: null } },
  { name: 'admin-emergency-refused', view: 'admin/emergency', locals: { waiting: 0, ...ask, agencies: ['Badan Kepegawaian Negara'], errors: [{ field: 'whose', text: 'Pilih sesi siapa yang diakhiri.' }, { field: 'reason', text: 'Tulis alasannya, paling sedikit 10 huruf.' }] } },
  { name: 'admin-emergency', view: 'admin/emergency', locals: { waiting: 0, ...ask, agencies: ['Badan Kepegawaian Negara'] } },
];
