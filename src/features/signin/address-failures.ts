import { policy } from '../../../config/policy.ts';
import { addressKey } from '../../platform/http/client-address.ts';
import type { Kv } from '../../platform/kv.ts';

/** Failures by address (IPv6: /64): they raise the captcha for whoever comes from it, and never block. */
export interface AddressFailures {
  count(address: string): Promise<void>;
  look(address: string): Promise<number>;
  /** Without asking the store: what this process saw a moment ago, else none. */
  remembered(address: string): number;
}

const { addressFailures: limit, addressWindowSeconds } = policy.captcha;
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 10_000;

/**
 * One command to look, since every sign-in does. The page that is shown first asks nothing: an address that this
 * process knows to be failing gets its captcha before the first password, any other at the latest with it.
 */
export function createAddressFailures({ kv, now }: { kv: Kv; now: () => number }): AddressFailures {
  const failing = new Map<string, { failures: number; until: number }>();
  const keyOf = (address: string) => `fail-addr:${addressKey(address)}`;

  function remember(key: string, failures: number): number {
    failing.delete(key);
    if (failures < limit) return failures;
    if (failing.size >= MOST_REMEMBERED) failing.clear();
    failing.set(key, { failures, until: now() + REMEMBERED_MS });
    return failures;
  }

  return {
    async count(address) {
      const key = keyOf(address);
      remember(key, (await kv.increment(key, limit, addressWindowSeconds)).count);
    },
    async look(address) {
      const key = keyOf(address);
      return remember(key, Number((await kv.get(key)) ?? 0));
    },
    remembered(address) {
      const known = failing.get(keyOf(address));
      return known && known.until > now() ? known.failures : 0;
    },
  };
}
