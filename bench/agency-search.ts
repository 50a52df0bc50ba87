import { sql } from 'kysely';
import type { KyselyPlugin, RootOperationNode } from 'kysely';
import { coverageByUnit } from '../src/model/agencies/coverage.ts';
import { searchPeople } from '../src/model/agencies/search-people.ts';
import type { PeopleState } from '../src/model/agencies/search-people.ts';
import type { Db } from '../src/platform/db.ts';
import { readPeopleQuery } from '../src/policies/people-search.ts';
import { openTestDatabase } from '../test/support/stores.ts';

/**
 * `npm run bench -- agency-search [people]`: what the console of an agency costs at a million people. Prints, for each
 * search, the time, how many rows were read for one that is shown, and which tables were read from end to end.
 */
const people = Number(process.argv[2] ?? 1_000_000);
const largest = agencyId(0);
const small = agencyId(300);
const now = Date.now();

function agencyId(index: number): string {
  return `b8${String(index).padStart(30, '0')}`;
}

/** 640 agencies: a fifth of all people in the largest, the rest evenly; 40 units each; two thirds activated. */
async function seed(db: Db): Promise<void> {
  const agency = `'b8' || lpad((case when i % 5 = 0 then 0 else 1 + i % 639 end)::text, 30, '0')`;
  const words = `(array['Siti','Budi','Agus','Dewi','Rina','Ahmad','Muhammad','Sri','Nur','Wayan','Made','I','Andi','Eko','Dian',
    'Rudi','Putri','Hadi','Yohanes','Maria','Abdul','Ni','Luh','Indah','Tri','Joko','Bambang','Endang','Fitri','Rahma'])`;
  const rest = `(array['Santoso','Rahmawati','Lestari','Wijaya','Hartati','Pratama','Susanto','Aminah','Hidayat','Kusuma','Putra',
    'Wulandari','Setiawan','Nugroho','Saputra','Siregar','Simanjuntak','Nasution','Sudira','Fauzi'])`;
  const nip = `to_char(date '1965-01-01' + (i / 1000), 'YYYYMMDD') || '2000' || lpad((1 + (i / 400) % 12)::text, 2, '0')
    || (1 + i % 2)::text || lpad((i % 1000)::text, 3, '0')`;
  const nama = `${words}[1 + abs(hashtext('a' || i)) % 30] || ' ' || ${words}[1 + abs(hashtext('b' || i)) % 30] || ' '
    || ${rest}[1 + abs(hashtext('c' || i)) % 20] || case when i % 50000 = 0 then ' Zulkarnain' else '' end`;
  await tell(
    db,
    `insert into agency (id, nama, jenis) select 'b8' || lpad(i::text, 30, '0'), 'Instansi ' || i, 'D'
      from generate_series(0, 639) i`,
  );
  await tell(
    db,
    `insert into work_unit (id, instansi_id, induk_id, nama)
      select 'u' || a || '-' || u, 'b8' || lpad(a::text, 30, '0'), case when u >= 8 then 'u' || a || '-' || (u % 8) end,
        'Unit ' || u from generate_series(0, 639) a, generate_series(0, 39) u`,
  );
  // In slices: a statement of ours has twelve seconds.
  for (let from = 1; from <= people; from += SLICE) {
    const slice = `generate_series(${from}, ${Math.min(people, from + SLICE - 1)}) i`;
    await tell(
      db,
      `insert into employee (pns_id, nip, nama, tgl_lahir, jenis_kelamin, jenis_asn, status_pegawai,
          kedudukan_hukum_id, instansi_id, unor_id, email, email_since, fetched_at)
        select md5(i::text), ${nip}, ${nama}, '1980-01-01', case i % 2 when 0 then 'M' else 'F' end, 'PNS', 'PNS',
          case when i % 97 = 0 then '99' else '01' end, ${agency},
          'u' || (case when i % 5 = 0 then 0 else 1 + i % 639 end) || '-' || (i / 7) % 40,
          case when i % 3 > 0 then 'p' || i || '@asn.example' end, now() - interval '1 year', now()
        from ${slice}`,
    );
    await tell(
      db,
      `with made as (insert into account (id, pns_id, state, created_at, updated_at)
          select gen_random_uuid(), md5(i::text), case when i % 5003 = 0 then 'suspended'
            when i % 11 = 0 then 'unverified' else 'active' end, now(), now() from ${slice} where i % 3 > 0
          returning id, pns_id, state),
        aliases as (insert into nip_alias (nip, account_id, current, since)
          select e.nip, m.id, true, now() from made m join employee e using (pns_id)),
        contacts as (insert into contact (id, account_id, kind, value, source, recorded_at, verified_at, bounced_at)
          select gen_random_uuid(), m.id, 'email', e.email, 'directory', now() - interval '1 year', now(),
            case when abs(hashtext(e.nip)) % 1000 = 0 then now() end from made m join employee e using (pns_id))
        insert into totp (id, account_id, secret_enc, label, created_at, confirmed_at, burnt_steps)
          select gen_random_uuid(), m.id, 'x', 'x', now(), now(), '[]' from made m where m.state = 'active'
            and abs(hashtext(m.pns_id)) % 10 < 8`,
    );
  }
  for (const table of ['employee', 'account', 'contact', 'totp', 'nip_alias', 'work_unit', 'agency'])
    await tell(db, `analyze ${table}`);
}

const SLICE = 10_000;
const tell = (db: Db, statement: string) => sql.raw(statement).execute(db);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

interface Explained {
  Plan: Plan;
  'Execution Time': number;
}

/** Asks for the plan of whatever runs, and goes on as if its rows had come. */
function explaining(plans: Explained[]): KyselyPlugin {
  return {
    transformQuery: ({ node }): RootOperationNode =>
      node.kind === 'RawNode'
        ? {
            ...node,
            sqlFragments: node.sqlFragments.map((part, at) =>
              at === 0 ? `explain (analyze, format json) ${part}` : part,
            ),
          }
        : node,
    transformResult: async ({ result }) => {
      const [row] = result.rows as { 'QUERY PLAN'?: Explained[] }[];
      const [plan] = row?.['QUERY PLAN'] ?? [];
      if (!plan) throw new Error('no plan');
      plans.push(plan);
      return { ...result, rows: Array.from({ length: plan.Plan['Actual Rows'] }, () => ({})) };
    },
  };
}

interface Measured {
  what: string;
  ms: number;
  statements: number;
  shown: number;
  read: number;
  endToEnd: string;
}

async function measure(db: Db, what: string, run: (db: Db) => Promise<unknown>): Promise<Measured> {
  await run(db);
  const plans: Explained[] = [];
  await run(db.withPlugin(explaining(plans)));
  const nodes = plans.flatMap(({ Plan: plan }) => flatten(plan));
  const read = nodes
    .filter((node) => node['Relation Name'] === 'employee')
    .reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    );
  const whole = nodes
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .map((node) => node['Relation Name'] ?? '?');
  return {
    ...{ what, read, endToEnd: whole.join(' '), statements: plans.length },
    ms: plans.reduce((sum, plan) => sum + plan['Execution Time'], 0),
    shown: plans.at(-1)?.Plan['Actual Rows'] ?? 0,
  };
}

const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)];

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
  await seed(db);
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
    results.map(({ what, ms, statements, shown, read, endToEnd }) => ({
      ...{
        what,
        ms: Math.round(ms * 10) / 10,
        statements,
        shown,
        'read for one shown': Math.round((read / Math.max(1, shown)) * 10) / 10,
      },
      'read from end to end': endToEnd,
    })),
  );
  const searches = results.filter(({ what }) => !what.includes('coverage'));
  const bad = searches.filter(({ endToEnd }) => /\b(employee|account|contact|totp)\b/.test(endToEnd));
  console.log(
    bad.length === 0
      ? 'No search reads a large table from end to end.'
      : `FULL SCANS: ${bad.map(({ what }) => what).join('; ')}`,
  );
  process.exitCode = bad.length === 0 ? 0 : 1;
} finally {
  await database.close();
}
