import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import pg from 'pg';
import { openDatabase } from '../../src/platform/db.ts';
import type { Database } from '../../src/platform/db.ts';
import { openMemoryKv } from '../../src/platform/kv-memory.ts';
import { openRedisKv } from '../../src/platform/kv-redis.ts';
import type { Kv } from '../../src/platform/kv.ts';
import { createLimits } from '../../src/platform/limits.ts';
import type { Limits } from '../../src/platform/limits.ts';
import { migrate } from '../../src/platform/migrate.ts';

export const migrationsDir = fileURLToPath(new URL('../../migrations', import.meta.url));

/** A clock that stands still until it is moved. */
export function fixedClock(start = Date.parse('2026-11-10T03:00:00Z')) {
  let time = start;
  return {
    now: () => time,
    advance: (seconds: number) => void (time += seconds * 1000),
    set: (epochMs: number) => void (time = epochMs),
  };
}

/** A migrated database of one's own. Close it in afterAll: that drops it. */
export async function openTestDatabase(kind: 'postgres' | 'pglite' = 'postgres'): Promise<Database> {
  if (kind === 'pglite') return openDatabase({ snapshot: await pgliteSnapshot() });
  const { url, drop } = await createTestDatabaseUrl();
  const database = await openDatabase({ url, max: 6 });
  const close = async () => {
    await database.close();
    await drop();
  };
  return { ...database, close };
}

/** The same for a process that is started from outside; `empty` leaves out the migrations. */
export async function createTestDatabaseUrl({ empty = false } = {}): Promise<{
  url: string;
  drop: () => Promise<void>;
}> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = empty ? 'template1' : await migratedTemplate();
  await asSuperuser((client) => client.query(`create database ${name} template ${template}`));
  const drop = () => asSuperuser((client) => client.query(`drop database if exists ${name} with (force)`));
  return { url: urlOf(name), drop: async () => void (await drop()) };
}

/** A kv of one's own, with limits on the same store. */
export async function openTestKv(
  kind: 'redis' | 'memory' = 'redis',
  now: () => number = Date.now,
): Promise<Kv & { limits: Limits }> {
  if (kind === 'memory') return { ...openMemoryKv({ now }), limits: createLimits({}) };
  const { url } = await createTestRedisUrl();
  const kv = openRedisKv({ url, now });
  return { ...kv, limits: createLimits({ redis: kv.client }) };
}

/** An empty Redis database number, for a kv or for a process that is started from outside. */
export async function createTestRedisUrl(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = new Redis(required('TEST_REDIS_URL'));
  try {
    const number = 1 + ((await server.incr('test:databases')) % 1023);
    await server.select(number);
    await server.flushdb();
    const url = new URL(required('TEST_REDIS_URL'));
    url.pathname = `/${number}`;
    return { url: url.href, drop: async () => {} };
  } finally {
    server.disconnect();
  }
}

/** Migrating takes a second, copying a migrated database a tenth: made once for each state of the migrations. */
async function migratedTemplate(): Promise<string> {
  const name = `template_${migrationsHash()}`;
  await asSuperuser(async (client) => {
    // Test files run in parallel: the first makes it, the others wait here.
    await client.query(`select pg_advisory_lock(hashtext('${name}'))`);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await createTemplate(client, name);
  });
  return name;
}

async function createTemplate(client: pg.Client, name: string): Promise<void> {
  const making = `making_${randomBytes(8).toString('hex')}`;
  await client.query(`create database ${making}`);
  const database = await openDatabase({ url: urlOf(making) });
  try {
    await migrate(database, migrationsDir);
  } finally {
    await database.close();
  }
  await client.query(`alter database ${making} rename to ${name}`);
}

/** PGlite takes seconds to make its first database and less than one to load a copy. */
async function pgliteSnapshot(): Promise<Blob> {
  const file = join(tmpdir(), `asn-pglite-${process.getuid?.() ?? 0}-${migrationsHash()}.tar`);
  try {
    // Whole, not as it is needed: another worker that began to make it as well may put its own in its place.
    return new Blob([await readFile(file)]);
  } catch {
    const database = await openDatabase({});
    await migrate(database, migrationsDir);
    const dump = (await database.dump?.()) as Blob;
    await database.close();
    const unfinished = `${file}.${randomBytes(4).toString('hex')}`;
    writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
    renameSync(unfinished, file);
    return dump;
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(migrationsDir).toSorted())
    hash.update(readFileSync(join(migrationsDir, file)));
  return hash.digest('hex').slice(0, 16);
}

async function asSuperuser<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: required('TEST_DATABASE_URL') });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(required('TEST_DATABASE_URL'));
  url.pathname = `/${database}`;
  return url.href;
}

function required(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL'): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: run the tests by \`npm test\`, or see script/test-stores.mjs`);
  return value;
}
