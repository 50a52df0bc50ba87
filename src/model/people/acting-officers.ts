import type { Db } from '../../platform/db.ts';
import type { RoleName } from '../../platform/schema.ts';
import { inOffice } from '../agencies/person-sql.ts';
import { epochStands } from './accounts.ts';
import { wasEndedBySomebody } from './ended-by-somebody.ts';
import { lastEmergency } from './hold-session.ts';

/** A role; of an agency its admin's is held for that agency, while its holder works there (design §3). */
export type HeldRole = { role: Exclude<RoleName, 'agency'> } | { role: 'agency'; agencyId: string | null };

/**
 * Who could act in the role at this moment: it is in force, and its holder may sign in (`maySignIn` in policies/access.ts). A
 * grant outlives a freeze, a suspension and a retirement; the power to act does not.
 */
export function actingOfficers(db: Db, held: HeldRole, now: number) {
  const all = db
    .selectFrom('role_grant as r')
    .innerJoin('account as a', 'a.id', 'r.account_id')
    .innerJoin('employee as e', 'e.pns_id', 'a.pns_id')
    .select('r.account_id as accountId')
    .distinct()
    .where('r.role', '=', held.role)
    .where('r.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('r.until', 'is', null), eb('r.until', '>', new Date(now))]))
    .where('a.state', '=', 'active')
    .where(inOffice)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('account_block as b')
            .select('b.id')
            .whereRef('b.account_id', '=', 'a.id')
            .where('b.ended_at', 'is', null),
        ),
      ),
    );
  if (held.role !== 'agency') return all;
  return all.where('r.agency_id', '=', held.agencyId).whereRef('r.agency_id', '=', 'e.instansi_id');
}

export interface Asker {
  accountId: string;
  /** Of the session that asked. Null: it was never written down. */
  epoch: number | null;
  /** That session. Null: likewise. */
  sid: string | null;
  /** When they asked, epoch milliseconds. */
  askedAt: number;
  held: HeldRole;
  now: number;
}

/**
 * Whether what somebody asked for is still theirs to ask; nothing raises their epoch before the transaction ends. A session that
 * ran out, or was left by logging out, asked nevertheless; one that somebody has ended may have been a thief's.
 */
export async function mayStillAct(
  trx: Db,
  { accountId, epoch, sid, askedAt, held, now }: Asker,
): Promise<boolean> {
  if (epoch === null || sid === null) return false;
  if (!(await epochStands(trx, accountId, epoch))) return false;
  if (await wasEndedBySomebody(trx, { accountId, sid, since: askedAt })) return false;
  // An emergency raises no epoch: whatever session asked before it was ended by it.
  const emergency = await lastEmergency(trx, accountId);
  if (emergency !== null && askedAt <= emergency) return false;
  const row = await actingOfficers(trx, held, now).where('r.account_id', '=', accountId).executeTakeFirst();
  return row !== undefined;
}
