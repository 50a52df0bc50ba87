import { findDevice } from '../../model/credentials/devices.ts';
import type { Device } from '../../model/credentials/devices.ts';
import { findAccountId, findSigninAccount } from '../../model/people/signin-account.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import { linkPool, passwordPool } from '../../model/pools.ts';
import type { PoolKey } from '../../model/pools.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { Kv } from '../../platform/kv.ts';
import { passIsOpen } from './link/pass.ts';
import type { Visitor } from './step.ts';

interface Deps {
  db: Db;
  kv: Kv;
  ring: KeyRing;
  now: () => number;
}

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
  deps: Deps,
  nip: string,
  visitor: Pick<Visitor, 'device' | 'linked'>,
): Promise<PasswordTarget> {
  const { db, ring, now } = deps;
  const mac = ring.mac('nip', nip).mac;
  const account = await findSigninAccount(db, nip);
  const device = await findDevice(db, account?.id ?? NOBODY, visitor.device, now());
  return { account, device, mac, pool: await poolFor(deps, account?.id ?? mac, { device, visitor }) };
}

/**
 * The pool alone, for pages that only look at it: as cheap for a known NIP as for an unknown one, since nothing limits
 * how often a page is asked for and timed.
 */
export async function findPool(
  deps: Deps,
  nip: string,
  visitor: Pick<Visitor, 'device' | 'linked'>,
): Promise<PoolKey> {
  const { db, ring, now } = deps;
  const mac = ring.mac('nip', nip).mac;
  const accountId = await findAccountId(db, nip);
  const device = await findDevice(db, accountId ?? NOBODY, visitor.device, now());
  return poolFor(deps, accountId ?? mac, { device, visitor });
}

/** A known browser's own, one that a mailed link opened for this browser, else the strangers'. */
async function poolFor(
  deps: Deps,
  owner: string,
  { device, visitor }: { device: Device | null; visitor: Pick<Visitor, 'linked'> },
): Promise<PoolKey> {
  if (device === null && visitor.linked !== null) {
    const pool = linkPool(owner, visitor.linked);
    if (await passIsOpen(deps, pool)) return pool;
  }
  return passwordPool(owner, device?.id);
}

/** The same target without a pool of its own: its token was killed, or its link is used up, so it is a stranger now. */
export function asStranger(target: PasswordTarget): PasswordTarget {
  return { ...target, device: null, pool: passwordPool(target.account?.id ?? target.mac) };
}
