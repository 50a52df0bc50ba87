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
 * Whether the session of an act still stands, asked of the database itself: other nodes hear of an ended epoch, or of an emergency, up
 * to 30 seconds late. Nothing ends the epoch before the transaction does (holdEpoch).
 */
export async function holdSession(trx: Db, session: HeldSession): Promise<boolean> {
  return (
    (await holdEpoch(trx, session.accountId, session.epoch)) && (await outlivedEmergencies(trx, session))
  );
}

/** The same, where acts on other people must not wait for each other (epochStands). */
export async function sessionStands(trx: Db, session: HeldSession): Promise<boolean> {
  return (
    (await epochStands(trx, session.accountId, session.epoch)) && (await outlivedEmergencies(trx, session))
  );
}

async function outlivedEmergencies(trx: Db, { accountId, startedAt }: HeldSession): Promise<boolean> {
  const from = await lastEmergency(trx, accountId);
  return from === null || startedAt * 1000 >= from;
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
