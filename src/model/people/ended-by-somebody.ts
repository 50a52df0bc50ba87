import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/**
 * Why one session was ended from elsewhere. One that ran out has no such row, and what its owner left by "Keluar" has another
 * (`logout`): people go home after they have asked for something.
 */
export const SESSION_ENDS = ['owner', 'password', 'disavowed', 'emergency', 'parked'] as const;
export type SessionEnd = (typeof SESSION_ENDS)[number];

/** Why all the others were, whether or not any of them still ran. */
export type OthersEnd = Extract<SessionEnd, 'owner' | 'password'>;

/**
 * Whether somebody has ended this session, or every session but another one after it did something at `since` (epoch ms). The
 * first has no time: what it was doing at that very moment counts as well.
 */
export async function wasEndedBySomebody(
  trx: Db,
  { accountId, sid, since }: { accountId: string; sid: string; since: number },
): Promise<boolean> {
  const row = await trx
    .selectFrom('audit')
    .select('id')
    .where('account_id', '=', accountId)
    .where('type', 'in', ['session.ended', 'session.others-ended'])
    .where((eb) =>
      eb.or([
        eb.and([
          eb('type', '=', 'session.ended'),
          eb(sql<string>`details->>'sid'`, '=', sid),
          eb(sql<string>`details->>'reason'`, 'in', SESSION_ENDS),
        ]),
        eb.and([
          eb('type', '=', 'session.others-ended'),
          eb('at', '>=', new Date(since)),
          eb('sid', 'is distinct from', sid),
        ]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
