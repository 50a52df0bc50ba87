import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import type { ApprovalState } from '../../platform/schema.ts';
import type { Console } from '../../policies/power.ts';
import type { ApprovableAct } from './approval.ts';

export interface ListedApproval {
  id: string;
  act: ApprovableAct;
  console: Console;
  nama: string;
  instansi: string;
  caseId: string | null;
  caseNumber: string | null;
  requestedBy: string;
  requestedByName: string;
  requestedAt: Date;
  expiresAt: Date;
  state: ApprovalState;
  doneAt: Date | null;
}

/** Open ones, oldest first: of one agency where it is named, else all. With `officer`: also what that one asked for lately. */
export async function listApprovals(
  db: Db,
  { agencyId, officer, now }: { agencyId?: string; officer?: string; now: number },
): Promise<ListedApproval[]> {
  const at = new Date(now);
  const all = db
    .selectFrom('approval as p')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .innerJoin('employee as e', 'e.pns_id', 'a.pns_id')
    .innerJoin('agency as g', 'g.id', 'e.instansi_id')
    .innerJoin('account as o', 'o.id', 'p.requested_by')
    .innerJoin('employee as oe', 'oe.pns_id', 'o.pns_id')
    .leftJoin('help_case as c', 'c.id', 'p.case_id')
    .select(['p.id', 'p.act', 'p.console', 'p.state', 'e.nama', 'g.nama as instansi'])
    .select(['p.case_id as caseId', 'c.number as caseNumber', 'p.done_at as doneAt'])
    .select(['p.requested_by as requestedBy', 'oe.nama as requestedByName'])
    .select(['p.requested_at as requestedAt', 'p.expires_at as expiresAt'])
    .where((eb) => {
      const pending = eb.and([eb('p.state', '=', 'pending'), eb('p.expires_at', '>', at)]);
      if (officer === undefined) return pending;
      const lately = eb('p.requested_at', '>', new Date(now - policy.approvals.ttlSeconds * 1000));
      return eb.or([pending, eb.and([eb('p.requested_by', '=', officer), lately])]);
    });
  const scoped =
    agencyId === undefined ? all : all.where('p.console', '=', 'agency').where('p.agency_id', '=', agencyId);
  const rows = await scoped.orderBy('p.requested_at').limit(200).execute();
  // Only requestApproval() writes these columns, and it writes the unions.
  return rows.map((row) => ({ ...row, act: row.act as ApprovableAct, console: row.console as Console }));
}
