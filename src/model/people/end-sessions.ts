import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { beginSweep } from './session-sweeps.ts';

/** The row of `setting` that holds for everybody. */
export const SESSIONS_FROM = 'sessions.from';

/**
 * An emergency: what began before now is over, for the people of an agency or for all. One row is written, whatever the number
 * of people; it is compared wherever epochs are (model/people/account-watch.ts). A job tells the relying parties
 * (jobs/tell-ended-sessions.ts). False where there is no such agency.
 */
export async function endSessionsFrom(
  trx: Db,
  { agencyId, now }: { agencyId: string | null; now: number },
  context: AuditContext,
): Promise<boolean> {
  const at = new Date(now);
  if (agencyId === null) {
    const values = { value: JSON.stringify({ at: now }), changed_by: context.actor, changed_at: at };
    await trx
      .insertInto('setting')
      .values({ name: SESSIONS_FROM, ...values })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
      .execute();
  } else {
    const row = await trx
      .updateTable('agency')
      .set({ sessions_from: at })
      .where('id', '=', agencyId)
      .returning('id')
      .executeTakeFirst();
    if (!row) return false;
  }
  await beginSweep(trx, { agencyId, now });
  await audit(
    trx,
    { type: 'sessions.ended-by-admins', accountId: null, details: { agency: agencyId } },
    context,
  );
  return true;
}

/** When this account's sessions must have begun at the least, as SQL: epoch milliseconds, null where no emergency was. */
export const sessionsFromText = (agencyColumn: string): string =>
  `greatest(floor(extract(epoch from ${agencyColumn}) * 1000)::bigint,
    (select (s.value->>'at')::bigint from setting s where s.name = '${SESSIONS_FROM}'))`;

export const sessionsFromSql = (agencyColumn: string) =>
  sql.raw<number | null>(sessionsFromText(agencyColumn));
