import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import type { Hasher } from '../../platform/hashing.ts';
import { audit } from '../audit.ts';
import type { AuditContext, PasswordReason } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';

/** The current one and these before it make "the last five". */
const rememberedBefore = policy.password.history - 1;

/** Sets a password of one's own; the one before it is remembered, its owner is told on every channel. */
export async function setPassword(
  trx: Db,
  { accountId, hash, reason, now }: { accountId: string; hash: string; reason: PasswordReason; now: number },
  { compose, context }: Telling,
): Promise<void> {
  await remember(trx, accountId);
  const row = { hash, initial: false, must_change: false, recovery_forced_at: null, set_at: new Date(now) };
  await trx
    .insertInto('password')
    .values({ account_id: accountId, ...row })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute();
  await audit(trx, { type: 'password.changed', accountId, details: { reason } }, context);
  await notice(trx, { accountId, kind: 'password_changed', context, now, compose });
}

/** Moves the current hash into the history and forgets what is older than the last five. */
async function remember(trx: Db, accountId: string): Promise<void> {
  // The row is locked first: two changes at once must remember both hashes.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  await sql`insert into password_history (account_id, hash, set_at)
    select account_id, hash, set_at from password where account_id = ${accountId}`.execute(trx);
  await sql`delete from password_history where account_id = ${accountId} and id not in (
    select id from password_history where account_id = ${accountId} order by id desc limit ${rememberedBefore})`.execute(
    trx,
  );
}

/** Is it one of the last five? Runs outside any transaction: it hashes. */
export async function wasUsedBefore(
  { db, hasher }: { db: Db; hasher: Hasher },
  accountId: string,
  password: string,
): Promise<boolean> {
  const current = db.selectFrom('password').select('hash').where('account_id', '=', accountId);
  const earlier = db.selectFrom('password_history').select('hash').where('account_id', '=', accountId);
  for (const { hash } of await current.unionAll(earlier).execute()) {
    if ((await hasher.verify(hash, password, { first: true })).right) return true;
  }
  return false;
}

/**
 * Writes the same password's hash anew in today's format; nothing happens where it was changed meanwhile. The owner is
 * not told: nothing changed for them.
 */
export async function replaceHash(
  trx: Db,
  { accountId, oldHash, hash }: { accountId: string; oldHash: string; hash: string },
  context: AuditContext,
): Promise<boolean> {
  const replaced = await trx
    .updateTable('password')
    .set({ hash })
    .where('account_id', '=', accountId)
    .where('hash', '=', oldHash)
    .returning('account_id')
    .execute();
  if (replaced.length === 0) return false;
  const from = oldHash.split('$')[1] ?? 'unknown';
  await audit(trx, { type: 'password.rehashed', accountId, details: { from } }, context);
  return true;
}

/**
 * Twenty wrong codes in a row, each after the right password: somebody else knows it. It opens nothing until it is
 * recovered. False where that was said already, so that the owner is told once.
 */
export async function forcePasswordRecovery(
  trx: Db,
  { accountId, wrongCodes, now }: { accountId: string; wrongCodes: number; now: number },
  { compose, context }: Telling,
): Promise<boolean> {
  const forced = await trx
    .updateTable('password')
    .set({ recovery_forced_at: new Date(now) })
    .where('account_id', '=', accountId)
    .where('recovery_forced_at', 'is', null)
    .returning('account_id')
    .execute();
  if (forced.length === 0) return false;
  await audit(trx, { type: 'password.recovery-forced', accountId, details: { wrongCodes } }, context);
  await notice(trx, { accountId, kind: 'password_recovery_forced', now, compose });
  return true;
}
