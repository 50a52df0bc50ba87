import { randomUUID } from 'node:crypto';
import { policy } from '../../../config/policy.ts';
import { randomToken, sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';

const deviceLivesMs = policy.devices.ttlSeconds * 1000;

export interface Device {
  id: string;
  createdAt: number;
  lastUsedAt: number;
}

/** A browser that this account has fully signed in from, by the token in its cookie; null once it was unused for 90 days. */
export async function findDevice(
  db: Db,
  accountId: string,
  token: string | null | undefined,
  now: number,
): Promise<Device | null> {
  if (!token) return null;
  const row = await db
    .selectFrom('device')
    .select(['id', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .where('token_hash', '=', sha256(token))
    .where('revoked_at', 'is', null)
    .where('last_used_at', '>', new Date(now - deviceLivesMs))
    .executeTakeFirst();
  return row
    ? { id: row.id, createdAt: row.created_at.getTime(), lastUsedAt: row.last_used_at.getTime() }
    : null;
}

export interface RememberArguments {
  accountId: string;
  /** The token the browser came with, if any. */
  token?: string | null | undefined;
  userAgent: string | null | undefined;
  now: number;
}

/**
 * After a whole sign-in, never in recovery or on a shared device. Gives the token for the browser's cookie. Where the
 * browser is new to this account the token is new too, and other accounts of this browser move along: a token planted
 * by somebody else never becomes this account's.
 */
export async function rememberDevice(
  trx: Db,
  { accountId, token, userAgent, now }: RememberArguments,
  context: AuditContext,
): Promise<string> {
  const known = await findDevice(trx, accountId, token, now);
  const at = new Date(now);
  const agent = userAgent?.slice(0, 300) ?? null;
  if (token && known) {
    await trx
      .updateTable('device')
      .set({ last_used_at: at, user_agent: agent })
      .where('id', '=', known.id)
      .execute();
    return token;
  }
  const fresh = randomToken();
  const hash = sha256(fresh);
  if (token) await moveOthers(trx, sha256(token), hash, accountId);
  const id = randomUUID();
  await trx
    .insertInto('device')
    .values({
      id,
      account_id: accountId,
      token_hash: hash,
      user_agent: agent,
      created_at: at,
      last_used_at: at,
    })
    .execute();
  await audit(trx, { type: 'device.remembered', accountId, details: { device: id } }, context);
  return fresh;
}

async function moveOthers(trx: Db, from: string, to: string, accountId: string): Promise<void> {
  await trx
    .updateTable('device')
    .set({ token_hash: to })
    .where('token_hash', '=', from)
    .where('account_id', '<>', accountId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Five wrong passwords, or its owner, ended it: the browser is a stranger again. */
export async function killDevice(
  trx: Db,
  { accountId, deviceId, reason, now }: { accountId: string; deviceId: string; reason: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  const killed = await trx
    .updateTable('device')
    .set({ revoked_at: new Date(now) })
    .where('id', '=', deviceId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  if (killed.length === 0) return false;
  await audit(trx, { type: 'device.revoked', accountId, details: { device: deviceId, reason } }, context);
  return true;
}
