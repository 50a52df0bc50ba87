import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import * as activity from '../../migrations/0016-activity.ts';
import * as auditSearch from '../../migrations/0020-audit-search.ts';
import { buildIndex } from '../../migrations/build-index.ts';
import { openDatabase } from '../../src/platform/db.ts';
import type { Database } from '../../src/platform/db.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { createTestDatabaseUrl } from '../support/stores.ts';

const table = (name: string) =>
  `export const up = (db) => db.schema.createTable('${name}').addColumn('id', 'integer').execute();`;

describe.each(['postgres', 'pglite'] as const)('migrations on %s', (kind) => {
  let dir: string;
  let database: Database;
  let drop = async () => {};
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'migrations-'));
    if (kind === 'pglite') database = await openDatabase({});
    else {
      const made = await createTestDatabaseUrl({ empty: true });
      drop = made.drop;
      database = await openDatabase({ url: made.url });
    }
  });
  afterAll(async () => {
    await database.close();
    await drop();
    rmSync(dir, { recursive: true });
  });
  const put = (name: string, text: string) => writeFileSync(join(dir, `${name}.mjs`), text);
  const there = async (name: string) =>
    (await sql<{ there: boolean }>`select to_regclass(${name}) is not null as there`.execute(database.db))
      .rows[0]?.there;

  // All in one transaction, a lock of the first stayed through the index builds of the last.
  test('each has a transaction of its own: one that fails is named, stops the rest and leaves what was before it', async () => {
    Object.assign(globalThis, { migrationFails: true });
    put('01', table('first'));
    put(
      '02',
      `export async function up(db) {
        await db.schema.createTable('half').addColumn('id', 'integer').execute();
        if (globalThis.migrationFails !== false) throw new Error('no');
      }`,
    );
    put('03', table('third'));
    const failing = migrate(database, dir);
    await expect(failing).rejects.toMatchObject({ message: '02 failed', code: 'migration_failed' });
    expect(await Promise.all(['first', 'half', 'third'].map(there))).toEqual([true, false, false]);
    Object.assign(globalThis, { migrationFails: false });
    expect(await migrate(database, dir)).toEqual(['02', '03']);
    expect(await migrate(database, dir)).toEqual([]);
  });

  test('one that says so runs outside of a transaction, where several processes may be', async () => {
    put(
      '04',
      `export const transactional = false;
      export async function up(db) {
        await db.schema.createTable('stays').addColumn('inside', 'boolean').execute();
        await db.insertInto('stays').values({ inside: db.isTransaction }).execute();
      }`,
    );
    expect(await migrate(database, dir)).toEqual(['04']);
    const { rows } = await sql`select inside from stays`.execute(database.db);
    expect(rows).toEqual([{ inside: kind === 'pglite' }]);
  });
});

describe('indexes over a large table', () => {
  let database: Database;
  let drop = async () => {};
  beforeAll(async () => {
    const made = await createTestDatabaseUrl();
    drop = made.drop;
    database = await openDatabase({ url: made.url });
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });
  const bare = () => database.db as unknown as Kysely<unknown>;
  const event = { type: 'test', actor: 'system', details: '{}', at: '2026-11-10T03:00:00.000Z' };

  test('hold up nobody who writes', async () => {
    const { db } = database;
    let building: Promise<void> | undefined;
    await db.transaction().execute(async (trx) => {
      await trx.insertInto('audit').values(event).execute();
      building = buildIndex(bare(), 'audit_slow', 'on audit (type, actor)');
      const waits = sql`select 1 from pg_stat_activity where query like 'create index%audit_slow%'
        and wait_event_type = 'Lock' and datname = current_database()`;
      while ((await waits.execute(db)).rows.length === 0);
      // A plain build waits for the transaction above, and everybody who writes waits for it.
      await db.transaction().execute(async (other) => {
        await sql`set local lock_timeout = '1s'`.execute(other);
        await other.insertInto('audit').values(event).execute();
      });
    });
    await building;
  });

  test('are made anew where a broken-off attempt has left half of one', async () => {
    const { db } = database;
    await db.insertInto('audit').values([event, event]).execute();
    await expect(
      sql`create unique index concurrently audit_half on audit (type)`.execute(db),
    ).rejects.toThrow();
    await buildIndex(bare(), 'audit_half', 'on audit (type)');
    const { rows } = await sql`select indisvalid, indisunique from pg_index
      where indexrelid = to_regclass('audit_half')`.execute(db);
    expect(rows).toEqual([{ indisvalid: true, indisunique: false }]);
  });

  test('of the audit log may be repeated', async () => {
    for (const { transactional, up } of [activity, auditSearch]) {
      expect(transactional).toBe(false);
      await up(bare());
    }
  });
});
