import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { audit } from '../../src/model/audit.ts';
import { newestLink } from '../../src/model/audit-seals/seal.ts';
import { createKeyRing } from '../../src/platform/crypto.ts';
import { openDatabase } from '../../src/platform/db.ts';
import type { Database } from '../../src/platform/db.ts';
import { sealAll } from '../support/seals.ts';
import { createTestDatabaseUrl } from '../support/stores.ts';

const root = path.resolve(import.meta.dirname, '../..');
const key = randomBytes(32).toString('base64');
const ring = createKeyRing([key]);
let dataDir: string;
let url: string;
let drop: () => Promise<void>;
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'asn-cli-'));
  ({ url, drop } = await createTestDatabaseUrl());
  database = await openDatabase({ url, max: 2 });
  // Seeds what it finds empty; its rows are sealed with ours.
  await cli('audit', 'verify');
  for (let nr = 0; nr < 4; nr += 1)
    await audit(
      database.db,
      { type: 'logout', accountId: null, details: { clients: ['myasn'] } },
      { actor: 'self' },
    );
  await seal();
});
afterAll(async () => {
  await database.close();
  await drop();
  await rm(dataDir, { recursive: true, force: true });
});

const seal = () => sealAll({ db: database.db, ring, now: Date.now });

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const cli = (...args: string[]) => run({ DATA_DIR: dataDir, DATABASE_URL: url, SECRETS_KEY: key }, ...args);

function run(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', 'src/cli.ts', ...args], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

/** As the owner of the tables, who can take the triggers away. */
async function tamper(...statements: string[]): Promise<void> {
  for (const table of ['audit', 'audit_seal'])
    await sql.raw(`alter table ${table} disable trigger user`).execute(database.db);
  for (const statement of statements) await sql.raw(statement).execute(database.db);
  for (const table of ['audit', 'audit_seal'])
    await sql.raw(`alter table ${table} enable trigger user`).execute(database.db);
}

const lines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const logouts = async () =>
  (
    await database.db.selectFrom('audit').select('id').where('type', '=', 'logout').orderBy('id').execute()
  ).map(({ id }) => id);

test('an untouched log verifies: exit 0, and no data on stdout', async () => {
  const ended = await cli('audit', 'verify');
  expect([ended.code, ended.stdout]).toEqual([0, '']);
  expect(ended.stderr).toContain(
    'what is sealed is as it was sealed; without anchors (--anchors FILE) an end that was cut off is not seen',
  );
  const file = path.join(dataDir, 'head.jsonl');
  await writeFile(file, JSON.stringify(await newestLink(database.db)));
  const anchored = await cli('audit', 'verify', '--anchors', file);
  expect([anchored.code, anchored.stderr]).toEqual([
    0,
    expect.stringContaining('the audit log is as it was sealed, up to seal 1'),
  ]);
});

test('is exported as JSON lines, each row with its seal', async () => {
  const ended = await cli('audit', 'export', '--type', 'logout');
  const rows = lines(ended.stdout);
  expect(ended.code).toBe(0);
  expect(rows.map(({ id }) => id)).toEqual(await logouts());
  expect(rows.every(({ seal: nr }) => nr === 1)).toBe(true);
  // The columns of the table: programs read them by these names.
  const columns = 'account_id actor address at client_id details id request_id seal sid type user_agent';
  expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(columns.split(' '));
  expect((await cli('audit', 'export', '--from', 'kemarin')).code).toBe(2);
});

test('names the row that was changed and the one that was cut out: exit 1', async () => {
  const [first = 0, second = 0, third = 0] = await logouts();
  await tamper(
    `update audit set details = '{"clients": ["siasn"]}' where id = ${first}`,
    `delete from audit where id = ${third}`,
  );
  const ended = await cli('audit', 'verify');
  expect(ended.code).toBe(1);
  expect(lines(ended.stdout)).toEqual([
    { kind: 'row_changed', nr: 1, id: first },
    { kind: 'rows_missing', nr: 1, after: second, count: 1 },
  ]);
  expect(ended.stderr).toContain(`row ${first} was changed after it was sealed (seal 1)`);
  expect(ended.stderr).toContain(`1 sealed rows are gone after row ${second} (seal 1)`);
});

test('a tail that was cut is seen by an anchor that was kept outside of the database', async () => {
  await audit(database.db, { type: 'logout', accountId: null, details: { clients: [] } }, { actor: 'self' });
  await seal();
  const head = await newestLink(database.db);
  const anchors = path.join(dataDir, 'collected.log');
  await writeFile(anchors, `noise\n${JSON.stringify({ level: 'info', seal: head, msg: 'audit sealed' })}\n`);
  await tamper(`delete from audit_seal where nr = ${head?.nr}`, `delete from audit where id = ${head?.toId}`);
  const blind = await cli('audit', 'verify');
  expect(blind.stdout).not.toContain('tail_cut');
  expect(blind.stderr).not.toContain('the audit log is as it was sealed');
  const ended = await cli('audit', 'verify', '--anchors', anchors);
  expect(ended.code).toBe(1);
  expect(lines(ended.stdout)).toContainEqual({ kind: 'tail_cut', nr: head?.nr });
  expect(ended.stderr).toContain(`seal ${head?.nr} was anchored and is gone: the end of the log was cut off`);
  await writeFile(anchors, 'nothing of use\n');
  expect((await cli('audit', 'verify', '--anchors', anchors)).code).toBe(1);
});

test('a log without any seal is no good log: everything was cut off, and its mark with it', async () => {
  await tamper(
    'delete from audit_seal',
    'delete from audit',
    "delete from installation where name = 'audit-seal-mark'",
  );
  const ended = await cli('audit', 'verify');
  expect(ended.code).toBe(1);
  expect(lines(ended.stdout)).toEqual([{ kind: 'no_seal', nr: 0, id: expect.any(Number) }]);
  expect(ended.stderr).toContain('there is no seal at all, though rows up to');
});

test('the embedded store is compared with its own anchors, without being told to', async () => {
  const own = await mkdtemp(path.join(tmpdir(), 'asn-cli-own-'));
  const verify = () => run({ DATA_DIR: own }, 'audit', 'verify');
  const fresh = await verify();
  expect([fresh.code, fresh.stderr]).toEqual([0, expect.stringContaining('nothing was proven')]);
  await writeFile(path.join(own, 'audit-anchors.jsonl'), `${JSON.stringify({ nr: 7, mac: 'x' })}\n`);
  const ended = await verify();
  expect([ended.code, lines(ended.stdout)]).toEqual([1, [{ kind: 'tail_cut', nr: 7 }]]);
  await rm(own, { recursive: true, force: true });
}, 120_000);
