import { expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { factorsBefore } from '../../src/policies/freeze.ts';

const YOUNG = policy.proof.youngFactorSeconds * 1000;
const placedAt = Date.UTC(2026, 10, 22);

test.each([
  ['older than the event, but of the same day', placedAt - 3_600_000, placedAt - 7_200_000, false],
  ['a moment too young when the account was frozen', placedAt, placedAt - YOUNG + 1, false],
  ['as old as it must be', placedAt, placedAt - YOUNG, true],
  ['old, but of the event itself', placedAt - 2 * YOUNG, placedAt - 2 * YOUNG, false],
  ['old, but younger than the event', placedAt - 3 * YOUNG, placedAt - 2 * YOUNG, false],
  ['older than an event of long ago', placedAt - 3 * YOUNG, placedAt - 3 * YOUNG - 1, true],
])('a factor %s', (_name, eventAt, since, leaves) => {
  expect(since < factorsBefore({ placedAt, eventAt }, policy.proof)).toBe(leaves);
});
