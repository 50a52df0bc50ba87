import { canonicalJson } from '../../platform/canonical-json.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';

/** What one platform admin asked for, and what became of it (design §6: two of them decide). Times are epoch milliseconds. */
export interface AdminRequest {
  id: string;
  /** Stable name of the act, e.g. `client.change`. */
  act: string;
  payload: Record<string, unknown>;
  payloadHash: string;
  /** Why, in the words of whoever asked. */
  reason: string;
  requestedBy: string;
  requestedByName: string;
  requestedAt: number;
  expiresAt: number;
  state: 'pending' | 'approved' | 'refused' | 'withdrawn';
  decidedByName: string | null;
  decidedAt: number | null;
  decisionReason: string | null;
}

/** Binds act, asker and every word of what was asked. */
export function hashOfRequest(asked: {
  act: string;
  payload: Record<string, unknown>;
  reason: string;
  requestedBy: string;
}): string {
  const { act, payload, reason, requestedBy } = asked;
  return sha256(canonicalJson({ act, payload, reason, requestedBy }));
}

export async function findAdminRequest(db: Db, id: string): Promise<AdminRequest | null> {
  const row = await requests(db).where('r.id', '=', id).executeTakeFirst();
  return row ? requestOf(row) : null;
}

/** Those that wait for a second admin, oldest first. */
export async function pendingAdminRequests(db: Db, now: number): Promise<AdminRequest[]> {
  const rows = await requests(db)
    .where('r.state', '=', 'pending')
    .where('r.expires_at', '>', new Date(now))
    .orderBy('r.requested_at')
    .limit(200)
    .execute();
  return rows.map(requestOf);
}

/** What was decided, withdrawn or ran out lately, newest first. */
export async function endedAdminRequests(db: Db, now: number): Promise<AdminRequest[]> {
  const rows = await requests(db)
    .where((eb) => eb.or([eb('r.state', '<>', 'pending'), eb('r.expires_at', '<=', new Date(now))]))
    .orderBy('r.requested_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(requestOf);
}

export async function countPendingAdminRequests(db: Db, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('admin_request')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'pending')
    .where('expires_at', '>', new Date(now))
    .executeTakeFirstOrThrow();
  return count;
}

function requests(db: Db) {
  return db
    .selectFrom('admin_request as r')
    .innerJoin('account as a', 'a.id', 'r.requested_by')
    .innerJoin('employee as e', 'e.pns_id', 'a.pns_id')
    .leftJoin('account as da', 'da.id', 'r.decided_by')
    .leftJoin('employee as de', 'de.pns_id', 'da.pns_id')
    .select(['r.id', 'r.act', 'r.payload', 'r.payload_hash', 'r.reason', 'r.requested_by', 'r.requested_at'])
    .select(['r.expires_at', 'r.state', 'r.decided_at', 'r.decision_reason'])
    .select(['e.nama as requestedByName', 'de.nama as decidedByName']);
}

type Row = Awaited<ReturnType<ReturnType<typeof requests>['executeTakeFirstOrThrow']>>;

function requestOf(row: Row): AdminRequest {
  return {
    id: row.id,
    act: row.act,
    payload: row.payload,
    payloadHash: row.payload_hash,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedByName: row.requestedByName,
    requestedAt: row.requested_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    state: row.state,
    decidedByName: row.decidedByName,
    decidedAt: row.decided_at?.getTime() ?? null,
    decisionReason: row.decision_reason,
  };
}
