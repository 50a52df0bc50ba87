import { policy } from '../../config/policy.ts';
import type { Kv } from '../platform/kv.ts';

interface NamedSignin {
  accountId: string;
  /** As `signin.success` of the audit log names it. */
  signin: string;
}

const keyOf = ({ accountId, signin }: NamedSignin) => `signin-session:${accountId}:${signin}`;

/**
 * Which session a sign-in became, for as long as it may be disavowed: its row was written before the session had a name, and the
 * session's own record is gone once somebody has left it.
 */
export async function noteSessionOf(
  kv: Pick<Kv, 'set'>,
  { uid, ...named }: NamedSignin & { uid: string },
): Promise<void> {
  await kv.set(keyOf(named), uid, policy.disavowals.ttlSeconds);
}

/** Null where it never became one, or too long ago. */
export async function sessionOfSignin(kv: Pick<Kv, 'get'>, named: NamedSignin): Promise<string | null> {
  return kv.get(keyOf(named));
}
