import qrcode from 'qrcode';
import { help } from '../../config/help.ts';
import type { ViewLocals, ViewName } from '../../src/platform/http/view-locals.ts';
import { accountSamples } from './samples/account.ts';
import { agencySamples } from './samples/agency.ts';
import { disavowSamples } from './samples/disavow.ts';
import { helpSamples } from './samples/help.ts';
import { helpdeskSamples } from './samples/helpdesk.ts';
import { recoverySamples } from './samples/recovery.ts';
import { registrationSamples } from './samples/registration.ts';
import { activitySamples } from './samples/activity.ts';
import { auditSamples } from './samples/audit.ts';
import { authenticatorSamples } from './samples/authenticators.ts';
import { clientSamples } from './samples/clients.ts';
import { homeSamples } from './samples/home.ts';
import { noticeSamples } from './samples/notices.ts';
import { passkeySamples } from './samples/passkeys.ts';
import { platformSamples } from './samples/platform.ts';
import { profileSamples } from './samples/profile.ts';
import { securitySamples } from './samples/security.ts';
import { signinSamples } from './samples/signin.ts';

/** 22 November 2026, 09.27 WIB. */
export const NOW = Date.UTC(2026, 10, 22, 2, 27);
const MINUTE = 60_000;

const application = { name: 'SIASN', uri: 'http://localhost:3002' };
const base = { action: '/interaction/4kTqYvXh', application, act: null, counter: null };
const step = (name: string, counter: { at: number; of: number } | null = null) => ({
  ...base,
  step: name,
  counter,
});
const picture =
  '<svg viewBox="0 0 220 70" width="220" height="70"><path fill="none" stroke="#15202b" stroke-width="5" d="M20 55 35 15l14 40M25 42h20M70 15v40h24M112 16h26l-24 38h26M160 55V14l26 40V15"/></svg>';
const uri =
  'otpauth://totp/ASN%20Digital:ASN%20Digital%20%C2%B7%20NIP%20%E2%80%A62003?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=ASN%20Digital';
let qr = '';
qrcode.toString(uri, { type: 'svg', margin: 2 }, (_error, svg) => (qr = svg));
const challenge = {
  parameters: {
    algorithm: 'PBKDF2/SHA-256',
    nonce: '00112233445566778899aabbccddeeff',
    salt: 'ffeeddccbbaa99887766554433221100',
    cost: 10,
    keyLength: 32,
    keyPrefix: '00',
  },
  signature: 'c0ffee'.repeat(8),
};
const link = { action: '/interaction/link', tries: 3, minutes: 15, validMinutes: 30 };
const services = [
  { id: 'myasn', name: 'MyASN', href: 'http://localhost:3001/login', about: 'Data diri, riwayat pangkat dan jabatan.' },
  { id: 'siasn', name: 'SIASN', href: 'http://localhost:3002/login', about: 'Usul cuti, kenaikan pangkat, dan mutasi.' },
  { id: 'ekinerja', name: 'e-Kinerja', href: 'http://localhost:3003/login', about: 'Sasaran kinerja dan catatan harian.' },
];
const failure = { reference: '01JDA7V3Q8M2' };

interface Sample<V extends ViewName> {
  /** What the picture and the test are called. */
  name: string;
  view: V;
  locals: ViewLocals[V];
}
export type AnySample = { [V in ViewName]: Sample<V> }[ViewName];

/** One page of each kind, and of each state that looks different. */
const signinAndPortal: readonly AnySample[] = [
  { name: 'landing', view: 'landing', locals: { services } },
  { name: 'landing-signed-in', view: 'landing', locals: { services, signedIn: true } },
  { name: 'signin', view: 'signin/password', locals: { ...step('password'), locked: null } },
  {
    name: 'signin-refused',
    view: 'signin/password',
    locals: {
      ...step('password'),
      locked: null,
      challenge,
      errors: [
        { field: 'password', text: 'NIP atau kata sandi tidak cocok. Sisa 3 percobaan sebelum akun dikunci 15 menit.' },
      ],
      values: { nip: '19900101 202001 1 001', shared: '1' },
    },
  },
  {
    name: 'signin-locked',
    view: 'signin/password',
    locals: { ...step('password'), locked: { until: NOW + 15 * MINUTE }, values: { nip: '199001012020011001' } },
  },
  {
    name: 'signin-locked-link-sent',
    view: 'signin/password',
    locals: {
      ...step('password'),
      locked: { until: NOW + 15 * MINUTE },
      values: { nip: '199001012020011001' },
      note: 'Permintaan diterima. Jika NIP terdaftar, tautan segera tiba. Buka tautan itu di peramban ini.',
    },
  },
  { name: 'signin-link', view: 'signin/link', locals: { ...link, state: 'ready' } },
  { name: 'signin-link-elsewhere', view: 'signin/link', locals: { ...link, state: 'elsewhere' } },
  { name: 'signin-link-gone', view: 'signin/link', locals: { ...link, state: 'gone' } },
  { name: 'signin-captcha', view: 'signin/captcha', locals: { ...step('captcha'), challenge, picture, nip: '199001012020011001' } },
  {
    name: 'signin-captcha-picture',
    view: 'signin/captcha',
    locals: {
      ...step('captcha'),
      challenge: null,
      picture,
      nip: '199001012020011001',
      errors: [{ field: 'captcha', text: 'Karakter itu tidak cocok. Ini gambar yang baru.' }],
      values: { captcha: 'XK4' },
    },
  },
  {
    name: 'signin-captcha-unticked',
    view: 'signin/captcha',
    locals: {
      ...step('captcha'),
      challenge,
      picture,
      nip: '199001012020011001',
      errors: [{ field: 'altcha', text: 'Centang kotak, atau ketik karakter pada gambar.' }],
    },
  },
  { name: 'signin-captcha-code', view: 'signin/captcha-code', locals: step('captcha') },
  {
    name: 'signin-totp',
    view: 'signin/totp',
    locals: {
      ...step('totp', null),
      locked: null,
      entries: [{ label: 'ASN Digital · NIP …1001 · 14 Apr 2026', name: null }],
      recoveryHref: '/interaction/4kTqYvXh?way=recovery-code',
    },
  },
  {
    name: 'signin-totp-locked',
    view: 'signin/totp',
    locals: { ...step('totp'), locked: { until: NOW + 15 * MINUTE }, entries: [], recoveryHref: null },
  },
  {
    name: 'signin-totp-refused',
    view: 'signin/totp',
    locals: {
      ...step('totp'),
      locked: null,
      entries: [],
      recoveryHref: null,
      errors: [
        {
          field: 'code',
          text: 'Kode ini benar untuk jam yang terlambat sekitar 4 menit. Setel jam ponsel ke otomatis, lalu coba kode berikutnya.',
        },
      ],
      values: { code: '123 456' },
    },
  },
  {
    name: 'signin-step-up',
    view: 'signin/totp',
    locals: {
      ...step('totp'),
      application: { name: 'e-Kinerja', uri: 'http://localhost:3003' },
      act: 'Menyetujui sasaran “Menyusun laporan triwulan III”, milik Putri Handayani',
      locked: null,
      entries: [{ label: 'ASN Digital · NIP …1001 · 14 Apr 2026', name: null }],
      recoveryHref: '/interaction/4kTqYvXh?way=recovery-code',
    },
  },
  { name: 'signin-recovery-code', view: 'signin/recovery-code', locals: { ...step('recovery-code'), locked: null, totpHref: '/interaction/4kTqYvXh?way=totp' } },
  {
    name: 'activation-email',
    view: 'signin/email-code',
    locals: { ...step('email-code', { at: 2, of: 6 }), to: 'd••••@asn.example', note: 'Kode baru sudah dikirim. Kode yang lama tidak berlaku lagi.' },
  },
  { name: 'activation-sms', view: 'signin/contact-sms', locals: { ...step('contact-sms', { at: 3, of: 6 }), to: '0812•••••003' } },
  { name: 'activation-wait', view: 'signin/contact-wait', locals: { ...step('contact-wait'), to: 'd••••@asn.example', until: NOW + 24 * 60 * MINUTE } },
  {
    name: 'activation-no-contact',
    view: 'signin/contact-none',
    locals: { ...step('contact-none'), from: null, agency: { name: 'Kementerian Kesehatan', contact: 'biro.sdm@kemenkes.example', hours: 'Senin–Jumat, 08.00–15.00 WIB' } },
  },
  {
    name: 'activation-young-contact',
    view: 'signin/contact-none',
    locals: { ...step('contact-none'), from: Date.UTC(2026, 10, 25, 2, 27), agency: null },
  },
  {
    name: 'change-password',
    view: 'signin/change-password',
    locals: {
      ...step('change-password', { at: 4, of: 6 }),
      nip: '199203032023212003',
      needsCurrent: false,
      reason: 'initial',
      errors: [
        { field: 'newPassword', text: 'Kata sandi belum memuat angka.' },
        { field: 'newPassword', text: 'Kata sandi memuat nama Anda.' },
        { field: 'confirmPassword', text: 'Kedua isian kata sandi tidak sama.' },
      ],
    },
  },
  {
    name: 'enrol',
    view: 'signin/enrol',
    locals: {
      ...step('enrol', { at: 5, of: 6 }),
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      uri,
      label: 'ASN Digital · NIP …2003 · 22 Nov 2026',
      picture: qr,
      replaces: false,
      smsHref: null,
    },
  },
  {
    name: 'recovery-codes',
    view: 'signin/recovery-codes',
    locals: {
      ...step('recovery-codes', { at: 6, of: 6 }),
      codes: Array.from({ length: 10 }, (_, at) => `7KQM-X${at}TD-4PVW-9HRA`),
      name: 'Siti Rahmawati',
      nip: '…2003',
    },
  },
  {
    name: 'consent',
    view: 'signin/consent',
    locals: {
      ...step('consent'),
      application: { name: 'Koperasi Pegawai', uri: 'https://koperasi.example' },
      scopes: ['profile', 'email', 'asn'],
      name: 'Budi Santoso',
      native: false,
    },
  },
  {
    name: 'consent-app',
    view: 'signin/consent',
    locals: { ...step('consent'), application: { name: 'MyASN Mobile', uri: null }, scopes: [], name: 'Budi Santoso', native: true },
  },
  { name: 'continue-as', view: 'signin/continue-as', locals: { ...step('continue-as'), name: 'Budi Santoso', nip: '•••• 1001' } },
  { name: 'cookies-blocked', view: 'signin/cookies-blocked', locals: { retryHref: '/portal' } },
  { name: 'busy', view: 'signin/busy', locals: { application, waitSeconds: 120 } },
  { name: 'error', view: 'error', locals: { ...failure, code: 'unexpected' } },
  { name: 'not-found', view: 'not-found', locals: failure },
  { name: 'forbidden', view: 'forbidden', locals: failure },
  { name: 'unavailable', view: 'unavailable', locals: failure },
  {
    name: 'oidc-error',
    view: 'oidc-error',
    locals: { ...failure, error: 'invalid_redirect_uri', description: "redirect_uri did not match any of the client's registered redirect_uris", application },
  },
  { name: 'logout-ask', view: 'logout-ask', locals: { action: '/session/end/confirm', hidden: { xsrf: 'a1b2' }, application, name: 'Budi Santoso' } },
  {
    name: 'logged-out',
    view: 'logged-out',
    locals: {
      applications: [
        { name: 'MyASN', done: true },
        { name: 'SIASN', done: true },
        { name: 'e-Kinerja', done: false },
      ],
      continueTo: { name: 'SIASN', href: 'http://localhost:3002/' },
    },
  },
  {
    name: 'switch-account',
    view: 'switch-account',
    locals: { action: '/interaction/4kTqYvXh/switch', hidden: { xsrf: 'a1b2' }, from: { name: 'Siti Rahmawati' }, to: { name: 'Budi Santoso' }, application },
  },
  {
    name: 'dev-outbox',
    view: 'dev/outbox',
    locals: {
      messages: [
        { channel: 'email', to: 'dewi@asn.example', subject: 'Kode aktivasi akun ASN Digital', text: 'Kode Anda:\n\n402817\n\nBerlaku 10 menit.', sentAt: '2026-11-22T02:26:00.000Z' },
        { channel: 'sms', to: '081200000003', subject: '', text: 'ASN Digital: kode aktivasi Anda 771203.', sentAt: '2026-11-22T02:25:00.000Z' },
      ],
    },
  },
];

export const samples: readonly AnySample[] = [
  ...signinAndPortal,
  ...signinSamples,
  ...accountSamples,
  ...agencySamples,
  ...disavowSamples,
  ...helpSamples,
  ...helpdeskSamples,
  ...recoverySamples,
  ...registrationSamples,
  ...activitySamples,
  ...auditSamples,
  ...authenticatorSamples,
  ...clientSamples,
  ...homeSamples,
  ...noticeSamples,
  ...passkeySamples,
  ...platformSamples,
  ...profileSamples,
  ...securitySamples,
];

export const shared = { help };
