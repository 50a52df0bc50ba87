import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { policy } from '../config/policy.ts';
import { emptyDatabase } from './empty-database.ts';
import { isDemoDatabase, seedDemo } from './model/demo/seed.ts';
import { createKeyRing } from './platform/crypto.ts';
import type { KeyRing } from './platform/crypto.ts';
import { openDatabase } from './platform/db.ts';
import type { Database } from './platform/db.ts';
import { createHasher } from './platform/hashing.ts';
import type { Hasher } from './platform/hashing.ts';
import { openMemoryKv } from './platform/kv-memory.ts';
import { openRedisKv } from './platform/kv-redis.ts';
import type { Kv } from './platform/kv.ts';
import { createLimits } from './platform/limits.ts';
import type { Limits } from './platform/limits.ts';
import type { Logger } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** What lasts, and the keys that open it: all that the command line needs. */
export interface Foundation {
  database: Database;
  ring: KeyRing;
  hasher: Hasher;
  close(): Promise<void>;
}

export interface Stores extends Foundation {
  kv: Kv;
  limits: Limits;
}

export interface StoresDeps {
  settings: Settings;
  secrets: Secrets;
  now: () => number;
  log: Logger;
}

const MIGRATIONS = path.resolve(import.meta.dirname, '../migrations');
/**
 * Hashing shares Node's thread pool (four threads) with the signing of tokens, and the cores with the event loop: one of each
 * is left to them. Three hashes at once keep up with more sign-ins than one event loop can serve (`npm run bench`).
 */
const LIBUV_THREADS = 4;
const REDIS_PATIENCE_MS = 5_000;

/** Both stores at once: the database takes longest, above all the first time. */
export async function openStores(deps: StoresDeps): Promise<Stores> {
  const opening = openFoundation(deps);
  const { kv, limits } = openKv(deps);
  try {
    const [foundation] = await Promise.all([opening, untilThere(kv)]);
    const close = async () => {
      await Promise.all([kv.close(), foundation.close()]);
    };
    return { ...foundation, kv, limits, close };
  } catch (error) {
    await Promise.all([kv.close(), opening.then((foundation) => foundation.close()).catch(() => {})]);
    throw error;
  }
}

/** The database, migrated; in the demo with its people. */
export async function openFoundation({ settings, secrets, now, log }: StoresDeps): Promise<Foundation> {
  const ring = createKeyRing(secrets.secretsKeys);
  const concurrency = Math.max(1, Math.min(availableParallelism(), LIBUV_THREADS) - 1);
  const hasher = createHasher({ concurrency, queueLimit: policy.hashing.queueLimit, now });
  const onError = (error: unknown) => log.warn({ reason: reasonOf(error) }, 'postgres');
  const place = settings.databaseUrl ? { url: settings.databaseUrl, onError } : await embedded(settings);
  const database = await openDatabase(place);
  const close = async () => {
    await hasher.close();
    await database.close();
  };
  try {
    const ran = await migrate(database, MIGRATIONS);
    if (ran.length > 0) log.info({ migrations: ran }, 'migrated');
    if (settings.mode === 'demo') await seedDemo({ db: database.db, ring, hasher, now: now() });
    else await refuseDemo(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, ring, hasher, close };
}

/** The first time it begins as a copy of an empty database, which is much quicker than making one. */
async function embedded({ dataDir }: Settings): Promise<{ dataDir: string; snapshot?: Blob }> {
  const place = path.join(dataDir, 'db');
  const snapshot = existsSync(place) ? null : await emptyDatabase();
  return { dataDir: place, ...(snapshot && { snapshot }) };
}

async function refuseDemo({ db }: Database): Promise<void> {
  if (!(await isDemoDatabase(db))) return;
  throw Object.assign(new Error('the database holds demo people'), { code: 'demo_database' });
}

function openKv({ settings, now, log }: StoresDeps): { kv: Kv; limits: Limits } {
  if (!settings.redis) return { kv: openMemoryKv({ now }), limits: createLimits({}) };
  const onError = (error: unknown) => log.warn({ reason: reasonOf(error) }, 'redis');
  const kv = openRedisKv({ ...settings.redis, now, onError });
  return { kv, limits: createLimits({ redis: kv.client }) };
}

async function untilThere(kv: Kv): Promise<void> {
  const deadline = performance.now() + REDIS_PATIENCE_MS;
  while (performance.now() < deadline) {
    if (await kv.ping()) return;
    await sleep(50);
  }
  throw Object.assign(new Error('Redis does not answer'), { code: 'kv_unavailable' });
}

function reasonOf(error: unknown): string {
  return String((error as { message?: unknown } | null)?.message ?? error);
}
