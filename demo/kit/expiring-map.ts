export interface ExpiringMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, expiresAt: number): void;
  delete(key: string): boolean;
  values(): Value[];
}

/** What a relying party remembers for a while, in memory and bounded: when it is full, the oldest entry leaves. */
export function createExpiringMap<Value>({
  now,
  limit = 10_000,
}: {
  now: () => number;
  limit?: number;
}): ExpiringMap<Value> {
  const entries = new Map<string, { value: Value; expiresAt: number }>();

  const get = (key: string): Value | undefined => {
    const entry = entries.get(key);
    if (entry && entry.expiresAt > now()) return entry.value;
    entries.delete(key);
    return undefined;
  };
  const set = (key: string, value: Value, expiresAt: number): void => {
    entries.delete(key);
    if (entries.size >= limit) makeRoom();
    entries.set(key, { value, expiresAt });
  };
  const makeRoom = (): void => {
    for (const [key, entry] of entries) if (entry.expiresAt <= now()) entries.delete(key);
    const [oldest] = entries.keys();
    if (entries.size >= limit && oldest !== undefined) entries.delete(oldest);
  };
  const values = (): Value[] =>
    [...entries.values()].filter((entry) => entry.expiresAt > now()).map((entry) => entry.value);

  return { get, set, delete: (key) => entries.delete(key), values };
}
