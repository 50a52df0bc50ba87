import { findDevice } from '../../model/credentials/devices.ts';
import type { Device } from '../../model/credentials/devices.ts';
import { findAccountId, findSigninAccount } from '../../model/people/signin-account.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import { passwordPool } from '../../model/pools.ts';
import type { PoolKey } from '../../model/pools.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';

/** Whom a typed NIP means, and in which pool attempts at it are counted. */
export interface PasswordTarget {
  account: SigninAccount | null;
  /** A browser that this account has fully signed in from. */
  device: Device | null;
  pool: PoolKey;
  /** Stands for the NIP in logs and counters where nobody has it: what is typed there is often a password. */
  mac: string;
}

/** No account has it: an unknown NIP costs the same look-ups as a known one. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Resolves a NIP, old ones included; an unknown one is counted and locked exactly like a known one. */
export async function findTarget(
  { db, ring, now }: { db: Db; ring: KeyRing; now: () => number },
  nip: string,
  deviceToken: string | null,
): Promise<PasswordTarget> {
  const mac = ring.mac('nip', nip).mac;
  const account = await findSigninAccount(db, nip);
  const device = await findDevice(db, account?.id ?? NOBODY, deviceToken, now());
  return { account, device, mac, pool: passwordPool(account?.id ?? mac, device?.id) };
}

/**
 * The pool alone, for pages that only look at it: as cheap for a known NIP as for an unknown one, since nothing limits
 * how often a page is asked for and timed.
 */
export async function findPool(
  { db, ring, now }: { db: Db; ring: KeyRing; now: () => number },
  nip: string,
  deviceToken: string | null,
): Promise<PoolKey> {
  const mac = ring.mac('nip', nip).mac;
  const accountId = await findAccountId(db, nip);
  const device = await findDevice(db, accountId ?? NOBODY, deviceToken, now());
  return passwordPool(accountId ?? mac, device?.id);
}

/** The same target without its device: its token was killed, so it is a stranger now. */
export function asStranger(target: PasswordTarget): PasswordTarget {
  return { ...target, device: null, pool: passwordPool(target.account?.id ?? target.mac) };
}
