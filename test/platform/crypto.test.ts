import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { fromBase32, toBase32 } from '../../src/platform/base32.ts';
import { createKeyRing, equal, randomDigits, randomToken, sha256 } from '../../src/platform/crypto.ts';
import { codeAt, stepAt } from '../../src/platform/totp-code.ts';

const newKey = () => randomBytes(32).toString('base64');
const codeOf = (act: () => unknown): unknown => {
  try {
    act();
    return 'nothing thrown';
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('key ring', () => {
  test('gives back what it sealed', () => {
    const ring = createKeyRing([newKey()]);
    expect(ring.decrypt(ring.encrypt('3171010101900001', 'employee:1:nik'), 'employee:1:nik')).toBe(
      '3171010101900001',
    );
  });

  test('seals the same text differently each time', () => {
    const ring = createKeyRing([newKey()]);
    expect(ring.encrypt('a', 'row')).not.toBe(ring.encrypt('a', 'row'));
  });

  test('refuses a text moved to another row, changed, cut short, or of another ring', () => {
    const ring = createKeyRing([newKey()]);
    const sealed = ring.encrypt('secret', 'totp:1');
    const [version, key, iv, text = ''] = sealed.split('.');
    const flipped = [version, key, iv, (text.startsWith('A') ? 'B' : 'A') + text.slice(1)].join('.');
    const short = [version, key, iv, text.slice(0, 8)].join('.');
    for (const bad of [flipped, short, 'v1', '', 'v2.a.b.c'])
      expect(codeOf(() => ring.decrypt(bad, 'totp:1'))).toBe('sealed_unreadable');
    expect(codeOf(() => ring.decrypt(sealed, 'totp:2'))).toBe('sealed_unreadable');
    expect(codeOf(() => createKeyRing([newKey()]).decrypt(sealed, 'totp:1'))).toBe('sealed_unreadable');
  });

  test('reads what an older key sealed, and seals with the newest', () => {
    const old = newKey();
    const fresh = newKey();
    const sealed = createKeyRing([old]).encrypt('secret', 'row');
    const both = createKeyRing([fresh, old]);
    expect(both.decrypt(sealed, 'row')).toBe('secret');
    expect(createKeyRing([fresh]).decrypt(both.encrypt('new', 'row'), 'row')).toBe('new');
  });

  test('looks up by the digests of every key, newest first', () => {
    const old = newKey();
    const fresh = newKey();
    const stored = createKeyRing([old]).mac('nik', '3171010101900001');
    const both = createKeyRing([fresh, old]);
    expect(both.macs('nik', '3171010101900001')).toEqual([
      createKeyRing([fresh]).mac('nik', '3171010101900001'),
      stored,
    ]);
    expect(both.sameMac('nik', '3171010101900001', stored)).toBe(true);
    expect(both.sameMac('otp', '3171010101900001', stored)).toBe(false);
    expect(createKeyRing([fresh]).sameMac('nik', '3171010101900001', stored)).toBe(false);
  });

  test('refuses keys of another length, and no key at all', () => {
    expect(codeOf(() => createKeyRing(['c2hvcnQ=']))).toBe('bad_key');
    expect(codeOf(() => createKeyRing([]))).toBe('no_keys');
  });
});

test('tokens, digits and digests have the length they promise', () => {
  expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32);
  expect(randomDigits(6)).toMatch(/^\d{6}$/);
  expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  expect(equal('same', 'same')).toBe(true);
  expect(equal('same', 'other, and longer')).toBe(false);
});

test('base32 is that of RFC 4648', () => {
  expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  expect(fromBase32('mzxw6ytboi').toString()).toBe('foobar');
  expect(codeOf(() => fromBase32('1'))).toBe('not_base32');
});

test('codes are those of RFC 6238, appendix B (SHA-1, last six digits)', () => {
  const secret = Buffer.from('12345678901234567890');
  const vectors: [number, string][] = [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ];
  for (const [seconds, code] of vectors) expect(codeAt(secret, stepAt(seconds * 1000))).toBe(code);
});
