import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, sql } from 'kysely';
import { openDatabase } from '../../src/platform/db.ts';
import type { Database } from '../../src/platform/db.ts';
import { createEmbeddedDialect } from '../../src/platform/embedded-dialect.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { createTestDatabaseUrl, migrationsDir, openTestDatabase } from '../support/stores.ts';

const at = '2026-11-10T03:00:00.000Z';
const event = { type: 'test', actor: 'system', details: JSON.stringify({ list: [1], text: 'ä' }), at };

describe.each(['postgres', 'pglite'] as const)('the database on %s', (kind) => {
  let database: Database;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  test('answers numbers for bigint and count, dates for timestamps, objects for JSON', async () => {
    const { db } = database;
    const row = await db.insertInto('audit').values(event).returningAll().executeTakeFirstOrThrow();
    expect(typeof row.id).toBe('number');
    expect(row.at.toISOString()).toBe(at);
    expect(row.details).toEqual({ list: [1], text: 'ä' });
    const { total } = await db
      .selectFrom('audit')
      .select(db.fn.countAll().as('total'))
      .executeTakeFirstOrThrow();
    expect(total).toBe(1);
  });

  test('names a broken constraint in the same way', async () => {
    const row = { name: 'demo', value: 'yes', at };
    await database.db.insertInto('installation').values(row).execute();
    const again = database.db.insertInto('installation').values(row).execute();
    await expect(again).rejects.toMatchObject({ code: '23505', constraint: 'installation_pkey' });
  });

  test('takes back everything of a transaction that failed', async () => {
    const failing = database.db.transaction().execute(async (trx) => {
      await trx.insertInto('installation').values({ name: 'half', value: 'done', at }).execute();
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    const rows = await database.db
      .selectFrom('installation')
      .where('name', '=', 'half')
      .selectAll()
      .execute();
    expect(rows).toEqual([]);
  });

  test('refuses to change or remove an audit row', async () => {
    await database.db.insertInto('audit').values(event).execute();
    await expect(database.db.updateTable('audit').set({ actor: 'x' }).execute()).rejects.toThrow();
    await expect(database.db.deleteFrom('audit').execute()).rejects.toThrow();
    await expect(sql`truncate audit`.execute(database.db)).rejects.toThrow();
  });

  test('has nothing left to migrate, and says so', async () => {
    expect(await migrate(database, migrationsDir)).toEqual([]);
    expect(await database.ping()).toBe(true);
  });
});

// A long index of a table of millions took longer than a request's statement may: the migration failed for ever.
test('a migration has no time limit, a request has', async () => {
  const { url, drop } = await createTestDatabaseUrl();
  const database = await openDatabase({ url });
  const timeouts = async (one: Database) =>
    (await sql<{ statement_timeout: string }>`show statement_timeout`.execute(one.db)).rows[0];
  const unhurried = database.patient?.();
  expect(await timeouts(database)).toEqual({ statement_timeout: '10s' });
  expect(unhurried && (await timeouts(unhurried))).toEqual({ statement_timeout: '0' });
  await unhurried?.close();
  await database.close();
  await drop();
});

test('several nodes that start at once migrate an empty Postgres once', async () => {
  const { url, drop } = await createTestDatabaseUrl({ empty: true });
  const nodes = await Promise.all([1, 2, 3].map(() => openDatabase({ url })));
  const ran = (await Promise.all(nodes.map((node) => migrate(node, migrationsDir)))).flat();
  expect(new Set(ran).size).toBe(ran.length);
  expect(ran.length).toBeGreaterThan(0);
  const { rows } = await sql`show statement_timeout`.execute((nodes[0] as Database).db);
  expect(rows).toEqual([{ statement_timeout: '10s' }]);
  await Promise.all(nodes.map((node) => node.close()));
  await drop();
});

test('tells every statement', async () => {
  const { url, drop } = await createTestDatabaseUrl();
  let statements = 0;
  const database = await openDatabase({ url, onQuery: () => (statements += 1) });
  await database.db.transaction().execute((trx) => trx.selectFrom('account').selectAll().execute());
  expect(statements).toBe(3);
  await database.close();
  await drop();
});

test('says that a Postgres which is away is away, and uses it again when it is back', async () => {
  const { url, drop } = await createTestDatabaseUrl();
  const faults: unknown[] = [];
  const database = await openDatabase({ url, onError: (error) => faults.push(error) });
  expect(await database.ping()).toBe(true);
  const killed = sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.db);
  await expect(killed).rejects.toMatchObject({ code: 'db_unavailable' });
  await expect(database.ping().then((there) => there || database.ping())).resolves.toBe(true);
  expect(faults).not.toEqual([]);
  const gone = await openDatabase({ url: 'postgres://postgres@127.0.0.1:1/x' });
  expect(await gone.ping()).toBe(false);
  await expect(sql`select 1`.execute(gone.db)).rejects.toMatchObject({ code: 'db_unavailable' });
  await Promise.all([database.close(), gone.close()]);
  await drop();
});

test('PGlite answers an error where a transaction waits for itself, and goes on', async () => {
  const pglite = await PGlite.create();
  const db = new Kysely<Record<string, never>>({ dialect: createEmbeddedDialect({ pglite }, 2000) });
  const stuck = db.transaction().execute(() => sql`select 1`.execute(db));
  await expect(stuck).rejects.toMatchObject({ code: 'database_busy' });
  const both = await Promise.all([1, 2, 3].map((n) => sql<{ n: number }>`select ${n}::int as n`.execute(db)));
  expect(both.map(({ rows }) => rows[0]?.n)).toEqual([1, 2, 3]);
  await db.destroy();
});

test('PGlite keeps its data over a restart, and one process at a time opens it', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'pglite-')), 'db');
  const first = await openDatabase({ dataDir });
  await migrate(first, migrationsDir);
  await first.db.insertInto('installation').values({ name: 'kept', value: 'yes', at }).execute();
  await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'data_in_use' });
  await first.close();
  const second = await openDatabase({ dataDir });
  expect(await second.db.selectFrom('installation').select('name').execute()).toEqual([{ name: 'kept' }]);
  await second.close();
  rmSync(join(dataDir, '..'), { recursive: true });
});
