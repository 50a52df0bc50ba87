import { randomUUID } from 'node:crypto';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { mayAct, needsSecondOfficer } from '../../policies/power.ts';
import type { Console, Meeting, PowerRefusal } from '../../policies/power.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { powerSubject } from '../people/power-subject.ts';
import { hashOf } from './approval.ts';
import type { ActToApprove, StoredPayload } from './approval.ts';
import { lockAccount, powerFigures } from './ground.ts';

export type ApprovalRequest = ActToApprove & {
  accountId: string;
  agencyId: string | null;
  caseId: string | null;
  /** Why, in the officer's words: the second one reads it. */
  reason: string;
  meeting: Meeting;
  console: Console;
  /** Account id of whoever asks. */
  officer: string;
  /** Of the session that asks. */
  epoch: number;
  /** That session. */
  sid: string;
  now: number;
};

/** `running`: the same act already waits for its second officer; `gone`: there is no such account. */
export type RequestRefusal = PowerRefusal | 'running' | 'gone';

/**
 * Asks for an act that a second officer must approve. The rules of `policies/power.ts` are asked here and again at the
 * approval, behind the lock of the account's row, so that no two requests pass each other.
 */
export async function requestApproval(
  trx: Db,
  request: ApprovalRequest,
  context: AuditContext,
): Promise<{ kind: 'requested'; id: string } | { kind: 'refused'; reason: RequestRefusal }> {
  const { act, accountId, agencyId, caseId, console, officer, epoch, sid, meeting, reason, now } = request;
  if (!needsSecondOfficer(act, console)) throw new Error(`${act} needs no approval from ${console}`);
  await lockAccount(trx, accountId);
  await expirePending(trx, accountId, now);
  const refusal = await refusalOf(trx, request);
  if (refusal !== null) {
    await audit(
      trx,
      { type: 'power.refused', accountId, details: { act, reason: refusal, console } },
      context,
    );
    return { kind: 'refused', reason: refusal };
  }
  const id = randomUUID();
  const payload: StoredPayload = { values: request.payload, reason, meeting };
  const bound = { act, accountId, agencyId, caseId, console, payload };
  await trx
    .insertInto('approval')
    .values({
      id,
      act,
      account_id: accountId,
      agency_id: agencyId,
      case_id: caseId,
      payload: JSON.stringify(payload),
      payload_hash: await hashOf(trx, bound),
      console,
      requested_by: officer,
      asker_epoch: epoch,
      asker_sid: sid,
      requested_at: new Date(now),
      expires_at: new Date(now + policy.approvals.ttlSeconds * 1000),
      state: 'pending',
    })
    .execute();
  const details = { approval: id, act, console, ...(caseId ? { case: caseId } : {}) };
  await audit(trx, { type: 'approval.requested', accountId, details }, context);
  return { kind: 'requested', id };
}

async function refusalOf(trx: Db, request: ApprovalRequest): Promise<RequestRefusal | null> {
  const { act, accountId, officer, meeting, console, now } = request;
  const subject = await powerSubject(trx, accountId, now);
  if (!subject) return 'gone';
  const verdict = mayAct({ officer, subject, act, meeting, console, now }, powerFigures);
  if (verdict.kind === 'may_not') return verdict.reason;
  const pending = await trx
    .selectFrom('approval')
    .select('id')
    .where('account_id', '=', accountId)
    .where('act', '=', act)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return pending ? 'running' : null;
}

async function expirePending(trx: Db, accountId: string, now: number): Promise<void> {
  await trx
    .updateTable('approval')
    .set({ state: 'expired' })
    .where('account_id', '=', accountId)
    .where('state', '=', 'pending')
    .where('expires_at', '<=', new Date(now))
    .execute();
}
