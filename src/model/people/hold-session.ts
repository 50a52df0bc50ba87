import type { Db } from '../../platform/db.ts';
import { epochStands, holdEpoch } from './accounts.ts';
import { sessionsFromSql } from './end-sessions.ts';

/** What of a session tells whether it was ended. */
export interface HeldSession {
  accountId: string;
  epoch: number;
  /** Epoch seconds. */
  startedAt: number;
}

/**
 * Whether a session stands by what the database has just said of its account: its epoch, and from when on sessions count (epoch ms;
 * null: there was no emergency).
 */
export function standsBy(
  session: Pick<HeldSession, 'epoch' | 'startedAt'>,
  account: { epoch: number; sessionsFrom: number | null },
): boolean {
  return session.epoch === account.epoch && outlived(session, account.sessionsFrom);
}

const outlived = ({ startedAt }: Pick<HeldSession, 'startedAt'>, from: number | null): boolean =>
  from === null || startedAt * 1000 >= from;

/**
 * Whether the session of an act still stands, asked of the database itself: other nodes hear of an ended epoch, or of an emergency, up
 * to 30 seconds late. Nothing ends the epoch before the transaction does (holdEpoch).
 */
export async function holdSession(trx: Db, session: HeldSession): Promise<boolean> {
  const { accountId, epoch } = session;
  return (await holdEpoch(trx, accountId, epoch)) && outlived(session, await lastEmergency(trx, accountId));
}

/** The same, where acts on other people must not wait for each other (epochStands). */
export async function sessionStands(trx: Db, session: HeldSession): Promise<boolean> {
  const { accountId, epoch } = session;
  return (await epochStands(trx, accountId, epoch)) && outlived(session, await lastEmergency(trx, accountId));
}

/** When sessions of this account were last ended in an emergency (epoch ms); null where none was. */
export async function lastEmergency(trx: Db, accountId: string): Promise<number | null> {
  const { from } = await trx
    .selectFrom('account')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .innerJoin('agency', 'agency.id', 'employee.instansi_id')
    .select(sessionsFromSql('agency.sessions_from').as('from'))
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow();
  return from;
}
