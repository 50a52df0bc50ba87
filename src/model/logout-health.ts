import type { Db } from '../platform/db.ts';
import { audit } from './audit.ts';
import type { AuditContext } from './audit.ts';

export interface LogoutDelivery {
  at: number;
  attempts: number;
  state: 'waiting' | 'arrived' | 'given_up';
  nextAt: number;
  error: string | null;
}

export interface LogoutHealth {
  waiting: number;
  givenUp: number;
  /** The last that did not arrive at once, newest first; those that did leave no trace. */
  last: LogoutDelivery[];
}

const LAST = 10;

/** How a client's back-channel logout fares: what did not arrive at the first try. */
export async function logoutHealth(db: Db, clientId: string): Promise<LogoutHealth> {
  const of = db.selectFrom('logout_delivery').where('client_id', '=', clientId);
  const [rows, counts] = await Promise.all([
    of.selectAll().orderBy('id', 'desc').limit(LAST).execute(),
    of
      .where('delivered_at', 'is', null)
      .select((on) => [
        on.fn.countAll<string>().filterWhere('given_up_at', 'is', null).as('waiting'),
        on.fn.countAll<string>().filterWhere('given_up_at', 'is not', null).as('given_up'),
      ])
      .executeTakeFirst(),
  ]);
  const last = rows.map((row) => ({
    at: row.created_at.getTime(),
    attempts: row.attempts,
    state: row.delivered_at
      ? ('arrived' as const)
      : row.given_up_at
        ? ('given_up' as const)
        : ('waiting' as const),
    nextAt: row.next_attempt_at.getTime(),
    error: row.last_error,
  }));
  return { waiting: Number(counts?.waiting ?? 0), givenUp: Number(counts?.given_up ?? 0), last };
}

/** What waits is due now: the job takes it within seconds. What was given up stays so: its sessions have ended by themselves. */
export async function retryLogoutsNow(db: Db, clientId: string, context: AuditContext): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('logout_delivery')
      .set({ next_attempt_at: new Date(context.at ?? Date.now()) })
      .where('client_id', '=', clientId)
      .where('delivered_at', 'is', null)
      .where('given_up_at', 'is', null)
      .executeTakeFirst();
    const details = { client: clientId, count: Number(numUpdatedRows) };
    await audit(trx, { type: 'client.logouts-retried', accountId: null, details }, context);
    return details.count;
  });
}
