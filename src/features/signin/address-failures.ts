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
const REMEMBERED_MS = 10_000;
const MOST_REMEMBERED = 10_000;
const keyOf = (address: string) => `fail-addr:${addressKey(address)}`;

/**
 * Every sign-in looks at its address, so what this process learnt is good for ten seconds: failures it sees itself are
 * added at once, those seen by other nodes a moment later. The page shown first asks nothing at all: an address known to
 * be failing gets its captcha before the first password, any other at the latest with it.
 */
export function createAddressFailures({ kv, now }: { kv: Kv; now: () => number }): AddressFailures {
  const known = new Map<string, { failures: number; until: number }>();

  function remember(key: string, failures: number): number {
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, { failures, until: now() + REMEMBERED_MS });
    return failures;
  }

  function fresh(key: string): number | null {
    const entry = known.get(key);
    return entry && entry.until > now() ? entry.failures : null;
  }

  return {
    async count(address) {
      const key = keyOf(address);
      remember(key, (await kv.increment(key, limit, addressWindowSeconds)).count);
    },
    async look(address) {
      const key = keyOf(address);
      return fresh(key) ?? remember(key, Number((await kv.get(key)) ?? 0));
    },
    remembered: (address) => fresh(keyOf(address)) ?? 0,
  };
}
