import { Kysely, PostgresDialect } from 'kysely';
import type { CompiledQuery } from 'kysely';
import pg from 'pg';
import type { Db } from '../src/platform/db.ts';
import type { Schema } from '../src/platform/schema.ts';
import type { Explained } from './explain.ts';

export interface Recorder {
  db: Db;
  /** The plans of whatever statements `run` makes, each explained after it ran, with the settings that it made. */
  explain(run: (db: Db) => Promise<unknown>): Promise<Explained[]>;
  close(): Promise<void>;
}

/** Statements that depend on each other's answers run as they are; their plans are asked for afterwards. */
export function openRecorder(url: string): Recorder {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({ connectionString: url, max: 4, types });
  // The database is dropped while the last of its connections are still closing.
  pool.on('error', () => {});
  let seen: CompiledQuery[] | null = null;
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => void seen?.push(event.query),
  });
  return {
    db,
    async explain(run) {
      const queries: CompiledQuery[] = (seen = []);
      await run(db);
      seen = null;
      return explainAll(pool, queries);
    },
    close: () => db.destroy(),
  };
}

async function explainAll(pool: pg.Pool, queries: CompiledQuery[]): Promise<Explained[]> {
  const client = await pool.connect();
  const plans: Explained[] = [];
  try {
    await client.query('begin');
    for (const { sql, parameters } of queries) {
      if (/^\s*(begin|commit|rollback)/i.test(sql)) continue;
      if (/^\s*set /i.test(sql)) {
        await client.query(sql);
        continue;
      }
      const { rows } = await client.query<{ 'QUERY PLAN': Explained[] }>(
        `explain (analyze, format json) ${sql}`,
        [...parameters],
      );
      plans.push(...rows.flatMap((row) => row['QUERY PLAN']));
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
  return plans;
}
