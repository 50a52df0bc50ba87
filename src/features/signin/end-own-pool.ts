import { killDevice } from '../../model/credentials/devices.ts';
import { auditContext } from './audit-context.ts';
import { closePass } from './link/pass.ts';
import type { PasswordTarget } from './password-target.ts';
import type { SigninDeps, Visit } from './step.ts';

/** Ends what gave this browser a pool of its own: its device token, or the pass of a mailed link. */
export async function endOwnPool(
  { db, kv, now }: Pick<SigninDeps, 'db' | 'kv' | 'now'>,
  visit: Visit,
  { account, device, pool }: PasswordTarget,
): Promise<void> {
  if (pool.kind === 'link') return closePass({ kv }, pool);
  if (!account || !device) return;
  const kill = { accountId: account.id, deviceId: device.id, reason: 'wrong_passwords', now: now() };
  await killDevice(db, kill, auditContext(visit, now()));
}
