import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commonPasswords } from '../../src/policies/common-passwords.ts';
import { normalisePassword, passwordFaults, passwordStrength } from '../../src/policies/password.ts';
import type { PasswordOwner } from '../../src/policies/password.ts';

const file = new URL('../../config/common-passwords.txt', import.meta.url);
const lines = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '));
const isCommon = commonPasswords(lines);

const owner: PasswordOwner = {
  nip: '198505152010122002',
  nik: '3273055505850002',
  birthDate: '1985-05-15',
  nameParts: ['Siti Rahmawati', 'Ali'],
};
const faults = (password: string): string[] => passwordFaults(password, owner, { isCommon });

describe('a password', () => {
  test.each([
    'Merdeka#1945!',
    'Kopi7Gelas$',
    'kuda nil biru naik sepeda',
    'ABCXYZQWVUTRMNO'.split('').toReversed().join('x'),
    'Ünïcödé-9x',
    'Ali+baba40x',
  ])('%s will do', (password) => {
    expect(faults(password)).toEqual([]);
  });

  test.each([
    ['Ab1!x', ['too_short']],
    ['', ['too_short', 'needs_upper', 'needs_lower', 'needs_digit', 'needs_symbol']],
    ['kopi7gelas$', ['needs_upper']],
    ['KOPI7GELAS$', ['needs_lower']],
    ['KopiGelas$', ['needs_digit']],
    ['Kopi7Gelas', ['needs_symbol']],
    ['kopigelas', ['needs_upper', 'needs_digit', 'needs_symbol']],
    ['Kopi7Gelas Xyz', []],
  ])('%j has the faults %j', (password, expected) => {
    expect(faults(password)).toEqual(expected);
  });

  test('of fifteen characters needs no kinds, of fourteen it does', () => {
    expect(faults('kopitujuhgelas')).toEqual(['needs_upper', 'needs_digit', 'needs_symbol']);
    expect(faults('kopitujuhgelasx')).toEqual([]);
  });

  test('is counted in characters, not in code units', () => {
    expect(faults('Aa1!😀😀😀')).toContain('too_short');
    expect(faults('Aa1!😀🐘🦜☕')).toEqual([]);
    expect(faults('😀🐘'.repeat(64))).not.toContain('too_long');
  });

  test('may have 128 characters and not more', () => {
    const long = 'kuda nil biru '.repeat(10);
    expect(faults(long.slice(0, 128))).toEqual([]);
    expect(faults(long.slice(0, 129))).toEqual(['too_long']);
    expect(faults('x'.repeat(1_000_000))).toEqual(['too_long']);
  });

  test('is the same however the keyboard composes it', () => {
    expect(normalisePassword('e\u0301')).toBe(normalisePassword('\u00e9'));
    expect(normalisePassword('ﬁ１')).toBe('fi1');
  });
});

describe("the person's own data", () => {
  test.each(['Xy!198505152010122002', 'NIP 19850515 201012 2 002', '19850515.2010.12.2.002-Xy'])(
    'NIP in %j',
    (password) => {
      expect(faults(password)).toContain('contains_nip');
    },
  );

  test.each(['3273055505850002', 'Nik!3273 0555 0585 0002'])('NIK in %j', (password) => {
    expect(faults(password)).toContain('contains_nik');
  });

  test.each([
    'Kopi!19850515',
    'Kopi!15051985',
    'Kopi!05151985',
    'Kopi!150585',
    'Kopi!850515',
    'Kopi 15-05-1985',
    'Kopi 15/5/85',
    'Kopi 1985.5.15',
    'Kopi!1551985',
    'Kopi!15mei85',
    'Kopi!15Mei1985',
    'Kopi 15 May 1985',
  ])('birth date in %j', (password) => {
    expect(faults(password)).toContain('contains_birth_date');
  });

  test.each(['Kopi!1985x', 'Kopi!1505x', 'Kopi 151.5.85x', 'Kopi!160585'])(
    'no birth date in %j',
    (password) => {
      expect(faults(password)).not.toContain('contains_birth_date');
    },
  );

  test('the birth date of the NIP is found where the record says another', () => {
    expect(passwordFaults('Kopi!19850515', { ...owner, birthDate: '1984-01-01' }, { isCommon })).toContain(
      'contains_birth_date',
    );
  });

  test('a person known by the NIP alone is judged too', () => {
    expect(passwordFaults('Kopi7Gelas$', { nip: owner.nip, nameParts: [] }, { isCommon })).toEqual([]);
  });

  test.each(['Siti#2045xx', 'xxSITI#2045', '$1t1#xKopi9', 'Rahmawati+9x', 'kopi rahmawati tujuh'])(
    'a name in %j',
    (password) => {
      expect(faults(password)).toContain('contains_name');
    },
  );

  test('names with accents and of several words are found', () => {
    const rene = { ...owner, nameParts: ['René d’Ardèche'] };
    expect(passwordFaults('Ardeche#77x', rene, { isCommon })).toContain('contains_name');
    expect(passwordFaults('René#77xyz', rene, { isCommon })).toContain('contains_name');
  });
});

describe('a common password', () => {
  test.each([
    'password',
    'Password1!',
    'P@ssw0rd',
    'Rahasia123!',
    'Indonesia45',
    'Qwerty123!',
    'Bismillah2024!',
    'rahasiarahasia',
    'RahasiaRahasia1!',
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    'abcdefghijklmnop',
    '1234567890123456',
    'Abcd1234!',
  ])('%s', (password) => {
    expect(faults(password)).toContain('common');
  });

  test.each(['Merdeka#1945!', 'kuda nil biru naik sepeda', 'Kopi7Gelas$', 'xK9#mQ2$vL'])(
    '%s is none',
    (password) => {
      expect(isCommon(password)).toBe(false);
    },
  );

  test('the list is of some thousands of lower-case entries and small', () => {
    expect(lines.length).toBeGreaterThan(5000);
    expect(readFileSync(file).length).toBeLessThan(150_000);
    expect(lines.every((line) => line === line.toLowerCase() && /^[\x21-\x7e]+$/.test(line))).toBe(true);
  });
});

describe('the meter', () => {
  test.each([
    ['', 0],
    ['Ab1!x', 0],
    ['Password1!', 0],
    ['kopigelas', 2],
    ['Kopi7Gelas$', 2],
    ['Merdeka#1945!', 3],
    ['kuda nil biru naik sepeda', 4],
  ])('gives %j %i', (password, strength) => {
    expect(passwordStrength(password, { isCommon })).toBe(strength);
  });

  test('never gives more than two below twelve characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 11 }), (password) => {
        fc.pre([...password.normalize('NFKC')].length < 12);
        expect(passwordStrength(password, { isCommon })).toBeLessThanOrEqual(2);
      }),
    );
  });
});

test('no input makes the rules throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (password) => {
      expect(Array.isArray(faults(password))).toBe(true);
      expect(passwordStrength(password, { isCommon })).toBeLessThanOrEqual(4);
    }),
  );
});
