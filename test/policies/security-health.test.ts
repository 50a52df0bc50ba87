import { describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { securityHealth } from '../../src/policies/security-health.ts';
import type { SecurityFacts } from '../../src/policies/security-health.ts';

const NOW = 1_795_000_020_000;
const DAY = 86_400_000;
const contact = (kind: 'email' | 'phone') => ({
  kind,
  source: 'self' as const,
  recordedAt: NOW - 10 * DAY,
  verifiedAt: NOW - 10 * DAY,
});
const well: SecurityFacts = {
  passwordSetAt: NOW - 10 * DAY,
  authenticators: 2,
  smsFactor: false,
  passkeys: 1,
  recoveryCodesLeft: 10,
  recoveryConfirmed: true,
  contacts: [contact('email'), contact('phone')],
};
const figures = {
  passwordAfterSeconds: policy.reminders.passwordAfterSeconds,
  fewCodes: policy.recoveryCodes.few,
  contacts: policy.contacts,
};
const names = (more: Partial<SecurityFacts>, mayHavePasskey = true) =>
  securityHealth({ ...well, ...more }, { now: NOW, mayHavePasskey, figures }).map(({ name }) => name);

describe('the health of an account', () => {
  test('is well where nothing is missing', () => expect(names({})).toEqual([]));

  const missing: [string, Partial<SecurityFacts>, string[]][] = [
    ['no passkey', { passkeys: 0 }, ['no_passkey']],
    [
      'one authenticator and nothing beside it',
      { passkeys: 0, authenticators: 1 },
      ['no_passkey', 'one_authenticator'],
    ],
    ['one authenticator beside a passkey', { authenticators: 1 }, []],
    ['no codes', { recoveryCodesLeft: 0 }, ['no_codes']],
    ['three codes', { recoveryCodesLeft: 3 }, ['few_codes']],
    ['codes that were never typed back', { recoveryConfirmed: false }, ['codes_unproven']],
    ['a passkey alone: codes are nothing to have', { authenticators: 0, recoveryCodesLeft: 0 }, []],
    ['codes by SMS', { authenticators: 0, smsFactor: true, recoveryCodesLeft: 0 }, ['sms_factor']],
    ['a password of 181 days', { passwordSetAt: NOW - 181 * DAY }, ['old_password']],
    ['a password of 180 days', { passwordSetAt: NOW - 180 * DAY }, []],
    ['no password at all', { passwordSetAt: null }, []],
    ['one contact', { contacts: [contact('email')] }, ['no_contact']],
    [
      'a contact nobody proved',
      { contacts: [contact('email'), { ...contact('phone'), verifiedAt: null }] },
      ['unverified_contact'],
    ],
    [
      'a contact of yesterday',
      { contacts: [{ ...contact('email'), recordedAt: NOW - DAY }, contact('phone')] },
      ['young_contact'],
    ],
    [
      'a contact that is suspended',
      { contacts: [{ ...contact('email'), suspended: true }, contact('phone')] },
      ['suspended_contact'],
    ],
  ];
  test.each(missing)('says so of %s', (_what, facts, expected) => expect(names(facts)).toEqual(expected));

  test('asks for no passkey where none is offered, and puts what is grave first', () => {
    expect(names({ passkeys: 0 }, false)).toEqual([]);
    expect(names({ passkeys: 0, passwordSetAt: 0, recoveryCodesLeft: 0 })).toEqual([
      'no_codes',
      'no_passkey',
      'old_password',
    ]);
  });
});
