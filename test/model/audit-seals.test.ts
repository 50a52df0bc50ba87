import { afterEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { audit } from '../../src/model/audit.ts';
import { sealAudit } from '../../src/model/audit-seals/seal.ts';
import type { Head } from '../../src/model/audit-seals/seal.ts';
import { verifySeals } from '../../src/model/audit-seals/verify.ts';
import type { Anchor, Finding } from '../../src/model/audit-seals/verify.ts';
import { exportAudit } from '../../src/model/audit-seals/export.ts';
import { createKeyRing } from '../../src/platform/crypto.ts';
import type { KeyRing } from '../../src/platform/crypto.ts';
import type { Database, Db } from '../../src/platform/db.ts';
import { sealAll } from '../support/seals.ts';
import { fixedClock, openTestDatabase } from '../support/stores.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const ring = createKeyRing([key(1)]);
const { now } = fixedClock();

const opened: Database[] = [];
async function open(kind: 'postgres' | 'pglite' = 'postgres'): Promise<Db> {
  const database = await openTestDatabase(kind);
  opened.push(database);
  return database.db;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

async function write(db: Db, count: number): Promise<void> {
  for (let nr = 1; nr <= count; nr += 1)
    await audit(
      db,
      { type: 'keys.rotated', accountId: null, details: { alg: 'ES256', kid: `k${nr}` } },
      { actor: 'shell', at: now() + nr },
    );
}

const seal = (db: Db, by: KeyRing = ring, runs = 2000): Promise<Head[]> =>
  sealAll({ db, ring: by, now }, { runs });

async function verify(
  db: Db,
  { by = ring, anchors = [] as Anchor[], last = undefined as number | undefined, at = now() } = {},
) {
  const findings: Finding[] = [];
  const options = { anchors, onFinding: (finding: Finding) => void findings.push(finding) };
  const sums = await verifySeals(
    { db, ring: by, now: () => at },
    last === undefined ? options : { ...options, last },
  );
  return { findings, ...sums };
}

/** What only the owner of the tables can do. */
async function tamper(db: Db, ...statements: string[]): Promise<void> {
  for (const table of ['audit', 'audit_seal'])
    await sql.raw(`alter table ${table} disable trigger user`).execute(db);
  for (const statement of statements) await sql.raw(statement).execute(db);
  for (const table of ['audit', 'audit_seal'])
    await sql.raw(`alter table ${table} enable trigger user`).execute(db);
}

async function ids(db: Db): Promise<number[]> {
  return (await db.selectFrom('audit').select('id').orderBy('id').execute()).map(({ id }) => id);
}

describe.each(['postgres', 'pglite'] as const)('the sealed audit log on %s', (kind) => {
  test('verifies as long as nobody touches it, and goes on from link to link', async () => {
    const db = await open(kind);
    await write(db, 5);
    await seal(db);
    await write(db, 3);
    await seal(db);
    await write(db, 2);
    const { findings, links, rows, unsealed } = await verify(db);
    expect(findings).toEqual([]);
    expect([rows, unsealed]).toEqual([8, 2]);
    expect(links).toBeGreaterThanOrEqual(2);
  });

  test('names the row that was changed, whichever column it was', async () => {
    const db = await open(kind);
    await write(db, 6);
    await seal(db);
    const all = await ids(db);
    await tamper(
      db,
      `update audit set details = details || '{"kid": "other"}' where id = ${all[1]}`,
      `update audit set at = at + interval '1 microsecond' where id = ${all[3]}`,
      `update audit set sid = 'x' where id = ${all[5]}`,
    );
    expect((await verify(db)).findings).toEqual([
      { kind: 'row_changed', nr: 1, id: all[1] },
      { kind: 'row_changed', nr: 1, id: all[3] },
      { kind: 'row_changed', nr: 1, id: all[5] },
    ]);
  });
});

describe('whoever owns the database and not the key', () => {
  test('takes no row away unseen: in the middle, at the end of a link, or all of one', async () => {
    const db = await open();
    await write(db, 6);
    await seal(db);
    const all = await ids(db);
    await tamper(db, `delete from audit where id in (${all[2]}, ${all[3]}, ${all[5]})`);
    expect((await verify(db)).findings).toEqual([
      { kind: 'rows_missing', nr: 1, after: all[1], count: 2 },
      { kind: 'rows_missing', nr: 1, after: all[4], count: 1 },
    ]);
    await tamper(db, 'delete from audit');
    expect((await verify(db)).findings).toEqual([{ kind: 'rows_missing', nr: 1, after: 0, count: 6 }]);
  });

  test('puts no row in unseen, not even before the first one or in a hole that a rollback left', async () => {
    const db = await open();
    await write(db, 2);
    await db
      .transaction()
      .execute(async (trx) => {
        await write(trx, 1);
        throw new Error('taken back');
      })
      .catch(() => {});
    await write(db, 2);
    await seal(db);
    const [, second = 0] = await ids(db);
    const insert = (id: number) =>
      `insert into audit (id, type, actor) overriding system value values (${id}, 'keys.rotated', 'shell')`;
    await tamper(db, insert(second + 1), insert(-3));
    const { findings } = await verify(db);
    expect(findings).toEqual([
      { kind: 'row_added', nr: 1, id: -3 },
      { kind: 'row_added', nr: 1, id: second + 1 },
    ]);
  });

  test('swaps no two rows', async () => {
    const db = await open();
    await write(db, 4);
    await seal(db);
    const [one = 0, two = 0] = await ids(db);
    await tamper(
      db,
      `update audit a set at = b.at, details = b.details from audit b
        where a.id in (${one}, ${two}) and b.id in (${one}, ${two}) and a.id <> b.id`,
    );
    expect((await verify(db)).findings).toEqual([
      { kind: 'row_changed', nr: 1, id: one },
      { kind: 'row_changed', nr: 1, id: two },
    ]);
  });

  test('changes, leaves out or re-orders no seal', async () => {
    const db = await open();
    for (let round = 0; round < 3; round += 1) {
      await write(db, 2);
      await seal(db);
    }
    const links = (await verify(db)).links;
    expect(links).toBeGreaterThanOrEqual(3);
    await tamper(db, `update audit_seal set count = 1 where nr = 1`);
    expect((await verify(db)).findings).toContainEqual({ kind: 'link_broken', nr: 1 });
    await tamper(db, `update audit_seal set count = 2 where nr = 1`, `delete from audit_seal where nr = 2`);
    expect((await verify(db)).findings).toEqual([{ kind: 'chain_broken', nr: 3 }]);
  });

  test('cuts no tail unseen by the mark of the sealing, be it under a seal or not', async () => {
    const db = await open();
    await write(db, 3);
    await seal(db);
    await write(db, 2);
    await seal(db, ring, 3);
    const all = await ids(db);
    const gone = { kind: 'end_gone', nr: 1, id: all.at(-1) };
    await tamper(db, 'delete from audit_seal where nr > 1', `delete from audit where id > ${all[2]}`);
    expect((await verify(db)).findings).toEqual([gone]);
    await tamper(db, 'delete from audit_seal', 'delete from audit');
    expect((await verify(db)).findings).toEqual([gone]);
    // What goes on afterwards does not make it forget.
    await seal(db, ring, 3);
    expect((await verify(db)).findings).toEqual([gone]);
  });

  test('takes not everything away unseen, mark and all: the ids go on from where they were', async () => {
    const db = await open();
    await write(db, 3);
    await seal(db);
    const all = await ids(db);
    await tamper(db, 'delete from installation', 'delete from audit_seal');
    const none = { kind: 'no_seal', nr: 0, id: all.at(-1) };
    expect((await verify(db)).findings).toEqual([]);
    expect((await verify(db, { at: now() + 3_600_000 })).findings).toEqual([none]);
    await tamper(db, 'delete from audit');
    expect((await verify(db)).findings).toEqual([none]);
  });

  test('a log that has just begun is not said to have lost anything', async () => {
    const db = await open();
    expect((await verify(db)).findings).toEqual([]);
    await write(db, 2);
    for (let round = 0; round < 4; round += 1) {
      expect((await verify(db)).findings).toEqual([]);
      await sealAudit({ db, ring, now });
    }
  });

  test('cuts the tail of log, chain and mark unseen only where no anchor was kept elsewhere', async () => {
    const db = await open();
    await write(db, 3);
    await seal(db);
    await write(db, 3);
    const anchors = await seal(db);
    const [last] = anchors.slice(-1);
    const all = await ids(db);
    await tamper(
      db,
      `delete from audit_seal where nr = ${last?.nr}`,
      `delete from audit where id > ${all[2]}`,
      'delete from installation',
    );
    expect((await verify(db)).findings).toEqual([]);
    expect((await verify(db, { anchors })).findings).toEqual([{ kind: 'tail_cut', nr: last?.nr }]);
  });

  test('makes no chain anew: not under a key of their own, and not under ours once it is anchored', async () => {
    const db = await open();
    await write(db, 3);
    const anchors = await seal(db);
    await tamper(db, 'delete from audit_seal', `delete from audit where id = ${(await ids(db))[0]}`);
    const theirs = createKeyRing([key(9)]);
    await seal(db, theirs);
    const { findings } = await verify(db);
    expect(findings.map(({ kind }) => kind)).toContain('unknown_key');
    await tamper(db, 'delete from audit_seal');
    await seal(db);
    expect((await verify(db)).findings).toEqual([]);
    expect((await verify(db, { anchors })).findings).toContainEqual({ kind: 'anchor_differs', nr: 1 });
  });

  test('is stopped by the triggers as long as they are not the owner of the tables', async () => {
    const db = await open();
    await write(db, 2);
    await seal(db);
    for (const statement of [
      'update audit_seal set count = 0',
      'delete from audit_seal',
      'truncate audit_seal',
      'delete from audit',
    ])
      await expect(sql.raw(statement).execute(db)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('sealing', () => {
  test('waits for whoever was given an id and has not committed yet', async () => {
    const db = await open();
    await write(db, 2);
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let written = () => {};
    const hasWritten = new Promise<void>((resolve) => (written = resolve));
    const slow = db.transaction().execute(async (trx) => {
      await write(trx, 1);
      written();
      await released;
    });
    await hasWritten;
    await write(db, 2);
    await seal(db, ring, 6);
    const during = await verify(db);
    release();
    await slow;
    await seal(db);
    const after = await verify(db);
    expect(during.findings).toEqual([]);
    expect([after.findings, after.rows, after.unsealed]).toEqual([[], 5, 0]);
  });

  test('by several nodes at once makes one chain', async () => {
    const db = await open();
    await write(db, 30);
    for (let round = 0; round < 4; round += 1)
      await Promise.all([1, 2, 3].map(() => sealAudit({ db, ring, now })));
    await seal(db);
    const { findings, rows, unsealed } = await verify(db);
    expect([findings, rows, unsealed]).toEqual([[], 30, 0]);
  });

  test('goes on under a new key, and the old links stay good while the old key is on the ring', async () => {
    const db = await open();
    await write(db, 2);
    await seal(db);
    const rotated = createKeyRing([key(2), key(1)]);
    await write(db, 2);
    await seal(db, rotated);
    const without = createKeyRing([key(2)]);
    expect((await verify(db, { by: rotated })).findings).toEqual([]);
    const { findings } = await verify(db, { by: without });
    expect(findings[0]).toMatchObject({ kind: 'unknown_key', nr: 1 });
  });

  test('can be looked at from its end alone', async () => {
    const db = await open();
    for (let round = 0; round < 3; round += 1) {
      await write(db, 2);
      await seal(db);
    }
    await tamper(db, `update audit set actor = 'x' where id = ${(await ids(db))[0]}`);
    expect((await verify(db, { last: 1 })).findings).toEqual([]);
    expect((await verify(db)).findings).toHaveLength(1);
  });

  test('an export gives every row once, with the seal that covers it', async () => {
    const db = await open();
    await write(db, 3);
    await seal(db);
    await write(db, 1);
    const rows: Record<string, unknown>[] = [];
    const search = { from: null, to: null, type: null };
    expect(await exportAudit(db, search, (row) => void rows.push(row))).toBe(4);
    expect(rows.map(({ seal: nr }) => nr)).toEqual([1, 1, 1, null]);
    expect(await exportAudit(db, { ...search, type: 'client.added' }, () => {})).toBe(0);
  });
});
