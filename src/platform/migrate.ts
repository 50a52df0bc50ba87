import { promises as fs } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import type { Database, Db } from './db.ts';

/** What a file of migrations/ may say beside `up`. */
interface OurMigration extends Migration {
  /** False: each of its statements stands alone and may be repeated (migrations/build-index.ts). */
  transactional?: boolean;
}

const LOOK_AGAIN_MS = 200;

/**
 * Brings the database to the newest migration and names those that ran, each in a transaction of its own: a lock that one
 * takes for a moment does not stay for the long work of the next. Of several nodes that start at once one works.
 */
export async function migrate({ db, patient }: Database, migrationsDir: string): Promise<string[]> {
  // The common case is that there is nothing to do, and it should cost one look.
  if ((await pendingOf(db, migrationsDir)).length === 0) return [];
  if (!patient) return migrateOn(db, migrationsDir);
  // A migration may wait for another node's, or make a long index: the time limits of requests are not for it.
  const unhurried = patient();
  try {
    return await unhurried.db.connection().execute(async (one) => {
      await waitForTurn(one);
      return migrateOn(one, migrationsDir, { postgres: true });
    });
  } finally {
    // With its connection the turn ends, however it went.
    await unhurried.close();
  }
}

/**
 * Asked for again and again: a statement that waits for the lock would itself be waited for by `create index
 * concurrently`, and neither would end.
 */
async function waitForTurn(db: Db): Promise<void> {
  const ask = sql<{ mine: boolean }>`select pg_try_advisory_lock(hashtext('asn migrations')) as mine`;
  while (!(await ask.execute(db)).rows[0]?.mine) await sleep(LOOK_AGAIN_MS);
}

/** The migrations that have not run yet, in their order. */
async function pendingOf(db: Db, migrationsDir: string): Promise<OurMigration[]> {
  const migrations = await createMigrator(db, migrationsDir).getMigrations();
  return migrations.filter(({ executedAt }) => executedAt === undefined).map(({ migration }) => migration);
}

async function migrateOn(db: Db, migrationsDir: string, { postgres = false } = {}): Promise<string[]> {
  const ran: string[] = [];
  for (const { transactional = true } of await pendingOf(db, migrationsDir)) {
    // PGlite has one process and no concurrent index: there everything is in a transaction.
    const options = { disableTransactions: postgres && !transactional };
    const { error, results = [] } = await createMigrator(db, migrationsDir).migrateUp(options);
    if (error) throw failedBy(error, results.find(({ status }) => status === 'Error')?.migrationName);
    ran.push(...results.map(({ migrationName }) => migrationName));
  }
  return ran;
}

function failedBy(cause: unknown, name = 'migration'): Error {
  return Object.assign(new Error(`${name} failed`, { cause }), { code: 'migration_failed' });
}

function createMigrator(db: Db, migrationsDir: string): Migrator {
  const provider = new FileMigrationProvider({ fs, path, migrationFolder: path.resolve(migrationsDir) });
  return new Migrator({ db, provider });
}
