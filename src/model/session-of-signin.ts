import { policy } from '../../config/policy.ts';
import type { Kv } from '../platform/kv.ts';

interface NamedSignin {
  accountId: string;
  /** As `signin.success` of the audit log names it. */
  signin: string;
}

const keyOf = ({ accountId, signin }: NamedSignin) => `signin-session:${accountId}:${signin}`;

/**
 * Which session the sign-ins of whoever asks for something became, for as long as one may be disavowed: the row of a sign-in was written
 * before its session had a name, and the session's own record is gone once somebody has left it. Of those who ask alone: of
 * everybody's sign-ins it would fill the store. Written before what is asked for, so that none of that is out of reach.
 */
export async function noteAskedIn(
  kv: Pick<Kv, 'set'>,
  { accountId, uid, signins }: { accountId: string; uid: string; signins: readonly string[] },
): Promise<void> {
  const keys = signins.map((signin) => keyOf({ accountId, signin }));
  await Promise.all(keys.map((key) => kv.set(key, uid, policy.disavowals.ttlSeconds)));
}

/** Null where nothing was asked for in what it became, or too long ago. */
export async function sessionOfSignin(kv: Pick<Kv, 'get'>, named: NamedSignin): Promise<string | null> {
  return kv.get(keyOf(named));
}
