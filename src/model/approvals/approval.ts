import { canonicalJson } from '../../platform/canonical-json.ts';
import { equal, sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { ApprovalState, ContactKind } from '../../platform/schema.ts';
import type { Console, Meeting, PowerAct } from '../../policies/power.ts';

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

/** What is stored, shown and carried out: one and the same. */
export interface StoredPayload {
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
  /** Of whoever asked, when they asked. */
  askerEpoch: number | null;
  /** The session they asked in. */
  askerSid: string | null;
  requestedAt: Date;
  expiresAt: Date;
  state: ApprovalState;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  /** When it took effect; a code: when it was shown. */
  doneAt: Date | null;
};

export async function findApproval(db: Db, id: string): Promise<Approval | null> {
  const row = await db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst();
  return row?.account_id ? approvalOf(row) : null;
}

/** Does what was asked for still stand as it stood: its row and the evidence of its case? */
export async function isUnchanged(db: Db, approval: Approval): Promise<boolean> {
  return equal(await hashNow(db, approval), approval.payloadHash);
}

interface Bound {
  act: PowerAct;
  accountId: string;
  agencyId: string | null;
  caseId: string | null;
  console: Console;
  payload: StoredPayload;
}

export function hashNow(db: Db, approval: Approval): Promise<string> {
  const { act, accountId, agencyId, caseId, console, reason, meeting } = approval;
  const payload: StoredPayload = { values: approval.payload, reason, meeting };
  return hashOf(db, { act, accountId, agencyId, caseId, console, payload });
}

/** The request and the evidence of its case as they stand in the database now. */
export async function hashOf(db: Db, bound: Bound): Promise<string> {
  const row = bound.caseId
    ? await db.selectFrom('help_case').select('evidence').where('id', '=', bound.caseId).executeTakeFirst()
    : undefined;
  return sha256(canonicalJson({ ...bound, evidence: row?.evidence ?? null }));
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
  asker_epoch: number | null;
  asker_sid: string | null;
  requested_at: Date;
  expires_at: Date;
  state: ApprovalState;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  done_at: Date | null;
}

export function approvalOf(row: ApprovalRow): Approval {
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
    askerEpoch: row.asker_epoch,
    askerSid: row.asker_sid,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    state: row.state,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decisionReason: row.reason,
    doneAt: row.done_at,
  };
}
