import { PGliteDialect } from 'kysely';
import type { Dialect, Driver, PGliteDialectConfig } from 'kysely';

/** As long as a statement may take on PostgreSQL (db.ts). */
const PATIENCE_MS = 10_000;

/**
 * PGlite has one connection. Kysely alone would let `db` inside a transaction wait for that transaction, which waits
 * for it: the whole process would hang for ever, where PostgreSQL would only be slow. Here the wait has an end.
 */
export function createEmbeddedDialect(config: PGliteDialectConfig, patienceMs = PATIENCE_MS): Dialect {
  const dialect = new PGliteDialect(config);
  return {
    // Kysely then leaves the taking of turns to the driver.
    createAdapter: () =>
      Object.create(dialect.createAdapter(), { supportsMultipleConnections: { value: true } }),
    createDriver: () => takingTurns(dialect.createDriver(), patienceMs),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

function takingTurns(driver: Driver, patienceMs: number): Driver {
  const turns = createTurns(patienceMs);
  return {
    init: (options) => driver.init(options),
    async acquireConnection(options) {
      await turns.take();
      return driver.acquireConnection(options);
    },
    async releaseConnection(connection, options) {
      await driver.releaseConnection(connection, options);
      turns.pass();
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    savepoint: async (...args) => driver.savepoint?.(...args),
    rollbackToSavepoint: async (...args) => driver.rollbackToSavepoint?.(...args),
    releaseSavepoint: async (...args) => driver.releaseSavepoint?.(...args),
    destroy: (options) => driver.destroy(options),
  };
}

/** First come, first served; whoever has waited too long goes away with an error. */
function createTurns(patienceMs: number) {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    take(): Promise<void> {
      if (!taken) {
        taken = true;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const proceed = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(proceed), 1);
          reject(busy());
        }, patienceMs);
        waiting.push(proceed);
      });
    },
    pass(): void {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
  };
}

function busy(): Error {
  const message =
    'the embedded database is busy: a long transaction, or one that uses `db` in place of its `trx`';
  return Object.assign(new Error(message), { code: 'database_busy' });
}
