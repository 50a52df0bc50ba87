import type { ExpressionBuilder } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { randomToken, sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { Schema, SigninMark } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { AuditContext, AuditType } from '../audit.ts';
import type { NoticeKind } from '../outbox.ts';

/** What somebody says was not them: a notice, or a row of their activity. No name is both, since those of the audit log have a dot. */
export type DisavowedEvent = NoticeKind | AuditType;

/** "Bukan saya" of one event: what it was, and when. */
export interface Disavowal {
  accountId: string;
  event: DisavowedEvent;
  /** Epoch milliseconds. */
  eventAt: number;
  /** The session it happened in; null where none is known. */
  sid: string | null;
  /** How that session began, where nothing better is known of it. */
  signin: SigninMark | null;
}

/** Ends that session, ends all of them, or freezes the account: one of the three, once. */
export type DisavowalChoice = 'session' | 'sessions' | 'freeze';

export interface UsedDisavowal extends Disavowal {
  choice: DisavowalChoice;
  usedAt: number;
}

export interface NewDisavowal {
  accountId: string;
  event: DisavowedEvent;
  sid: string | null;
  signin?: SigninMark | null;
  /** Epoch milliseconds; absent: it happens now. */
  eventAt?: number;
  now: number;
}

/**
 * The token of a new link; stored is its hash. One for an event, the same on every channel (design §6). A row that is pressed
 * again and again has one open link as well: the last.
 */
export async function makeDisavowable(
  trx: Db,
  { accountId, event, sid, signin = null, eventAt, now }: NewDisavowal,
): Promise<string> {
  const token = randomToken();
  if (eventAt !== undefined) await closeEarlier(trx, { accountId, event, eventAt, sid });
  await trx
    .insertInto('disavowal')
    .values({
      token_hash: sha256(token),
      account_id: accountId,
      event,
      event_at: new Date(eventAt ?? now),
      sid,
      signin: signin && JSON.stringify(signin),
      expires_at: new Date(now + policy.disavowals.ttlSeconds * 1000),
    })
    .execute();
  return token;
}

/** Those of the same row alone: a notice of the same event has another name, and its link waits in a mailbox. */
async function closeEarlier(
  trx: Db,
  { accountId, event, eventAt, sid }: Pick<Disavowal, 'accountId' | 'event' | 'eventAt' | 'sid'>,
): Promise<void> {
  await trx
    .deleteFrom('disavowal')
    .where('account_id', '=', accountId)
    .where('event', '=', event)
    .where('event_at', '=', new Date(eventAt))
    .where('sid', 'is not distinct from', sid)
    .where('used_at', 'is', null)
    .execute();
}

/** What a link would act on; null where it is used, too old or nobody's. Changes nothing. */
export async function findDisavowal(db: Db, token: string, now: number): Promise<Disavowal | null> {
  const row = await db
    .selectFrom('disavowal')
    .select(['account_id', 'event', 'event_at', 'sid', 'signin'])
    .where('token_hash', '=', sha256(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return row ? disavowalOf(row) : null;
}

/** Takes the link for a choice: of two presses at once one gets it; null for the other, and for any later one. */
export async function takeDisavowal(
  trx: Db,
  { token, choice, now }: { token: string; choice: DisavowalChoice; now: number },
  context: AuditContext,
): Promise<Disavowal | null> {
  const base = trx
    .updateTable('disavowal')
    .set({ used_at: new Date(now), choice })
    .where('token_hash', '=', sha256(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date(now));
  // A session is ended only where one is known: no form of ours asks for it elsewhere.
  const one = (eb: ExpressionBuilder<Schema, 'disavowal'>) =>
    eb.or([eb('sid', 'is not', null), eb('signin', 'is not', null)]);
  const row = await (choice === 'session' ? base.where(one) : base)
    .returning(['account_id', 'event', 'event_at', 'sid', 'signin'])
    .executeTakeFirst();
  if (!row) return null;
  const taken = disavowalOf(row);
  const details = { event: taken.event, choice };
  await audit(trx, { type: 'disavowal.used', accountId: taken.accountId, details }, context);
  return taken;
}

/** What was done by this link a moment ago: for the page after it, and for a double tap. */
export async function justUsedDisavowal(db: Db, token: string, now: number): Promise<UsedDisavowal | null> {
  const row = await db
    .selectFrom('disavowal')
    .select(['account_id', 'event', 'event_at', 'sid', 'signin', 'choice', 'used_at'])
    .where('token_hash', '=', sha256(token))
    .where('used_at', '>', new Date(now - policy.disavowals.shownSeconds * 1000))
    .executeTakeFirst();
  if (!row?.used_at) return null;
  // The column is text; only takeDisavowal() writes it.
  return { ...disavowalOf(row), choice: row.choice as DisavowalChoice, usedAt: row.used_at.getTime() };
}

interface Row {
  account_id: string;
  event: string;
  event_at: Date;
  sid: string | null;
  signin: SigninMark | null;
}

function disavowalOf(row: Row): Disavowal {
  // The column is text; only makeDisavowable() writes it.
  return {
    accountId: row.account_id,
    event: row.event as DisavowedEvent,
    eventAt: row.event_at.getTime(),
    sid: row.sid,
    signin: row.signin,
  };
}
