import type { ApprovableAct } from '../../model/approvals/approval.ts';
import type { Db } from '../../platform/db.ts';
import type { ApprovalState } from '../../platform/schema.ts';
import { isUuid } from '../../platform/uuid.ts';

/** Names of those who did something, by account id; 'person', 'system' and the like have none. */
export async function officerNames(db: Db, actors: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(actors)].filter((actor) => isUuid(actor));
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .select(['account.id', 'employee.nama'])
    .where('account.id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, nama }) => [id, nama]));
}

/** How many requests wait for a second officer: shown beside the navigation. */
export async function waitingCount(db: Db, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('approval')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('state', '=', 'pending')
    .where('expires_at', '>', new Date(now))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What was asked for in a case, newest first. */
export async function caseApprovals(
  db: Db,
  caseId: string,
): Promise<{ id: string; act: ApprovableAct; state: ApprovalState }[]> {
  const rows = await db
    .selectFrom('approval')
    .select(['id', 'act', 'state'])
    .where('case_id', '=', caseId)
    .orderBy('requested_at', 'desc')
    .execute();
  // Only requestApproval() writes the column, and it writes the union.
  return rows.map((row) => ({ ...row, act: row.act as ApprovableAct }));
}
