import { policy } from '../../../config/policy.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';

export const deviceLivesMs = policy.devices.ttlSeconds * 1000;

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
