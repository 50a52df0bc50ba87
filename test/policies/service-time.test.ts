import { expect, test } from '@jest/globals';
import { serviceTime } from '../../src/policies/service-time.ts';

const time = (since: string | null, recorded: { tahun: number; bulan: number } | null = null) =>
  serviceTime({ jenisAsn: 'PNS', tmtCpns: since, masaKerja: recorded }, '2026-12-01');

test.each([
  ['2020-01-01', { tahun: 6, bulan: 11 }],
  ['2020-12-01', { tahun: 6, bulan: 0 }],
  ['2020-12-02', { tahun: 5, bulan: 11 }],
  ['2026-12-01', { tahun: 0, bulan: 0 }],
])('service since %s is counted to today in whole months', (since, expected) => {
  expect(time(since)).toEqual(expected);
});

test('the record’s own figure holds where it is greater, or alone; of a date to come nothing is known', () => {
  expect(time('2020-01-01', { tahun: 10, bulan: 3 })).toEqual({ tahun: 10, bulan: 3 });
  expect(time('2020-01-01', { tahun: 2, bulan: 3 })).toEqual({ tahun: 6, bulan: 11 });
  expect(time(null, { tahun: 3, bulan: 8 })).toEqual({ tahun: 3, bulan: 8 });
  expect([time(null), time('2027-01-01'), time('nonsense')]).toEqual([null, null, null]);
});

test('of a PPPK, who serves by contract, the record’s own figure is all', () => {
  const record = { jenisAsn: 'PPPK', tmtCpns: '2020-01-01', masaKerja: { tahun: 2, bulan: 3 } } as const;
  expect(serviceTime(record, '2026-12-01')).toEqual({ tahun: 2, bulan: 3 });
});
