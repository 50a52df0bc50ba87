import { describe, expect, test } from '@jest/globals';
import { nextRecoveryStep, resetOutcome, rungOf } from '../../src/policies/recovery.ts';
import type { RecoveryFacts, ResetFacts } from '../../src/policies/recovery.ts';

describe('a forgotten password', () => {
  const begun: RecoveryFacts = {
    emailProven: false,
    phoneProven: false,
    factorProven: false,
    factor: 'authenticator',
    phoneCounts: true,
  };
  const next = (change: Partial<RecoveryFacts>) => nextRecoveryStep({ ...begun, ...change });

  test('asks the mailbox first, whatever else is proven', () => {
    expect(next({})).toBe('email');
    expect(next({ phoneProven: true, factorProven: true })).toBe('email');
  });

  test('never ends at the mailbox: the second factor is asked where one is enrolled', () => {
    expect(next({ emailProven: true })).toBe('second_factor');
    expect(next({ emailProven: true, phoneProven: true })).toBe('second_factor');
    expect(next({ emailProven: true, factorProven: true })).toBe('new_password');
  });

  test('without a factor both contacts must answer, and who has one only is helped by people', () => {
    const none = { emailProven: true, factor: 'none' } as const;
    expect(next(none)).toBe('phone');
    expect(next({ ...none, phoneProven: true })).toBe('new_password');
    expect(next({ ...none, phoneCounts: false })).toBe('people');
    // The number was changed meanwhile: what it had proven is worth nothing.
    expect(next({ ...none, phoneCounts: false, phoneProven: true })).toBe('people');
  });

  test('takes no code by SMS for a second factor', () => {
    expect(next({ emailProven: true, factor: 'sms', phoneProven: true })).toBe('people');
  });
});

describe('the ladder of a lost phone', () => {
  const unanswered = { phoneWorks: null, emailWorks: null, hasRecoveryCode: null };

  test('leads to people where a contact is gone, and to no dead end where a recovery code is at hand', () => {
    expect(rungOf(unanswered)).toBe('oneself');
    expect(rungOf({ phoneWorks: true, emailWorks: true, hasRecoveryCode: false })).toBe('oneself');
    expect(rungOf({ ...unanswered, phoneWorks: false })).toBe('people');
    expect(rungOf({ ...unanswered, emailWorks: false, hasRecoveryCode: false })).toBe('people');
    expect(rungOf({ phoneWorks: false, emailWorks: false, hasRecoveryCode: true })).toBe('oneself');
  });

  const nothing: ResetFacts = {
    passwordProven: false,
    emailProven: false,
    phoneProven: false,
    recoveryCodeProven: false,
    phoneCounts: true,
    hasAuthenticator: true,
  };
  const outcome = (change: Partial<ResetFacts>) => resetOutcome({ ...nothing, ...change });
  const both = { emailProven: true, phoneProven: true };

  test('needs the password and both contacts, and then a day', () => {
    expect(outcome(both)).toBe('ask');
    expect(outcome({ passwordProven: true })).toBe('ask');
    expect(outcome({ passwordProven: true, emailProven: true })).toBe('ask');
    expect(outcome({ passwordProven: true, phoneProven: true })).toBe('ask');
    expect(outcome({ ...both, passwordProven: true })).toBe('opens_later');
  });

  test('opens at once for a recovery code, but never without the password', () => {
    expect(outcome({ recoveryCodeProven: true })).toBe('ask');
    expect(outcome({ ...both, recoveryCodeProven: true })).toBe('ask');
    expect(outcome({ passwordProven: true, recoveryCodeProven: true })).toBe('opens_now');
  });

  test('goes on with people where no number counts, and says where there is nothing to replace', () => {
    expect(outcome({ passwordProven: true, emailProven: true, phoneCounts: false })).toBe('people');
    expect(outcome({ ...both, passwordProven: true, hasAuthenticator: false })).toBe('nothing_to_reset');
    // Nobody is told so who has the password alone.
    expect(outcome({ passwordProven: true, hasAuthenticator: false })).toBe('ask');
    expect(outcome({ passwordProven: true, phoneCounts: false })).toBe('ask');
  });
});
