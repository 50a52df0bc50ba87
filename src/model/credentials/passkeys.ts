import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { randomToken } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { NewCredential } from '../../platform/webauthn.ts';
import { audit } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';

/** One in force. Times are epoch milliseconds. */
export interface Passkey {
  id: string;
  accountId: string;
  credentialId: string;
  publicKey: string;
  transports: string[];
  /** It never leaves its device (amr `hwk`); else it may be synced (`swk`). */
  deviceBound: boolean;
  name: string;
  createdAt: number;
  lastUsedAt: number | null;
}

/** The passkeys of an account in force, oldest first. */
export async function passkeysOf(db: Db, accountId: string): Promise<Passkey[]> {
  const rows = await inForce(db).where('account_id', '=', accountId).orderBy('created_at').execute();
  return rows.map(passkeyOf);
}

/** By the identifier that the authenticator says; whoever asks compares the account. */
export async function findPasskey(db: Db, credentialId: string): Promise<Passkey | null> {
  const row = await inForce(db).where('credential_id', '=', credentialId).executeTakeFirst();
  return row ? passkeyOf(row) : null;
}

function inForce(db: Db) {
  return db
    .selectFrom('passkey')
    .select(['id', 'account_id', 'credential_id', 'public_key', 'transports', 'device_bound', 'name'])
    .select(['created_at', 'last_used_at'])
    .where('removed_at', 'is', null);
}

function passkeyOf(row: {
  id: string;
  account_id: string;
  credential_id: string;
  public_key: string;
  transports: string[];
  device_bound: boolean;
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}): Passkey {
  return {
    id: row.id,
    accountId: row.account_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    transports: row.transports,
    deviceBound: row.device_bound,
    name: row.name,
    createdAt: row.created_at.getTime(),
    lastUsedAt: row.last_used_at?.getTime() ?? null,
  };
}

/** The random user handle of an account, made at its first enrolment (WebAuthn level 3 section 14.6.1: never a name or number). */
export async function userHandleOf(db: Db, accountId: string): Promise<string> {
  const { user_handle } = await db
    .updateTable('account')
    .set((eb) => ({ user_handle: eb.fn.coalesce('user_handle', eb.val(randomToken())) }))
    .where('id', '=', accountId)
    .returning('user_handle')
    .executeTakeFirstOrThrow();
  return user_handle ?? '';
}

export type Added = { kind: 'added'; id: string } | { kind: 'full' } | { kind: 'known' };

/** A new one, told to its owner. `full`: there are as many as an account may have; `known`: this very credential exists. */
export async function addPasskey(
  trx: Db,
  {
    accountId,
    credential,
    name,
    now,
  }: { accountId: string; credential: NewCredential; name: string; now: number },
  { compose, context }: Telling,
): Promise<Added> {
  // The account's row first, as wherever factors come and go.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  if ((await passkeysOf(trx, accountId)).length >= policy.passkeys.most) return { kind: 'full' };
  const id = randomUUID();
  const added = await trx
    .insertInto('passkey')
    .values({
      id,
      account_id: accountId,
      credential_id: credential.credentialId,
      public_key: credential.publicKey,
      counter: credential.counter,
      transports: JSON.stringify(credential.transports),
      aaguid: credential.aaguid,
      device_bound: credential.deviceBound,
      backed_up: credential.backedUp,
      name,
      created_at: new Date(now),
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return { kind: 'known' };
  await audit(
    trx,
    { type: 'passkey.added', accountId, details: { passkey: id, synced: !credential.deviceBound } },
    context,
  );
  await notice(trx, {
    accountId,
    kind: 'passkey_added',
    values: { name },
    context,
    now,
    compose,
  });
  return { kind: 'added', id };
}

/**
 * It was used: its counter moves in one conditional UPDATE. False where it went back (a clone, WebAuthn level 3 section
 * 6.1.1), where two answers carry the same one, or where the passkey was removed meanwhile. Synced ones count nothing: zero stays zero.
 */
export async function usePasskey(
  db: Db,
  {
    id,
    counter,
    backedUp,
    userAgent,
    now,
  }: { id: string; counter: number; backedUp: boolean; userAgent: string | null; now: number },
): Promise<boolean> {
  const { rows } = await sql`
    update passkey set counter = ${counter}, backed_up = ${backedUp}, last_used_at = ${new Date(now)},
      last_user_agent = ${userAgent?.slice(0, 300) ?? null}
    where id = ${id} and removed_at is null and (counter < ${counter} or (counter = 0 and ${counter} = 0))
    returning id`.execute(db);
  return rows.length === 1;
}

/** A name of its owner's own; false where it is not theirs or gone. */
export async function renamePasskey(
  db: Db,
  { accountId, id, name }: { accountId: string; id: string; name: string },
): Promise<boolean> {
  const row = await db
    .updateTable('passkey')
    .set({ name })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export type Removed = { kind: 'removed'; name: string } | { kind: 'last' } | { kind: 'gone' };

/** Taken away by its owner; the last second factor of an account stays. */
export async function removePasskey(
  trx: Db,
  { accountId, id, now }: { accountId: string; id: string; now: number },
  telling: Telling,
): Promise<Removed> {
  const { compose, context } = telling;
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  const own = await passkeysOf(trx, accountId);
  const found = own.find((passkey) => passkey.id === id);
  if (!found) return { kind: 'gone' };
  if (own.length === 1 && !(await hasAuthenticator(trx, accountId))) return { kind: 'last' };
  await endPasskeys(trx, { accountId, ids: [id], reason: 'owner', now }, context);
  await notice(trx, {
    accountId,
    kind: 'passkey_removed',
    values: { name: found.name },
    context,
    now,
    compose,
  });
  return { kind: 'removed', name: found.name };
}

async function hasAuthenticator(trx: Db, accountId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('totp')
    .select('id')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Why one ended; `undone`: it came after what was undone (model/people/undo-contact-change.ts). */
export type PasskeyEnd = 'owner' | 'cloned' | 'undone';

/** Ends these passkeys of an account. Never told here: whoever ends them tells what for. Gives how many. */
export async function endPasskeys(
  trx: Db,
  { accountId, ids, reason, now }: { accountId: string; ids: string[]; reason: PasskeyEnd; now: number },
  context: Telling['context'],
): Promise<number> {
  if (ids.length === 0) return 0;
  const ended = await trx
    .updateTable('passkey')
    .set({ removed_at: new Date(now), removed_reason: reason })
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .where('id', 'in', ids)
    .returning('id')
    .execute();
  for (const { id } of ended)
    await audit(trx, { type: 'passkey.removed', accountId, details: { passkey: id, reason } }, context);
  return ended.length;
}
