import { randomUUID } from 'node:crypto';
import { policy } from '../../../config/policy.ts';
import { equal } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';
import { actingOfficers, mayStillAct } from '../people/acting-officers.ts';
import { hashOfRequest } from './admin-request.ts';

export interface Asked {
  act: string;
  payload: Record<string, unknown>;
  reason: string;
  requestedBy: string;
  /** Of the session that asks. */
  epoch: number;
  /** That session. */
  sid: string;
  now: number;
}

/** Writes down what was asked for and tells every other admin that it waits; gives its id. */
export async function requestAdminAct(
  trx: Db,
  { act, payload, reason, requestedBy, epoch, sid, now }: Asked,
  { compose, context }: Telling,
): Promise<string> {
  const id = randomUUID();
  // As jsonb gives it back: what is hashed is what is stored.
  const plain = JSON.parse(JSON.stringify(payload)) as Record<string, unknown>;
  await trx
    .insertInto('admin_request')
    .values({
      id,
      act,
      payload: JSON.stringify(plain),
      payload_hash: hashOfRequest({ act, payload: plain, reason, requestedBy }),
      reason,
      requested_by: requestedBy,
      asker_epoch: epoch,
      asker_sid: sid,
      requested_at: new Date(now),
      expires_at: new Date(now + policy.admin.requestTtlSeconds * 1000),
      state: 'pending',
    })
    .execute();
  await audit(trx, { type: 'admin.requested', accountId: null, details: { request: id, act } }, context);
  for (const accountId of await adminsBut(trx, requestedBy, now))
    await notice(trx, { accountId, kind: 'admin_request', now, compose });
  return id;
}

async function adminsBut(trx: Db, accountId: string, now: number): Promise<string[]> {
  const rows = await actingOfficers(trx, ADMIN, now).where('r.account_id', '<>', accountId).execute();
  return rows.map((row) => row.accountId);
}

const ADMIN = { role: 'admin' } as const;

export interface AdminDecision {
  id: string;
  /** Account id of whoever decides. */
  admin: string;
  decision: 'approve' | 'refuse';
  /** Of the request as it was shown. */
  payloadHash: string;
  reason: string;
  now: number;
}

/**
 * `self`: nobody decides what he asked for; `changed`: not what was shown; `asker_gone`: whoever asked may not act as
 * an admin any more, or somebody has ended their session since; `not_admin`: nor may whoever decides.
 */
export type DecisionRefusal = 'gone' | 'self' | 'changed' | 'asker_gone' | 'not_admin';

/**
 * The second pair of eyes. One conditional UPDATE decides, so that of two decisions at once one wins; whoever carries it out
 * does so in the same transaction.
 */
export async function decideAdminRequest(
  trx: Db,
  { id, admin, decision, payloadHash, reason, now }: AdminDecision,
  context: AuditContext,
): Promise<{ kind: 'approved' | 'declined' } | { kind: 'refused'; reason: DecisionRefusal }> {
  const row = await trx
    .selectFrom('admin_request')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return { kind: 'refused', reason: 'gone' };
  const { act } = row;
  const refuse = async (why: DecisionRefusal) => {
    const details = { request: id, act, reason: why };
    await audit(trx, { type: 'admin.decision-refused', accountId: null, details }, context);
    return { kind: 'refused' as const, reason: why };
  };
  if (row.state !== 'pending' || row.expires_at.getTime() <= now) return refuse('gone');
  if (row.requested_by === admin) return refuse('self');
  if (!(await isAdmin(trx, admin, now))) return refuse('not_admin');
  const stands = hashOfRequest({
    act,
    payload: row.payload,
    reason: row.reason,
    requestedBy: row.requested_by,
  });
  if (!equal(payloadHash, row.payload_hash) || !equal(stands, row.payload_hash)) return refuse('changed');
  const approved = decision === 'approve';
  const askedAt = row.requested_at.getTime();
  const session = { epoch: row.asker_epoch, sid: row.asker_sid };
  const asker = { accountId: row.requested_by, ...session, askedAt, held: ADMIN, now };
  if (approved && !(await mayStillAct(trx, asker))) return refuse('asker_gone');
  const at = new Date(now);
  const taken = await trx
    .updateTable('admin_request')
    .set({
      state: approved ? 'approved' : 'refused',
      decided_by: admin,
      decided_at: at,
      decision_reason: reason === '' ? null : reason,
      done_at: approved ? at : null,
    })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst();
  if (!taken) return refuse('gone');
  const type = approved ? 'admin.approved' : 'admin.declined';
  await audit(trx, { type, accountId: null, details: { request: id, act } }, context);
  return { kind: approved ? 'approved' : 'declined' };
}

async function isAdmin(trx: Db, accountId: string, now: number): Promise<boolean> {
  const row = await actingOfficers(trx, ADMIN, now).where('r.account_id', '=', accountId).executeTakeFirst();
  return row !== undefined;
}

/** Whoever asked may take it back while nobody has decided. */
export async function withdrawAdminRequest(
  trx: Db,
  { id, admin, now }: { id: string; admin: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  const taken = await trx
    .updateTable('admin_request')
    .set({ state: 'withdrawn', decided_by: admin, decided_at: new Date(now) })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('requested_by', '=', admin)
    .returning('act')
    .executeTakeFirst();
  if (!taken) return false;
  await audit(
    trx,
    { type: 'admin.withdrawn', accountId: null, details: { request: id, act: taken.act } },
    context,
  );
  return true;
}
