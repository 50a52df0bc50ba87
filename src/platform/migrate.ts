import { promises as fs } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import type { Database, Db } from './db.ts';

function migrator(db: Db, migrationsDir: string): Migrator {
  return new Migrator({
    db,
    provider: new FileMigrationProvider({ fs, path, migrationFolder: migrationsDir }),
  });
}

/**
 * Brings the schema up to date and returns the names of what was run. On Postgres kysely's own advisory lock lets
 * one of several nodes migrate while the others wait; PGlite has one process only (lock-file.ts).
 */
export async function migrate({ db }: Pick<Database, 'db'>, migrationsDir: string): Promise<string[]> {
  const { error, results } = await migrator(db, migrationsDir).migrateToLatest();
  if (error) throw new Error('the database could not be migrated', { cause: error });
  return (results ?? []).map((result) => result.migrationName);
}

/** Names of migrations this code knows and the database has not seen. */
export async function migrationsPending(
  { db }: Pick<Database, 'db'>,
  migrationsDir: string,
): Promise<string[]> {
  await sql`select 1`.execute(db);
  const known = await migrator(db, migrationsDir).getMigrations();
  return known.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
}
