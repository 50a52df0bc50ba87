import { audit } from '../../../model/audit.ts';
import type { SigninRefusal } from '../../../model/audit.ts';
import type { PoolView } from '../../../model/pools.ts';
import { fault } from '../../../parts/fault.ts';
import { auditContext } from '../audit-context.ts';
import type { PasswordTarget } from '../password-target.ts';
import type { Fault, SigninDeps, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'now'>;

/** Whom an attempt was at, and in which visit. */
interface Refused {
  visit: Visit;
  target: PasswordTarget;
}

/** How many tries are left, and what follows the last one. */
export function wrongFault(
  { remaining, nextLockSeconds }: PoolView,
  { device, pool }: PasswordTarget,
): Fault {
  if (pool.kind === 'link') return fault('password', 'signin.password.wrong-link', { count: remaining });
  if (device) return fault('password', 'signin.password.wrong-device', { count: remaining });
  return fault('password', 'signin.password.wrong', { count: remaining, minutes: nextLockSeconds / 60 });
}

/** The last try of a browser's own pool: what follows there is no lock of its own. */
export function lastFault({ pool }: PasswordTarget): Fault {
  return fault(
    'password',
    pool.kind === 'link' ? 'signin.password.wrong-link-last' : 'signin.password.wrong-device-last',
  );
}

/** One row for each password refused, with its true reason: the page tells less. */
export async function auditRefusal(
  { db, now }: Deps,
  { visit, target }: Refused,
  reason: SigninRefusal,
  remaining?: number,
): Promise<void> {
  const details = {
    reason,
    pool: target.pool.kind,
    ...(target.account ? {} : { nip: target.mac }),
    ...(remaining === undefined ? {} : { remaining }),
  };
  const event = { type: 'signin.refused' as const, accountId: target.account?.id ?? null, details };
  await audit(db, event, auditContext(visit, now()));
}

/** One row when a pool locks, by the attempt that locked it. */
export async function auditLock({ db, now }: Deps, { visit, target }: Refused, until: number): Promise<void> {
  const details = {
    pool: target.pool.kind,
    until: new Date(until).toISOString(),
    ...(target.account ? {} : { nip: target.mac }),
  };
  const event = { type: 'signin.locked' as const, accountId: target.account?.id ?? null, details };
  await audit(db, event, auditContext(visit, now()));
}
