import { KvContention, KvUnavailable, wholeSeconds } from './kv.ts';
import type { Decide, Kv, KvWrite } from './kv.ts';
import * as scripts from './kv-scripts.ts';
import type { Script } from './kv-scripts.ts';
import { connectRedis } from './redis-client.ts';
import type { RedisAddress, RedisClient } from './redis-client.ts';

export interface RedisKvOptions extends RedisAddress {
  now: () => number;
  prefix?: string;
  /** Told about every fault of the connection; ioredis reconnects by itself. */
  onError?: (error: unknown) => void;
  /** Told the name of every command sent: the bench counts them. */
  onCommand?: (name: string) => void;
}

export interface RedisKv extends Kv {
  /** For what else lives on the same connection (limits). */
  client: RedisClient;
}

interface RedisStore {
  client: RedisClient;
  now: () => number;
  onCommand: (name: string) => void;
  /** Key → the last update waiting in this process. */
  queues: Map<string, Promise<unknown>>;
}

const UPDATE_TRIES = 30;

/** Redis 6.2 or later. Does not wait for the connection: until it stands, operations throw KvUnavailable. */
export function openRedisKv(options: RedisKvOptions): RedisKv {
  const { now, prefix = 'asn:', onError = () => {}, onCommand = () => {} } = options;
  const client = connectRedis(options, { prefix, onError });
  const store: RedisStore = { client, now, onCommand, queues: new Map() };
  const send = <T>(name: string, command: () => Promise<T>) => sendCommand(store, name, command);
  return {
    client,
    get: (key) => send('get', () => client.get(key)),
    set: async (key, value, ttl) =>
      void (await send('set', () => client.set(key, value, 'EX', wholeSeconds(ttl)))),
    setIfAbsent: (key, value, ttlSeconds) => setIfAbsent(store, key, { value, ttlSeconds }),
    take: (key) => send('getdel', () => client.getdel(key)),
    delete: async (key) => void (await send('del', () => client.del(key))),
    increment: (key, limit, ttlSeconds) => increment(store, key, { limit, ttlSeconds }),
    update: (key, decide) => inTurn(store, key, () => update(store, key, decide)),
    consume: (key, nowSeconds, graceSeconds = 0) => consume(store, key, { nowSeconds, graceSeconds }),
    addMember: (key, member, expiresAtSeconds) => addMember(store, key, { member, expiresAtSeconds }),
    members: (key, nowSeconds) =>
      send('zrangebyscore', () => client.zrangebyscore(key, `(${nowSeconds}`, '+inf')),
    removeMember: async (key, member) => void (await send('zrem', () => client.zrem(key, member))),
    ping: () => ping(store),
    close: () => close(client),
  };
}

/** Runs one operation on the connection; what only says that the store is away becomes KvUnavailable. */
async function sendCommand<T>(
  { onCommand }: { onCommand: (name: string) => void },
  name: string,
  command: () => Promise<T>,
): Promise<T> {
  onCommand(name);
  try {
    return await command();
  } catch (error) {
    throw isFaultOfOurs(error) ? error : new KvUnavailable(error);
  }
}

/** A reply such as ERR or WRONGTYPE says that the command is wrong; LOADING, READONLY, OOM and the like pass. */
function isFaultOfOurs(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ReplyError' && /^(ERR|WRONGTYPE|NOSCRIPT|CROSSSLOT|WRONGPASS|NOPERM)\b/.test(message);
}

async function runScript(
  store: RedisStore,
  { lua, sha }: Script,
  [key, ...args]: [string, ...string[]],
): Promise<unknown> {
  try {
    return await sendCommand(store, 'evalsha', () => store.client.evalsha(sha, 1, key, ...args));
  } catch (error) {
    if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
    return sendCommand(store, 'eval', () => store.client.eval(lua, 1, key, ...args));
  }
}

async function setIfAbsent(
  store: RedisStore,
  key: string,
  wanted: { value: string; ttlSeconds: number },
): Promise<boolean> {
  const { value, ttlSeconds } = wanted;
  const reply = await sendCommand(store, 'set', () =>
    store.client.set(key, value, 'EX', wholeSeconds(ttlSeconds), 'NX'),
  );
  return reply === 'OK';
}

async function increment(
  store: RedisStore,
  key: string,
  { limit, ttlSeconds }: { limit: number; ttlSeconds: number },
) {
  const args: [string, ...string[]] = [key, String(limit), String(wholeSeconds(ttlSeconds))];
  const [count, left] = (await runScript(store, scripts.increment, args)) as [number, number];
  return { count, allowed: count <= limit, resetsInSeconds: Math.ceil(left / 1000) };
}

async function consume(store: RedisStore, key: string, at: { nowSeconds: number; graceSeconds: number }) {
  const reply = await runScript(store, scripts.consume, [
    key,
    String(at.nowSeconds),
    String(at.graceSeconds),
  ]);
  return reply === -1 ? null : reply === 1;
}

async function addMember(
  store: RedisStore,
  key: string,
  { member, expiresAtSeconds }: { member: string; expiresAtSeconds: number },
): Promise<void> {
  const nowSeconds = Math.floor(store.now() / 1000);
  await runScript(store, scripts.addMember, [key, member, String(expiresAtSeconds), String(nowSeconds)]);
}

/** Callers of one process wait for each other, so that only different nodes ever compete for a key. */
async function inTurn<R>({ queues }: RedisStore, key: string, run: () => Promise<R>): Promise<R> {
  const before = queues.get(key) ?? Promise.resolve();
  // Where the store is away those who wait fail with the first, rather than each after a timeout of its own.
  const mine = before.then(run, (error: unknown) => {
    if (error instanceof KvUnavailable) throw error;
    return run();
  });
  queues.set(key, mine);
  try {
    return await mine;
  } finally {
    if (queues.get(key) === mine) queues.delete(key);
  }
}

async function update<R>(store: RedisStore, key: string, decide: Decide<R>): Promise<R> {
  for (let attempt = 0; attempt < UPDATE_TRIES; attempt += 1) {
    const current = await sendCommand(store, 'get', () => store.client.get(key));
    const { write, result } = decide(current);
    if (await writeOver(store, key, { current, write })) return result;
    await pause(attempt);
  }
  throw new KvContention(key);
}

/** Writes only where the key still holds what was read. */
async function writeOver(
  store: RedisStore,
  key: string,
  { current, write }: { current: string | null; write: KvWrite },
): Promise<boolean> {
  if (write === 'keep') return true;
  if (current === null) return write === null || setIfAbsent(store, key, write);
  const replacement = write === null ? [] : [write.value, String(wholeSeconds(write.ttlSeconds))];
  return (await runScript(store, scripts.compareAndSet, [key, current, ...replacement])) === 1;
}

/** Random, so that two nodes which met once do not meet again at every try. */
function pause(attempt: number): Promise<void> {
  const longest = Math.min(2 ** attempt, 32);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}

async function ping(store: RedisStore): Promise<boolean> {
  try {
    return (await store.client.ping()) === 'PONG';
  } catch {
    return false;
  }
}

/** Answers to what was asked before arrive first; then the connection, or the attempts to make one, end. */
async function close(client: RedisClient): Promise<void> {
  await client.quit().catch(() => {});
  client.disconnect();
}
