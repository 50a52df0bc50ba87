import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import { cancelResets } from '../credentials/authenticator-reset.ts';
import { revokeHandedCodes } from '../credentials/handed-codes.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';
import { endBlock, placeBlock } from './accounts.ts';

export interface Freezing {
  accountId: string;
  /** What was disavowed; a code, never a text. */
  reason: string;
  /** When that happened, epoch milliseconds: only a factor older than it leaves the freeze (policies/freeze.ts). */
  eventAt: number;
  now: number;
}

/**
 * Freezes an account at its owner's word (design §6). It only takes away: what runs is ended, browsers are strangers again,
 * codes handed over and resets of the authenticator die. `already`: it was frozen; the earlier event counts from now on.
 * Whoever calls ends the sessions after the commit; the raised epoch ends them within 30 s besides.
 */
export async function freezeAccount(
  trx: Db,
  { accountId, reason, eventAt, now }: Freezing,
  { compose, context }: Telling,
): Promise<{ kind: 'frozen' | 'already' }> {
  // The account's row is the lock: of two freezes at once the second finds the first.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  const already = await findFreeze(trx, accountId);
  if (already) {
    if (eventAt < already.eventAt) await setEvent(trx, accountId, eventAt);
    return { kind: 'already' };
  }
  await placeBlock(trx, { accountId, kind: 'freeze', reason, now }, context);
  await setEvent(trx, accountId, eventAt);
  await endOffers(trx, { accountId, now }, { compose, context });
  await notice(trx, { accountId, kind: 'account_frozen', now, compose });
  return { kind: 'frozen' };
}

/** Ends a freeze, and says so on every channel; false where there was none. Who may: `mayThaw`, or people. */
export async function thawAccount(
  trx: Db,
  { accountId, now }: { accountId: string; now: number },
  { compose, context }: Telling,
): Promise<boolean> {
  const ended = await endBlock(trx, { accountId, kind: 'freeze', now }, context);
  if (ended) await notice(trx, { accountId, kind: 'account_unfrozen', context, now, compose });
  return ended;
}

/** The freeze in force, with the times that decide which factors leave it (policies/freeze.ts). */
export async function findFreeze(
  db: Db,
  accountId: string,
): Promise<{ placedAt: number; eventAt: number } | null> {
  const row = await db
    .selectFrom('account_block')
    .select(['placed_at', 'event_at'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'freeze')
    .where('ended_at', 'is', null)
    .orderBy('placed_at')
    .executeTakeFirst();
  if (!row) return null;
  return { placedAt: row.placed_at.getTime(), eventAt: (row.event_at ?? row.placed_at).getTime() };
}

async function setEvent(trx: Db, accountId: string, eventAt: number): Promise<void> {
  await trx
    .updateTable('account_block')
    .set({ event_at: new Date(eventAt) })
    .where('account_id', '=', accountId)
    .where('kind', '=', 'freeze')
    .where('ended_at', 'is', null)
    .execute();
}

/** Whatever would still help whoever holds it: known browsers, resets under way, codes on paper or read aloud. */
async function endOffers(
  trx: Db,
  { accountId, now }: { accountId: string; now: number },
  telling: Telling,
): Promise<void> {
  await trx
    .updateTable('device')
    .set({ revoked_at: new Date(now) })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
  const details = { device: 'all', reason: 'frozen' };
  await audit(trx, { type: 'device.revoked', accountId, details }, telling.context);
  await revokeHandedCodes(trx, { accountId, now }, telling.context);
  await cancelResets(trx, { accountId, by: 'freeze', now }, telling);
}
