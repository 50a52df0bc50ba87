import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { searchAudit } from '../../src/model/audit-search/search.ts';
import type { AuditBounds, FoundAudit } from '../../src/model/audit-search/search.ts';
import type { AuditFilters } from '../../src/model/audit-search/filters.ts';
import type { Database, Db } from '../../src/platform/db.ts';
import type { AuditCursor } from '../../src/policies/audit-search.ts';
import { openTestDatabase } from '../support/stores.ts';

const none: AuditFilters = {
  types: [],
  accountId: null,
  actor: null,
  clientId: null,
  address: null,
  requestId: null,
  from: null,
  to: null,
};
const begin = Date.parse('2026-11-10T03:00:00Z');
const people = [randomUUID(), randomUUID(), null] as const;
const TYPES = ['signin.success', 'signin.refused', 'logout', 'keys.rotated'] as const;
/** So little that every search meets its bounds. */
const tight: AuditBounds = { lookRows: 7, countRows: 5, statementSeconds: 4 };

/** Rows that are written later than they are dated, and many of one moment. */
const rowsToWrite = Array.from({ length: 240 }, (_, at) => ({
  at: new Date(begin + Math.floor(at / 3) * 60_000 - (at % 7 === 0 ? 600_000 : 0)),
  type: TYPES[(at * 7) % (at % 5 === 0 ? 4 : 3)] ?? 'logout',
  account_id: people[at % 3] ?? null,
  actor: at % 4 === 0 ? 'self' : at % 11 === 0 ? 'shell' : (people[0] ?? ''),
  client_id: at % 2 === 0 ? 'myasn' : at % 9 === 0 ? 'siasn' : null,
  address: `192.0.2.${at % 4}`,
  request_id: `R-${at % 60}`,
  details: '{}',
}));

interface Walked {
  rows: FoundAudit[];
  pages: number;
}

async function all(db: Db, filters: AuditFilters, { limit = 4, bounds = tight } = {}): Promise<Walked> {
  const walked: Walked = { rows: [], pages: 0 };
  let after: AuditCursor | null = null;
  do {
    const found = await searchAudit(db, { filters, after, limit }, bounds);
    if (found.kind === 'slow') throw new Error('slow');
    walked.rows.push(...found.rows);
    walked.pages += 1;
    after = found.next;
  } while (after !== null && walked.pages < 500);
  return walked;
}

const newestFirst = (one: { id: number; at: Date }, other: { id: number; at: Date }) =>
  other.at.getTime() - one.at.getTime() || other.id - one.id;

describe.each(['postgres', 'pglite'] as const)('the search of the log on %s', (kind) => {
  let database: Database;
  let everything: FoundAudit[];

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    await database.db.insertInto('audit').values(rowsToWrite).execute();
    const { rows } =
      await sql<FoundAudit>`select id, at, type, account_id as "accountId", actor, client_id as "clientId",
      address, request_id as "requestId" from audit`.execute(database.db);
    everything = rows.toSorted(newestFirst);
  });
  afterAll(() => database.close());

  const expected = (filters: AuditFilters) =>
    everything.filter(
      (row) =>
        (filters.types.length === 0 || filters.types.includes(row.type)) &&
        (filters.accountId === null || row.accountId === filters.accountId) &&
        (filters.actor === null || row.actor === filters.actor) &&
        (filters.clientId === null || row.clientId === filters.clientId) &&
        (filters.address === null || row.address === filters.address) &&
        (filters.requestId === null || row.requestId === filters.requestId) &&
        (filters.from === null || row.at >= filters.from) &&
        (filters.to === null || row.at < filters.to),
    );

  const minute = (nr: number) => new Date(begin + nr * 60_000);
  const searches: [string, Partial<AuditFilters>][] = [
    ['nothing', {}],
    ['a type', { types: ['signin.refused'] }],
    ['several types', { types: [...TYPES] }],
    ['several types, one of nobody', { types: ['keys.rotated', 'consent.refused', 'logout'] }],
    ['a person', { accountId: people[0] }],
    ['a person and a type', { accountId: people[1], types: ['logout'] }],
    ['an actor', { actor: people[0] }],
    ['the shell', { actor: 'shell' }],
    ['nobody in particular', { actor: 'self' }],
    ['an application', { clientId: 'myasn' }],
    ['an application and several types', { clientId: 'siasn', types: ['logout', 'signin.success'] }],
    ['an address', { address: '192.0.2.3' }],
    ['an address and an application', { address: '192.0.2.2', clientId: 'myasn' }],
    ['a reference number', { requestId: 'R-7' }],
    ['a time', { from: minute(10), to: minute(30) }],
    ['a time and a type', { from: minute(10), to: minute(30), types: ['logout'] }],
    ['a time, an actor and several types', { to: minute(50), actor: people[0], types: [...TYPES] }],
    ['a person and a time', { accountId: people[0], from: minute(20) }],
    ['what never met', { clientId: 'siasn', address: '192.0.2.0', types: ['keys.rotated'] }],
  ];

  test.each(searches)('by %s finds every row once, whatever the pages and bounds', async (_, some) => {
    const filters = { ...none, ...some };
    const ids = expected(filters).map(({ id }) => id);
    const sorted = (list: number[]) => list.toSorted((one, other) => one - other);
    for (const [limit, bounds] of [
      [4, tight],
      [1, tight],
      [50, undefined],
    ] as const) {
      const { rows } = await all(database.db, filters, { limit, ...(bounds && { bounds }) });
      const found = rows.map(({ id }) => id);
      expect(sorted(found)).toEqual(sorted(ids));
      // A person's rows come in the order in which they were written.
      if (filters.accountId === null) expect(found).toEqual(ids);
    }
  });

  test('begins a time with its first moment, and ends before its last', async () => {
    const { rows } = await all(database.db, { ...none, from: minute(20), to: minute(21) });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ at }) => at >= minute(20) && at < minute(21))).toBe(true);
    expect(rows.some(({ at }) => at.getTime() === minute(20).getTime())).toBe(true);
  });

  test('says how far back it has looked where it found too little', async () => {
    const filters = { ...none, address: '192.0.2.1', clientId: 'myasn' };
    const found = await searchAudit(database.db, { filters, after: null, limit: 50 }, tight);
    if (found.kind !== 'found') throw new Error('slow');
    expect(found.lookedBackTo).toBeInstanceOf(Date);
    expect(found.next).not.toBeNull();
  });

  test.each(['%', 'sign%', 'signin_refused', "' or 1=1 --", ''])('takes %j for what it is', async (typed) => {
    for (const some of [
      { types: [typed] },
      { actor: typed },
      { clientId: typed },
      { address: typed },
      { requestId: typed },
    ])
      expect((await all(database.db, { ...none, ...some })).rows).toEqual([]);
  });

  test('finds new rows in front, and nothing of them on the pages behind', async () => {
    const filters = { ...none, clientId: 'myasn' };
    const first = await searchAudit(database.db, { filters, after: null, limit: 10 });
    if (first.kind !== 'found' || first.next === null) throw new Error('one page');
    await database.db
      .insertInto('audit')
      .values({ at: minute(5000), type: 'logout', actor: 'self', client_id: 'myasn', details: '{}' })
      .execute();
    const second = await searchAudit(database.db, { filters, after: first.next, limit: 10 });
    const ids = expected(filters).map(({ id }) => id);
    expect(second.kind === 'found' && second.rows.map(({ id }) => id)).toEqual(ids.slice(10, 20));
  });
});

test('a search that takes too long is ended, and says so', async () => {
  const database = await openTestDatabase();
  try {
    await database.db.insertInto('audit').values(rowsToWrite).execute();
    // No lock: a transaction that lasts would keep the seals of every other test waiting.
    await sql`alter table audit rename to audit_rows`.execute(database.db);
    await sql`create view audit as select * from audit_rows where pg_sleep(0.1) is not null`.execute(
      database.db,
    );
    const filters = { ...none, clientId: 'myasn' };
    const bounds = { ...tight, statementSeconds: 0.5 };
    expect(await searchAudit(database.db, { filters, after: null, limit: 50 }, bounds)).toEqual({
      kind: 'slow',
    });
  } finally {
    await database.close();
  }
});
