import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Shell } from '../../src/cli/command.ts';
import { employeeCommands } from '../../src/cli/employees.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';
import { createTestDatabaseUrl } from '../support/stores.ts';

const root = path.resolve(import.meta.dirname, '../..');
const demoFile = path.join(root, 'demo/outside/employees.csv');
let dir: string;
let model: ModelFixture;
let now = start;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'asn-import-'));
  model = await openModel('postgres');
});
afterAll(async () => {
  await model.close();
  await rm(dir, { recursive: true, force: true });
});

interface Ended {
  kind: string;
  stdout: string;
  stderr: string;
}

/** The command in this process, each time a minute later. */
async function importFile(file: string): Promise<Ended> {
  const [command] = employeeCommands;
  const said = { stdout: '', stderr: '' };
  now += 60_000;
  const { db, ring } = model;
  const shell = {
    ...{ db, ring, now: () => now, audit: { actor: 'shell' }, settings: { issuer: 'https://sso.example' } },
    out: (line: string) => void (said.stdout += `${line}\n`),
    say: (line: string) => void (said.stderr += `${line}\n`),
  };
  // What else a shell has, this command does not ask for.
  const outcome = await command?.run(shell as unknown as Shell, { file });
  return { kind: outcome?.kind === 'refused' ? outcome.reason : 'done', ...said };
}

/** The command line itself, in little memory. */
function cli(url: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const little = ['--no-warnings', '--max-old-space-size=64'];
    const child = spawn(process.execPath, [...little, 'src/cli.ts', ...args], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', DATA_DIR: dir, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

const importText = async (text: string | Buffer) => {
  const file = path.join(dir, 'rows.csv');
  await writeFile(file, text);
  return importFile(file);
};
const counts = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as Record<string, number>;
const audits = async () => (await model.db.selectFrom('audit').select('id').execute()).length;
const person = (nip: string) =>
  model.db.selectFrom('employee').selectAll().where('nip', '=', nip).executeTakeFirst();

test('the file of the demo: the seeded are unchanged, the others come, who is there twice is named', async () => {
  const ended = await importFile(demoFile);
  expect(ended.kind).toBe('1 of 28 rows, named above; the others took effect');
  expect(counts(ended)).toMatchObject({ rows: 28, added: 20, changed: 0, unchanged: 7, refused: 1 });
  expect(ended.stderr).toContain("line 18: nip_baru is another person's");
  expect(await person('200003152026032008')).toMatchObject({ nama: 'Fitri Handayani' });
});

test('once more, it changes nothing and writes no audit row, but our copy is of today', async () => {
  const [before, rows] = [await person(nips.andi), await audits()];
  const ended = await importFile(demoFile);
  expect(counts(ended)).toMatchObject({ added: 0, changed: 0, unchanged: 27, refused: 1 });
  const after = await person(nips.andi);
  expect(await audits()).toBe(rows);
  expect(after?.fetched_at.getTime()).toBeGreaterThan(before?.fetched_at.getTime() ?? 0);
  expect({ ...after, fetched_at: null }).toEqual({ ...before, fetched_at: null });
});

test('what changed takes effect: suspended, moved, another address, a new number', async () => {
  const text = await readFile(demoFile, 'utf8');
  const edited = text
    .replace(/(Budi Santoso.*?),PNS,01,/, '$1,PNS,04,')
    .replace('budi@asn.example', 'budi.santoso@asn.example')
    .replace(nips.dewi, '199203032026212003')
    .replace(/(Andi Pratama.*?),PNS,01,/, '$1,PNS,03,');
  const ended = await importText(edited);
  expect(counts(ended)).toMatchObject({ changed: 3, unchanged: 24, ended: 1, offered: 1 });
  const { db } = model;
  const account = await db
    .selectFrom('nip_alias')
    .innerJoin('account', 'account.id', 'nip_alias.account_id')
    .select(['account.id', 'account.epoch'])
    .where('nip_alias.nip', '=', nips.budi)
    .executeTakeFirstOrThrow();
  expect(account.epoch).toBe(2);
  const mails = await db
    .selectFrom('outbox')
    .select(['kind', 'recipient', 'text'])
    .where('account_id', '=', account.id)
    .where('channel', '=', 'email')
    .orderBy('id')
    .execute();
  expect(mails.map(({ kind, recipient }) => [kind, recipient])).toEqual([
    ['directory_changed', 'budi@asn.example'],
    ['contact_changed', 'budi@asn.example'],
  ]);
  expect(mails[1]?.text).toMatch(/https:\/\/sso\.example\/account\/undo\/[\w-]{43}/);
  const events = await db
    .selectFrom('audit')
    .select(['type', 'actor', 'details'])
    .where('account_id', '=', account.id)
    .where('type', '<>', 'account.created')
    .orderBy('id')
    .execute();
  expect(events).toMatchObject([
    { type: 'contact.changed', actor: 'shell' },
    { type: 'directory.changed', actor: 'shell', details: { ended: true, kedudukanHukum: '04' } },
  ]);
  // Nobody's account: audited all the same.
  const andi = await person(nips.andi);
  const others = await db
    .selectFrom('audit')
    .select('details')
    .where('type', '=', 'directory.changed')
    .where('account_id', 'is', null)
    .execute();
  expect(others).toEqual([{ details: { person: andi?.pns_id, fields: ['kedudukan_hukum_id'] } }]);
});

describe('bad rows', () => {
  const header =
    'pns_id;nip_baru;nama;tgl_lahir;jenis_kelamin;kedudukan_hukum_id;instansi_induk_id;nik;warna';
  const good = (nr: number, more = '') =>
    `P${nr};19700101200001${1}00${nr};"Orang; ke-${nr}";01-01-1970;M;01;b1;3273010101700${nr}00;merah${more}`;

  test('are named by line and reason, and keep nobody else out', async () => {
    const lines = [
      `\uFEFF${header}`,
      good(1),
      good(2).replace('01-01-1970', '31-02-1970'),
      good(3, ';too;many'),
      `P4;197001012000011004;"Orang ke-4;01-01-1970;M;01;b1;;`,
      good(5),
      good(5).replace('ke-5', 'lain'),
      good(6).replace('P6', 'P1').replace('1006', '1001').replace('ke-6', 'ke-1').replace('600', '100'),
      '',
      good(7).replace('1007', '1005'),
      good(8).replace(';M;', ';X;').replace('P8', ''),
      good(9),
    ];
    const ended = await importText(lines.join('\r\n'));
    const named = ended.stderr.split('\n').filter((line) => line !== '');
    expect(named.toSorted((a, b) => parseInt(a.slice(5), 10) - parseInt(b.slice(5), 10))).toEqual([
      'line 3: tgl_lahir is not a date',
      'line 4: 11 columns instead of 9',
      'line 5: a quotation mark is not closed',
      'line 7: pns_id stands in this file already, with other data',
      "line 10: nip_baru is another person's",
      'line 11: pns_id is missing; jenis_kelamin is neither M/F nor L/P nor 1/2',
    ]);
    expect(counts(ended)).toMatchObject({ rows: 10, added: 3, unchanged: 1, refused: 6 });
    // Nothing about anybody on the terminal.
    expect(ended.stderr).not.toMatch(/\d{16}|Orang/);
  });

  test.each([
    ['a file without the columns', 'nama,nik\nBudi,1\n', 'no column pns_id, nip_baru, kedudukan_hukum_id'],
    ['an empty file', '', 'the file is empty'],
  ])('%s is refused whole', async (_name, text, reason) => {
    const ended = await importText(text);
    expect([ended.kind, ended.stdout]).toEqual([expect.stringContaining(reason), '']);
  });

  test('in another encoding than UTF-8', async () => {
    const latin = Buffer.from(`${header}\n${good(1).replace('Orang', 'Orañg')}\n`, 'latin1');
    expect((await importText(latin)).stderr).toContain('line 2: not UTF-8');
  });
});

test('no file and a folder are refused', async () => {
  expect((await importFile('/nonexistent.csv')).kind).toBe('there is no file /nonexistent.csv');
  expect((await importFile(dir)).kind).toContain('there is no file');
});

describe('the command line', () => {
  /** 40 MB of rows in a process that may keep 64 MB, its own code included: whoever kept the rows would die of it. */
  test('reads a file of any length in constant memory', async () => {
    const { url, drop } = await createTestDatabaseUrl();
    const file = path.join(dir, 'many.csv');
    await writeMany(file, 3_000);
    const ended = await cli(url, 'employees', 'import', file);
    await drop();
    expect(ended.code).toBe(0);
    expect(counts(ended)).toMatchObject({ rows: 3_000, added: 3_000 });
  });
});

function writeMany(file: string, count: number): Promise<void> {
  const out = createWriteStream(file);
  out.write('pns_id,nip_baru,nama,kedudukan_hukum_id,instansi_induk_id,instansi_induk_nama,email,alamat\n');
  for (let nr = 0; nr < count; nr += 1) {
    const month = String((Math.floor(nr / 999) % 12) + 1).padStart(2, '0');
    const day = String(Math.floor(nr / 999 / 12) + 1).padStart(2, '0');
    const nip = `196502${day}1990${month}1${String((nr % 999) + 1).padStart(3, '0')}`;
    const text = `M${nr},${nip},Pegawai ${nr},01,b${nr % 600},Instansi,p${nr}@asn.example,${'x'.repeat(14_000)}\n`;
    out.write(text);
  }
  return new Promise((resolve, reject) => {
    out.once('error', reject);
    out.end(() => resolve());
  });
}
