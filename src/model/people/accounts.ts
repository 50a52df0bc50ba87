import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { BlockKind } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';

/** Ends everything that runs for this account, everywhere, within 30 s; gives the new epoch. */
export async function raiseEpoch(trx: Db, accountId: string): Promise<number> {
  const row = await trx
    .updateTable('account')
    .set({ epoch: sql`epoch + 1` })
    .where('id', '=', accountId)
    .returning('epoch')
    .executeTakeFirstOrThrow();
  return row.epoch;
}

/**
 * Whether the account still is what it was when the caller read it; nothing ends it before the transaction does. A freeze, an
 * undoing or a recovery that came first must not be followed by what was begun before it.
 */
export async function holdEpoch(trx: Db, accountId: string, epoch: number): Promise<boolean> {
  const row = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('epoch', '=', epoch)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Whether a session of this epoch still stands, until the transaction ends. It holds off only what raises the epoch: acts on
 * other people at the same time do not wait for each other.
 */
export async function epochStands(trx: Db, accountId: string, epoch: number): Promise<boolean> {
  const row = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('epoch', '=', epoch)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * What raiseEpoch does, where nothing ended meanwhile what the caller began under `epoch`; null where something did, and whoever asked
 * rolls back.
 */
export async function raiseEpochFrom(trx: Db, accountId: string, epoch: number): Promise<number | null> {
  const row = await trx
    .updateTable('account')
    .set({ epoch: sql`epoch + 1` })
    .where('id', '=', accountId)
    .where('epoch', '=', epoch)
    .returning('epoch')
    .executeTakeFirst();
  return row?.epoch ?? null;
}

/** Suspension or freeze: a row with who, when and why; what runs is ended. */
export async function placeBlock(
  trx: Db,
  { accountId, kind, reason, now }: { accountId: string; kind: BlockKind; reason: string; now: number },
  context: AuditContext,
): Promise<void> {
  await trx
    .insertInto('account_block')
    .values({ account_id: accountId, kind, reason, placed_by: context.actor, placed_at: new Date(now) })
    .execute();
  await raiseEpoch(trx, accountId);
  await audit(trx, { type: 'account.blocked', accountId, details: { kind, reason } }, context);
}

/** False where there was no such block. */
export async function endBlock(
  trx: Db,
  { accountId, kind, now }: { accountId: string; kind: BlockKind; now: number },
  context: AuditContext,
): Promise<boolean> {
  const ended = await trx
    .updateTable('account_block')
    .set({ ended_at: new Date(now), ended_by: context.actor })
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  if (ended.length === 0) return false;
  await audit(trx, { type: 'account.unblocked', accountId, details: { kind } }, context);
  return true;
}

/** The code sent to this contact came back: its owner verified it. */
export async function verifyContact(
  trx: Db,
  { accountId, contactId, now }: { accountId: string; contactId: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  const contact = await trx
    .updateTable('contact')
    .set({ verified_at: new Date(now), bounced_at: null })
    .where('id', '=', contactId)
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .returning('kind')
    .executeTakeFirst();
  if (!contact) return false;
  const details = { kind: contact.kind, contact: contactId };
  await audit(trx, { type: 'contact.verified', accountId, details }, context);
  return true;
}
