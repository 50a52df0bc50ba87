import { policy } from '../../../../config/policy.ts';
import type { PoolKey } from '../../../model/pools.ts';
import type { Kv } from '../../../platform/kv.ts';

interface Deps {
  kv: Kv;
  now: () => number;
}

/**
 * What a browser's own pool past the lock lives by: the pool counts its tries, the pass says that there is one. Its key
 * names account and browser, so it is worth nothing to any other.
 */
const keyOf = ({ key }: PoolKey) => `pass:${key}`;

export async function openPass({ kv, now }: Deps, pool: PoolKey): Promise<void> {
  const ttlSeconds = policy.links.signinPoolSeconds;
  await kv.set(keyOf(pool), String(now() + ttlSeconds * 1000), ttlSeconds);
}

export async function passIsOpen({ kv, now }: Deps, pool: PoolKey): Promise<boolean> {
  return Number((await kv.get(keyOf(pool))) ?? 0) > now();
}

export async function closePass({ kv }: Pick<Deps, 'kv'>, pool: PoolKey): Promise<void> {
  await kv.delete(keyOf(pool));
}
