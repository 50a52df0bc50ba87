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
    [100, 'info', 'Peramban baru diingat untuk akun Anda: Chrome di Android. (8 kali)'],
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
