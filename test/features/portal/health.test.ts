import { expect, test } from '@jest/globals';
import { createMessages } from '../../../src/messages.ts';
import { healthOf } from '../../../src/features/portal/health.ts';
import { lastSignin } from '../../../src/features/portal/last-signin.ts';

const { messagesFor } = createMessages();
const NOW = Date.UTC(2026, 10, 24, 12);
const facts = {
  passwordSetAt: NOW,
  authenticators: 2,
  smsFactor: false,
  passkeys: 1,
  recoveryCodesLeft: 10,
  recoveryConfirmed: true,
  contacts: [],
};

test.each([
  ['email', 'Email Anda ditangguhkan karena perubahannya dibatalkan.'],
  ['phone', 'Nomor HP Anda ditangguhkan karena perubahannya dibatalkan.'],
] as const)('a suspended contact (%s) is for people to look at, not for another change', (kind, text) => {
  const contact = { kind, source: 'self', recordedAt: 0, verifiedAt: 0, suspended: true } as const;
  const shown = healthOf(
    { ...facts, contacts: [contact] },
    { now: NOW, mayHavePasskey: true, words: messagesFor('id') },
  );
  const item = shown.find((one) => one.text.startsWith(text));
  expect(item).toMatchObject({ act: 'Minta petugas memeriksa', href: '/help/case?topic=contact' });
});

test('the last sign-in has the time as each language writes it', () => {
  const previous = { at: Date.UTC(2026, 10, 24, 11, 4), userAgent: null };
  expect(lastSignin(previous, NOW, messagesFor('id'))).toBe('Terakhir masuk Selasa 18.04');
  expect(lastSignin(previous, NOW, messagesFor('en'))).toMatch(/Tuesday 18:04$/);
});
