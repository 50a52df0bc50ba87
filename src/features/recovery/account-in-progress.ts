import { findSigninAccountById } from '../../model/people/signin-account.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import { maySignIn } from '../../policies/access.ts';
import type { RecoveryDeps } from './deps.ts';

/**
 * The account a recovery was begun for, if it still is what it was: a freeze, a suspension, another recovery or reset in
 * between raised its epoch and ended this one.
 */
export async function accountInProgress(
  { db }: Pick<RecoveryDeps, 'db'>,
  { accountId, epoch }: { accountId: string | null; epoch: number },
): Promise<SigninAccount | null> {
  const account = accountId === null ? null : await findSigninAccountById(db, accountId);
  if (!account || account.epoch !== epoch) return null;
  return maySignIn({ ...account, accountState: account.state }).kind === 'may' ? account : null;
}
