import { randomUUID } from 'node:crypto';
import { policy } from '../../config/policy.ts';
import { equal, sha256 } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { ApprovalState, ContactKind } from '../platform/schema.ts';
import { mayAct, mayApprove, needsSecondOfficer } from '../policies/power.ts';
import type { ApproverRefusal, Console, Meeting, PowerAct, PowerRefusal } from '../policies/power.ts';
import { audit } from './audit.ts';
import type { AuditContext } from './audit.ts';
import type { CaseEventKind } from './cases/events.ts';
import { powerSubject } from './people/power-subject.ts';

/** What each act needs to know besides whom it concerns. Never a secret: codes are made when they are shown. */
export interface ActPayloads {
  /** `value`: e-mail in lower case, phone in E.164; `verified`: its owner gave back a code sent to it. */
  correct_contact: { kind: ContactKind; value: string; verified: boolean };
  reset_authenticator: Record<string, never>;
  give_code: Record<string, never>;
  end_freeze: Record<string, never>;
}
export type ApprovableAct = keyof ActPayloads;

export type ActToApprove = {
  [A in ApprovableAct]: { act: A; payload: ActPayloads[A] };
}[ApprovableAct];

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
  now: number;
};

/** `running`: the same act already waits for its second officer; `gone`: there is no such account. */
export type RequestRefusal = PowerRefusal | 'running' | 'gone';

/** What is stored, shown and carried out: one and the same. */
interface StoredPayload {
  values: Record<string, unknown>;
  reason: string;
  meeting: Meeting;
}

export type Approval = ActToApprove & {
  id: string;
  accountId: string;
  agencyId: string | null;
  caseId: string | null;
  reason: string;
  meeting: Meeting;
  console: Console;
  payloadHash: string;
  requestedBy: string;
  requestedAt: Date;
  expiresAt: Date;
  state: ApprovalState;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  /** When it took effect; a code: when it was shown. */
  doneAt: Date | null;
};

/**
 * Asks for an act that a second officer must approve. The rules of `policies/power.ts` are asked here and again at the
 * approval, behind the lock of the account's row, so that no two requests pass each other.
 */
export async function requestApproval(
  trx: Db,
  request: ApprovalRequest,
  context: AuditContext,
): Promise<{ kind: 'requested'; id: string } | { kind: 'refused'; reason: RequestRefusal }> {
  const { act, accountId, agencyId, caseId, console, officer, meeting, reason, now } = request;
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
  const verdict = mayAct({ officer, subject, act, meeting, console, now }, figures);
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

export interface Decision {
  id: string;
  /** Account id of whoever decides. */
  officer: string;
  decision: 'approve' | 'refuse';
  /** Of the request as it was shown to whoever decides. */
  payloadHash: string;
  reason: string;
  now: number;
}

/**
 * `gone`: decided, withdrawn or run out meanwhile. `changed`: not what was asked for or shown, or the evidence was edited since:
 * it must be asked for again.
 */
export type DecisionRefusal = ApproverRefusal | PowerRefusal | 'gone' | 'changed';

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
  { officer, decision, payloadHash, now }: Decision,
): Promise<DecisionRefusal | null> {
  const { accountId, act, console, meeting, requestedBy } = approval;
  if (approval.state !== 'pending' || approval.expiresAt.getTime() <= now) return 'gone';
  const editors = approval.caseId ? await editorsOf(trx, approval.caseId) : [];
  const approver = mayApprove({ officer, requestedBy, editors, subject: accountId });
  if (approver.kind === 'may_not') return approver.reason;
  if (!equal(payloadHash, approval.payloadHash)) return 'changed';
  if (decision === 'refuse') return null;
  if (!equal(await hashNow(trx, approval), approval.payloadHash)) return 'changed';
  const subject = await powerSubject(trx, accountId, now);
  if (!subject) return 'gone';
  const verdict = mayAct({ officer: requestedBy, subject, act, meeting, console, now }, figures);
  return verdict.kind === 'may_not' ? verdict.reason : null;
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
 * already, ran out, was never approved, or is somebody else's.
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
    .returningAll()
    .executeTakeFirst();
  return taken ? approvalOf(taken) : null;
}

export async function findApproval(db: Db, id: string): Promise<Approval | null> {
  const row = await db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst();
  return row?.account_id ? approvalOf(row) : null;
}

/** Does what was asked for still stand as it stood: its row and the evidence of its case? */
export async function isUnchanged(db: Db, approval: Approval): Promise<boolean> {
  return equal(await hashNow(db, approval), approval.payloadHash);
}

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

const figures = {
  apartSeconds: policy.approvals.apartSeconds,
  callbackNumberSeconds: policy.cases.callbackNumberSeconds,
};

async function lockAccount(trx: Db, accountId: string): Promise<void> {
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
}

/** The account's row first, as everywhere: two approvals for one person follow one another. */
async function lockedApproval(trx: Db, id: string): Promise<Approval | null> {
  const found = await findApproval(trx, id);
  if (!found) return null;
  await lockAccount(trx, found.accountId);
  return findApproval(trx, id);
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

interface Bound {
  act: PowerAct;
  accountId: string;
  agencyId: string | null;
  caseId: string | null;
  console: Console;
  payload: StoredPayload;
}

function hashNow(db: Db, approval: Approval): Promise<string> {
  const { act, accountId, agencyId, caseId, console, reason, meeting } = approval;
  const payload: StoredPayload = { values: approval.payload, reason, meeting };
  return hashOf(db, { act, accountId, agencyId, caseId, console, payload });
}

/** The request and the evidence of its case as they stand in the database now. */
async function hashOf(db: Db, bound: Bound): Promise<string> {
  const row = bound.caseId
    ? await db.selectFrom('help_case').select('evidence').where('id', '=', bound.caseId).executeTakeFirst()
    : undefined;
  return sha256(canonical({ ...bound, evidence: row?.evidence ?? null }));
}

/** JSON with sorted names: jsonb does not keep their order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

interface ApprovalRow {
  id: string;
  act: string;
  account_id: string | null;
  agency_id: string | null;
  case_id: string | null;
  payload: object;
  payload_hash: string;
  console: string;
  requested_by: string;
  requested_at: Date;
  expires_at: Date;
  state: ApprovalState;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  done_at: Date | null;
}

function approvalOf(row: ApprovalRow): Approval {
  // Only requestApproval() writes the payload, and its hash is compared before anything is done with it.
  const { values, reason, meeting } = row.payload as StoredPayload;
  const what = { act: row.act, payload: values } as ActToApprove;
  return {
    ...what,
    id: row.id,
    accountId: row.account_id ?? '',
    agencyId: row.agency_id,
    caseId: row.case_id,
    reason,
    meeting,
    console: row.console as Console,
    payloadHash: row.payload_hash,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    state: row.state,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.reason,
    doneAt: row.done_at,
  };
}
