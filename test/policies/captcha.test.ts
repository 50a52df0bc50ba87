import { describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { captchaDue, passesAfterAttempt, passesAfterSolving } from '../../src/policies/captcha.ts';

const figures = policy.captcha;
const calm = { streak: 0, addressFailures: 0, passesLeft: 0 };

describe('the captcha', () => {
  test.each([
    [0, false],
    [2, false],
    [3, true],
    [17, true],
  ])('after %i consecutive failures is due: %s', (streak, due) => {
    expect(captchaDue({ ...calm, streak }, figures)).toBe(due);
  });

  test('is due from a hundred failures of one address on', () => {
    expect(captchaDue({ ...calm, addressFailures: 99 }, figures)).toBe(false);
    expect(captchaDue({ ...calm, addressFailures: 100 }, figures)).toBe(true);
  });

  test('once solved buys three attempts and then is due again', () => {
    let passesLeft = passesAfterSolving(figures);
    const seen: boolean[] = [];
    for (let n = 0; n < 4; n += 1) {
      seen.push(captchaDue({ streak: 3 + n, addressFailures: 0, passesLeft }, figures));
      passesLeft = passesAfterAttempt(passesLeft);
    }
    expect(seen).toEqual([false, false, false, true]);
  });

  test('passes never fall below none', () => {
    expect(passesAfterAttempt(0)).toBe(0);
  });
});
