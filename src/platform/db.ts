import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import type { LogEvent } from 'kysely';
import pg from 'pg';
import { takeLockFile } from './lock-file.ts';
import type { Schema } from './schema.ts';

/** A transaction is a `Db` too: the same function works inside and outside one (kysely). */
export type Db = Kysely<Schema>;

export interface Database {
  db: Db;
  kind: 'postgres' | 'pglite';
  /** False where the store does not answer in time. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A PostgreSQL 15+ server; without it PGlite opens `dataDir`, or memory where that is missing too. */
  url?: string | undefined;
  dataDir?: string | undefined;
  /** Called for each statement, for the bench. */
  onQuery?: (() => void) | undefined;
  /** Errors of idle connections: the pool replaces them, the log should know. */
  onError?: ((error: unknown) => void) | undefined;
}

const INT8 = 20;

/** Opens Postgres or the embedded PGlite; both answer bigint and count as numbers. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const log = options.onQuery ? countQueries(options.onQuery) : undefined;
  return options.url ? openPostgres(options.url, options, log) : openPglite(options.dataDir, log);
}

function countQueries(onQuery: () => void): (event: LogEvent) => void {
  return (event) => {
    if (event.level === 'query') onQuery();
  };
}

function openPostgres(
  connectionString: string,
  { onError }: DatabaseOptions,
  log: ((event: LogEvent) => void) | undefined,
): Database {
  pg.types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 2000,
    statement_timeout: 10_000,
    query_timeout: 12_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
  });
  pool.on('error', (error) => onError?.(error));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), ...(log ? { log } : {}) });
  return { db, kind: 'postgres', ping: () => ping(db), close: () => db.destroy() };
}

async function openPglite(
  dataDir: string | undefined,
  log: ((event: LogEvent) => void) | undefined,
): Promise<Database> {
  // PGlite takes no lock of its own: two processes on one folder would ruin it (stack notes, 0.7).
  if (dataDir) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const release = dataDir
    ? takeLockFile(path.join(path.dirname(dataDir), `${path.basename(dataDir)}.lock`))
    : () => undefined;
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const pglite = dataDir ? await PGlite.create({ dataDir }) : await PGlite.create();
    const db = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }), ...(log ? { log } : {}) });
    return {
      db,
      kind: 'pglite',
      ping: () => ping(db),
      close: () => db.destroy().finally(release),
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function ping(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}
