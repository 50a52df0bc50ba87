/**
 * What expires: sessions, interactions, grants, codes, tokens, counters. Two implementations, Redis and memory, stand
 * under one contract test. Every operation touches one key, so that one server, Sentinel and Cluster all work.
 */
export interface Kv {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  /** GETDEL: exactly one caller gets the value. */
  take(key: string): Promise<string | null>;
  delete(key: string): Promise<void>;
  /** Adds one, TTL starts with the first; count is after adding; never more than limit + 1 is stored. */
  increment(key: string, limit: number, ttlSeconds: number): Promise<Increment>;
  /**
   * Atomic read-decide-write of one key. `decide` must be pure: it is called again when another writer won. A null
   * write deletes, 'keep' writes nothing. Throws KvContention after bounded tries.
   */
  update<R>(key: string, decide: Decide<R>): Promise<R>;
  /**
   * Marks a JSON object as used: sets `consumed` (epoch seconds) and keeps the TTL. True for the first caller, false
   * where it already was, null where the key is absent. A second call within graceSeconds of the first counts as
   * allowed again.
   */
  consume(key: string, nowSeconds: number, graceSeconds?: number): Promise<boolean | null>;
  /** Index of members that expire, each at its own time. */
  addMember(key: string, member: string, expiresAtSeconds: number): Promise<void>;
  members(key: string, nowSeconds: number): Promise<string[]>;
  removeMember(key: string, member: string): Promise<void>;
  /** False instead of an error where the store is away. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Increment {
  count: number;
  allowed: boolean;
  resetsInSeconds: number;
}

export type KvWrite = { value: string; ttlSeconds: number } | null | 'keep';
export type Decide<R> = (current: string | null) => { write: KvWrite; result: R };

/** The store is away or too slow: nothing is known about what the operation did. Answer 503, judge nothing. */
export class KvUnavailable extends Error {
  code = 'kv_unavailable' as const;
  constructor(cause: unknown) {
    super('the key-value store is unavailable', { cause });
  }
}

/** Other writers kept winning the same key. */
export class KvContention extends Error {
  code = 'kv_contention' as const;
  constructor(key: string) {
    super(`too many writers of ${key.replace(/:.*/s, ':…')}`);
  }
}

/** Stores count whole seconds, from one on; rounding up never ends anything too early. */
export function wholeSeconds(ttlSeconds: number): number {
  return Math.max(1, Math.ceil(ttlSeconds));
}
