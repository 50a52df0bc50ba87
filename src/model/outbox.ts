import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';

export type Channel = 'email' | 'sms';

/** What a person is told of unasked, and the codes they asked for. Texts: `mail.<kind>.*` of the catalogue. */
export type NoticeKind =
  | 'password_changed'
  | 'new_device'
  | 'shared_device'
  | 'totp_enrolled'
  | 'totp_replaced'
  | 'totp_added'
  | 'totp_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'passkey_cloned'
  | 'recovery_codes_made'
  | 'recovery_code_used'
  | 'wrong_second_factor'
  | 'wrong_factor_in_recovery'
  | 'wrong_factor_for_act'
  | 'password_recovery_forced'
  | 'contact_wait'
  | 'registration_started'
  | 'recovery_started'
  | 'reset_requested'
  | 'reset_open'
  | 'reset_cancelled'
  | 'contact_changed'
  | 'contact_undone'
  | 'account_frozen'
  | 'account_unfrozen'
  | 'code_handed'
  | 'lock_ended'
  | 'nip_changed'
  | 'sms_factor_chosen'
  | 'role_ended'
  | 'admin_request'
  | 'role_granted'
  | 'data_exported'
  | 'directory_changed';
export type CodeKind =
  | 'code_activation'
  | 'code_captcha'
  | 'code_registration'
  | 'code_recovery'
  | 'code_reset'
  | 'code_contact'
  | 'code_signin'
  | 'code_case';
/** `link_recovery` brings a code beside its link. */
export type LinkKind = 'link_signin' | 'link_activation' | 'link_recovery';
/** To a contact that is no account's yet, about what its owner asked for. */
export type NewsKind =
  | 'registration_queued'
  | 'registration_resumed'
  | 'registration_waiting'
  | 'registration_approved'
  | 'registration_refused'
  | 'contact_recorded'
  | 'case_received'
  | 'case_asked'
  | 'case_ended'
  | 'correction_ended';
export type MessageKind = NoticeKind | CodeKind | LinkKind | NewsKind;

export interface Message {
  channel: Channel;
  to: string;
  kind: MessageKind;
  subject: string;
  text: string;
  /** The same for programs that show it; mail only. */
  html?: string | undefined;
  accountId?: string | null;
  /** What it belongs to, e.g. `registration:<id>`, where a page may say how its delivery stands. */
  ref?: string | null | undefined;
  /** Epoch milliseconds. */
  at: number;
}

/** Mail and SMS are written in the transaction that causes them, and sent later by a job, at least once. */
export async function enqueueAll(db: Db, messages: Message[]): Promise<void> {
  if (messages.length === 0) return;
  await db.insertInto('outbox').values(messages.map(outboxRow)).execute();
}

function outboxRow(message: Message) {
  const at = new Date(message.at);
  return {
    channel: message.channel,
    recipient: message.to,
    subject: message.subject,
    text: message.text,
    html: message.html ?? null,
    ref: message.ref ?? null,
    account_id: message.accountId ?? null,
    kind: message.kind,
    created_at: at,
    next_attempt_at: at,
  };
}

export interface DueMessage {
  id: number;
  /** The same at every try, and of this message alone: by it the other side knows a repeat. */
  key: string;
  channel: Channel;
  to: string;
  subject: string;
  text: string;
  html: string | null;
  kind: string;
  accountId: string | null;
  createdAt: Date;
  attempts: number;
}

/**
 * Takes what is due of a channel, for `leaseSeconds`: one UPDATE counts the attempt and moves the next one, so that no two
 * nodes send the same message at once, and a node that dies gives it back by itself.
 */
export async function claimDue(
  db: Db,
  {
    channel,
    now,
    limit,
    leaseSeconds,
  }: { channel: Channel; now: number; limit: number; leaseSeconds: number },
): Promise<DueMessage[]> {
  const lease = new Date(now + leaseSeconds * 1000);
  const { rows } = await sql<Omit<DueMessage, 'key'>>`
    update outbox set attempts = attempts + 1, next_attempt_at = ${lease}
    where id in (
      select id from outbox where sent_at is null and dead_at is null and next_attempt_at <= ${new Date(now)}
        and channel = ${channel}
      order by next_attempt_at, id limit ${limit} for update skip locked)
    returning id, channel, recipient as "to", subject, text, html, kind, account_id as "accountId",
      created_at as "createdAt", attempts`.execute(db);
  return rows.toSorted((a, b) => a.id - b.id).map((row) => ({ ...row, key: keyOf(row) }));
}

/** Its number alone would come again where a database is begun anew. */
function keyOf({ id, createdAt }: Pick<DueMessage, 'id' | 'createdAt'>): string {
  return `asn-${id}-${createdAt.getTime().toString(36)}`;
}

/** Sent; where the text is not kept, a code or link that lies about in a table is gone with it. */
export async function markSent(
  db: Db,
  id: number,
  { now, keepText }: { now: number; keepText: boolean },
): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ sent_at: new Date(now), last_error: null, html: null, ...(keepText ? {} : { text: '' }) })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
}

/** Not sent: tried again at `retryAt`, or given up where that is null. */
export async function markFailed(
  db: Db,
  id: number,
  { now, retryAt, error }: { now: number; retryAt: number | null; error: string },
): Promise<void> {
  const next = retryAt === null ? { dead_at: new Date(now) } : { next_attempt_at: new Date(retryAt) };
  await db
    .updateTable('outbox')
    .set({ ...next, last_error: error.slice(0, 500) })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
}

export interface DeliveryStatus {
  channel: Channel;
  state: 'waiting' | 'sent' | 'failed';
  at: Date;
}

/** How the messages of one matter stand, newest first: for "terkirim 08.41" on its page. */
export async function deliveryOf(db: Db, ref: string): Promise<DeliveryStatus[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['channel', 'created_at', 'sent_at', 'dead_at'])
    .where('ref', '=', ref)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ channel, created_at: createdAt, sent_at: sentAt, dead_at: deadAt }) => ({
    channel,
    state: sentAt ? 'sent' : deadAt ? 'failed' : 'waiting',
    at: sentAt ?? deadAt ?? createdAt,
  }));
}

export interface SentMessage {
  channel: Channel;
  to: string;
  subject: string;
  text: string;
  sentAt: string;
}

/** What was sent, newest first: the outbox page of the demo. Numbers as people write them. */
export async function recentMessages(db: Db, limit: number): Promise<SentMessage[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['channel', 'recipient', 'subject', 'text', 'sent_at'])
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    channel: row.channel,
    to: row.recipient.replace(/^\+62/, '0'),
    subject: row.subject,
    text: row.text,
    sentAt: (row.sent_at ?? new Date(0)).toISOString(),
  }));
}
