import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  birthDateOfNip,
  formatNip,
  isCalendarDate,
  maskNip,
  readNip,
  sexOfNip,
} from '../../src/policies/nip.ts';

const BUDI = '199001012020011001';
const DEWI = '199203032023212003';

describe('readNip', () => {
  test.each([
    BUDI,
    '19900101 202001 1 001',
    '  19900101.202001.1.001 ',
    '19900101-202001-1-001',
    'NIP 199001012020011001',
    'NIP. 19900101 202001 1 001',
    'nip: 199001012020011001',
    'Nip199001012020011001',
    '19900101\u00a0202001\u20091\u202f001',
    '19900101\u2013202001\u20101\u2212001',
    '\u200b\u202d199001012020011001\u202c\ufeff',
    '19900101\t202001\n1 001',
    '１９９００１０１２０２００１１００１',
  ])('takes the digits out of %j', (typed) => {
    expect(readNip(typed)).toEqual({ kind: 'ok', nip: BUDI, family: 'PNS' });
  });

  test('knows a PPPK number by its contract count', () => {
    expect(readNip(DEWI)).toEqual({ kind: 'ok', nip: DEWI, family: 'PPPK' });
    expect(readNip('NI PPPK: 199203032023212003')).toEqual({ kind: 'ok', nip: DEWI, family: 'PPPK' });
    expect(readNip('NIPPPK 199203032023212003').kind).toBe('ok');
  });

  test.each([
    ['', 'empty', 0],
    [' \u00a0.-', 'empty', 0],
    ['NIP.', 'empty', 0],
    ['budi@asn.example', 'letters', 0],
    ['19900101202001100O', 'letters', 17],
    ['19900101202001100١', 'letters', 17],
    ['19900101202001100', 'length', 17],
    ['1990010120200110011', 'length', 19],
    ['3171010101900001', 'length', 16],
    ['199013012020011001', 'birth_date', 18],
    ['199002302020011001', 'birth_date', 18],
    ['190002292020011001', 'birth_date', 18],
    ['199000012020011001', 'birth_date', 18],
    ['091001012020011001', 'birth_date', 18],
    ['199001012020001001', 'tmt', 18],
    ['199001012018131001', 'tmt', 18],
    ['199001011989011001', 'tmt', 18],
    ['199001019999011001', 'tmt', 18],
    ['199001012020010001', 'sex', 18],
    ['199001012020013001', 'sex', 18],
  ])('names what is impossible in %j: %s', (typed, reason, digits) => {
    expect(readNip(typed)).toEqual({ kind: 'malformed', reason, digits });
  });

  test('accepts the 29th of February of leap years', () => {
    expect(readNip('199202292020011001').kind).toBe('ok');
  });

  test('a count of thirteen and more is PPPK since 2019 and impossible before', () => {
    for (let count = 0; count < 100; count += 1) {
      const of = (year: number): string => `19900101${year}${String(count).padStart(2, '0')}1001`;
      const familyIn2019 = count === 0 ? undefined : count <= 12 ? 'PNS' : 'PPPK';
      const familyIn2018 = count >= 1 && count <= 12 ? 'PNS' : undefined;
      const [later, earlier] = [readNip(of(2019)), readNip(of(2018))];
      expect(later.kind === 'ok' ? later.family : undefined).toBe(familyIn2019);
      expect(earlier.kind === 'ok' ? earlier.family : undefined).toBe(familyIn2018);
    }
  });

  test('reads every well-formed number back, however it is spaced', () => {
    const nip = fc
      .record({
        birth: fc.date({ min: new Date('1950-01-01'), max: new Date('2005-12-31'), noInvalidDate: true }),
        year: fc.integer({ min: 2006, max: 2030 }),
        month: fc.integer({ min: 1, max: 12 }),
        sex: fc.constantFrom('1', '2'),
        serial: fc.integer({ min: 0, max: 999 }),
      })
      .map(({ birth, year, month, sex, serial }) => {
        const day = birth.toISOString().slice(0, 10).replaceAll('-', '');
        return `${day}${year}${String(month).padStart(2, '0')}${sex}${String(serial).padStart(3, '0')}`;
      });
    const gaps = fc.array(fc.constantFrom('', '', ' ', '.', '-', '\u00a0'), { minLength: 18, maxLength: 18 });
    fc.assert(
      fc.property(nip, gaps, (number, between) => {
        const typed = [...number].map((digit, n) => digit + between[n]).join('');
        expect(readNip(typed)).toEqual({ kind: 'ok', nip: number, family: 'PNS' });
        expect(readNip(formatNip(number))).toEqual({ kind: 'ok', nip: number, family: 'PNS' });
      }),
    );
  });

  test('never throws, and what it accepts is eighteen digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const read = readNip(typed);
        if (read.kind === 'ok') expect(read.nip).toMatch(/^[0-9]{18}$/);
      }),
    );
  });
});

describe('a NIP', () => {
  test('is shown in groups', () => {
    expect(formatNip(BUDI)).toBe('19900101 202001 1 001');
    expect(formatNip('12')).toBe('12');
  });

  test('is masked to its last four digits', () => {
    expect(maskNip(BUDI)).toBe('…1001');
  });

  test('tells birth date and sex', () => {
    expect([birthDateOfNip(BUDI), sexOfNip(BUDI)]).toEqual(['1990-01-01', 'M']);
    expect([birthDateOfNip(DEWI), sexOfNip(DEWI)]).toEqual(['1992-03-03', 'F']);
  });

  test('days are those of the calendar', () => {
    expect([isCalendarDate(2000, 2, 29), isCalendarDate(1900, 2, 29), isCalendarDate(1990, 4, 31)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
