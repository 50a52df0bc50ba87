import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';

/** Pools that lock an account for a time; a known browser's and a mailed link's end with their last try. */
const LOCKING = ['strangers', 'otp'] as const;

export interface RecentLock {
  accountId: string;
  pool: (typeof LOCKING)[number];
  /** Epoch ms. */
  since: number;
  /** Epoch ms. */
  until: number;
  agency: string;
}

/**
 * Locks of accounts that have not run out by the audit log, newest first, at most `limit`. One may have been ended since
 * (an officer, a recovery): the pools know (model/pools.ts).
 */
export async function recentLocks(
  db: Db,
  { now, limit }: { now: number; limit: number },
): Promise<RecentLock[]> {
  const { firstLockSeconds, furtherLockSeconds } = policy.lockout.password;
  const longest = Math.max(firstLockSeconds, furtherLockSeconds) * 1000;
  const rows = await db
    .selectFrom('audit as a')
    .innerJoin('account', 'account.id', 'a.account_id')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .innerJoin('agency', 'agency.id', 'employee.instansi_id')
    .select([
      'account.id as accountId',
      'a.at',
      'agency.nama as agency',
      sql<RecentLock['pool']>`a.details->>'pool'`.as('pool'),
      sql<string>`a.details->>'until'`.as('until'),
    ])
    .where('a.type', '=', 'signin.locked')
    .where('a.at', '>', new Date(now - longest))
    .where(sql<boolean>`a.details->>'pool' in (${sql.join(LOCKING)})`)
    .where(sql<boolean>`(a.details->>'until')::timestamptz > ${new Date(now)}`)
    .orderBy('a.at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
  // One that was ended and came again stands in the log twice.
  const newest = new Map(rows.toReversed().map((row) => [`${row.accountId} ${row.pool}`, row]));
  return [...newest.values()].toReversed().map(({ accountId, at, agency, pool, until }) => ({
    accountId,
    pool,
    since: at.getTime(),
    until: Date.parse(until),
    agency,
  }));
}
