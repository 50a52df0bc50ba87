import { policy } from '../../../../config/policy.ts';
import { OPEN_STATES } from '../../../model/cases/case.ts';
import type { Db } from '../../../platform/db.ts';
import type { CaseState, CaseTopic } from '../../../platform/schema.ts';
import { holderOf } from './hold-case.ts';

export type Whose = 'all' | 'mine' | 'free';

export interface QueueFilter {
  whose: Whose;
  topic: CaseTopic | null;
  officer: { accountId: string; nip: string };
  now: number;
}

export interface QueuedCase {
  id: string;
  number: string;
  topic: CaseTopic;
  nama: string | null;
  instansi: string | null;
  state: CaseState;
  queuedAt: number;
  /** Name of the officer who holds it; null: it is free. */
  holder: string | null;
  mine: boolean;
}

/** More than anybody works off in a day; the oldest come first, so none is forgotten behind it. */
const SHOWN = 200;

/** Open cases by age. His own an officer does not see: nobody acts on himself. */
export async function listQueue(db: Db, { whose, topic, officer, now }: QueueFilter): Promise<QueuedCase[]> {
  const expired = new Date(now - policy.cases.claimSeconds * 1000);
  let rows = db
    .selectFrom('help_case as c')
    .leftJoin('employee as e', 'e.pns_id', 'c.pns_id')
    .leftJoin('agency as g', 'g.id', 'e.instansi_id')
    .leftJoin('account as o', 'o.id', 'c.claimed_by')
    .leftJoin('employee as oe', 'oe.pns_id', 'o.pns_id')
    .select(['c.id', 'c.number', 'c.topic', 'c.state', 'c.queued_at', 'c.claimed_by', 'c.claimed_at'])
    .select(['e.nama', 'g.nama as instansi', 'oe.nama as holder'])
    .where('c.state', 'in', OPEN_STATES)
    .where((eb) => eb.or([eb('c.account_id', 'is', null), eb('c.account_id', '<>', officer.accountId)]))
    .where((eb) => eb.or([eb('c.nip', 'is', null), eb('c.nip', '<>', officer.nip)]));
  if (topic !== null) rows = rows.where('c.topic', '=', topic);
  if (whose === 'mine')
    rows = rows
      .where('c.claimed_by', '=', officer.accountId)
      .where((eb) => eb.or([eb('c.state', '=', 'asked'), eb('c.claimed_at', '>', expired)]));
  if (whose === 'free')
    rows = rows.where((eb) =>
      eb.or([
        eb('c.state', '=', 'queued'),
        eb.and([eb('c.state', '=', 'claimed'), eb('c.claimed_at', '<=', expired)]),
      ]),
    );
  const found = await rows.orderBy('c.queued_at').orderBy('c.id').limit(SHOWN).execute();
  return found.map(({ queued_at, claimed_by, claimed_at, holder, ...row }) => {
    const held = holderOf({ state: row.state, claimed_by, claimed_at }, now);
    return {
      ...row,
      state: row.state === 'claimed' && held === null ? 'queued' : row.state,
      queuedAt: queued_at?.getTime() ?? now,
      holder: held === null ? null : holder,
      mine: held === officer.accountId,
    };
  });
}
