import { promises as fs } from 'node:fs';
import path from 'node:path';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import type { Database, Db } from './db.ts';

/**
 * Brings the database to the newest migration and names those that ran. Several nodes may start at once: on
 * PostgreSQL kysely holds an advisory lock for the length of the one transaction in which all of them run.
 */
export async function migrate({ db, patient }: Database, migrationsDir: string): Promise<string[]> {
  // The common case is that there is nothing to do, and it should cost one look.
  if ((await pendingOf(db, migrationsDir)).length === 0) return [];
  if (!patient) return migrateOn(db, migrationsDir);
  // A migration may wait for another node's, or make a long index: the time limits of requests are not for it.
  const unhurried = patient();
  try {
    return await migrateOn(unhurried.db, migrationsDir);
  } finally {
    await unhurried.close();
  }
}

/** The names of the migrations that have not run yet. */
async function pendingOf(db: Db, migrationsDir: string): Promise<string[]> {
  const migrations = await createMigrator(db, migrationsDir).getMigrations();
  return migrations.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}

async function migrateOn(db: Db, migrationsDir: string): Promise<string[]> {
  const { error, results = [] } = await createMigrator(db, migrationsDir).migrateToLatest();
  if (error) {
    const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'migration';
    throw Object.assign(new Error(`${failed} failed`, { cause: error }), { code: 'migration_failed' });
  }
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}

function createMigrator(db: Db, migrationsDir: string): Migrator {
  const provider = new FileMigrationProvider({ fs, path, migrationFolder: path.resolve(migrationsDir) });
  return new Migrator({ db, provider });
}
