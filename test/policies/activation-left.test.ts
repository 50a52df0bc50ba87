import { describe, expect, test } from '@jest/globals';
import { contactsThatCountAgain } from '../../src/policies/activation-left.ts';
import type { LeftActivation, ReturningAccount } from '../../src/policies/activation-left.ts';

const NOW = 1_795_000_000_000;
const email = { id: 'e', kind: 'email' } as const;
const phone = { id: 'p', kind: 'phone' } as const;
const left: LeftActivation = { epoch: 3, passwordSetAt: 5, contacts: ['e', 'p'], until: NOW + 1 };
const own: ReturningAccount = {
  epoch: 3,
  password: { initial: false, setAt: 5 },
  beyond: false,
  byHandedCode: false,
  contacts: [email, phone],
};
const again = (account: Partial<ReturningAccount> = {}, before: Partial<LeftActivation> = {}) =>
  contactsThatCountAgain({ ...left, ...before }, { ...own, ...account }, NOW);

describe('contacts of an activation that was left', () => {
  test('count again with a password of one’s own', () => {
    expect(again()).toEqual(['e', 'p']);
  });

  test.each([
    ['its time is over', {}, { until: NOW }],
    ['the account was ended since', { epoch: 4 }, {}],
    ['the password was set since', { password: { initial: false, setAt: 6 } }, {}],
    ['there is no password any more', { password: null }, {}],
    ['the account has a factor, a freeze or a reset', { beyond: true }, {}],
  ])('do not where %s', (_why, account, before) => {
    expect(again(account, before)).toEqual([]);
  });

  test.each([
    ['with the NIK', { password: { initial: true, setAt: 5 } }],
    ['with a code that was handed over', { byHandedCode: true }],
  ])('leave one to be given anew %s: the number’s, or the only one', (_with, account) => {
    expect(again(account)).toEqual(['e']);
    expect(again({ ...account, contacts: [email] })).toEqual([]);
    expect(again(account, { contacts: ['e'] })).toEqual(['e']);
    expect(again(account, { contacts: ['p'] })).toEqual(['p']);
  });

  test('are those that count now, and none else', () => {
    expect(again({ contacts: [phone, { id: 'new', kind: 'email' }] })).toEqual(['p']);
  });
});
