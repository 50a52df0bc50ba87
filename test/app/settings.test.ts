import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { demoSecrets, emptyDataDir } from '../../src/data-dir.ts';
import { isLoopback } from '../../src/platform/http/host.ts';
import { readSettings } from '../../src/settings.ts';
import type { Environment, Settings } from '../../src/settings.ts';

const keyA = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64');
const keyB = Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - i * 3)).toString('base64');

const good: Environment = {
  NODE_ENV: 'production',
  PORT: '3000',
  ISSUER: 'https://sso.asn.example',
  DATABASE_URL: 'postgres://sso@db/sso',
  REDIS_URL: 'rediss://redis:6379',
  SECRETS_KEY: `${keyA},${keyB}`,
  COOKIE_KEYS: 'pX3kq9vLwT7nZ2rB8mY4sD6hJ1cG5fAe0',
  SMTP_URL: 'smtps://mail:465',
  SMS_WEBHOOK_URL: 'https://sms.example/send',
  DIRECTORY_URL: 'https://directory.example',
  DIRECTORY_TOKEN: 'k8Jd02mmPq71Lz5x',
  POPULATION_URL: 'https://population.example',
  POPULATION_TOKEN: 'Zq7Tt41nnVb90Xw2',
  TRUST_PROXY: '1',
  METRICS_TOKEN: 'mM3kd82jJs71Qa0p',
};

function accepted(env: Environment): Settings {
  const outcome = readSettings(env);
  if (outcome.kind === 'refused') throw new Error(outcome.problems.join('\n'));
  return outcome.settings;
}

function problems(env: Environment): string[] {
  const outcome = readSettings(env);
  return outcome.kind === 'refused' ? outcome.problems : [];
}

describe('production', () => {
  test('starts with everything in place', () => {
    expect(accepted(good)).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      port: 3000,
      issuer: 'https://sso.asn.example',
      redis: { url: 'rediss://redis:6379' },
      secretsKeys: [keyA, keyB],
      trustProxy: 1,
      demoApps: false,
    });
  });

  test('names every missing setting at once', () => {
    const named = problems({ NODE_ENV: 'production' }).map((problem) => problem.split(':')[0]);
    const required = Object.keys(good).filter((name) => name !== 'NODE_ENV');
    expect(named.toSorted()).toEqual(required.toSorted());
  });

  test('an empty value is a missing one', () => {
    expect(problems({ ...good, SMTP_URL: ' ' })).toEqual(['SMTP_URL: is required']);
  });

  test.each([
    ['ISSUER', 'http://sso.asn.example'],
    ['ISSUER', 'https://sso.asn.example/path'],
    ['ISSUER', 'https://localhost'],
    ['ISSUER', 'https://sso.localhost'],
    ['ISSUER', 'sso'],
    ['PORT', '0'],
    ['PORT', 'x'],
    ['DATABASE_URL', 'mysql://db'],
    ['SMTP_URL', 'smtp://mail:587?from=nobody'],
    ['SMTP_URL', 'http://mail'],
    ['REDIS_URL', 'rediss://a:1,http://b'],
    ['SECRETS_KEY', 'short'],
    ['SECRETS_KEY', Buffer.alloc(32).toString('base64')],
    ['SECRETS_KEY', `${keyA},${keyA}`],
    ['COOKIE_KEYS', 'demo-demo-demo-demo-demo-demo-demo-demo'],
    ['COOKIE_KEYS', 'short'],
    ['COOKIE_KEYS', keyA],
    ['SMS_WEBHOOK_URL', 'http://sms.example'],
    ['DIRECTORY_URL', 'http://localhost:3005'],
    ['DIRECTORY_TOKEN', 'changeme-changeme'],
    ['METRICS_TOKEN', 'k8Jd02mmPq71Lz5x'],
    ['TRUST_PROXY', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s', (name, value) => {
    const found = problems({ ...good, [name]: value });
    expect(found.map((problem) => problem.split(':')[0])).toContain(name);
  });

  test('takes Sentinel in place of one address', () => {
    const { REDIS_URL: _none, ...rest } = good;
    const env = { ...rest, REDIS_SENTINELS: 'a:26379,b:26379', REDIS_MASTER: 'asn' };
    expect(accepted(env).redis).toMatchObject({ sentinels: 'a:26379,b:26379', master: 'asn' });
    expect(problems({ ...env, REDIS_MASTER: '' })).toEqual([
      'REDIS_MASTER: is required beside REDIS_SENTINELS',
    ]);
  });

  test('never prints a secret', () => {
    expect(problems({ ...good, COOKIE_KEYS: 'my-own-secret' }).join()).not.toContain('my-own-secret');
  });
});

describe('demo', () => {
  test('asks other outside systems where they are set, loopback without https too', () => {
    const env = { DIRECTORY_URL: 'http://localhost:3010', DIRECTORY_TOKEN: 'any' };
    expect(accepted(env)).toMatchObject({
      ...{ directory: { url: 'http://localhost:3010', token: 'any' }, population: null },
    });
    expect(problems({ DIRECTORY_URL: 'http://localhost:3010' })).toEqual([
      'DIRECTORY_TOKEN: is required beside DIRECTORY_URL',
    ]);
    expect(problems({ POPULATION_TOKEN: 'any' })).toEqual([
      'POPULATION_URL: is required beside POPULATION_TOKEN',
    ]);
    expect(problems({ DIRECTORY_URL: 'ftp://x', DIRECTORY_TOKEN: 'any' })).toHaveLength(1);
  });

  test('needs nothing', () => {
    expect(accepted({})).toMatchObject({
      mode: 'demo',
      host: 'localhost',
      port: 3000,
      issuer: 'http://localhost:3000',
      databaseUrl: null,
      redis: null,
      trustProxy: 0,
      demoApps: true,
      relyingParties: { myasn: 'http://localhost:3001', siasn: 'http://localhost:3002' },
    });
  });

  test('PORT moves all four', () => {
    const settings = accepted({ PORT: '4000' });
    expect([settings.issuer, settings.relyingParties.ekinerja]).toEqual([
      'http://localhost:4000',
      'http://localhost:4003',
    ]);
  });

  test.each([
    { ISSUER: 'http://sso.example' },
    { ISSUER: 'http://192.168.1.5:3000' },
    { ISSUER: 'http://localhost.evil.example' },
    { HOST: '0.0.0.0' },
    { HOST: '192.168.1.5' },
    { PORT: 'abc' },
    { SECRETS_KEY: 'abc' },
    { REDIS_SENTINELS: 'a:26379' },
    { REDIS_MASTER: 'asn' },
  ])('refuses %j', (env) => {
    expect(problems(env)).toHaveLength(1);
  });

  test('knows loopback from what looks like it', () => {
    expect(['localhost', '127.0.0.1', '127.8.9.1', '::1', '[::1]', 'sso.localhost'].every(isLoopback)).toBe(
      true,
    );
    expect(['127.0.0.1.evil.example', '0.0.0.0', 'localhost.example', '10.0.0.1', ''].some(isLoopback)).toBe(
      false,
    );
  });
});

describe('data directory', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'asn-data-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  test('makes the secrets once, readable by the owner alone', async () => {
    const first = await demoSecrets(dir);
    expect(await demoSecrets(dir)).toEqual(first);
    expect(Buffer.from(first.secretsKeys[0] ?? '', 'base64')).toHaveLength(32);
    expect((await stat(path.join(dir, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  test('--fresh takes away what is ours and nothing else', async () => {
    await writeFile(path.join(dir, 'thesis.txt'), 'years of work');
    const first = await demoSecrets(dir);
    await emptyDataDir(dir);
    expect(await readFile(path.join(dir, 'thesis.txt'), 'utf8')).toBe('years of work');
    expect(await demoSecrets(dir)).not.toEqual(first);
  });
});
