import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { policy } from '../../config/policy.ts';
import {
  countAttempt,
  countDeviceAttempt,
  deviceOutcome,
  isLocked,
  lockEnds,
  nextLockSeconds,
  remainingTries,
  settleRight,
  settleVoid,
  settleWrong,
  streakOf,
  ttlSeconds,
} from '../../src/policies/lockout.ts';
import type { CountOutcome, PoolState } from '../../src/policies/lockout.ts';

const figures = policy.lockout.password;
const MINUTE = 60_000;
const T0 = Date.UTC(2026, 3, 14, 0, 30);

/** Counts and settles wrong, once for each time. */
function wrongAt(
  times: number[],
  from: PoolState | null = null,
): { state: PoolState; outcomes: CountOutcome[] } {
  let state = from;
  const outcomes = times.map((at) => {
    const counted = countAttempt(state, at, figures);
    state = counted.outcome.kind === 'admitted' ? settleWrong(counted.state, at) : counted.state;
    return counted.outcome;
  });
  return { state: state as unknown as PoolState, outcomes };
}

const five = (from: number): number[] => [0, 1, 2, 3, 4].map((n) => from + n * 1000);

describe('the lock of a pool', () => {
  test('tells how many tries remain after each wrong password', () => {
    const { outcomes } = wrongAt(five(T0));
    expect(outcomes.map((o) => (o.kind === 'admitted' ? o.remaining : -1))).toEqual([4, 3, 2, 1, 0]);
  });

  test('locks for fifteen minutes after five wrong passwords', () => {
    const { state, outcomes } = wrongAt([...five(T0), T0 + 5000]);
    expect(outcomes[5]).toEqual({ kind: 'locked', until: T0 + 4000 + 15 * MINUTE });
    expect(isLocked(state, T0 + 4000 + 15 * MINUTE - 1)).toBe(true);
    expect(isLocked(state, T0 + 4000 + 15 * MINUTE)).toBe(false);
    expect(lockEnds(state, T0 + 5000)).toBe(T0 + 4000 + 15 * MINUTE);
  });

  test('refused attempts neither lengthen the lock nor are counted', () => {
    const { state } = wrongAt(five(T0));
    const refused = countAttempt(state, T0 + MINUTE, figures);
    expect(refused.state).toEqual(state);
  });

  test('ends by itself and gives five fresh tries', () => {
    const { state } = wrongAt(five(T0));
    const after = T0 + 20 * MINUTE;
    expect(remainingTries(state, after, figures)).toBe(5);
    expect(wrongAt(five(after), state).outcomes.every((o) => o.kind === 'admitted')).toBe(true);
  });

  test('keeps the run of failures over a lock, so that the captcha stays due', () => {
    const { state } = wrongAt(five(T0));
    const next = countAttempt(state, T0 + 20 * MINUTE, figures);
    expect(streakOf(next.state)).toBe(6);
  });

  test('lasts thirty minutes when it is not the first within a day', () => {
    const first = wrongAt(five(T0)).state;
    const second = wrongAt(five(T0 + 60 * MINUTE), first).state;
    const third = wrongAt(five(T0 + 180 * MINUTE), second).state;
    expect(lockEnds(second, T0 + 61 * MINUTE)).toBe(T0 + 60 * MINUTE + 4000 + 30 * MINUTE);
    expect(lockEnds(third, T0 + 181 * MINUTE)).toBe(T0 + 180 * MINUTE + 4000 + 30 * MINUTE);
  });

  test('lasts fifteen minutes again a day later', () => {
    const first = wrongAt(five(T0)).state;
    const nextDay = T0 + 25 * 60 * MINUTE;
    const second = wrongAt(five(nextDay), first).state;
    expect(lockEnds(second, nextDay + MINUTE)).toBe(nextDay + 4000 + 15 * MINUTE);
  });

  test('tells how long the next lock will last', () => {
    const locked = wrongAt(five(T0)).state;
    const seconds = [null, locked].map((state) => nextLockSeconds(state, T0 + 20 * MINUTE, figures));
    expect([...seconds, nextLockSeconds(locked, T0 + 25 * 60 * MINUTE, figures)]).toEqual([900, 1800, 900]);
  });

  test('failures older than the window do not count', () => {
    const { state } = wrongAt([T0, T0 + 1, T0 + 2, T0 + 3]);
    const later = countAttempt(state, T0 + 15 * MINUTE + 4, figures);
    expect(later.outcome).toEqual({ kind: 'admitted', remaining: 4 });
    expect(streakOf(later.state)).toBe(5);
  });

  test('a right password forgets failures and run', () => {
    const { state } = wrongAt([T0, T0 + 1, T0 + 2]);
    const right = settleRight(countAttempt(state, T0 + 3, figures).state, T0 + 3);
    expect(streakOf(right)).toBe(0);
    expect(remainingTries(right, T0 + 4, figures)).toBe(5);
    expect(ttlSeconds(right, T0 + 4)).toBe(0);
  });

  test('a right password at the fifth try undoes the tentative lock as if it had never been', () => {
    const { state } = wrongAt([T0, T0 + 1, T0 + 2, T0 + 3]);
    const fifth = countAttempt(state, T0 + 4, figures).state;
    expect(isLocked(fifth, T0 + 4)).toBe(true);
    const right = settleRight(fifth, T0 + 500);
    expect(isLocked(right, T0 + 500)).toBe(false);
    const relocked = wrongAt(five(T0 + MINUTE), right).state;
    expect(lockEnds(relocked, T0 + 2 * MINUTE)).toBe(T0 + MINUTE + 4000 + 15 * MINUTE);
  });

  test('a right password after a lock keeps the lock on record for the day', () => {
    const locked = wrongAt(five(T0)).state;
    const signedIn = settleRight(countAttempt(locked, T0 + 20 * MINUTE, figures).state, T0 + 20 * MINUTE);
    const again = wrongAt(five(T0 + 30 * MINUTE), signedIn).state;
    expect(lockEnds(again, T0 + 31 * MINUTE)).toBe(T0 + 30 * MINUTE + 4000 + 30 * MINUTE);
    expect(ttlSeconds(signedIn, T0 + 20 * MINUTE)).toBeGreaterThan(23 * 3600);
  });

  test('an attempt that was not judged is taken back, and its lock with it', () => {
    const { state } = wrongAt([T0, T0 + 1, T0 + 2, T0 + 3]);
    const voided = settleVoid(countAttempt(state, T0 + 4, figures).state, T0 + 5);
    expect(isLocked(voided, T0 + 5)).toBe(false);
    expect(remainingTries(voided, T0 + 5, figures)).toBe(1);
    expect(streakOf(voided)).toBe(4);
  });

  test('taking back what was never counted changes nothing', () => {
    expect(streakOf(settleVoid(null, T0))).toBe(0);
    expect(ttlSeconds(settleVoid(null, T0), T0)).toBe(0);
  });

  test('a pool nobody has used is open, with all its tries', () => {
    expect([
      isLocked(null, T0),
      streakOf(null),
      remainingTries(null, T0, figures),
      ttlSeconds(null, T0),
    ]).toEqual([false, 0, 5, 0]);
  });

  test('is forgotten after an hour where nothing locked, and after a day where something did', () => {
    const one = wrongAt([T0]).state;
    const locked = wrongAt(five(T0)).state;
    expect(ttlSeconds(one, T0)).toBe(3600);
    expect(ttlSeconds(locked, T0 + 4000)).toBe(24 * 3600);
    expect(streakOf(countAttempt(one, T0 + 61 * MINUTE, figures).state)).toBe(1);
  });

  test('wrong codes run up to twenty over locks and nights', () => {
    let state: PoolState | null = null;
    for (let n = 0; n < 20; n += 1)
      state = countAttempt(state, T0 + n * 7 * 3_600_000, policy.lockout.otp).state;
    expect(streakOf(state)).toBe(policy.lockout.recoveryAfterStreak);
  });
});

describe('the pool of a known browser', () => {
  test('five wrong passwords kill its token and lock nothing for a time', () => {
    let state: PoolState | null = null;
    const verdicts = five(T0).map((at) => {
      const counted = countDeviceAttempt(state, at, policy.lockout.device);
      state = settleWrong(counted.state, at);
      return [counted.outcome.kind, deviceOutcome(state, at)];
    });
    expect(verdicts).toEqual([
      ...Array.from({ length: 4 }, () => ['admitted', 'alive']),
      ['admitted', 'token_killed'],
    ]);
  });

  test('a sixth parallel attempt is not judged there', () => {
    let state: PoolState | null = null;
    for (const at of five(T0)) state = countDeviceAttempt(state, at, policy.lockout.device).state;
    expect(countDeviceAttempt(state, T0 + 5000, policy.lockout.device).outcome).toEqual({
      kind: 'token_killed',
    });
  });

  test('a right password there keeps the token', () => {
    let state: PoolState | null = null;
    for (const at of five(T0)) state = countDeviceAttempt(state, at, policy.lockout.device).state;
    expect(deviceOutcome(settleRight(state, T0 + 5000), T0 + 5000)).toBe('alive');
  });
});

type Event = { kind: 'count' } | { kind: 'wrong' } | { kind: 'wait'; ms: number };

const wrongGuesses = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Event>({ kind: 'count' }) },
    { weight: 3, arbitrary: fc.constant<Event>({ kind: 'wrong' }) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 20 * MINUTE }).map((ms): Event => ({ kind: 'wait', ms })),
    },
  ),
  { maxLength: 120 },
);

describe('any interleaving', () => {
  test('of forty parallel wrong attempts admits at most five', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...Array(40).keys()], { minLength: 40 }),
        fc.array(fc.nat({ max: 60 }), { minLength: 40, maxLength: 40 }),
        (order, delays) => {
          let state: PoolState | null = null;
          let at = T0;
          let admitted = 0;
          const waiting: number[] = [];
          for (const [n] of order.entries()) {
            at += delays[n] ?? 0;
            const counted = countAttempt(state, at, figures);
            state = counted.state;
            if (counted.outcome.kind === 'admitted') {
              admitted += 1;
              waiting.push(n);
            }
            // Settlements arrive in any order, between any two counts.
            if ((delays[n] ?? 0) % 3 === 0 && waiting.pop() !== undefined) state = settleWrong(state, at);
          }
          expect(admitted).toBe(5);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('never admits more than five within fifteen minutes without a right one', () => {
    fc.assert(
      fc.property(wrongGuesses, (events) => {
        let state: PoolState | null = null;
        let at = T0;
        const admitted: number[] = [];
        for (const event of events) {
          if (event.kind === 'wait') at += event.ms;
          else if (event.kind === 'wrong') state = state && settleWrong(state, at);
          else {
            const counted = countAttempt(state, at, figures);
            state = counted.state;
            if (counted.outcome.kind === 'admitted') admitted.push(at);
            else expect(counted.outcome.until).toBeGreaterThan(at);
          }
          expect(admitted.filter((t) => t > at - 15 * MINUTE).length).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('with unjudged attempts among them still judges at most five', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 80 }), (judged) => {
        let state: PoolState | null = null;
        let wrong = 0;
        for (const [n, isJudged] of judged.entries()) {
          const counted = countAttempt(state, T0 + n, figures);
          state = counted.state;
          if (counted.outcome.kind === 'locked') continue;
          state = isJudged ? settleWrong(state, T0 + n) : settleVoid(state, T0 + n);
          if (isJudged) wrong += 1;
        }
        expect(wrong).toBe(Math.min(5, judged.filter(Boolean).length));
      }),
      { numRuns: 300 },
    );
  });

  test('leaves a state that survives JSON and stays small', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 * MINUTE }), { maxLength: 300 }), (waits) => {
        let state: PoolState | null = null;
        let at = T0;
        for (const ms of waits) {
          at += ms;
          state = countAttempt(state, at, figures).state;
        }
        const text = JSON.stringify(state);
        expect(JSON.parse(text)).toEqual(state);
        expect(text.length).toBeLessThan(1500);
      }),
      { numRuns: 100 },
    );
  });
});
