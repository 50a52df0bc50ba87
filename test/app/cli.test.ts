import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/platform/db.ts';
import type { Database } from '../../src/platform/db.ts';
import { takeLockFile } from '../../src/platform/lock-file.ts';
import { nips } from '../support/model.ts';
import { createTestDatabaseUrl } from '../support/stores.ts';

const root = path.resolve(import.meta.dirname, '../..');
let dataDir: string;
let url: string;
let drop: () => Promise<void>;
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'asn-cli-'));
  ({ url, drop } = await createTestDatabaseUrl({ empty: true }));
  database = await openDatabase({ url, max: 2 });
});
afterAll(async () => {
  await database.close();
  await drop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function cli(args: string[], env: Record<string, string> = { DATABASE_URL: url }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', 'src/cli.ts', ...args], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, ...env },
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

const auditTypes = async () =>
  (
    await database.db.selectFrom('audit').select(['type', 'actor']).where('actor', '=', 'shell').execute()
  ).map(({ type }) => type);

test('migrates an empty database, and seeds it as npm start would', async () => {
  const ended = await cli(['migrate']);
  expect([ended.code, ended.stdout]).toEqual([0, '']);
  const people = await database.db.selectFrom('employee').select('nip').execute();
  expect(people).toHaveLength(7);
});

describe('what is not understood is misuse', () => {
  test.each([
    [[]],
    [['nonsense']],
    [['accounts', 'seed']],
    [['employees', 'import']],
    [['employees', 'import', 'a.csv', 'b.csv']],
    [['accounts', 'seed', '--count', 'many']],
    [['clients', 'add', '--id', 'x']],
    [
      [
        'clients',
        'add',
        '--id',
        'x',
        '--name',
        'X',
        '--redirect-uri',
        'http://localhost/cb',
        '--min-acr',
        'high',
      ],
    ],
    [['roles', 'grant', '--nip', nips.budi, '--role', 'king']],
    [['roles', 'grant', '--nip', '123', '--role', 'admin']],
    [['roles', 'grant', '--nip', nips.budi, '--role', 'admin', '--until', 'tomorrow']],
    [['keys', 'rotate', '--force']],
  ])('%j', async (args) => {
    const ended = await cli(args);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).not.toBe('');
  });

  test('--help lists every command', async () => {
    const ended = await cli(['--help']);
    expect(ended.code).toBe(0);
    for (const name of [
      'migrate',
      'accounts seed',
      'clients add',
      'clients list',
      'clients remove',
      'roles grant',
      'roles list',
      'roles revoke',
      'keys rotate',
    ])
      expect(ended.stdout).toContain(name);
  });
});

describe('clients', () => {
  test('are added with a secret that is printed once, listed without it, and removed', async () => {
    const added = await cli([
      'clients',
      'add',
      '--id',
      'cuti',
      '--name',
      'Cuti Daring',
      '--redirect-uri',
      'http://localhost:8080/a',
      '--redirect-uri',
      'http://localhost:8080/b',
      '--id-token-alg',
      'RS256',
      '--third-party',
    ]);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const metadata = JSON.parse(added.stdout) as Record<string, unknown>;
    expect(metadata).toMatchObject({
      client_id: 'cuti',
      client_name: 'Cuti Daring',
      redirect_uris: ['http://localhost:8080/a', 'http://localhost:8080/b'],
      id_token_signed_response_alg: 'RS256',
      scope: 'openid profile asn',
    });
    expect(String(metadata.client_secret).length).toBeGreaterThan(30);

    const again = await cli([
      'clients',
      'add',
      '--id',
      'cuti',
      '--name',
      'Cuti',
      '--redirect-uri',
      'http://localhost:8080/a',
    ]);
    expect([again.code, again.stdout]).toEqual([1, '']);

    const listed = await cli(['clients', 'list']);
    expect(listed.stdout).toContain('"cuti"');
    expect(listed.stdout).not.toContain(String(metadata.client_secret));

    expect((await cli(['clients', 'remove', '--id', 'cuti'])).code).toBe(0);
    expect((await cli(['clients', 'remove', '--id', 'cuti'])).code).toBe(1);
    expect(await auditTypes()).toEqual(expect.arrayContaining(['client.added', 'client.removed']));
  });

  test('that the provider would not accept are refused', async () => {
    const ended = await cli([
      'clients',
      'add',
      '--id',
      'bad',
      '--name',
      'Bad',
      '--redirect-uri',
      'not a uri',
    ]);
    expect([ended.code, ended.stdout]).toEqual([1, '']);
  });

  test('without a secret: public, by its own keys, a back end', async () => {
    const native = JSON.parse(
      (
        await cli([
          'clients',
          'add',
          '--id',
          'app',
          '--name',
          'App',
          '--native',
          '--redirect-uri',
          'http://127.0.0.1/cb',
        ])
      ).stdout,
    );
    expect(native).toMatchObject({ application_type: 'native', token_endpoint_auth_method: 'none' });
    expect(native).not.toHaveProperty('client_secret');
    const keyed = JSON.parse(
      (
        await cli([
          'clients',
          'add',
          '--id',
          'keyed',
          '--name',
          'K',
          '--redirect-uri',
          'https://k.example/cb',
          '--jwks-uri',
          'https://k.example/jwks',
        ])
      ).stdout,
    );
    expect(keyed).toMatchObject({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks_uri: 'https://k.example/jwks',
    });
    const backEnd = JSON.parse(
      (await cli(['clients', 'add', '--id', 'backend', '--name', 'B', '--client-credentials'])).stdout,
    );
    expect(backEnd).toMatchObject({ grant_types: ['client_credentials'], redirect_uris: [] });
  });
});

test('roles are granted until a day, listed and revoked', async () => {
  const granted = await cli([
    'roles',
    'grant',
    '--nip',
    '19900101 202001 1 001',
    '--role',
    'helpdesk',
    '--until',
    '2099-12-31',
  ]);
  expect([granted.code, granted.stdout]).toEqual([0, '']);
  const listed = (await cli(['roles', 'list', '--nip', nips.budi])).stdout.trim().split('\n');
  expect(listed.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      nip: nips.budi,
      role: 'helpdesk',
      until: '2099-12-31T16:59:59.000Z',
      grantedBy: 'shell',
    }),
  ]);
  expect((await cli(['roles', 'revoke', '--nip', nips.budi, '--role', 'helpdesk'])).code).toBe(0);
  expect((await cli(['roles', 'revoke', '--nip', nips.budi, '--role', 'helpdesk'])).code).toBe(1);
  expect((await cli(['roles', 'grant', '--nip', nips.andi, '--role', 'admin'])).stderr).toContain(
    'no account',
  );
  expect((await cli(['roles', 'grant', '--nip', nips.budi, '--role', 'agency'])).code).toBe(2);
  expect(
    (await cli(['roles', 'grant', '--nip', nips.budi, '--role', 'agency', '--agency', 'nowhere'])).code,
  ).toBe(1);
  expect(await auditTypes()).toEqual(expect.arrayContaining(['role.granted', 'role.revoked']));
});

test('keys are rotated, one of each algorithm', async () => {
  const ended = await cli(['keys', 'rotate']);
  const keys = ended.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { alg: string });
  expect(keys.map(({ alg }) => alg).toSorted()).toEqual(['ES256', 'RS256']);
  expect(await auditTypes()).toContain('keys.rotated');
});

test('accounts are seeded as CSV on stdout', async () => {
  const ended = await cli(['accounts', 'seed', '--count', '3']);
  const [head, ...rows] = ended.stdout.trim().split('\n');
  expect(head).toBe('nip,password,secret');
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row).toMatch(/^\d{18},[^,]+,[A-Z2-7]+$/);
});

test('production refuses missing settings, and a database with demo people', async () => {
  const bare = await cli(['clients', 'list'], { NODE_ENV: 'production' });
  expect(bare.code).toBe(1);
  expect(bare.stderr).toContain('SECRETS_KEY');
  const key = (byte: number) =>
    Buffer.from(Array.from({ length: 32 }, (_, i) => (i * byte) % 251)).toString('base64');
  const whole = {
    NODE_ENV: 'production',
    PORT: '3000',
    ISSUER: 'https://sso.asn.example',
    DATABASE_URL: url,
    REDIS_URL: 'redis://127.0.0.1:1',
    SECRETS_KEY: key(7),
    COOKIE_KEYS: key(11),
    SMTP_URL: 'smtp://mail',
    SMS_WEBHOOK_URL: 'https://sms.example',
    DIRECTORY_URL: 'https://d.example',
    DIRECTORY_TOKEN: 'k8Jd02mmPq71Lz5x',
    POPULATION_URL: 'https://p.example',
    POPULATION_TOKEN: 'Zq7Tt41nnVb90Xw2',
    TRUST_PROXY: '1',
    METRICS_TOKEN: 'mM3kd82jJs71Qa0p',
  };
  const refused = await cli(['accounts', 'seed', '--count', '1'], whole);
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('demo people');
});

test('on the embedded store it is refused while a server holds the lock', async () => {
  const lock = takeLockFile(path.join(dataDir, 'db.lock'));
  const ended = await cli(['roles', 'list'], {});
  lock.release();
  expect([ended.code, ended.stdout]).toEqual([1, '']);
  expect(ended.stderr).toContain('a running server holds the embedded store');
});
