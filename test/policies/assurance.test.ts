import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ACR_VALUES,
  acrSatisfies,
  assess,
  freshFactors,
  isAcr,
  missingFactors,
  openerSince,
  requiredAcr,
} from '../../src/policies/assurance.ts';
import type { Acr, Factors } from '../../src/policies/assurance.ts';

const NOW = Date.UTC(2026, 3, 14, 1);
const S = NOW / 1000;

const factors: fc.Arbitrary<Factors> = fc.record(
  { pwd: time(), otp: time(), sms: time(), hwk: time(), swk: time() },
  { requiredKeys: [] },
);
const acr = fc.constantFrom(...ACR_VALUES);
const maxAge = fc.option(fc.nat({ max: 4000 }), { nil: null });

function time(): fc.Arbitrary<number> {
  return fc.integer({ min: S - 3600, max: S });
}

describe('assess', () => {
  test.each<[string, Factors, Acr | null, string[], number | null]>([
    ['nothing', {}, null, [], null],
    ['a password alone', { pwd: S - 9 }, null, ['pwd'], S - 9],
    ['a code alone', { otp: S - 9 }, null, ['otp'], S - 9],
    [
      'password and authenticator',
      { pwd: S - 60, otp: S - 30 },
      'urn:asn:acr:2',
      ['pwd', 'otp', 'mfa'],
      S - 60,
    ],
    ['password and SMS', { pwd: S - 60, sms: S - 90 }, 'urn:asn:acr:1', ['pwd', 'sms', 'mfa'], S - 90],
    ['a device-bound passkey', { hwk: S - 5 }, 'phr', ['hwk', 'user', 'mfa'], S - 5],
    ['a synced passkey', { swk: S - 5 }, 'phr', ['swk', 'user', 'mfa'], S - 5],
    ['a passkey after the other two', { pwd: S - 60, otp: S - 30, hwk: S }, 'phr', ['hwk', 'user', 'mfa'], S],
    ['authenticator and SMS', { pwd: S, otp: S, sms: S - 99 }, 'urn:asn:acr:2', ['pwd', 'otp', 'mfa'], S],
  ])('%s', (_name, proven, acrValue, amr, authTime) => {
    expect(assess(proven, NOW)).toEqual({ acr: acrValue, amr, authTime });
  });

  test('counts only what was proven within max_age', () => {
    const proven = { pwd: S - 3600, otp: S - 60 };
    expect(assess(proven, NOW, 3600).acr).toBe('urn:asn:acr:2');
    expect(assess(proven, NOW, 3599)).toEqual({ acr: null, amr: ['otp'], authTime: S - 60 });
  });

  test('auth_time is the oldest factor that counts and never older than max_age', () => {
    fc.assert(
      fc.property(factors, maxAge, (proven, age) => {
        const { authTime } = assess(proven, NOW, age);
        if (authTime === null) return;
        expect(Object.values(proven)).toContain(authTime);
        if (age !== null) expect(authTime).toBeGreaterThanOrEqual(S - age);
      }),
    );
  });

  test('says mfa exactly where it gives an acr', () => {
    fc.assert(
      fc.property(factors, maxAge, (proven, age) => {
        const result = assess(proven, NOW, age);
        expect(result.amr.includes('mfa')).toBe(result.acr !== null);
      }),
    );
  });

  test('leaves the factors it was given as they are', () => {
    const proven = { pwd: S - 9 };
    expect(freshFactors(proven, NOW)).not.toBe(proven);
    expect(freshFactors(proven, NOW, 3)).toEqual({});
    expect(proven).toEqual({ pwd: S - 9 });
  });
});

describe('acrSatisfies', () => {
  test('a stronger one satisfies a weaker one, none satisfies nothing', () => {
    const table = ACR_VALUES.map((have) => ACR_VALUES.map((need) => acrSatisfies(have, need)));
    expect(table).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
    expect(ACR_VALUES.some((need) => acrSatisfies(null, need))).toBe(false);
  });

  test('knows its own values only', () => {
    expect([isAcr('phr'), isAcr('0'), isAcr(null), isAcr('urn:asn:acr:2 ')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

const request = (over: object): Parameters<typeof requiredAcr>[0] => ({
  clientMinimum: 'urn:asn:acr:2',
  acrValues: [],
  essentialValues: [],
  ...over,
});

describe('requiredAcr', () => {
  test.each<[string, object, object]>([
    ['nothing asked: the client minimum', {}, { kind: 'need', acr: 'urn:asn:acr:2' }],
    [
      'a weaker wish does not go below it',
      { acrValues: ['urn:asn:acr:1'] },
      { kind: 'need', acr: 'urn:asn:acr:2' },
    ],
    ['a stronger wish is met', { acrValues: ['phr'] }, { kind: 'need', acr: 'phr' }],
    [
      'a passkey is not insisted on where less would do',
      { acrValues: ['x', 'phr', 'urn:asn:acr:1'] },
      { kind: 'need', acr: 'urn:asn:acr:2' },
    ],
    ['unknown wishes are ignored', { acrValues: ['0', 'loa3'] }, { kind: 'need', acr: 'urn:asn:acr:2' }],
    [
      'a wish beyond reach is ignored',
      { acrValues: ['phr'], highest: 'urn:asn:acr:2' },
      { kind: 'need', acr: 'urn:asn:acr:2' },
    ],
    ['essential and unknown', { essentialValues: ['loa3'] }, { kind: 'unattainable' }],
    [
      'essential beyond reach',
      { essentialValues: ['phr'], highest: 'urn:asn:acr:2' },
      { kind: 'unattainable' },
    ],
    [
      'essential with one within reach',
      { clientMinimum: 'urn:asn:acr:1', essentialValues: ['phr', 'urn:asn:acr:2'], highest: 'urn:asn:acr:2' },
      { kind: 'need', acr: 'urn:asn:acr:2' },
    ],
    [
      'a client minimum beyond reach',
      { clientMinimum: 'phr', highest: 'urn:asn:acr:2' },
      { kind: 'unattainable' },
    ],
  ])('%s', (_name, over, expected) => {
    expect(requiredAcr(request(over))).toEqual(expected);
  });

  test('never goes below the client minimum', () => {
    const values = fc.array(fc.oneof(acr, fc.string({ maxLength: 5 })), { maxLength: 4 });
    fc.assert(
      fc.property(acr, values, values, (clientMinimum, acrValues, essentialValues) => {
        const result = requiredAcr({ clientMinimum, acrValues, essentialValues });
        if (result.kind === 'need') expect(acrSatisfies(result.acr, clientMinimum)).toBe(true);
        else expect(essentialValues.some(isAcr)).toBe(false);
      }),
    );
  });
});

describe('missingFactors', () => {
  const session = { pwd: S - 1800, otp: S - 1790 };
  const base = { factors: session, need: 'urn:asn:acr:2' as Acr, now: NOW };

  test.each<[string, object, { password: boolean; secondFactor: boolean }]>([
    ['a good session misses nothing', {}, { password: false, secondFactor: false }],
    ['no session misses both', { factors: {} }, { password: true, secondFactor: true }],
    [
      'an SMS session misses the authenticator only',
      { factors: { pwd: S, sms: S } },
      { password: false, secondFactor: true },
    ],
    ['max_age asks all again', { maxAgeSeconds: 60 }, { password: true, secondFactor: true }],
    ['max_age asks what is too old', { maxAgeSeconds: 1795 }, { password: true, secondFactor: false }],
    ['prompt=login asks all again', { promptLogin: true }, { password: true, secondFactor: true }],
    ['an act asks a fresh second factor only', { act: true }, { password: false, secondFactor: true }],
    [
      'an act without a session asks both',
      { act: true, factors: {} },
      { password: true, secondFactor: true },
    ],
    [
      'an act with prompt=login asks both',
      { act: true, promptLogin: true },
      { password: true, secondFactor: true },
    ],
    [
      'an act proven here is proven',
      { act: true, provenHere: { otp: S } },
      { password: false, secondFactor: false },
    ],
    ['phr asks a passkey of an OTP session', { need: 'phr' }, { password: false, secondFactor: true }],
    [
      'a passkey session misses nothing',
      { factors: { hwk: S - 9 }, need: 'phr' },
      { password: false, secondFactor: false },
    ],
    ['a passkey needs no password', { factors: { swk: S - 9 } }, { password: false, secondFactor: false }],
    [
      'an act asks a passkey session again',
      { factors: { hwk: S - 9 }, act: true },
      { password: false, secondFactor: true },
    ],
    [
      'max_age=0 ends with what was proven here',
      { maxAgeSeconds: 0, provenHere: { pwd: S - 40, otp: S - 20 } },
      { password: false, secondFactor: false },
    ],
    [
      'prompt=login ends with what was proven here',
      { promptLogin: true, provenHere: { pwd: S - 40, otp: S - 20 } },
      { password: false, secondFactor: false },
    ],
  ])('%s', (_name, over, expected) => {
    expect(missingFactors({ ...base, ...over })).toEqual(expected);
  });

  test('misses nothing exactly where the fresh factors reach the acr', () => {
    fc.assert(
      fc.property(factors, acr, maxAge, (proven, need, maxAgeSeconds) => {
        const missing = missingFactors({ factors: proven, need, now: NOW, maxAgeSeconds });
        const reached = acrSatisfies(assess(proven, NOW, maxAgeSeconds).acr, need);
        expect(!missing.password && !missing.secondFactor).toBe(reached);
      }),
      { numRuns: 500 },
    );
  });

  test('an act is never satisfied by the session', () => {
    fc.assert(
      fc.property(factors, acr, (proven, need) => {
        expect(missingFactors({ factors: proven, need, now: NOW, act: true }).secondFactor).toBe(true);
      }),
    );
  });
});

describe('since when what opens a console has been in force', () => {
  const [old, young] = [1_700_000_000, 1_790_000_000];
  const otp = { pwd: young, otp: young };

  test.each([
    ['an authenticator alone', { ...otp, since: old }, old, 0],
    [
      'a young passkey beside an old authenticator',
      { ...otp, since: old, swk: young, keySince: young },
      old,
      young,
    ],
    [
      'an old passkey beside a young authenticator',
      { ...otp, since: young, hwk: young, keySince: old },
      old,
      old,
    ],
    ['a young passkey alone', { swk: young, keySince: young }, young, young],
    ['a session of the release before, by a passkey', { swk: young, since: old }, old, old],
    ['nothing', {}, 0, 0],
  ])('%s', (_of, proven, any, passkey) => {
    expect(openerSince(proven, { passkey: false })).toBe(any);
    expect(openerSince(proven, { passkey: true })).toBe(passkey);
  });
});
