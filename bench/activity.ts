import { policy } from '../config/policy.ts';
import { activityParts, firstRowSince, listActivity } from '../src/model/activity.ts';
import type { ActivityQuery } from '../src/model/activity.ts';
import { NOTICES_READ, noticeTypes } from '../src/features/portal/notices.ts';
import { typesOf } from '../src/parts/activity/sentences.ts';
import { openDatabase } from '../src/platform/db.ts';
import type { Db } from '../src/platform/db.ts';
import { migrate } from '../src/platform/migrate.ts';
import { createTestDatabaseUrl, migrationsDir } from '../test/support/stores.ts';
import { endToEnd, flatten, rowsRead } from './explain.ts';
import type { Plan } from './explain.ts';
import { openRecorder } from './record.ts';
import type { Recorder } from './record.ts';
import { seedAudit } from './seed-audit.ts';
import { seedPeople, tell } from './seed-people.ts';

/**
 * `npm run bench -- activity [audit rows] [people] [rows of one person]`: what a person's own activity costs in a log of ten
 * million rows, for one who has a hundred thousand of them. Prints for each page the time, the rows read for one that is
 * shown, the plan, and whether anything was read from end to end. BENCH_DATABASE_URL keeps the database for a second run.
 */
const [rows = 10_000_000, people = 1_000_000, own = 100_000] = process.argv.slice(2).map(Number);
const limit = policy.activity.pageSize + 1;
// Every type of the largest group may be asked for a page, and no more of it is read.
const MOST_READ = Math.max(
  NOTICES_READ * noticeTypes.length,
  ...(['signin', 'officers', 'data'] as const).map((group) => limit * typesOf(group).length),
);
const SLICE = 10_000;
const DAY_MS = 86_400_000;

/** Whose rows are many, and older than everybody else's: whoever walks the log backwards to them reads all of it. */
async function seedBusiest(db: Db): Promise<void> {
  const { id } = await db.selectFrom('account').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow();
  for (let from = 1; from <= own; from += SLICE)
    await tell(
      db,
      `insert into audit (at, type, account_id, actor, client_id, address, user_agent, details, sid)
        select now() - interval '2 years' + i * interval '1 minute', case when i in (7, 777, 7777) then 'consent.granted'
            else (array['signin.success','signin.success','logout','signin.refused','act.proven','person.viewed'])[1 + i % 6] end,
          '${id}', 'self', 'myasn', '10.0.0.1', 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0', '{}', md5('s' || i)
        from generate_series(${from}, ${Math.min(own, from + SLICE - 1)}) i`,
    );
}

async function busiest(db: Db): Promise<string> {
  const rare = db
    .selectFrom('audit')
    .select('account_id')
    .where('type', '=', 'consent.granted')
    .orderBy('id');
  return (await rare.limit(1).executeTakeFirstOrThrow()).account_id ?? '';
}

interface Measured {
  what: string;
  ms: number;
  shown: number;
  read: number;
  whole: string;
  plan: string[];
}

async function measure(
  recorder: Recorder,
  what: string,
  run: (db: Db) => Promise<unknown>,
): Promise<Measured> {
  const found = await run(recorder.db);
  const plans = await recorder.explain(run);
  const nodes = plans.flatMap(({ Plan: plan }) => flatten(plan));
  return {
    what,
    ms: plans.reduce((sum, plan) => sum + plan['Execution Time'], 0),
    shown: Array.isArray(found) ? found.length : 1,
    read: rowsRead(nodes, 'audit'),
    whole: endToEnd(nodes).join(' '),
    plan: plans.flatMap(({ Plan: plan }) => outline(plan)),
  };
}

function outline(plan: Plan & { 'Index Name'?: string }, depth = 0): string[] {
  const name = [plan['Node Type'], plan['Index Name'] ?? plan['Relation Name']].filter(Boolean).join(' on ');
  const line = `${'  '.repeat(depth)}${name}: ${plan['Actual Rows']} rows, ${plan['Actual Loops']} times`;
  return [line, ...(plan.Plans ?? []).flatMap((part) => outline(part, depth + 1))];
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
    await seedBusiest(db);
    await seedAudit(db, rows);
  }
  const accountId = await busiest(db);
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`${people} people, ${rows} audit rows, ${own} of one person, made in ${seconds} s`);
  const all = await activityParts(db, accountId, Math.floor(own * 0.9));
  const deep = all[1] ?? null;
  const ask = (some: Partial<ActivityQuery>) => (on: Db) =>
    listActivity(on, { accountId, types: null, before: null, limit, ...some });
  const results = [
    await measure(recorder, 'first page', ask({})),
    await measure(recorder, 'deep page', ask({ before: deep })),
    await measure(recorder, 'signing in and out', ask({ types: typesOf('signin') })),
    await measure(recorder, 'signing in and out, deep', ask({ types: typesOf('signin'), before: deep })),
    await measure(recorder, 'rare: applications, three rows', ask({ types: typesOf('applications') })),
    await measure(recorder, 'nothing at all: recovery', ask({ types: typesOf('recovery') })),
    await measure(recorder, 'officers', ask({ types: typesOf('officers') })),
    await measure(recorder, 'notices of the portal', ask({ types: noticeTypes, limit: NOTICES_READ })),
    await measure(recorder, 'first row since a day', (on) => firstRowSince(on, Date.now() - 200 * DAY_MS)),
  ];
  console.table(
    results.map(({ what, ms, shown, read, whole }) => ({
      ...{ what, ms: Math.round(ms * 100) / 100, shown, read, 'read from end to end': whole },
    })),
  );
  for (const { what, plan } of results) console.log(`\n${what}\n  ${plan.join('\n  ')}`);
  const parts = await measure(recorder, 'parts', (on) =>
    activityParts(on, accountId, policy.activity.exportRows),
  );
  console.log(`\nThe parts of a copy of all ${own} rows, once in an export: ${Math.round(parts.ms)} ms`);
  const bad = results.filter(({ whole, read }) => /\baudit\b/.test(whole) || read > MOST_READ);
  console.log(
    bad.length === 0
      ? 'No sequential scan was in any plan, and no page read more than it could show.'
      : `SEQUENTIAL SCANS, OR TOO MUCH READ: ${bad.map(({ what }) => what).join('; ')}`,
  );
  process.exitCode = bad.length === 0 ? 0 : 1;
} finally {
  await recorder.close();
  await database.close();
  await drop();
}
