import { expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { withinSmsBudgets } from '../../src/parts/sms-budgets.ts';
import { createLimits } from '../../src/platform/limits.ts';
import type { Contact } from '../../src/model/people/signin-account.ts';

const { smsPerDay } = policy.budgets;
const phone = { kind: 'phone', value: '+6281200000001' } as Contact;
const email = { kind: 'email', value: 'budi@asn.example' } as Contact;

/** Everybody's day begins at `used`; no number has had any. */
function day(used: number) {
  const warned: unknown[] = [];
  let all = used;
  const limits = {
    consume: async (name: string, _key: string, { points }: { points: number }) => {
      const now = name === 'sms-all' ? (all += 1) : 1;
      return { allowed: now <= points, used: now, resetsInSeconds: 60 };
    },
  };
  return { deps: { limits, log: { warn: (facts: unknown) => void warned.push(facts) } }, warned };
}

test('the SMS that brings the day to four fifths of its budget sounds the alarm, once', async () => {
  const { deps, warned } = day(smsPerDay * 0.8 - 2);
  expect(await withinSmsBudgets(deps, phone, 'owner')).toBe(true);
  expect(warned).toEqual([]);
  for (let sent = 0; sent < 3; sent += 1) expect(await withinSmsBudgets(deps, phone, 'owner')).toBe(true);
  expect(warned).toEqual([{ alarm: 'sms_budget', used: smsPerDay * 0.8, perDay: smsPerDay }]);
});

test('nothing is sent beyond the budget, and mail has none', async () => {
  const { deps } = day(smsPerDay);
  expect(await withinSmsBudgets(deps, phone, 'owner')).toBe(false);
  expect(await withinSmsBudgets(deps, email, 'owner')).toBe(true);
});

test("whoever merely types a number uses up neither its owner's day nor everybody's", async () => {
  const limits = createLimits({});
  const deps = { limits, log: { warn: () => {} } };
  const ask = (asker: 'owner' | 'anybody') => withinSmsBudgets(deps, phone, asker);
  const { smsForAnybody, smsPerNumberPerDay } = policy.budgets;
  let strangers = 0;
  while (await ask('anybody')) strangers += 1;
  expect(strangers).toBe(smsForAnybody.perNumberPerDay);
  let owners = 0;
  while (await ask('owner')) owners += 1;
  expect(owners).toBe(smsPerNumberPerDay - strangers);
  expect(smsForAnybody.perDay).toBeLessThanOrEqual(smsPerDay / 2);
});
