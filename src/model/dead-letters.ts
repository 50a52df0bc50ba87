import type { Db } from '../platform/db.ts';
import { audit } from './audit.ts';
import type { AuditContext } from './audit.ts';
import type { Channel } from './outbox.ts';

export interface DeadMessage {
  id: number;
  channel: Channel;
  to: string;
  kind: string;
  attempts: number;
  error: string;
  createdAt: Date;
  deadAt: Date;
  /** Its text is kept for some days only; without it there is nothing to send. */
  retryable: boolean;
}

/** How many wait, and how many were given up. */
export async function outboxCounts(db: Db): Promise<{ waiting: number; dead: number }> {
  const count = (column: 'sent_at' | 'dead_at') =>
    db
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('dead_at', column === 'dead_at' ? 'is not' : 'is', null);
  const [waiting, dead] = await Promise.all([
    count('sent_at').where('sent_at', 'is', null).executeTakeFirstOrThrow(),
    count('dead_at').executeTakeFirstOrThrow(),
  ]);
  return { waiting: waiting.count, dead: dead.count };
}

/** What was given up, newest first; `before`: older than that one. */
export async function deadMessages(
  db: Db,
  { limit, before = null }: { limit: number; before?: number | null },
): Promise<DeadMessage[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('dead_at', 'is not', null)
    .$if(before !== null, (all) => all.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, channel: row.channel, to: row.recipient, kind: row.kind, attempts: row.attempts },
    ...{ error: row.last_error ?? '', createdAt: row.created_at, deadAt: row.dead_at ?? row.created_at },
    retryable: row.text !== '',
  }));
}

/** Tries a dead letter again, from the beginning; false where it is none any more, or its text is gone. */
export async function retryDead(
  trx: Db,
  { id, now }: { id: number; now: number },
  context: AuditContext,
): Promise<boolean> {
  const row = await trx
    .updateTable('outbox')
    .set({ dead_at: null, attempts: 0, next_attempt_at: new Date(now) })
    .where('id', '=', id)
    .where('dead_at', 'is not', null)
    .where('text', '<>', '')
    .returning(['channel', 'kind', 'account_id'])
    .executeTakeFirst();
  if (!row) return false;
  const details = { channel: row.channel, kind: row.kind };
  await audit(trx, { type: 'mail.retried', accountId: row.account_id, details }, context);
  return true;
}

/** Nobody is there: seen by whoever helps, before somebody is stranded. A code that comes back clears it. */
export async function markBounced(
  trx: Db,
  { accountId, channel, to, now }: { accountId: string; channel: Channel; to: string; now: number },
  context: AuditContext,
): Promise<void> {
  const kind = channel === 'email' ? 'email' : 'phone';
  const bounced = await trx
    .updateTable('contact')
    .set({ bounced_at: new Date(now) })
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('value', '=', to)
    .where('removed_at', 'is', null)
    .where('bounced_at', 'is', null)
    .returning('id')
    .execute();
  if (bounced.length > 0) {
    await audit(trx, { type: 'contact.bounced', accountId, details: { kind } }, context);
  }
}
