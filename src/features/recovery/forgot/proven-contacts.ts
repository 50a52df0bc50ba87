import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { Recovery } from '../../../model/recoveries.ts';
import { accountInProgress } from '../account-in-progress.ts';
import type { RecoveryDeps } from '../deps.ts';
import { allCount } from '../who.ts';

type Proven = Pick<Recovery, 'contactId' | 'phoneProven' | 'phoneId'>;

/** By which contacts a recovery was proven, once its mail has answered. */
export function provenContacts({ contactId, phoneProven, phoneId }: Proven): (string | null)[] {
  return phoneProven ? [contactId, phoneId] : [contactId];
}

/**
 * The account of a recovery whose mail has answered, as long as the contacts that answered are on record and count: one that was
 * changed or undone since is somebody else's, or may be.
 */
export async function provenAccount(
  deps: Pick<RecoveryDeps, 'db' | 'now'>,
  recovery: Proven & Pick<Recovery, 'accountId' | 'epoch'>,
): Promise<SigninAccount | null> {
  const account = await accountInProgress(deps, recovery);
  return account && allCount(account, provenContacts(recovery), deps.now()) ? account : null;
}
