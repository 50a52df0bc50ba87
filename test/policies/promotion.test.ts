import { describe, expect, test } from '@jest/globals';
import { nextPromotion } from '../../src/policies/promotion.ts';
import type { PromotionFacts } from '../../src/policies/promotion.ts';

const budi: PromotionFacts = {
  jenisAsn: 'PNS',
  active: true,
  golongan: 'III/a',
  tmtGolongan: '2023-04-01',
  tmtPensiun: '2048-02-01',
  jenisJabatan: '4',
  pendidikan: 'S-1 Sistem Informasi',
  decreeKnown: true,
  positionKnown: true,
};
const next = (more: Partial<PromotionFacts>, today = '2026-12-01') =>
  nextPromotion({ ...budi, ...more }, today);

describe('the next promotion', () => {
  test('is four years after the last, with what is complete and what is missing', () => {
    expect(next({ decreeKnown: false })).toEqual({
      kind: 'expected',
      way: 'regular',
      golongan: 'III/b',
      pangkat: 'Penata Muda Tingkat I',
      from: '2027-04-01',
      needs: [
        { name: 'time', state: 'missing' },
        { name: 'decree', state: 'missing' },
        { name: 'position', state: 'complete' },
        { name: 'education', state: 'complete' },
        { name: 'performance', state: 'elsewhere' },
      ],
    });
  });

  const dates: [string, string, string, string][] = [
    ['the day before', '2023-04-01', '2027-03-31', '2027-04-01'],
    ['the very day', '2023-04-01', '2027-04-01', '2027-04-01'],
    ['the day after: the next month', '2023-04-01', '2027-04-02', '2027-05-01'],
    ['long after', '2015-04-01', '2026-12-02', '2027-01-01'],
    ['the end of a year', '2015-04-01', '2026-12-31', '2027-01-01'],
    ['a date within a month', '2023-04-15', '2026-12-01', '2027-05-01'],
    ['the last day of a year', '2022-12-31', '2026-01-01', '2027-01-01'],
    ['a leap day', '2024-02-29', '2026-12-01', '2028-03-01'],
  ];
  test.each(dates)('takes effect on the first of a month: %s', (_what, tmtGolongan, today, from) => {
    expect(next({ tmtGolongan }, today)).toMatchObject({ kind: 'expected', from });
  });

  test('in a functional position asks for credits too, and no ceiling holds', () => {
    const promotion = next({ jenisJabatan: '2', golongan: 'III/d' });
    expect(promotion).toMatchObject({ way: 'functional', golongan: 'IV/a', pangkat: 'Pembina' });
    expect(promotion).toHaveProperty(
      'needs',
      expect.arrayContaining([{ name: 'credits', state: 'elsewhere' }]),
    );
    expect(next({ jenisJabatan: '1' })).toMatchObject({ way: 'structural' });
  });

  const none: [string, Partial<PromotionFacts>, string][] = [
    ['a PPPK', { jenisAsn: 'PPPK', golongan: 'VII' }, 'pppk'],
    ['whoever is not at work', { active: false }, 'inactive'],
    ['a grade that is not one of theirs', { golongan: 'VII' }, 'unknown'],
    ['no grade', { golongan: null }, 'unknown'],
    ['no date', { tmtGolongan: null }, 'unknown'],
    ['a date that is none', { tmtGolongan: '01-04-2023' }, 'unknown'],
    ['the highest', { golongan: 'IV/e', jenisJabatan: '2' }, 'highest'],
    ['retirement before it', { tmtPensiun: '2027-04-01' }, 'retires'],
    ['the ceiling of a bachelor', { golongan: 'III/d' }, 'ceiling'],
    ['the ceiling of a secondary school', { golongan: 'III/b', pendidikan: 'SLTA Umum' }, 'ceiling'],
    ['the ceiling of a diploma', { golongan: 'III/c', pendidikan: 'D-III Keperawatan' }, 'ceiling'],
  ];
  test.each(none)('there is none for %s', (_what, facts, reason) => {
    expect(next(facts)).toEqual({ kind: 'none', reason });
  });

  test.each(['S-2 Administrasi', 'S3 Ilmu Komputer', 'Pendidikan lain', '', null])(
    'education %p sets no ceiling at III/d',
    (pendidikan) => expect(next({ golongan: 'III/d', pendidikan })).toMatchObject({ kind: 'expected' }),
  );
});
