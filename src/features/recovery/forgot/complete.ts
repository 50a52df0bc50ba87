import { audit } from '../../../model/audit.ts';
import type { AuditContext } from '../../../model/audit.ts';
import { cancelResets } from '../../../model/credentials/authenticator-reset.ts';
import { revokeHandedCodes } from '../../../model/credentials/handed-codes.ts';
import { setPassword } from '../../../model/credentials/password.ts';
import { holdEpoch, raiseEpoch } from '../../../model/people/accounts.ts';
import { findSigninAccountById } from '../../../model/people/signin-account.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { passwordPool } from '../../../model/pools.ts';
import type { Recovery } from '../../../model/recoveries.ts';
import type { RecoveryDeps } from '../deps.ts';
import { provenContacts } from './proven-contacts.ts';
import { allCount } from '../who.ts';

type Deps = Pick<RecoveryDeps, 'db' | 'hasher' | 'pools' | 'watch' | 'sessions' | 'compose' | 'now'>;

/**
 * The end of a forgotten password, in one transaction: the new one, every session and refresh family ended by the epoch, codes
 * that stood for the old one gone, its owner told. Of two recoveries at once one wins: the epoch it began under is the lock, and
 * under it the contacts that answered are looked at once more.
 */
export async function completeRecovery(
  deps: Deps,
  { account, recovery, password }: { account: SigninAccount; recovery: Recovery; password: string },
  context: AuditContext,
): Promise<'done' | 'superseded'> {
  const accountId = account.id;
  const hash = await deps.hasher.hash(password);
  const now = deps.now();
  const telling = { compose: deps.compose, context };
  const won = await deps.db.transaction().execute(async (trx) => {
    if (!(await holdEpoch(trx, accountId, recovery.epoch))) return false;
    const held = await findSigninAccountById(trx, accountId);
    if (!held || !allCount(held, provenContacts(recovery), now)) return false;
    await raiseEpoch(trx, accountId);
    await setPassword(trx, { accountId, hash, reason: 'recovery', now }, telling);
    await revokeHandedCodes(trx, { accountId, now }, context);
    // Whoever has the factor has not lost it, or somebody else asked for its reset.
    if (recovery.factorProven) await cancelResets(trx, { accountId, by: 'old_factor', now }, telling);
    const details = { secondFactor: recovery.factorProven };
    await audit(trx, { type: 'recovery.completed', accountId, details }, context);
    return true;
  });
  if (!won) return 'superseded';
  deps.watch.forget(accountId);
  // The lock of passwords ends with the old password; the pool of codes stays as it is (design §6).
  await deps.pools.clear(passwordPool(accountId));
  await deps.sessions.endAll(accountId, 'password_recovered');
  return 'done';
}
