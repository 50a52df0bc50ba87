import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';

/** A name of its owner's own; false where it is not theirs or gone. */
export async function renameAuthenticator(
  db: Db,
  { accountId, id, name }: { accountId: string; id: string; name: string },
): Promise<boolean> {
  const row = await db
    .updateTable('totp')
    .set({ name })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .where('replaced_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export type RemovedAuthenticator = { kind: 'removed' } | { kind: 'last' } | { kind: 'gone' };

/**
 * Taken away by its owner. The last one stays, passkeys or not: a forgotten password and every form without script are
 * answered by its codes; another phone takes its place by adding that one first, or by a reset.
 */
export async function removeAuthenticator(
  trx: Db,
  { accountId, id, name, now }: { accountId: string; id: string; name: string; now: number },
  { compose, context }: Telling,
): Promise<RemovedAuthenticator> {
  // The account's row first, as wherever factors come and go: of two removed at once one stays.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  const entries = await trx
    .selectFrom('totp')
    .select(['id', 'label'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .where('replaced_at', 'is', null)
    .execute();
  const found = entries.find((entry) => entry.id === id);
  if (!found) return { kind: 'gone' };
  if (entries.length === 1) return { kind: 'last' };
  await trx
    .updateTable('totp')
    .set({ replaced_at: new Date(now) })
    .where('id', '=', id)
    .execute();
  const details = { totp: id, label: found.label };
  await audit(trx, { type: 'totp.removed', accountId, details }, context);
  const values = { name };
  await notice(trx, { accountId, kind: 'totp_removed', values, context, now, compose });
  return { kind: 'removed' };
}

/** Whether this very entry was confirmed a moment ago: a second press of its button. */
export async function wasJustConfirmed(
  db: Db,
  { accountId, id, now }: { accountId: string; id: string; now: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('totp')
    .select('id')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('confirmed_at', '>', new Date(now - policy.links.repeatSeconds * 1000))
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
