import { randomUUID } from 'node:crypto';
import { policy } from '../../../config/policy.ts';
import { randomToken, sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { AuthenticatorResetTable, ResetState } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import type { ResetCanceller } from '../events/recovery.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';

/**
 * A lost authenticator (issue 3, item 5). One reset of an account runs at a time:
 *
 *   requestReset ──► waiting ──(opens_at)──► open ──useReset──► used
 *                       │                      │
 *                       ├──── cancelReset(s) ──┴──► cancelled
 *                       └──── closes_at ──────────► expired
 *
 * Open, it lets its holder alone, a browser, enrol another authenticator at a sign-in; for everybody else the old one is asked.
 */
export type ResetWay = AuthenticatorResetTable['way'];

export interface ResetRequest {
  accountId: string;
  way: ResetWay;
  /** An account id (an officer's, or the owner's own). */
  requestedBy: string;
  /** Hash of the `reset_holder` cookie (parts/reset-holder.ts); null where people decided: its link makes a holder. */
  holderHash: string | null;
  /** Epoch ms; `now` where people decided or a recovery code was given. */
  opensAt: number;
  caseId?: string | null;
  now: number;
}

export interface ResetTelling extends Telling {
  /** Links begin with it. */
  issuer: string;
}

/** Times are epoch milliseconds. */
export interface Reset {
  id: string;
  accountId: string;
  way: ResetWay;
  state: ResetState;
  requestedAt: number;
  opensAt: number;
  closesAt: number;
}

export const CANCEL_PATH = '/reset-mfa/cancel';
export const OPEN_PATH = '/reset-mfa/open';

/**
 * Asks for one, or opens it at once where `opensAt` is now. Its owner is told on every channel, with a link that cancels it, or
 * with the one that goes on where it is open; `link` is that one, for the page of a case. `running`: the clock of the one that
 * runs is not set anew.
 */
export async function requestReset(
  trx: Db,
  request: ResetRequest,
  telling: ResetTelling,
): Promise<{ kind: 'requested'; id: string; link: string | null } | { kind: 'running'; reset: Reset }> {
  const { accountId, now, way } = request;
  // The account's row is the lock: of two requests at once one wins, the other is told.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  await expireResets(trx, { now, accountId }, telling.context);
  const running = await runningReset(trx, accountId);
  if (running) return { kind: 'running', reset: running };
  const id = randomUUID();
  const open = request.opensAt <= now;
  const [cancel, link] = [randomToken(), open ? randomToken() : null];
  await trx.insertInto('authenticator_reset').values(row(request, { id, cancel, link })).execute();
  const details = { reset: id, way, opensAt: new Date(request.opensAt).toISOString() };
  const event = { ...details, ...(request.caseId ? { case: request.caseId } : {}) };
  await audit(trx, { type: 'reset.requested', accountId, details: event }, telling.context);
  const values = {
    link: `${telling.issuer}${CANCEL_PATH}/${cancel}`,
    opensAt: new Date(request.opensAt),
  };
  const { compose } = telling;
  await notice(trx, { accountId, kind: 'reset_requested', values, now, compose });
  if (link === null) return { kind: 'requested', id, link: null };
  const onward = await tellOpen(trx, { accountId, link, now }, telling);
  return { kind: 'requested', id, link: onward };
}

function row(request: ResetRequest, made: { id: string; cancel: string; link: string | null }) {
  const opensAt = Math.max(request.opensAt, request.now);
  return {
    id: made.id,
    account_id: request.accountId,
    way: request.way,
    state: made.link === null ? ('waiting' as const) : ('open' as const),
    requested_by: request.requestedBy,
    requested_at: new Date(request.now),
    opens_at: new Date(opensAt),
    closes_at: new Date(opensAt + policy.resets.authenticatorOpenSeconds * 1000),
    holder_hash: request.holderHash,
    link_holder_hash: null,
    link_hash: made.link === null ? null : sha256(made.link),
    cancel_hash: sha256(made.cancel),
    case_id: request.caseId ?? null,
  };
}

async function tellOpen(
  trx: Db,
  { accountId, link, now }: { accountId: string; link: string; now: number },
  { compose, issuer }: ResetTelling,
): Promise<string> {
  const onward = `${issuer}${OPEN_PATH}/${link}`;
  await notice(trx, { accountId, kind: 'reset_open', values: { link: onward }, now, compose });
  return onward;
}

/** The one that is waiting or open, if there is one; for consoles, and for whoever asks again. */
export async function runningReset(db: Db, accountId: string): Promise<Reset | null> {
  const found = await rows(db)
    .where('account_id', '=', accountId)
    .where('state', 'in', ['waiting', 'open'])
    .executeTakeFirst();
  return found ? described(found) : null;
}

/** The newest one this browser holds, whatever became of it: for the page that says how it stands. */
export async function heldReset(db: Db, holderHash: string): Promise<Reset | null> {
  const found = await held(db, holderHash).orderBy('requested_at', 'desc').executeTakeFirst();
  return found ? described(found) : null;
}

function held(db: Db, holderHash: string) {
  return rows(db).where((eb) =>
    eb.or([eb('holder_hash', '=', holderHash), eb('link_holder_hash', '=', holderHash)]),
  );
}

function rows(db: Db) {
  return db
    .selectFrom('authenticator_reset')
    .select(['id', 'account_id', 'way', 'state', 'requested_at', 'opens_at', 'closes_at']);
}

function described(found: {
  id: string;
  account_id: string;
  way: ResetWay;
  state: ResetState;
  requested_at: Date;
  opens_at: Date;
  closes_at: Date;
}): Reset {
  return {
    id: found.id,
    accountId: found.account_id,
    way: found.way,
    state: found.state,
    requestedAt: found.requested_at.getTime(),
    opensAt: found.opens_at.getTime(),
    closesAt: found.closes_at.getTime(),
  };
}

/** The other authenticator is enrolled: in the transaction of that. False: it ended meanwhile, so enrol nothing. */
export async function useReset(
  trx: Db,
  { id, now }: { id: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  const at = new Date(now);
  const used = await trx
    .updateTable('authenticator_reset')
    .set({ state: 'used', ended_at: at, ended_by: context.actor, link_hash: null })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'open'])
    .where('opens_at', '<=', at)
    .where('closes_at', '>', at)
    .returning('account_id')
    .executeTakeFirst();
  if (!used) return false;
  const details = { reset: id };
  await audit(trx, { type: 'reset.used', accountId: used.account_id, details }, context);
  return true;
}

/** Ends what runs for this account (a sign-in with the old factor, a freeze); its owner is told. False: nothing ran. */
export async function cancelResets(
  trx: Db,
  { accountId, by, now }: { accountId: string; by: ResetCanceller; now: number },
  telling: Telling,
): Promise<boolean> {
  const ended = await cancelling(trx, now, telling.context).where('account_id', '=', accountId).execute();
  return tellCancelled(trx, { ended, by, now }, telling);
}

/** What a cancel link is for; null: it is spent, or nothing runs any more. */
export async function findByCancelLink(db: Db, token: string, now: number): Promise<Reset | null> {
  const found = await rows(db)
    .where('cancel_hash', '=', sha256(token))
    .where('state', 'in', ['waiting', 'open'])
    .where('closes_at', '>', new Date(now))
    .executeTakeFirst();
  return found ? described(found) : null;
}

/** The button of the cancel link's page: works without signing in. */
export async function cancelByLink(
  trx: Db,
  { token, now }: { token: string; now: number },
  telling: Telling,
): Promise<boolean> {
  const ended = await cancelling(trx, now, telling.context)
    .where('cancel_hash', '=', sha256(token))
    .where('closes_at', '>', new Date(now))
    .execute();
  return tellCancelled(trx, { ended, by: 'link', now }, telling);
}

/** Whether this very link has just cancelled its reset: a second press of its button. */
export async function wasJustCancelled(db: Db, token: string, now: number): Promise<boolean> {
  const found = await rows(db)
    .where('cancel_hash', '=', sha256(token))
    .where('state', '=', 'cancelled')
    .where('ended_at', '>', new Date(now - policy.links.repeatSeconds * 1000))
    .executeTakeFirst();
  return found !== undefined;
}

function cancelling(trx: Db, now: number, { actor }: AuditContext) {
  return trx
    .updateTable('authenticator_reset')
    .set({ state: 'cancelled', ended_at: new Date(now), ended_by: actor, link_hash: null })
    .where('state', 'in', ['waiting', 'open'])
    .returning(['id', 'account_id']);
}

async function tellCancelled(
  trx: Db,
  { ended, by, now }: { ended: { id: string; account_id: string }[]; by: ResetCanceller; now: number },
  { compose, context }: Telling,
): Promise<boolean> {
  for (const { id, account_id: accountId } of ended) {
    await audit(trx, { type: 'reset.cancelled', accountId, details: { reset: id, by } }, context);
    await notice(trx, { accountId, kind: 'reset_cancelled', now, compose });
  }
  return ended.length > 0;
}

/** What the mailed link is for; a GET changes nothing. */
export async function findByOpenLink(db: Db, token: string, now: number): Promise<Reset | null> {
  const found = await rows(db)
    .where('link_hash', '=', sha256(token))
    .where('state', '=', 'open')
    .where('closes_at', '>', new Date(now))
    .executeTakeFirst();
  return found ? described(found) : null;
}

/**
 * The button of its page: this browser holds the reset now, beside the one that asked. By itself that opens nothing: the
 * sign-in still asks the password and codes to the contacts. Once.
 */
export async function holdByLink(
  trx: Db,
  { token, holderHash, now }: { token: string; holderHash: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  const found = await trx
    .updateTable('authenticator_reset')
    .set({ link_holder_hash: holderHash, link_hash: null })
    .where('link_hash', '=', sha256(token))
    .where('state', '=', 'open')
    .where('closes_at', '>', new Date(now))
    .returning(['id', 'account_id'])
    .executeTakeFirst();
  if (!found) return false;
  const details = { reset: found.id };
  await audit(trx, { type: 'reset.held', accountId: found.account_id, details }, context);
  return true;
}

/** One that is due: open from now on, and told with the link that goes on. False: none was due. */
export async function openDueReset(trx: Db, now: number, telling: ResetTelling): Promise<boolean> {
  const due = await rows(trx)
    .where('state', '=', 'waiting')
    .where('opens_at', '<=', new Date(now))
    .where('closes_at', '>', new Date(now))
    .orderBy('opens_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!due) return false;
  const link = randomToken();
  await trx
    .updateTable('authenticator_reset')
    .set({ state: 'open', link_hash: sha256(link) })
    .where('id', '=', due.id)
    .execute();
  const { account_id: accountId, way } = due;
  await audit(trx, { type: 'reset.opened', accountId, details: { reset: due.id, way } }, telling.context);
  await tellOpen(trx, { accountId, link, now }, telling);
  return true;
}

/** Nobody used them in their day. */
export async function expireResets(
  trx: Db,
  { now, accountId }: { now: number; accountId?: string },
  context: AuditContext,
): Promise<number> {
  const expiring = trx
    .updateTable('authenticator_reset')
    .set({ state: 'expired', ended_at: new Date(now), ended_by: 'system', link_hash: null })
    .where('state', 'in', ['waiting', 'open'])
    .where('closes_at', '<=', new Date(now));
  const theirs = accountId === undefined ? expiring : expiring.where('account_id', '=', accountId);
  const expired = await theirs.returning(['id', 'account_id']).execute();
  for (const { id, account_id } of expired)
    await audit(trx, { type: 'reset.expired', accountId: account_id, details: { reset: id } }, context);
  return expired.length;
}
