import type { ResetStanding } from '../../../src/platform/http/page-locals/recovery.ts';
import type { AnySample } from '../samples.ts';

const NOW = Date.UTC(2026, 10, 22, 2, 27);
const HOUR = 3_600_000;
const typed = { nip: '19900101 202001 1 001', email: 'budi@asn' };
const agency = {
  name: 'Badan Kepegawaian Negara',
  contact: 'Pengelola kepegawaian Badan Kepegawaian Negara · kepegawaian-4011@asn.example',
  hours: 'Senin–Jumat, 07.30–16.00 waktu setempat',
};
const verify = {
  ...{ passwordDone: false, emailDone: false, phoneDone: false, withRecoveryCode: false },
  ...{ captcha: null, locked: null },
};
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
const picture =
  '<svg viewBox="0 0 220 70" width="220" height="70"><path fill="none" stroke="#15202b" stroke-width="5" d="M20 55 35 15l14 40M25 42h20M70 15v40h24M112 16h26l-24 38h26M160 55V14l26 40V15"/></svg>';
const standing = (name: ResetStanding) =>
  ({
    name: `reset-${name.replaceAll('_', '-')}`,
    view: 'recovery/reset-status',
    locals: { standing: name, opensAt: NOW + 24 * HOUR, closesAt: NOW + 48 * HOUR },
  }) as const;
const link = (kind: 'recovery' | 'cancel' | 'open', state: 'ready' | 'done' | 'gone') =>
  ({
    name: `recovery-link-${kind}-${state}`,
    view: 'recovery/link',
    locals: { kind, state, at: NOW - HOUR, minutes: 30 },
  }) as const;
const people = (reason: 'none' | 'factor' | 'phone' | 'email' | 'both' | 'sms_factor' | 'lone_contact') =>
  ({
    name: `recovery-people-${reason.replaceAll('_', '-')}`,
    view: 'recovery/people',
    locals: { reason, agency: reason === 'sms_factor' || reason === 'lone_contact' ? agency : null },
  }) as const;

/** The pages under `views/recovery/`, in each state that looks different. */
export const recoverySamples: readonly AnySample[] = [
  { name: 'forgot', view: 'recovery/forgot', locals: {} },
  {
    name: 'forgot-refused',
    view: 'recovery/forgot',
    locals: {
      values: typed,
      errors: [{ field: 'email', text: 'Alamat email ini tidak lengkap atau salah ketik.' }],
    },
  },
  { name: 'forgot-code', view: 'recovery/code', locals: {} },
  {
    name: 'forgot-code-wrong',
    view: 'recovery/code',
    locals: { errors: [{ field: 'emailCode', text: 'Kode tidak cocok atau tidak berlaku lagi.' }] },
  },
  { name: 'forgot-sms', view: 'recovery/sms', locals: { to: '0812••••••01' } },
  {
    name: 'forgot-factor',
    view: 'recovery/second-factor',
    locals: {
      step: 'totp',
      entries: [{ label: 'ASN Digital · NIP …2003 · 22 Nov 2026', name: null }],
      locked: null,
      otherHref: '/forgot-password/verify?way=recovery-code',
    },
  },
  {
    name: 'forgot-factor-locked',
    view: 'recovery/second-factor',
    locals: { step: 'totp', entries: [], locked: { until: NOW + HOUR / 4 }, otherHref: null },
  },
  {
    name: 'forgot-factor-code',
    view: 'recovery/second-factor',
    locals: { step: 'recovery-code', entries: [], locked: null, otherHref: '/forgot-password/verify' },
  },
  { name: 'forgot-new-password', view: 'recovery/new-password', locals: { nip: '19900101 202001 1 001' } },
  { name: 'forgot-done', view: 'recovery/done', locals: {} },
  { name: 'forgot-over', view: 'recovery/over', locals: {} },
  link('recovery', 'ready'),
  link('recovery', 'gone'),
  link('cancel', 'ready'),
  link('cancel', 'done'),
  link('cancel', 'gone'),
  link('open', 'ready'),
  link('open', 'gone'),
  people('none'),
  people('factor'),
  people('phone'),
  people('email'),
  people('both'),
  people('sms_factor'),
  people('lone_contact'),
  { name: 'reset', view: 'recovery/reset', locals: { running: true } },
  {
    name: 'reset-refused',
    view: 'recovery/reset',
    locals: {
      running: false,
      values: { ...typed, phoneWorks: 'ya', emailWorks: 'ya', hasCode: 'tidak' },
      errors: [{ field: 'email', text: 'Alamat email ini tidak lengkap atau salah ketik.' }],
    },
  },
  { name: 'reset-verify', view: 'recovery/reset-verify', locals: verify },
  {
    name: 'reset-verify-refused',
    view: 'recovery/reset-verify',
    locals: {
      ...{ ...verify, passwordDone: true, emailDone: true },
      errors: [{ field: 'smsCode', text: 'Ketik kode 6 angka dari SMS.' }],
    },
  },
  {
    name: 'reset-verify-captcha',
    view: 'recovery/reset-verify',
    locals: {
      ...{ ...verify, withRecoveryCode: true, captcha: { challenge, picture } },
      errors: [{ field: 'altcha', text: 'Pastikan dulu bahwa Anda bukan robot, lalu ketik lagi kata sandi.' }],
    },
  },
  {
    name: 'reset-verify-locked',
    view: 'recovery/reset-verify',
    locals: { ...verify, locked: { until: NOW + HOUR / 4 } },
  },
  standing('waiting'),
  standing('open'),
  standing('used'),
  standing('cancelled'),
  standing('expired'),
  standing('elsewhere'),
  standing('nothing_to_reset'),
];
