import { describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { registrationOutcome, retryAfter } from '../../src/policies/registration.ts';
import type { RegistrationFacts } from '../../src/policies/registration.ts';

const onRecord = { equalsRecord: true, counts: true, shared: false };
const other = { equalsRecord: false, counts: true, shared: false };
const fine: RegistrationFacts = {
  directory: 'found',
  nik: 'matches',
  account: 'none',
  inOffice: true,
  population: 'matches',
  contacts: [onRecord, other],
};
const outcome = (change: Partial<RegistrationFacts>) => registrationOutcome({ ...fine, ...change });

describe('what becomes of a registration', () => {
  test('goes on by itself with one typed contact that is on record', () => {
    expect(outcome({})).toEqual({ kind: 'goes_on' });
    expect(outcome({ contacts: [other, onRecord] })).toEqual({ kind: 'goes_on' });
  });

  test.each([
    ['none is on record', [other, other]],
    ['it is too young on record', [{ ...onRecord, counts: false }]],
    ['a colleague has it too', [{ ...onRecord, shared: true }]],
    ['nothing was compared', []],
  ])('waits for the agency where %s', (_why, contacts) => {
    expect(outcome({ contacts })).toEqual({ kind: 'waits', cause: 'contact_differs' });
  });

  test('waits for the agency where the population register disagrees, whatever the contacts', () => {
    expect(outcome({ population: 'differs' })).toEqual({ kind: 'waits', cause: 'population_mismatch' });
  });

  test('is queued while either outside system is away', () => {
    expect(outcome({ directory: 'away' })).toEqual({ kind: 'queued' });
    expect(outcome({ population: 'away' })).toEqual({ kind: 'queued' });
  });

  test.each([
    [{ directory: 'unknown' }, 'not_in_directory'],
    [{ directory: 'conflict' }, 'conflict'],
    [{ nik: 'differs' }, 'nik_mismatch'],
    [{ inOffice: false }, 'not_active'],
    [{ inOffice: false, account: 'exists' }, 'not_active'],
    [{ account: 'exists' }, 'registered'],
    [{ account: 'unverified' }, 'not_activated'],
  ] as const)('%j is refused as %s, without asking the population register', (change, cause) => {
    expect(outcome({ ...change, population: 'unasked' })).toEqual({ kind: 'refused', cause });
  });

  test('says nothing of an account or a legal position to who does not hold the NIK', () => {
    const stranger = { nik: 'differs', account: 'exists', inOffice: false } as const;
    expect(outcome(stranger)).toEqual({ kind: 'refused', cause: 'nik_mismatch' });
    const unknown = { ...stranger, nik: 'missing' } as const;
    expect(outcome({ ...unknown, population: 'unasked' })).toEqual({ kind: 'ask_population' });
    expect(outcome({ ...unknown, population: 'away' })).toEqual({ kind: 'queued' });
    expect(outcome({ ...unknown, population: 'differs' })).toEqual({
      kind: 'refused',
      cause: 'nik_mismatch',
    });
    expect(outcome({ ...unknown, population: 'matches' })).toEqual({ kind: 'refused', cause: 'not_active' });
  });

  test('asks the population register only where something hangs on it', () => {
    expect(outcome({ population: 'unasked' })).toEqual({ kind: 'ask_population' });
    expect(outcome({ population: 'unasked', contacts: [] })).toEqual({ kind: 'ask_population' });
  });
});

describe('asking again', () => {
  test('comes ever more rarely, up to a bound, and no sooner than they said', () => {
    const figures = { retrySeconds: 10, retryMostSeconds: 900 };
    expect([0, 1, 2, 3, 4, 5, 60].map((attempts) => retryAfter(attempts, null, figures))).toEqual([
      10, 20, 40, 80, 160, 320, 900,
    ]);
    expect(retryAfter(0, 200, figures)).toBe(200);
    expect(retryAfter(0, 86_400, figures)).toBe(900);
    expect(policy.registration).toMatchObject(figures);
  });
});
