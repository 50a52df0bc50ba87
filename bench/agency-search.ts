import { coverageByUnit } from '../src/model/agencies/coverage.ts';
import { searchPeople } from '../src/model/agencies/search-people.ts';
import type { PeopleState } from '../src/model/agencies/search-people.ts';
import type { Db } from '../src/platform/db.ts';
import { readPeopleQuery } from '../src/policies/people-search.ts';
import { openTestDatabase } from '../test/support/stores.ts';
import { endToEnd, explaining, flatten, rowsRead } from './explain.ts';
import type { Explained } from './explain.ts';
import { agencyId, seedPeople } from './seed-people.ts';

/**
 * `npm run bench -- agency-search [people]`: what the console of an agency costs at a million people. Prints, for each
 * search, the time, how many rows were read for one that is shown, and which tables were read from end to end.
 */
const people = Number(process.argv[2] ?? 1_000_000);
const largest = agencyId(0);
const small = agencyId(300);
const now = Date.now();

interface Measured {
  what: string;
  ms: number;
  statements: number;
  shown: number;
  read: number;
  whole: string;
}

async function measure(db: Db, what: string, run: (db: Db) => Promise<unknown>): Promise<Measured> {
  await run(db);
  const plans: Explained[] = [];
  await run(db.withPlugin(explaining(plans)));
  const nodes = plans.flatMap(({ Plan: plan }) => flatten(plan));
  return {
    ...{
      what,
      read: rowsRead(nodes, 'employee'),
      whole: endToEnd(nodes).join(' '),
      statements: plans.length,
    },
    ms: plans.reduce((sum, plan) => sum + plan['Execution Time'], 0),
    shown: plans.at(-1)?.Plan['Actual Rows'] ?? 0,
  };
}

function searching(
  agency: string,
  q: string,
  more: { state?: PeopleState; unitIds?: string[]; after?: string } = {},
) {
  const after = more.after === undefined ? null : { nama: more.after, pnsId: '' };
  return (db: Db) =>
    searchPeople(db, {
      ...{
        agencyId: agency,
        unitIds: more.unitIds ?? null,
        query: readPeopleQuery(q),
        state: more.state ?? null,
      },
      ...{ after, limit: 26, now },
    });
}

const database = await openTestDatabase();
try {
  const { db } = database;
  const begun = performance.now();
  await seedPeople(db, people);
  console.log(
    `${people} people in 640 agencies, made in ${Math.round((performance.now() - begun) / 1000)} s`,
  );
  const branch = Array.from({ length: 5 }, (_, index) => `u0-${index * 8}`);
  const sizes = { 'largest agency': largest, 'small agency': small };
  const results: Measured[] = [];
  for (const [name, agency] of Object.entries(sizes)) {
    const ask = async (what: string, run: (db: Db) => Promise<unknown>) =>
      void results.push(await measure(db, `${name}: ${what}`, run));
    await ask('everybody, first page', searching(agency, ''));
    await ask('everybody, from M on', searching(agency, '', { after: 'M' }));
    await ask('one common word (siti)', searching(agency, 'siti'));
    await ask('two words (nur simanj)', searching(agency, 'nur simanj'));
    await ask('one letter (a)', searching(agency, 'a'));
    await ask('letter and rare word (a zulk)', searching(agency, 'a zulk'));
    await ask('rare word (zulkarnain)', searching(agency, 'zulkarnain'));
    await ask('word of nobody (xyzzy)', searching(agency, 'xyzzy'));
    await ask('NIP, 4 digits (1967)', searching(agency, '1967'));
    await ask('NIP, 11 digits', searching(agency, '19670310200'));
    await ask('NIP, whole', searching(agency, '196703102000011001'));
    await ask('never activated', searching(agency, '', { state: 'never' }));
    await ask('active without authenticator', searching(agency, '', { state: 'no_mfa' }));
    await ask('suspended', searching(agency, '', { state: 'suspended' }));
    await ask('closed (nobody)', searching(agency, '', { state: 'closed' }));
    await ask('out of reach', searching(agency, '', { state: 'dead_contact' }));
    if (agency === largest) await ask('one branch, word', searching(agency, 'dewi', { unitIds: branch }));
    await ask('coverage by unit (no search)', (on) => coverageByUnit(on, agency, now));
  }
  console.table(
    results.map(({ what, ms, statements, shown, read, whole }) => ({
      ...{
        what,
        ms: Math.round(ms * 10) / 10,
        statements,
        shown,
        'read for one shown': Math.round((read / Math.max(1, shown)) * 10) / 10,
      },
      'read from end to end': whole,
    })),
  );
  const searches = results.filter(({ what }) => !what.includes('coverage'));
  const bad = searches.filter(({ whole }) => /\b(employee|account|contact|totp)\b/.test(whole));
  console.log(
    bad.length === 0
      ? 'No search reads a large table from end to end.'
      : `FULL SCANS: ${bad.map(({ what }) => what).join('; ')}`,
  );
  process.exitCode = bad.length === 0 ? 0 : 1;
} finally {
  await database.close();
}
