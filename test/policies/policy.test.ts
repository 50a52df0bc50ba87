import { describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { stepSeconds } from '../../src/platform/totp-code.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Every number by its dotted name. */
function leaves(value: object, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'object' && part !== null
      ? leaves(part as object, `${path}${name}.`)
      : [[path + name, part]],
  );
}

describe('the figures of the policy', () => {
  test('are those promised outside', () => {
    expect(policy.lockout.password).toMatchObject({
      attempts: 5,
      windowSeconds: 15 * MINUTE,
      firstLockSeconds: 15 * MINUTE,
      furtherLockSeconds: 30 * MINUTE,
      furtherWithinSeconds: DAY,
    });
    expect(policy.lockout.otp.attempts).toBe(5);
    expect(policy.lockout.recoveryAfterStreak).toBe(20);
    expect(policy.captcha).toMatchObject({
      poolStreak: 3,
      addressFailures: 100,
      addressWindowSeconds: 15 * MINUTE,
    });
    expect(policy.totp).toMatchObject({ digits: 6, periodSeconds: stepSeconds, stepsEitherSide: 1 });
    expect(stepSeconds).toBe(30);
    expect(policy.codes).toMatchObject({
      digits: 6,
      ttlSeconds: 10 * MINUTE,
      tries: 5,
      perHour: 5,
      perDay: 15,
    });
    expect(policy.links).toMatchObject({ activationTtlSeconds: 30 * MINUTE, resetTtlSeconds: 30 * MINUTE });
    expect(policy.contacts).toMatchObject({
      countsAfterSeconds: 72 * HOUR,
      loneContactWaitSeconds: 24 * HOUR,
    });
    expect(policy.registration.codeTtlSeconds).toBe(30 * MINUTE);
    expect(policy.resets.authenticatorDelaySeconds).toBe(24 * HOUR);
    expect(policy.reminders.passwordAfterSeconds).toBe(180 * DAY);
    expect(policy.password).toMatchObject({
      minLength: 8,
      longLength: 15,
      maxLength: 128,
      recommendedLength: 12,
      namePartLength: 4,
      history: 5,
    });
    expect(policy.session).toMatchObject({
      idleSeconds: HOUR,
      absoluteSeconds: 10 * HOUR,
      sharedIdleSeconds: 15 * MINUTE,
    });
    expect(policy.proof.ttlSeconds).toBe(5 * MINUTE);
    expect(policy.tokens).toMatchObject({
      authorizationCodeSeconds: 60,
      accessTokenSeconds: 10 * MINUTE,
      idTokenSeconds: 10 * MINUTE,
    });
    expect(policy.refresh).toEqual({ absoluteSeconds: 30 * DAY, repeatSeconds: 60 });
    expect(policy.devices.ttlSeconds).toBe(90 * DAY);
  });

  test('are positive numbers and cannot be changed by whoever imports them', () => {
    // Names of agencies are no figures.
    const figures = leaves(policy).filter(([name]) => !name.startsWith('smsFactor.agencies.'));
    for (const [name, value] of figures)
      expect([name, typeof value, Number(value) > 0]).toEqual([name, 'number', true]);
    expect(Object.isFrozen(policy)).toBe(true);
    expect(Object.isFrozen(policy.lockout.password)).toBe(true);
  });
});
