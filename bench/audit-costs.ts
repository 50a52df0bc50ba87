import { sql } from 'kysely';
import { countEvents } from '../src/model/figures/count-events.ts';
import { countCoverage } from '../src/model/figures/count-coverage.ts';
import type { Db } from '../src/platform/db.ts';
import { flatten, rowsRead } from './explain.ts';
import type { Recorder } from './record.ts';
import { auditInsert } from './seed-audit.ts';
import { tell } from './seed-people.ts';

const BATCHES = 20;

/** A seal over everything is pretended, since only its end counts here. */
export async function rollupCost({ db, explain }: Recorder) {
  await tell(
    db,
    `insert into audit_seal (nr, from_id, to_id, count, row_macs, previous_mac, mac, key_id, sealed_at)
      select 1, 1, max(id), 0, '', '', '', '', now() from audit on conflict do nothing`,
  );
  const begun = performance.now();
  const rows = await countEvents(db, BATCHES);
  const perThousand = ((performance.now() - begun) / rows) * 1000;
  const plans = await explain((on) => countEvents(on, 1));
  const read = rowsRead(
    plans.flatMap(({ Plan: plan }) => flatten(plan)),
    'audit',
  );
  const counting = performance.now();
  const agencies = await countCoverage(db, Date.now());
  return {
    'rows counted': rows,
    'ms per thousand rows': round(perThousand),
    'rows of the log read in one batch': read,
    'ms per agency covered': round((performance.now() - counting) / Math.max(1, agencies)),
  };
}

/** The indexes of the searches; beside them the log has those of a person's own activity. */
const SEARCH_INDEXES = [
  'audit_type_at',
  'audit_client_at',
  'audit_address_at',
  'audit_actor_at',
  'audit_request',
];
const ROWS = 100_000;
const AT_ONCE = 100;

interface InsertCost {
  indexes: string;
  'µs a row': number;
  'WAL bytes a row': number;
  'index bytes a row': number;
}

/** What a row costs to write at the end of a full log, with the indexes of the searches and without. */
export async function insertCost(db: Db): Promise<(InsertCost | Record<string, string | number>)[]> {
  const withThem = await timed(db, 'all');
  for (const name of SEARCH_INDEXES) await tell(db, `drop index ${name}`);
  const without = await timed(db, 'without those of the searches');
  const ratio = (name: 'µs a row' | 'WAL bytes a row' | 'index bytes a row') =>
    round(withThem[name] / without[name]);
  return [
    withThem,
    without,
    {
      ...{ indexes: 'ratio', 'µs a row': ratio('µs a row') },
      ...{ 'WAL bytes a row': ratio('WAL bytes a row'), 'index bytes a row': ratio('index bytes a row') },
    },
  ];
}

async function timed(db: Db, indexes: string): Promise<InsertCost> {
  const { accounts, last } = await state(db);
  const before = await walAt(db);
  const begun = performance.now();
  for (let from = last + 1; from <= last + ROWS; from += AT_ONCE)
    await tell(db, auditInsert({ from, to: from + AT_ONCE - 1, rows: last, accounts }));
  const [took, wal] = [performance.now() - begun, (await walAt(db)) - before];
  return {
    indexes,
    'µs a row': round((took / ROWS) * 1000),
    'WAL bytes a row': Math.round(wal / ROWS),
    'index bytes a row': Math.round((await indexBytes(db)) / (last + ROWS)),
  };
}

async function state(db: Db): Promise<{ accounts: number; last: number }> {
  const { rows } = await sql<{ accounts: number; last: number }>`
    select (select max(n) from bench_account) as accounts, (select max(id)::int from audit) as last`.execute(
    db,
  );
  return rows[0] ?? { accounts: 1, last: 0 };
}

async function walAt(db: Db): Promise<number> {
  const { rows } = await sql<{ at: string }>`
    select (pg_current_wal_lsn() - '0/0')::text as at`.execute(db);
  return Number(rows[0]?.at ?? 0);
}

async function indexBytes(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`select pg_indexes_size('audit')::text as bytes`.execute(db);
  return Number(rows[0]?.bytes ?? 0);
}

const round = (value: number): number => Math.round(value * 100) / 100;
