import { describe, expect, test } from '@jest/globals';
import { createMessages } from '../../src/messages.ts';
import type { AuditType } from '../../src/model/audit.ts';
import { ACTIVITY_GROUPS } from '../../src/parts/activity/event-words.ts';
import { groupOf, isDisavowable, sentenceOf, typesOf } from '../../src/parts/activity/sentences.ts';

const { messagesFor } = createMessages();
const languages = [messagesFor('id'), messagesFor('en')];
const types = ACTIVITY_GROUPS.flatMap(typesOf);

/** What a hand, another release or a fault may have left in a row: a sentence is told of it all the same. */
const ODD: Record<string, unknown>[] = [
  {},
  { reason: '__proto__', kind: 7, role: 'toString', amr: [], left: null, choice: [], language: {}, state: 1 },
  {
    reason: 'wrong_code',
    kind: 'phone',
    role: 'agency',
    amr: ['hwk'],
    left: 3,
    choice: 'session',
    ended: true,
  },
];

describe('the sentences of the activity', () => {
  test('stand in one group each, and every group has some', () => {
    expect(new Set(types).size).toBe(types.length);
    for (const group of ACTIVITY_GROUPS) expect(typesOf(group).length).toBeGreaterThan(0);
    for (const type of types) expect(typesOf(groupOf(type))).toContain(type);
  });

  test.each(types)(
    '%s is told in both languages, whatever its details, without key or empty place',
    (type) => {
      for (const words of languages)
        for (const details of ODD) {
          const sentence = sentenceOf({ type, details }, words);
          expect(sentence).toMatch(/^\S.*[.]$/);
          expect(sentence).not.toMatch(/activity\.|\{\w+\}|undefined|null|\[object|NaN/);
        }
    },
  );

  test('says nothing of itself where the type is unknown', () => {
    for (const name of ['__proto__', 'toString', 'x.y']) {
      const type = name as AuditType;
      expect(sentenceOf({ type }, messagesFor('id'))).toBe('Kejadian lain dicatat untuk akun Anda.');
      expect(isDisavowable(type)).toBe(false);
    }
  });

  test('name the session that was ended, where the row knows it', () => {
    const told = (details: Record<string, unknown>) =>
      sentenceOf({ type: 'session.ended', details: { reason: 'owner', ...details } }, messagesFor('id'));
    const browser = 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0';
    expect(told({ browser, address: '203.0.113.9' })).toBe(
      'Sebuah sesi diakhiri dari halaman akun: Chrome, Windows, 203.0.113.9.',
    );
    expect(told({ browser: null, address: null })).toBe('Sebuah sesi diakhiri dari halaman akun.');
    expect(told({ browser: 7, address: {} })).toBe('Sebuah sesi diakhiri dari halaman akun.');
  });

  test('tell a session that was ended by "bukan saya" from one that was over by then', () => {
    const told = (details: Record<string, unknown>) =>
      sentenceOf({ type: 'session.ended', details: { reason: 'disavowed', ...details } }, messagesFor('id'));
    expect(told({})).toBe('Sesi diakhiri karena dinyatakan "bukan saya".');
    expect(told({ left: true })).toBe('Sesi yang sudah berakhir dinyatakan "bukan saya".');
  });

  test('tell a passkey, a code and a code by SMS apart', () => {
    const told = (amr: string[]) =>
      sentenceOf({ type: 'signin.success', details: { amr } }, messagesFor('id'));
    expect(told(['hwk', 'user'])).toBe('Masuk dengan passkey.');
    expect(told(['pwd', 'otp', 'mfa'])).toBe('Masuk dengan kata sandi dan kode.');
    expect(told(['pwd', 'sms', 'mfa'])).toBe('Masuk dengan kata sandi dan kode SMS.');
  });
});
