import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import type { AuditContext } from '../../../model/audit.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { passwordPool } from '../../../model/pools.ts';
import type { RecoveryDeps } from '../deps.ts';

export type PasswordVerdict =
  | { kind: 'right' | 'wrong' }
  /** The pool is locked until then (epoch ms). */
  | { kind: 'locked'; until: number }
  /** The hashing queue is full. */
  | { kind: 'busy'; waitSeconds: number };

interface Attempt {
  account: SigninAccount | null;
  /** The account, or what stands for an unknown NIP: counted and locked exactly like a known one. */
  who: string;
  password: string;
  context: AuditContext;
}

/**
 * A password judged for a reset: admitted, counted in the strangers' pool, then compared (design §2). A right one stays counted
 * until the mailbox has answered too, so that neither page nor lock tells a guesser that it was right.
 */
export async function judgePassword(
  deps: Pick<RecoveryDeps, 'db' | 'hasher' | 'pools' | 'now'>,
  { account, who, password, context }: Attempt,
): Promise<PasswordVerdict> {
  const { db, hasher, pools } = deps;
  const pool = passwordPool(who);
  const refused = (reason: 'wrong_password' | 'locked') =>
    audit(
      db,
      {
        type: 'reset.password-refused',
        accountId: account?.id ?? null,
        details: { reason, ...(account ? {} : { nip: who }) },
      },
      context,
    );
  const entry = hasher.enter();
  if (entry.kind === 'full')
    return { kind: 'busy', waitSeconds: Math.max(policy.hashing.retrySeconds, entry.waitSeconds) };
  try {
    const counted = await pools.count(pool);
    if (counted.kind === 'locked') {
      await refused('locked');
      return { kind: 'locked', until: counted.until };
    }
    const { right } = await hasher
      .verify(account?.password?.hash ?? null, password, { place: entry.place })
      .catch(async (error: unknown) => {
        await pools.settle(pool, 'void');
        throw error;
      });
    // A password that is still the NIK, or known to somebody else, proves nobody.
    const counts = account?.password && !account.password.initial && !account.password.recoveryForced;
    if (right && counts) return { kind: 'right' };
    await pools.settle(pool, 'wrong');
    await refused('wrong_password');
    return { kind: 'wrong' };
  } finally {
    entry.place.release();
  }
}
