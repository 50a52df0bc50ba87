import { wholeSeconds } from './kv.ts';
import type { Increment, Kv, KvWrite } from './kv.ts';

interface Entry {
  value: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

interface MemoryStore {
  now: () => number;
  entries: Map<string, Entry>;
  /** Key → member → epoch seconds at which it expires. */
  indexes: Map<string, Map<string, number>>;
}

const SWEEP_EVERY_MS = 10_000;
const SWEPT_AT_ONCE = 20_000;

/** The embedded store of `npm start` and of tests: one process, nothing survives it. */
export function openMemoryKv({ now }: { now: () => number }): Kv {
  const store: MemoryStore = { now, entries: new Map(), indexes: new Map() };
  const sweeper = setInterval(createSweep(store), SWEEP_EVERY_MS);
  sweeper.unref();
  return {
    get: async (key) => read(store, key)?.value ?? null,
    set: async (key, value, ttlSeconds) => write(store, key, { value, ttlSeconds }),
    setIfAbsent: async (key, value, ttlSeconds) => setIfAbsent(store, key, { value, ttlSeconds }),
    take: async (key) => take(store, key),
    delete: async (key) => void store.entries.delete(key),
    increment: async (key, limit, ttlSeconds) => increment(store, key, { limit, ttlSeconds }),
    update: async (key, decide) => {
      const decision = decide(read(store, key)?.value ?? null);
      write(store, key, decision.write);
      return decision.result;
    },
    consume: async (key, nowSeconds, graceSeconds = 0) => consume(store, key, { nowSeconds, graceSeconds }),
    addMember: async (key, member, expiresAtSeconds) => addMember(store, key, { member, expiresAtSeconds }),
    members: async (key, nowSeconds) => membersOf(store, key, nowSeconds),
    removeMember: async (key, member) => removeMember(store, key, member),
    ping: async () => true,
    close: async () => clearInterval(sweeper),
  };
}

function read(store: MemoryStore, key: string): Entry | null {
  const entry = store.entries.get(key);
  if (!entry) return null;
  if (entry.expiresAt > store.now()) return entry;
  store.entries.delete(key);
  return null;
}

function write(store: MemoryStore, key: string, wanted: KvWrite): void {
  if (wanted === 'keep') return;
  if (wanted === null) {
    store.entries.delete(key);
    return;
  }
  const expiresAt = store.now() + wholeSeconds(wanted.ttlSeconds) * 1000;
  store.entries.set(key, { value: wanted.value, expiresAt });
}

function setIfAbsent(
  store: MemoryStore,
  key: string,
  wanted: { value: string; ttlSeconds: number },
): boolean {
  if (read(store, key)) return false;
  write(store, key, wanted);
  return true;
}

function take(store: MemoryStore, key: string): string | null {
  const entry = read(store, key);
  store.entries.delete(key);
  return entry?.value ?? null;
}

function increment(store: MemoryStore, key: string, bound: { limit: number; ttlSeconds: number }): Increment {
  setIfAbsent(store, key, { value: '0', ttlSeconds: bound.ttlSeconds });
  const entry = read(store, key) as Entry;
  const count = Math.min(Number(entry.value) + 1, bound.limit + 1);
  entry.value = String(count);
  const resetsInSeconds = Math.ceil((entry.expiresAt - store.now()) / 1000);
  return { count, allowed: count <= bound.limit, resetsInSeconds };
}

function consume(
  store: MemoryStore,
  key: string,
  at: { nowSeconds: number; graceSeconds: number },
): boolean | null {
  const entry = read(store, key);
  if (!entry) return null;
  const value = JSON.parse(entry.value) as { consumed?: number };
  if (value.consumed) return at.nowSeconds - value.consumed < at.graceSeconds;
  entry.value = JSON.stringify({ ...value, consumed: at.nowSeconds });
  return true;
}

function addMember(
  store: MemoryStore,
  key: string,
  { member, expiresAtSeconds }: { member: string; expiresAtSeconds: number },
): void {
  const index = store.indexes.get(key) ?? new Map<string, number>();
  store.indexes.set(key, index.set(member, expiresAtSeconds));
}

function membersOf(store: MemoryStore, key: string, nowSeconds: number): string[] {
  const index = store.indexes.get(key) ?? new Map<string, number>();
  return [...index]
    .filter(([, expiresAt]) => expiresAt > nowSeconds)
    .toSorted(([, first], [, second]) => first - second)
    .map(([member]) => member);
}

function removeMember(store: MemoryStore, key: string, member: string): void {
  const index = store.indexes.get(key);
  index?.delete(member);
  if (index?.size === 0) store.indexes.delete(key);
}

/** Looks at a bounded share of the entries each time, so that a large store never holds up the event loop. */
function createSweep(store: MemoryStore): () => void {
  let position = store.entries.keys();
  return () => {
    for (let seen = 0; seen < SWEPT_AT_ONCE; seen += 1) {
      const { done, value } = position.next();
      if (done) {
        position = store.entries.keys();
        break;
      }
      read(store, value);
    }
    for (const [key, index] of store.indexes) sweepIndex(store, key, index);
  };
}

function sweepIndex(store: MemoryStore, key: string, index: Map<string, number>): void {
  for (const [member, expiresAt] of index) {
    if (expiresAt * 1000 <= store.now()) removeMember(store, key, member);
  }
}
