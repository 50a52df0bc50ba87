import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { addressKey } from '../../platform/http/client-address.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { RecoveryDeps } from './deps.ts';

/**
 * So many requests of one address an hour, whoever they name: until when there are too many (epoch ms), else null. It depends on
 * the address alone, so it tells nothing about anybody.
 */
export async function tooManyUntil(
  { limits, now }: Pick<RecoveryDeps, 'limits' | 'now'>,
  ctx: Context,
  what: 'request' | 'password' = 'request',
): Promise<number | null> {
  const hour = { points: policy.recovery.perAddressPerHour, seconds: 3600 };
  const counted = await limits.consume(`recovery-${what}`, addressKey(stateOf(ctx).address), hour);
  return counted.allowed ? null : now() + Math.max(1, counted.resetsInSeconds) * 1000;
}
