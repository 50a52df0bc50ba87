import { claimSweep, moveSweep, sweepSlice } from '../model/people/session-sweeps.ts';
import type { SessionSweep } from '../model/people/session-sweeps.ts';
import type { Db } from '../platform/db.ts';

export interface TellEndedDeps {
  db: Db;
  /** Ends what an account began before then, and tells its clients; how many sessions that were. */
  endBefore: (accountId: string, before: number) => Promise<number>;
  now: () => number;
  /** So many accounts at once: each may have three relying parties to tell. */
  atOnce?: number;
}

const AT_ONCE = 20;

/**
 * An emergency ends every session at once by one row, which is compared wherever sessions are used. The relying parties' own
 * sessions know nothing of it: this walks over the people concerned and tells their applications, as "Keluar" would. Broken off, it
 * goes on where it was; ending what is ended is harmless.
 */
export async function tellEndedSessions(deps: TellEndedDeps): Promise<number> {
  const { db, now } = deps;
  const sweep = await claimSweep(db, now());
  if (!sweep) return 0;
  let total = 0;
  for (let after = sweep.after, more = true; more;) {
    const { accounts, next } = await sweepSlice(db, { ...sweep, after });
    total += await endSlice(deps, sweep, accounts);
    await moveSweep(db, { id: sweep.id, next, ended: 0, now: now() });
    after = next;
    more = next !== null;
  }
  return total;
}

/** Says after each few how far it has come: relying parties that hang would outlast the claim of a whole slice. */
async function endSlice(
  { db, endBefore, now, atOnce = AT_ONCE }: TellEndedDeps,
  { id, before }: SessionSweep,
  accounts: readonly string[],
): Promise<number> {
  let total = 0;
  for (let at = 0; at < accounts.length; at += atOnce) {
    const few = accounts.slice(at, at + atOnce);
    const counts = await Promise.all(few.map((account) => endBefore(account, before)));
    const ended = counts.reduce((sum, count) => sum + count, 0);
    await moveSweep(db, { id, next: few.at(-1) ?? null, ended, now: now() });
    total += ended;
  }
  return total;
}
