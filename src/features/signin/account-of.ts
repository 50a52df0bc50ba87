import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { Visit } from './step.ts';

/** Whose sign-in this is; steps behind the password are due only once that is known. */
export function accountOf({ account }: Pick<Visit, 'account'>): SigninAccount {
  if (!account) throw new Error('a step behind the password without an account');
  return account;
}
