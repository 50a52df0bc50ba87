import type { Kv } from '../platform/kv.ts';

/** What every record has beside its own. */
export interface BrowserRecord {
  /** Random: a record begun anew is another one. */
  id: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** One record of a kind for a browser: what somebody is in the middle of, before anybody is signed in. */
export interface BrowserRecords<R extends BrowserRecord> {
  put(browserHash: string, record: R): Promise<void>;
  find(browserHash: string): Promise<R | null>;
  /** Changes that very record in one step; null where it is gone, or another was begun meanwhile. */
  change(browserHash: string, id: string, change: Partial<R>): Promise<R | null>;
}

/**
 * Kept small and short: strangers cause them. The key is the hash of the cookie that binds the browser, so that whatever was
 * begun elsewhere is out of reach here.
 */
export function createBrowserRecords<R extends BrowserRecord>(
  { kv, now }: { kv: Kv; now: () => number },
  kind: string,
): BrowserRecords<R> {
  const keyOf = (browserHash: string) => `${kind}:${browserHash}`;
  const alive = (current: string | null): R | null => {
    // Only put and change write it.
    const record = current === null ? null : (JSON.parse(current) as R);
    return record !== null && record.expiresAt > now() ? record : null;
  };
  const written = (record: R) => ({
    value: JSON.stringify(record),
    ttlSeconds: Math.max(1, Math.ceil((record.expiresAt - now()) / 1000)),
  });
  return {
    async put(browserHash, record) {
      const { value, ttlSeconds } = written(record);
      await kv.set(keyOf(browserHash), value, ttlSeconds);
    },
    find: async (browserHash) => alive(await kv.get(keyOf(browserHash))),
    change: (browserHash, id, change) =>
      kv.update(keyOf(browserHash), (current) => {
        const record = alive(current);
        if (record?.id !== id) return { write: 'keep' as const, result: null };
        const changed = { ...record, ...change };
        return { write: written(changed), result: changed };
      }),
  };
}
