import { describe, expect, test } from '@jest/globals';
import { maskNik, nikAgreesWithNip, readNik, sexOfNik } from '../../src/policies/nik.ts';

/** The demo people of the contract. */
const PEOPLE = [
  ['199001012020011001', '3171010101900001'],
  ['198505152010122002', '3273055505850002'],
  ['199203032023212003', '3174044303920003'],
  ['198807072014031004', '3175020707880004'],
  ['198002022005012005', '3171044202800005'],
  ['199509092022031006', '3204100909950006'],
  ['197011111995031007', '3171011111700007'],
] as const;

describe('readNik', () => {
  test.each([
    '3171010101900001',
    '3171 0101 0190 0001',
    'NIK: 317101.010190.0001',
    'No. KTP 3171010101900001',
    ' 317101-010190-0001\u00a0',
  ])('takes the digits out of %j', (typed) => {
    expect(readNik(typed)).toEqual({ kind: 'ok', nik: '3171010101900001' });
  });

  test.each([
    ['', 'empty', 0],
    ['NIK', 'empty', 0],
    ['31710101019000O1', 'letters', 15],
    ['317101010190000', 'length', 15],
    ['199001012020011001', 'length', 18],
    ['0171010101900001', 'region', 16],
    ['3100010101900001', 'region', 16],
    ['3171000101900001', 'region', 16],
    ['3171010001900001', 'birth_date', 16],
    ['3171013201900001', 'birth_date', 16],
    ['3171017201900001', 'birth_date', 16],
    ['3171010113900001', 'birth_date', 16],
    ['3171013002900001', 'birth_date', 16],
    ['3171012902910001', 'birth_date', 16],
  ])('names what is impossible in %j: %s', (typed, reason, digits) => {
    expect(readNik(typed)).toEqual({ kind: 'malformed', reason, digits });
  });

  test('accepts the 29th of February where either century has it', () => {
    expect(readNik('3171012902000001').kind).toBe('ok');
    expect(readNik('3171016902920001').kind).toBe('ok');
  });
});

describe('NIK and NIP of one person', () => {
  test.each(PEOPLE)('%s agrees with %s', (nip, nik) => {
    expect(readNik(nik)).toEqual({ kind: 'ok', nik });
    expect(nikAgreesWithNip(nik, nip)).toBe(true);
  });

  test('of different people disagree', () => {
    for (const [nip] of PEOPLE)
      for (const [other, nik] of PEOPLE) if (other !== nip) expect(nikAgreesWithNip(nik, nip)).toBe(false);
  });

  test('disagree where only the sex differs', () => {
    expect(nikAgreesWithNip('3171014101900001', '199001012020011001')).toBe(false);
    expect(nikAgreesWithNip('3171014101900001', '199001012020012001')).toBe(true);
  });

  test('the day tells the sex', () => {
    expect([sexOfNik('3171010101900001'), sexOfNik('3174044303920003')]).toEqual(['M', 'F']);
  });

  test('is masked to its last four digits', () => {
    expect(maskNik('3171010101900001')).toBe('…0001');
  });
});
