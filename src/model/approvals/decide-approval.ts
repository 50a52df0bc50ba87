import { equal } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { mayAct, mayApprove } from '../../policies/power.ts';
import type { ApproverRefusal, PowerRefusal } from '../../policies/power.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { OPEN_STATES, caseById } from '../cases/case.ts';
import type { CaseEventKind } from '../cases/events.ts';
import { epochStands } from '../people/accounts.ts';
import { mayStillAct } from '../people/acting-officers.ts';
import type { HeldRole } from '../people/acting-officers.ts';
import { powerSubject } from '../people/power-subject.ts';
import { approvalOf, findApproval, hashNow } from './approval.ts';
import type { Approval } from './approval.ts';
import { lockAccount, powerFigures } from './ground.ts';

export interface Decision {
  id: string;
  /** Account id of whoever decides. */
  officer: string;
  /** Of the session that decides. */
  epoch: number;
  decision: 'approve' | 'refuse';
  /** Of the request as it was shown to whoever decides. */
  payloadHash: string;
  reason: string;
  now: number;
}

/**
 * `gone`: decided, withdrawn or run out meanwhile, or its case has ended, or
 * the person has left the agency that asked. `changed`: not what was asked for or shown, or the evidence was edited since:
 * it must be asked for again. `asker_gone`: whoever asked may not act as an officer any more, or somebody has ended their
 * session since; `ended`: so was the session that decides.
 */
export type DecisionRefusal = ApproverRefusal | PowerRefusal | 'gone' | 'changed' | 'asker_gone' | 'ended';

export type Decided =
  | { kind: 'approved'; approval: Approval }
  | { kind: 'declined'; approval: Approval }
  | { kind: 'refused'; reason: DecisionRefusal };

/**
 * The second pair of eyes. One conditional UPDATE decides, so that of two decisions at once one wins; whoever is to carry
 * it out does so in the same transaction.
 */
export async function decideApproval(trx: Db, decision: Decision, context: AuditContext): Promise<Decided> {
  const approval = await lockedApproval(trx, decision.id);
  if (!approval) return { kind: 'refused', reason: 'gone' };
  const { accountId, act, id, console } = approval;
  const refusal = await decisionRefusal(trx, approval, decision);
  if (refusal !== null) {
    const details = { act, reason: refusal, console, approval: id };
    await audit(trx, { type: 'power.refused', accountId, details }, context);
    return { kind: 'refused', reason: refusal };
  }
  const approved = decision.decision === 'approve';
  const at = new Date(decision.now);
  const taken = await trx
    .updateTable('approval')
    .set({
      state: approved ? 'approved' : 'refused',
      decided_by: decision.officer,
      decided_at: at,
      reason: decision.reason,
      // A code is made when it is shown to whoever asked for it.
      done_at: approved && act !== 'give_code' ? at : null,
    })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('expires_at', '>', at)
    .where('payload_hash', '=', decision.payloadHash)
    .returningAll()
    .executeTakeFirst();
  if (!taken) return { kind: 'refused', reason: 'gone' };
  const type = approved ? 'approval.approved' : 'approval.refused';
  const details = { approval: id, act, console, ...(approval.caseId ? { case: approval.caseId } : {}) };
  await audit(trx, { type, accountId, details }, context);
  return { kind: approved ? 'approved' : 'declined', approval: approvalOf(taken) };
}

async function decisionRefusal(
  trx: Db,
  approval: Approval,
  { officer, epoch, decision, payloadHash, now }: Decision,
): Promise<DecisionRefusal | null> {
  const { accountId, act, console, meeting, requestedBy } = approval;
  // Ended on another node a moment ago: it decides nothing any more.
  if (!(await epochStands(trx, officer, epoch))) return 'ended';
  if (approval.state !== 'pending' || approval.expiresAt.getTime() <= now) return 'gone';
  const editors = approval.caseId ? await editorsOf(trx, approval.caseId) : [];
  const approver = mayApprove({ officer, requestedBy, editors, subject: accountId });
  if (approver.kind === 'may_not') return approver.reason;
  if (!equal(payloadHash, approval.payloadHash)) return 'changed';
  if (decision === 'refuse') return null;
  if (!equal(await hashNow(trx, approval), approval.payloadHash)) return 'changed';
  if (!(await askerStands(trx, approval, now))) return 'asker_gone';
  if (approval.caseId && !(await isOpen(trx, approval.caseId))) return 'gone';
  if (approval.agencyId && !(await worksAt(trx, accountId, approval.agencyId))) return 'gone';
  const subject = await powerSubject(trx, accountId, now);
  if (!subject) return 'gone';
  const verdict = mayAct({ officer: requestedBy, subject, act, meeting, console, now }, powerFigures);
  return verdict.kind === 'may_not' ? verdict.reason : null;
}

function askerStands(trx: Db, approval: Approval, now: number): Promise<boolean> {
  const { console, agencyId, requestedBy: accountId, requestedAt } = approval;
  const { askerEpoch: epoch, askerSid: sid } = approval;
  const held: HeldRole = console === 'agency' ? { role: console, agencyId } : { role: console };
  return mayStillAct(trx, { accountId, epoch, sid, askedAt: requestedAt.getTime(), held, now });
}

/** Whoever asked may take it back while nobody has decided. */
export async function withdrawApproval(
  trx: Db,
  { id, officer, now }: { id: string; officer: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  const taken = await trx
    .updateTable('approval')
    .set({ state: 'withdrawn', decided_by: officer, decided_at: new Date(now) })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('requested_by', '=', officer)
    .returningAll()
    .executeTakeFirst();
  if (!taken) return false;
  const { accountId, act, console } = approvalOf(taken);
  await audit(
    trx,
    { type: 'approval.withdrawn', accountId, details: { approval: id, act, console } },
    context,
  );
  return true;
}

/**
 * Takes an approved code for showing, once, by whoever asked for it, while the request is still good. Null: it was shown
 * already, ran out, was never approved, or is somebody else's; or its person closed the case.
 */
export async function takeApprovedCode(
  trx: Db,
  { id, officer, now }: { id: string; officer: string; now: number },
): Promise<Approval | null> {
  const at = new Date(now);
  const taken = await trx
    .updateTable('approval')
    .set({ done_at: at })
    .where('id', '=', id)
    .where('act', '=', 'give_code')
    .where('state', '=', 'approved')
    .where('done_at', 'is', null)
    .where('requested_by', '=', officer)
    .where('expires_at', '>', at)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          // Nobody helps whoever said that they need no help.
          selectFrom('help_case as c')
            .select('c.id')
            .whereRef('c.id', '=', 'approval.case_id')
            .where('c.state', '=', 'closed'),
        ),
      ),
    )
    .returningAll()
    .executeTakeFirst();
  return taken ? approvalOf(taken) : null;
}

/** Its person may have closed the case meanwhile: what was asked for in it is wanted no more. */
async function isOpen(trx: Db, caseId: string): Promise<boolean> {
  const found = await caseById(trx, caseId);
  return OPEN_STATES.some((state) => state === found?.state);
}

/** An agency has power over its own people alone, on the day of the decision too. */
async function worksAt(trx: Db, accountId: string, agencyId: string): Promise<boolean> {
  const found = await trx
    .selectFrom('account')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .select('account.id')
    .where('account.id', '=', accountId)
    .where('employee.instansi_id', '=', agencyId)
    .executeTakeFirst();
  return found !== undefined;
}

/** The account's row first, as everywhere: two approvals for one person follow one another. */
async function lockedApproval(trx: Db, id: string): Promise<Approval | null> {
  const found = await findApproval(trx, id);
  if (!found) return null;
  await lockAccount(trx, found.accountId);
  return findApproval(trx, id);
}

/** Whoever wrote on the evidence that the request stands on has made a part of it. */
const EDITS = ['evidence', 'callback'] as const satisfies CaseEventKind[];

async function editorsOf(trx: Db, caseId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('case_event')
    .select('actor')
    .distinct()
    .where('case_id', '=', caseId)
    .where('kind', 'in', EDITS)
    .execute();
  return rows.map(({ actor }) => actor);
}
