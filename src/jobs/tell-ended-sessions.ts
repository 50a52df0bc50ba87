import { claimSweep, moveSweep, sweepSlice } from '../model/people/session-sweeps.ts';
import type { Db } from '../platform/db.ts';

export interface TellEndedDeps {
  db: Db;
  /** Ends what an account began before then, and tells its clients; how many sessions that were. */
  endBefore: (accountId: string, before: number) => Promise<number>;
  now: () => number;
}

/** So many accounts at once: each may have three relying parties to tell. */
const AT_ONCE = 20;

/**
 * An emergency ends every session at once by one row, which is compared wherever sessions are used. The relying parties' own
 * sessions know nothing of it: this walks over the people concerned and tells their applications, as "Keluar" would. Broken off, it
 * goes on where it was; ending what is ended is harmless.
 */
export async function tellEndedSessions({ db, endBefore, now }: TellEndedDeps): Promise<number> {
  const sweep = await claimSweep(db, now());
  if (!sweep) return 0;
  let total = 0;
  for (let after = sweep.after, more = true; more;) {
    const { accounts, next } = await sweepSlice(db, { ...sweep, after });
    const ended = await endSlice(accounts, (id) => endBefore(id, sweep.before));
    await moveSweep(db, { id: sweep.id, next, ended, now: now() });
    total += ended;
    after = next;
    more = next !== null;
  }
  return total;
}

async function endSlice(accounts: readonly string[], end: (id: string) => Promise<number>): Promise<number> {
  let ended = 0;
  for (let at = 0; at < accounts.length; at += AT_ONCE) {
    const counts = await Promise.all(accounts.slice(at, at + AT_ONCE).map(end));
    ended += counts.reduce((sum, count) => sum + count, 0);
  }
  return ended;
}
