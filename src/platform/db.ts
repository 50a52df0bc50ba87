import { mkdirSync } from 'node:fs';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { AbortableOperationOptions, CompiledQuery, DatabaseConnection, Dialect } from 'kysely';
import pg from 'pg';
import { createEmbeddedDialect } from './embedded-dialect.ts';
import { takeLockFile } from './lock-file.ts';
import type { Schema } from './schema.ts';

export type Db = Kysely<Schema>;

export interface Database {
  db: Db;
  kind: 'postgres' | 'pglite';
  /** False instead of an error where the database is away. */
  ping(): Promise<boolean>;
  /** Postgres only: one connection on which a statement may take as long as it takes, for migrations. To be closed. */
  patient?(): Database;
  /** PGlite only: the whole data directory as a tar, to open copies of it (`snapshot`). */
  dump?(): Promise<Blob>;
  close(): Promise<void>;
}

export type DatabaseOptions = (PostgresOptions | EmbeddedOptions) & {
  /** Told of every statement sent, begin and commit among them: the bench counts them. */
  onQuery?: () => void;
};

interface PostgresOptions {
  url: string;
  /** Connections of this process at most. */
  max?: number;
  /** Without the time limits of requests. */
  patient?: boolean;
  /** Told of connections that broke; the pool replaces them by itself. */
  onError?: (error: unknown) => void;
}

interface EmbeddedOptions {
  /** Absent: in memory. A lock file stands beside the directory (`<dataDir>.lock`). */
  dataDir?: string | undefined;
  snapshot?: Blob;
}

/**
 * PostgreSQL where a url is given, else the embedded PGlite. Postgres may be away when this answers; PGlite is open.
 * On PGlite there is one connection: inside a transaction use `trx` alone, since `db` would wait for its end.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return 'url' in options ? openPostgres(options) : openEmbedded(options);
}

/** The database is away, or going: whether the statement was carried out is not known. Answer 503. */
export class DatabaseUnavailable extends Error {
  code = 'db_unavailable' as const;
  constructor(cause: unknown) {
    super('the database is unavailable', { cause });
  }
}

function openPostgres({
  url,
  max = 10,
  patient = false,
  onError = () => {},
  onQuery,
}: PostgresOptions & { onQuery?: () => void }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 2000,
    idleTimeoutMillis: 30_000,
    // When the server's host is gone its own timeout cannot reach us.
    ...(patient ? {} : { statement_timeout: 10_000, query_timeout: 12_000 }),
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    application_name: 'asn-digital-sso',
    types: { getTypeParser },
  });
  // The pool hears idle connections only: one that breaks while it is in use would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => {});
  const db = createKysely(namingOutages(new PostgresDialect({ pool })), onQuery);
  return {
    db,
    kind: 'postgres',
    ping: () => ping(db),
    patient: () => openPostgres({ url, max: 1, patient: true, onError, ...(onQuery && { onQuery }) }),
    close: () => db.destroy(),
  };
}

/** Gives outages a code of our own where they happen: sockets to anybody else break with the same codes. */
function namingOutages(dialect: PostgresDialect): Dialect {
  const seen = new WeakSet<DatabaseConnection>();
  const watch = (connection: DatabaseConnection): DatabaseConnection => {
    if (seen.has(connection)) return connection;
    seen.add(connection);
    const execute: DatabaseConnection['executeQuery'] = connection.executeQuery.bind(connection);
    connection.executeQuery = <R>(query: CompiledQuery, options?: AbortableOperationOptions) =>
      execute<R>(query, options).catch(nameOutage);
    return connection;
  };
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver() {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = (options) => acquire(options).then(watch, nameOutage);
      return driver;
    },
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

function nameOutage(error: unknown): never {
  throw saysAway(error) ? new DatabaseUnavailable(error) : error;
}

/** True where an error only says that the database is away or shutting down. */
function saysAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const away =
    /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|57P0[1-3]|53300|08\w{3})$/;
  if (typeof code === 'string') return away.test(code);
  return /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/i.test(
    String(message),
  );
}

/** As on PGlite: bigint and count(*) are numbers; ours stay far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
}

async function openEmbedded({
  dataDir,
  snapshot,
  onQuery,
}: EmbeddedOptions & { onQuery?: () => void }): Promise<Database> {
  const lock = dataDir === undefined ? null : takeLockFile(`${dataDir}.lock`);
  try {
    if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // 30 MB of WebAssembly that a node on Postgres never needs.
    const { PGlite } = await import('@electric-sql/pglite');
    const pglite = await PGlite.create({
      ...(dataDir && { dataDir }),
      ...(snapshot && { loadDataDir: snapshot }),
    });
    const db = createKysely(createEmbeddedDialect({ pglite }), onQuery);
    const dump = () => pglite.dumpDataDir('none');
    const close = async () => {
      // Kysely closes only what it has used.
      await db.destroy();
      if (!pglite.closed) await pglite.close();
      lock?.release();
    };
    return { db, kind: 'pglite', ping: () => ping(db), dump, close };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function createKysely(dialect: Dialect, onQuery: (() => void) | undefined): Db {
  return new Kysely<Schema>({ dialect, ...(onQuery && { log: () => onQuery() }) });
}

async function ping(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}
