import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { endPasskeys } from '../credentials/passkeys.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';
import { raiseEpoch } from './accounts.ts';

export interface OpenUndo {
  accountId: string;
  kind: ContactKind;
  /** The address or number before; null where there was none. */
  oldValue: string | null;
  /** Epoch milliseconds. */
  at: number;
  until: number;
}

/** What a link of "batalkan perubahan" would undo; null where it is used, too old or nobody's. Changes nothing. */
export async function findUndo(db: Db, token: string, now: number): Promise<OpenUndo | null> {
  const row = await open(db, token, now).executeTakeFirst();
  if (!row) return null;
  const { account_id: accountId, kind, old_value: oldValue, at, undo_until: until } = row;
  return { accountId, kind, oldValue, at: at.getTime(), until: until.getTime() };
}

/**
 * Undoes a change of contact by its link: the one before stands on record again, and neither counts for recovery before a
 * person has looked; factors, browsers and sessions that came since are gone (issue 3, item 6), and a password that came since
 * opens nothing before it is recovered. One caller alone gets it.
 */
export async function undoContactChange(
  trx: Db,
  { token, now }: { token: string; now: number },
  { compose, context }: Telling,
): Promise<{ kind: 'undone'; accountId: string } | { kind: 'gone' }> {
  const taken = await trx
    .updateTable('contact_change')
    .set({ undone_at: new Date(now) })
    .where('undo_hash', '=', sha256(token))
    .where('undone_at', 'is', null)
    .where('undo_until', '>', new Date(now))
    .returning(['account_id', 'kind', 'old_contact_id', 'at', 'id'])
    .executeTakeFirst();
  if (!taken) return { kind: 'gone' };
  const { account_id: accountId, kind, at } = taken;
  // The account's row is the lock: an authenticator or a password that is just being set comes before this, or not at all.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  await restoreContact(trx, { accountId, kind, oldId: taken.old_contact_id, at, now });
  const removed = await removeFactorsSince(trx, { accountId, at, now }, context);
  await forcePasswordSince(trx, { accountId, at, now });
  await raiseEpoch(trx, accountId);
  const details = { kind, change: taken.id, ...removed };
  await audit(trx, { type: 'contact.undone', accountId, details }, context);
  await notice(trx, { accountId, kind: 'contact_undone', values: { kind }, now, compose });
  return { kind: 'undone', accountId };
}

/** Whether this very link has just undone its change: a second press of its button. */
export async function wasJustUndone(db: Db, token: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('contact_change')
    .select('id')
    .where('undo_hash', '=', sha256(token))
    .where('undone_at', '>', new Date(now - policy.links.repeatSeconds * 1000))
    .executeTakeFirst();
  return row !== undefined;
}

function open(db: Db, token: string, now: number) {
  return db
    .selectFrom('contact_change')
    .select(['account_id', 'kind', 'old_value', 'at', 'undo_until'])
    .where('undo_hash', '=', sha256(token))
    .where('undone_at', 'is', null)
    .where('undo_until', '>', new Date(now));
}

interface Restoring {
  accountId: string;
  kind: ContactKind;
  oldId: string | null;
  at: Date;
  now: number;
}

/** What came later of the same kind goes too, and its own links end: they would bring back what was undone. */
async function restoreContact(trx: Db, { accountId, kind, oldId, at, now }: Restoring): Promise<void> {
  const stamp = new Date(now);
  await trx
    .updateTable('contact')
    .set({ removed_at: stamp, suspended_at: stamp })
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('removed_at', 'is', null)
    .execute();
  await trx
    .updateTable('contact_change')
    .set({ undone_at: stamp })
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('at', '>=', at)
    .where('undone_at', 'is', null)
    .execute();
  if (oldId === null) return;
  await trx
    .updateTable('contact')
    .set({ removed_at: null, suspended_at: stamp })
    .where('id', '=', oldId)
    .where('account_id', '=', accountId)
    .execute();
}

interface Since {
  accountId: string;
  at: Date;
  now: number;
}

/** Authenticators in force then that one of these replaced, or its holder removed, are in force again: their owner still has them. */
export async function removeFactorsSince(
  trx: Db,
  { accountId, at, now }: Since,
  context: AuditContext,
): Promise<{ authenticators: number; passkeys: number; recoveryCodes: number }> {
  const stamp = new Date(now);
  const added = await sql`update totp set replaced_at = ${stamp}
    where account_id = ${accountId}::uuid and confirmed_at >= ${at} and replaced_at is null returning id`.execute(
    trx,
  );
  if (added.rows.length > 0) {
    await sql`update totp set replaced_at = null
      where account_id = ${accountId}::uuid and confirmed_at < ${at} and replaced_at >= ${at}`.execute(trx);
  }
  const young = await passkeysSince(trx, { accountId, at });
  const passkeys = await endPasskeys(trx, { accountId, ids: young, reason: 'undone', now }, context);
  const codes = await sql`update recovery_code set used_at = ${stamp}
    where account_id = ${accountId}::uuid and created_at >= ${at} and used_at is null returning id`.execute(
    trx,
  );
  await sql`update device set revoked_at = ${stamp}
    where account_id = ${accountId}::uuid and created_at >= ${at} and revoked_at is null`.execute(trx);
  await sql`update account set sms_factor_at = null
    where id = ${accountId}::uuid and sms_factor_at >= ${at}`.execute(trx);
  return { authenticators: added.rows.length, passkeys, recoveryCodes: codes.rows.length };
}

async function passkeysSince(trx: Db, { accountId, at }: Omit<Since, 'now'>): Promise<string[]> {
  const rows = await trx
    .selectFrom('passkey')
    .select('id')
    .where('account_id', '=', accountId)
    .where('created_at', '>=', at)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whoever set it then may be who is undone: with one contact left it would lead to an authenticator of theirs. */
async function forcePasswordSince(trx: Db, { accountId, at, now }: Since): Promise<void> {
  await trx
    .updateTable('password')
    .set({ recovery_forced_at: new Date(now) })
    .where('account_id', '=', accountId)
    .where('set_at', '>=', at)
    .where('recovery_forced_at', 'is', null)
    .execute();
}
