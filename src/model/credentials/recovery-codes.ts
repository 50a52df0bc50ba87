import { randomInt } from 'node:crypto';
import { policy } from '../../../config/policy.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';

const howMany = policy.recoveryCodes.count;
const groups = 3;
const groupLength = 5;
/** Crockford's alphabet: no I, L, O, U, so that a code read from paper is read one way. 15 characters are 75 bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ten fresh codes in the place of all before; shown once and stored hashed (their 75 bits need no slow hash). The owner
 * is told, but of the first ones that come `with` an authenticator, whose own notice speaks of them.
 */
export async function makeRecoveryCodes(
  trx: Db,
  accountId: string,
  now: number,
  { compose, context }: Telling,
  { with: along }: { with?: 'authenticator' } = {},
): Promise<string[]> {
  const codes = Array.from({ length: howMany }, randomCode);
  const ended = await trx
    .deleteFrom('recovery_code')
    .where('account_id', '=', accountId)
    .returning('id')
    .execute();
  await trx
    .insertInto('recovery_code')
    .values(codes.map((code) => recoveryRow(accountId, code, now)))
    .execute();
  await trx
    .updateTable('account')
    .set({ recovery_confirmed_at: null, recovery_unseen_at: null })
    .where('id', '=', accountId)
    .execute();
  await audit(trx, { type: 'recovery-codes.made', accountId, details: { count: howMany } }, context);
  if (ended.length > 0 || along === undefined)
    await notice(trx, { accountId, kind: 'recovery_codes_made', context, now, compose });
  return codes;
}

function recoveryRow(accountId: string, code: string, now: number) {
  return { account_id: accountId, hash: hashOf(accountId, code), created_at: new Date(now) };
}

/** Uses one up: one UPDATE decides, so that the same code twice at once passes once. */
export async function takeRecoveryCode(
  trx: Db,
  { accountId, typed, now }: { accountId: string; typed: string; now: number },
  { compose, context }: Telling,
): Promise<boolean> {
  const taken = await trx
    .updateTable('recovery_code')
    .set({ used_at: new Date(now) })
    .where('account_id', '=', accountId)
    .where('hash', '=', hashOf(accountId, typed))
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!taken) return false;
  await seenRecoveryCodes(trx, accountId);
  const left = await codesLeft(trx, accountId);
  await audit(trx, { type: 'recovery-code.used', accountId, details: { left } }, context);
  await notice(trx, {
    accountId,
    kind: 'recovery_code_used',
    values: { left },
    context,
    now,
    compose,
  });
  return true;
}

/** They are on the last page of an enrolment from now on, and unseen until its button was pressed. */
export async function unseenRecoveryCodes(trx: Db, accountId: string, now: number): Promise<void> {
  await trx
    .updateTable('account')
    .set({ recovery_unseen_at: new Date(now) })
    .where('id', '=', accountId)
    .execute();
}

/** "Saya sudah menyimpannya", or one of them was used. */
export async function seenRecoveryCodes(trx: Db, accountId: string): Promise<void> {
  await trx
    .updateTable('account')
    .set({ recovery_unseen_at: null })
    .where('id', '=', accountId)
    .where('recovery_unseen_at', 'is not', null)
    .execute();
}

/**
 * Fresh ones for whoever never saw those that came with the authenticator, by its code and the password; null where another sign-in
 * was faster. They are unseen as long as the first ones were, and no longer.
 */
export async function remakeUnseenCodes(
  trx: Db,
  { accountId, unseenAt, now }: { accountId: string; unseenAt: number; now: number },
  telling: Telling,
): Promise<string[] | null> {
  const claimed = await trx
    .updateTable('account')
    .set({ recovery_unseen_at: null })
    .where('id', '=', accountId)
    .where('recovery_unseen_at', '=', new Date(unseenAt))
    .returning('id')
    .executeTakeFirst();
  if (!claimed) return null;
  const codes = await makeRecoveryCodes(trx, accountId, now, telling);
  // Another moment than the one claimed: of two sign-ins at once the second finds it gone.
  await unseenRecoveryCodes(trx, accountId, unseenAt + 1);
  return codes;
}

/** Its owner typed one back from the paper: it is readable, and it is theirs. It stays good. */
export async function confirmRecoveryCode(
  db: Db,
  { accountId, typed, now }: { accountId: string; typed: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // The account's row first: fresh ones made in another tab must not count as confirmed by one of the old.
    await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
    const found = await trx
      .selectFrom('recovery_code')
      .select('id')
      .where('account_id', '=', accountId)
      .where('hash', '=', hashOf(accountId, typed))
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (!found) return false;
    await trx
      .updateTable('account')
      .set({ recovery_confirmed_at: new Date(now) })
      .where('id', '=', accountId)
      .execute();
    await audit(trx, { type: 'recovery-codes.confirmed', accountId, details: {} }, context);
    return true;
  });
}

async function codesLeft(trx: Db, accountId: string): Promise<number> {
  const rows = await trx
    .selectFrom('recovery_code')
    .select('id')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute();
  return rows.length;
}

function randomCode(): string {
  return Array.from({ length: groups }, randomGroup).join('-');
}

function randomGroup(): string {
  return Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Bound to the account. Read kindly: case, spaces and dashes do not matter, and look-alikes are what they look like. */
function hashOf(accountId: string, code: string): string {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  return sha256(`recovery:${accountId}:${plain}`);
}
