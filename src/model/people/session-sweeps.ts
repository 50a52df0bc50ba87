import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';

/** An emergency whose sessions are being ended one by one, so that the relying parties hear of it. */
export interface SessionSweep {
  id: number;
  /** Null: everybody's. */
  agencyId: string | null;
  /** What began before this is over; epoch milliseconds. */
  before: number;
  /** The account it has come to; null: it has not begun. */
  after: string | null;
}

/** A node that dies in the middle leaves the rest to another one after so long. */
const CLAIM_SECONDS = 60;

/** Written down in the transaction of the emergency itself. */
export async function beginSweep(
  trx: Db,
  { agencyId, now }: { agencyId: string | null; now: number },
): Promise<void> {
  await trx
    .insertInto('session_sweep')
    .values({ agency_id: agencyId, before: new Date(now) })
    .execute();
}

/** The oldest that nobody works on; one UPDATE, so that of two nodes one gets it. */
export async function claimSweep(db: Db, now: number): Promise<SessionSweep | null> {
  const { rows } = await sql<{
    id: number;
    agency_id: string | null;
    before: Date;
    after_account: string | null;
  }>`
    update session_sweep set claimed_until = ${new Date(now + CLAIM_SECONDS * 1000)}
    where id = (select id from session_sweep where done_at is null
      and (claimed_until is null or claimed_until < ${new Date(now)}) order by id limit 1 for update skip locked)
    returning id, agency_id, before, after_account`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return { id: row.id, agencyId: row.agency_id, before: row.before.getTime(), after: row.after_account };
}

export interface SweepSlice {
  /** Whose sessions may have begun before the emergency. */
  accounts: string[];
  /** Where the next slice begins; null: there is none. */
  next: string | null;
}

/** The next accounts in the order of their ids: a walk along the primary key, whatever their number. */
export async function sweepSlice(
  db: Db,
  { agencyId, before, after }: Pick<SessionSweep, 'agencyId' | 'before' | 'after'>,
  limit = 2000,
): Promise<SweepSlice> {
  const walk = db
    .selectFrom('account')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .select(['account.id', 'account.last_signin_at', 'employee.instansi_id'])
    .orderBy('account.id')
    .limit(limit);
  const rows = await (after === null ? walk : walk.where('account.id', '>', after)).execute();
  // No session is older than it may become.
  const oldest = before - policy.session.absoluteSeconds * 1000;
  const concerned = rows.filter(
    (row) =>
      (agencyId === null || row.instansi_id === agencyId) && (row.last_signin_at?.getTime() ?? 0) >= oldest,
  );
  const next = rows.length < limit ? null : (rows.at(-1)?.id ?? null);
  return { accounts: concerned.map(({ id }) => id), next };
}

/** How far it has come; the claim is renewed. Without a next slice it is done. */
export async function moveSweep(
  db: Db,
  { id, next, ended, now }: { id: number; next: string | null; ended: number; now: number },
): Promise<void> {
  const fate =
    next === null
      ? { done_at: new Date(now) }
      : { after_account: next, claimed_until: new Date(now + CLAIM_SECONDS * 1000) };
  await db
    .updateTable('session_sweep')
    .set((eb) => ({ ...fate, ended: eb('ended', '+', ended) }))
    .where('id', '=', id)
    .execute();
}
