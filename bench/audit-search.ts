import { sql } from 'kysely';
import { policy } from '../config/policy.ts';
import { openDatabase } from '../src/platform/db.ts';
import type { Db } from '../src/platform/db.ts';
import { migrate } from '../src/platform/migrate.ts';
import { wasEndedBySomebody } from '../src/model/people/ended-by-somebody.ts';
import { recentLocks } from '../src/model/people/recent-locks.ts';
import { searchAudit } from '../src/model/audit-search/search.ts';
import type { AuditFilters } from '../src/model/audit-search/filters.ts';
import type { AuditCursor } from '../src/policies/audit-search.ts';
import { createTestDatabaseUrl, migrationsDir } from '../test/support/stores.ts';
import { endToEnd, flatten, rowsRead } from './explain.ts';
import { openRecorder } from './record.ts';
import type { Recorder } from './record.ts';
import { insertCost, rollupCost } from './audit-costs.ts';
import { seedAudit } from './seed-audit.ts';
import { seedPeople } from './seed-people.ts';

/**
 * `npm run bench -- audit-search [people] [rows]`: what the platform console's searches cost at ten million audit rows. Prints,
 * for each search and page, the time, the rows read for one that is shown, and what was read from end to end; then what a row
 * costs to write with and without the indexes of the searches, and what the figures cost. BENCH_DATABASE_URL keeps the
 * database for a second run.
 */
const [people = 1_000_000, rows = 10_000_000] = process.argv.slice(2).map(Number);
const PAGE = 50;
const MOST_READ = 3 * policy.audit.lookRows;
const none: AuditFilters = {
  types: [],
  ...{ accountId: null, actor: null, clientId: null, address: null, requestId: null, from: null, to: null },
};

interface Measured {
  what: string;
  page: number;
  ms: number;
  shown: number;
  read: number;
  whole: string;
  /** What a search says that could not look at everything. */
  open: string;
}

async function measure(recorder: Recorder, what: string, some: Partial<AuditFilters>): Promise<Measured[]> {
  const filters = { ...none, ...some };
  const measured: Measured[] = [];
  let after: AuditCursor | null = null;
  for (let page = 1; page <= 3; page += 1) {
    const ask: { filters: AuditFilters; after: AuditCursor | null; limit: number } = {
      filters,
      after,
      limit: PAGE,
    };
    const found = await searchAudit(recorder.db, ask);
    const plans = await recorder.explain((db) => searchAudit(db, ask));
    const nodes = plans.flatMap(({ Plan: plan }) => flatten(plan));
    const shown = found.kind === 'found' ? found.rows.length : 0;
    measured.push({
      ...{ what, page, shown, read: rowsRead(nodes, 'audit'), whole: endToEnd(nodes).join(' ') },
      ms: plans.reduce((sum, plan) => sum + plan['Execution Time'], 0),
      open: found.kind === 'slow' ? 'slow' : found.lookedBackTo === null ? '' : 'bounded',
    });
    after = found.kind === 'found' ? found.next : null;
    if (after === null) break;
  }
  return measured;
}

async function searches(db: Db): Promise<[string, Partial<AuditFilters>][]> {
  const { rows: busiest } = await sql<{ id: string }>`
    select account_id as id from audit where account_id is not null order by id desc limit 1`.execute(db);
  const account = busiest[0]?.id ?? null;
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000);
  const officer = 'b0000000-0000-4000-8000-000000000007';
  const { rows: middle } = await sql<{ request_id: string }>`
    select request_id from audit where id = (select max(id) / 2 from audit)`.execute(db);
  const request = middle[0]?.request_id ?? '';
  const area = ['signin.success', 'signin.refused', 'signin.locked', 'signin.cancelled', 'signin.link-sent'];
  return [
    ['everything', {}],
    ['one day, 200 days ago', { from: day(201), to: day(200) }],
    ['common type', { types: ['signin.success'] }],
    ['common type, 200 days ago', { types: ['signin.success'], from: day(201), to: day(200) }],
    ['rare type (keys.rotated)', { types: ['keys.rotated'] }],
    ['type of nobody', { types: ['consent.refused'] }],
    ['area of five types', { types: area }],
    ['area of five types, 300 days ago', { types: area, from: day(301), to: day(300) }],
    ['common client', { clientId: 'myasn' }],
    ['rare client', { clientId: 'langka' }],
    ['common client and type', { clientId: 'myasn', types: ['signin.refused'] }],
    ['common client, rare type', { clientId: 'myasn', types: ['role.granted'] }],
    ['rare client, common type', { clientId: 'langka', types: ['signin.success'] }],
    ['common client, area', { clientId: 'siasn', types: area }],
    ['address of an office', { address: '192.0.2.1' }],
    ['address of an office and type', { address: '192.0.2.1', types: ['password.changed'] }],
    ['address of an office, one month', { address: '192.0.2.1', from: day(130), to: day(100) }],
    ['rare address', { address: '10.3.17.99' }],
    ['officer', { actor: officer }],
    ['officer and type', { actor: officer, types: ['person.viewed'] }],
    ['nobody in particular (anonymous)', { actor: 'anonymous' }],
    ['shell (never)', { actor: 'shell' }],
    ['anonymous and common type', { actor: 'anonymous', types: ['signin.refused'] }],
    ['person', { accountId: account }],
    ['person and type', { accountId: account, types: ['signin.refused'] }],
    ['person and client', { accountId: account, clientId: 'portal' }],
    ['reference number', { requestId: request }],
    ['reference number of nobody', { requestId: 'ZZZZ-ZZZZ' }],
    ['two that never meet', { address: '192.0.2.1', clientId: 'langka', types: ['keys.rotated'] }],
    ['common ones that never meet', { actor: officer, types: ['directory.changed'], clientId: 'myasn' }],
  ];
}

/** What other pages and acts ask of the whole log. */
async function besides(recorder: Recorder, accountId: string | null): Promise<Measured[]> {
  const now = Date.now();
  const asks: [string, (db: Db) => Promise<unknown>][] = [
    ['who is locked out now', (db) => recentLocks(db, { now, limit: PAGE })],
    [
      'whether somebody ended a session',
      (db) => wasEndedBySomebody(db, { accountId: accountId ?? '', sid: 'none', since: now - 86_400_000 }),
    ],
  ];
  return Promise.all(
    asks.map(async ([what, ask]) => {
      // Explained rows are empty, which not everybody can read.
      const plans = await recorder.explain((db) => ask(db).catch(() => null));
      const nodes = plans.flatMap(({ Plan: plan }) => flatten(plan));
      const ms = plans.reduce((sum, plan) => sum + plan['Execution Time'], 0);
      const [read, whole] = [rowsRead(nodes, 'audit'), endToEnd(nodes).join(' ')];
      return { what, page: 1, ms, shown: plans[0]?.Plan['Actual Rows'] ?? 0, read, whole, open: '' };
    }),
  );
}

const kept = process.env.BENCH_DATABASE_URL;
const { url, drop } = kept ? { url: kept, drop: async () => {} } : await createTestDatabaseUrl();
const database = await openDatabase({ url, patient: true, max: 2 });
const recorder = openRecorder(url);
try {
  const { db } = database;
  await migrate(database, migrationsDir);
  const begun = performance.now();
  const filled = await db.selectFrom('audit').select('id').limit(1).executeTakeFirst();
  if (!filled) {
    await seedPeople(db, people);
    await seedAudit(db, rows);
    console.log(
      `${people} people, ${rows} audit rows, made in ${Math.round((performance.now() - begun) / 1000)} s`,
    );
  }
  const results: Measured[] = [];
  const asked = await searches(db);
  for (const [what, filters] of asked) results.push(...(await measure(recorder, what, filters)));
  const person = asked.find(([what]) => what === 'person')?.[1].accountId ?? null;
  results.push(...(await besides(recorder, person)));
  console.table(
    results.map(({ what, page, ms, shown, read, whole, open }) => ({
      ...{ what, page, ms: Math.round(ms * 10) / 10, shown },
      'read for one shown': Math.round((read / Math.max(1, shown)) * 10) / 10,
      'read from end to end': whole,
      'looked at': open,
    })),
  );
  // An index that is walked from end to end is a scan too, whatever the plan calls it.
  const bad = results.filter(
    ({ whole, open, read }) => /\baudit\b/.test(whole) || open === 'slow' || read > MOST_READ,
  );
  console.log(
    bad.length === 0
      ? 'No search reads the log from end to end.'
      : `FULL SCANS, OR TOO SLOW: ${bad.map(({ what }) => what).join('; ')}`,
  );
  console.table([await rollupCost(recorder)]);
  console.table(await insertCost(db));
  process.exitCode = bad.length === 0 ? 0 : 1;
} finally {
  await recorder.close();
  await database.close();
  await drop();
}
