import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { isPasskeyOffered, readPasskeyOffer } from '../../src/policies/passkey-offer.ts';

const people = Array.from({ length: 4000 }, () => ({ accountId: randomUUID(), agencyId: 'a1' }));
const offeredAt = (share: number) =>
  people.filter((person) => isPasskeyOffered({ share, agencies: [] }, person));

describe('a passkey is offered', () => {
  test.each([0.05, 0.25, 0.5, 0.9])('to about that share of all people: %s', (share) => {
    expect(Math.abs(offeredAt(share).length / people.length - share)).toBeLessThan(0.04);
  });

  test('to nobody at 0, to everybody at 1', () => {
    expect(offeredAt(0)).toHaveLength(0);
    expect(offeredAt(1)).toHaveLength(people.length);
  });

  test('still to whoever it was offered to before the share grew', () => {
    const more = new Set(offeredAt(0.3));
    expect(offeredAt(0.2).every((person) => more.has(person))).toBe(true);
  });

  test('to everybody of a named agency, whatever the share', () => {
    const offer = { share: 0, agencies: ['a1'] };
    expect(isPasskeyOffered(offer, { accountId: randomUUID(), agencyId: 'a1' })).toBe(true);
    expect(isPasskeyOffered(offer, { accountId: randomUUID(), agencyId: 'a2' })).toBe(false);
    expect(isPasskeyOffered(offer, { accountId: randomUUID(), agencyId: null })).toBe(false);
  });

  test('in the same way to numbers that follow each other', () => {
    const ids = Array.from(
      { length: 2000 },
      (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    );
    const hit = ids.filter((accountId) =>
      isPasskeyOffered({ share: 0.5, agencies: [] }, { accountId, agencyId: null }),
    );
    expect(Math.abs(hit.length / ids.length - 0.5)).toBeLessThan(0.05);
  });
});

describe('a stored switch', () => {
  test('is read as it was written', () => {
    expect(readPasskeyOffer({ share: 0.1, agencies: ['a1'] })).toEqual({ share: 0.1, agencies: ['a1'] });
  });

  test.each([null, 'x', {}, { share: 2, agencies: [] }, { share: Number.NaN, agencies: [] }, { share: 0.1 }])(
    'that is none says nothing: %j',
    (value) => {
      expect(readPasskeyOffer(value)).toBeNull();
    },
  );
});
