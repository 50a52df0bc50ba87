import { describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import {
  contactCounts,
  contactCountsForRecovery,
  firstCountsFrom,
  maskEmail,
  maskPhone,
  readPhone,
} from '../../src/policies/contacts.ts';
import type { ContactRecord } from '../../src/policies/contacts.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 3, 14);
const contact = (over: Partial<ContactRecord>): ContactRecord => ({
  kind: 'email',
  source: 'directory',
  recordedAt: NOW - 100 * HOUR,
  verifiedAt: null,
  ...over,
});
const counts = (over: Partial<ContactRecord>): boolean => contactCounts(contact(over), NOW, policy.contacts);

describe('a contact counts', () => {
  test('once the directory has had it for 72 hours', () => {
    expect(counts({ recordedAt: NOW - 72 * HOUR })).toBe(true);
    expect(counts({ recordedAt: NOW - 72 * HOUR + 1 })).toBe(false);
  });

  test.each(['self', 'agency', 'helpdesk'] as const)(
    'set by %s: only verified, and after 72 hours',
    (source) => {
      const verifiedAt = NOW - HOUR;
      expect(counts({ source })).toBe(false);
      expect(counts({ source, verifiedAt })).toBe(true);
      expect(counts({ source, verifiedAt, recordedAt: NOW - 71 * HOUR })).toBe(false);
    },
  );

  test('by waiting, only where nothing but time is missing; the first of them is named', () => {
    const from = (...contacts: ContactRecord[]) => firstCountsFrom(contacts, NOW, policy.contacts);
    const young = contact({ recordedAt: NOW - 10 * HOUR });
    const younger = contact({ kind: 'phone', recordedAt: NOW - HOUR });
    expect(from(younger, young)).toBe(NOW + 62 * HOUR);
    expect(from(contact({ ...young, source: 'agency' }), contact({ ...young, suspended: true }))).toBeNull();
    expect(from()).toBeNull();
  });

  test('never for recovery where several accounts have it', () => {
    const verdicts = [false, true].map((onSeveralAccounts) =>
      contactCountsForRecovery({ ...contact({}), onSeveralAccounts }, NOW, policy.contacts),
    );
    expect(verdicts).toEqual([true, false]);
  });
});

describe('a contact is shown masked', () => {
  test.each([
    ['budi@asn.example', 'b•••@asn.example'],
    ['b@asn.example', 'b•••@asn.example'],
    ['"a@b"@asn.example', '"•••@asn.example'],
    ['nonsense', '•••'],
    ['@asn.example', '•••'],
  ])('%s as %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });

  test.each([
    ['081200000001', '0812••••••01'],
    ['+6281200000001', '0812••••••01'],
    ['12345', '•••'],
  ])('%s as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});

describe('readPhone', () => {
  test.each([
    '081200000001',
    '0812-0000-0001',
    '+62 812 0000 0001',
    '6281200000001',
    '+62 0812 0000 0001',
    '(+62) 812.0000.0001',
    '0062 812 0000 0001',
    '81200000001',
  ])('reads %j', (typed) => {
    expect(readPhone(typed)).toEqual({ kind: 'ok', local: '081200000001', e164: '+6281200000001' });
  });

  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['nol delapan', 'letters'],
    ['0812+00000001', 'letters'],
    ['0211234567', 'not_mobile'],
    ['+6581234567', 'not_mobile'],
    ['+1 212 555 0100', 'not_mobile'],
    ['0801234567890', 'not_mobile'],
    ['08120000', 'length'],
    ['08120000000012', 'length'],
  ])('refuses %j: %s', (typed, reason) => {
    expect(readPhone(typed)).toEqual({ kind: 'malformed', reason });
  });
});
