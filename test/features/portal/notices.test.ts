import { expect, test } from '@jest/globals';
import { createMessages } from '../../../src/messages.ts';
import type { ActivityRow } from '../../../src/model/activity.ts';
import type { AuditType } from '../../../src/model/audit.ts';
import { portalNotices } from '../../../src/features/portal/notices.ts';

const words = createMessages().messagesFor('id');
const row = (type: AuditType, at: number, details: Record<string, unknown> = {}): ActivityRow => ({
  id: at,
  at: new Date(at),
  type,
  actor: 'self',
  clientId: null,
  address: null,
  userAgent: 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0',
  sid: null,
  details,
});

test('what is ordinary and often does not push a warning out', () => {
  const rows = [
    ...Array.from({ length: 8 }, (_, at) => row('device.remembered', 100 - at)),
    row('password.changed', 50),
    row('signin.refused', 40, { reason: 'wrong_recovery_code' }),
    row('signin.refused', 30, { reason: 'wrong_password' }),
    row('signin.locked', 20),
  ];
  expect(portalNotices(rows, words).map(({ at, tone, text }) => [at, tone, text])).toEqual([
    [40, 'warn', words.t('portal.notice.recovery_code_refused')],
    [20, 'warn', words.t('portal.notice.locked')],
    [100, 'info', 'Masuk dari peramban baru: Chrome di Android. (8 kali)'],
    [50, 'info', words.t('portal.notice.password_changed')],
  ]);
});

test('"bukan saya" is offered where somebody else can have done it, and speaks of the newest', () => {
  const rows = [
    row('device.remembered', 30),
    row('device.remembered', 20),
    row('device.revoked', 10),
    row('passkey.added', 5),
  ];
  expect(portalNotices(rows, words).map(({ disavow }) => disavow)).toEqual([
    '/account/activity/30/bukan-saya',
    null,
    '/account/activity/5/bukan-saya',
  ]);
});

test('five of them are shown', () => {
  const rows = Array.from({ length: 7 }, (_, left) => row('recovery-code.used', 100 - left, { left }));
  expect(portalNotices(rows, words)).toHaveLength(5);
});

test('a wrong code says what stood before it: no password was entered in an act of the account', () => {
  const wrong = (at: number, after?: string) =>
    row('signin.refused', at, { reason: 'wrong_code', ...(after ? { after } : {}) });
  const told = portalNotices(
    [wrong(4, 'session'), wrong(3), wrong(2, 'session'), wrong(1, 'mail_code')],
    words,
  );
  expect(told.map(({ tone, text }) => [tone, text])).toEqual([
    ['warn', 'Kode yang salah dimasukkan saat mengubah sesuatu di akun Anda. (2 kali)'],
    [
      'warn',
      'Kata sandi Anda dimasukkan dengan benar, tetapi kode OTP-nya salah. Bukan Anda? Tekan “Bukan saya”.',
    ],
    ['warn', 'Kode yang salah dimasukkan saat memulihkan kata sandi Anda.'],
  ]);
});

test('what begins a recovery, freezes the account or may be a copy of a passkey is told', () => {
  const tones = (type: AuditType, details: Record<string, unknown> = {}) =>
    portalNotices([row(type, 1, details)], words).map(({ tone, text }) => `${tone}: ${text}`);
  expect(tones('recovery.asked', { sent: true })).toEqual(['info: Pemulihan kata sandi diminta.']);
  expect(tones('recovery.asked', { sent: false, reason: 'other_email' })).toEqual([]);
  expect(tones('reset.requested')).toEqual(['warn: Penggantian autentikator diminta, dan menunggu.']);
  expect(tones('reset.opened')).toEqual(['warn: Penggantian autentikator dapat dipakai.']);
  expect(tones('contact.undone', { kind: 'email' })).toEqual(['info: Penggantian email dibatalkan.']);
  expect(tones('passkey.removed', { reason: 'cloned' })).toEqual([
    'warn: Passkey dimatikan, karena mungkin ada salinannya.',
  ]);
  expect(tones('account.blocked', { kind: 'freeze' })).toEqual(['info: Akun dibekukan.']);
  expect(tones('account.unblocked', { kind: 'freeze' })).toEqual([
    'info: Akun dibuka lagi setelah dibekukan.',
  ]);
});

test('of sign-ins, those on a shared device are told: no browser is remembered for them', () => {
  const rows = [row('signin.success', 2, { shared: true }), row('signin.success', 1, { shared: false })];
  expect(portalNotices(rows, words)).toMatchObject([
    { text: 'Masuk di perangkat bersama: Chrome di Android.', disavow: '/account/activity/2/bukan-saya' },
  ]);
});
