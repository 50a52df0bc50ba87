import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { breakable, through } from '../support/breakable.ts';
import type { Breakable } from '../support/breakable.ts';
import { freePortRow } from '../support/ports.ts';
import { launchServer, until } from '../support/server.ts';
import type { Server } from '../support/server.ts';
import { createTestDatabaseUrl, createTestRedisUrl } from '../support/stores.ts';

let dataDir: string;
const servers: Server[] = [];

async function launch(env: Record<string, string>, args: string[] = []): Promise<Server> {
  const server = await launchServer({ DATA_DIR: dataDir, ...env }, args);
  servers.push(server);
  return server;
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'asn-process-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.signal('SIGKILL');
    await server.ended;
  }
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const random = () => randomBytes(32).toString('base64');
const productionSettings = {
  NODE_ENV: 'production',
  ISSUER: 'https://sso.asn.example',
  SECRETS_KEY: random(),
  COOKIE_KEYS: random(),
  SMTP_URL: 'smtps://mail.asn.example',
  SMS_WEBHOOK_URL: 'https://sms.asn.example/send',
  DIRECTORY_URL: 'https://directory.asn.example',
  DIRECTORY_TOKEN: random(),
  POPULATION_URL: 'https://population.asn.example',
  POPULATION_TOKEN: random(),
  TRUST_PROXY: '1',
  METRICS_TOKEN: random(),
};

describe('with stores that go away', () => {
  let redis: Breakable;
  let postgres: Breakable;
  let stores: Record<string, string>;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const [database, kv] = await Promise.all([createTestDatabaseUrl(), createTestRedisUrl()]);
    drop = database.drop;
    const at = (url: string) => ({ host: new URL(url).hostname, port: Number(new URL(url).port) });
    [postgres, redis] = await Promise.all([breakable(at(database.url)), breakable(at(kv.url))]);
    stores = { DATABASE_URL: through(database.url, postgres.port), REDIS_URL: through(kv.url, redis.port) };
  });
  afterAll(async () => {
    await Promise.all([redis.close(), postgres.close()]);
    await drop();
  });

  test('people get a 503 with Retry-After, readiness is false, liveness true, and it recovers by itself', async () => {
    const server = await launch(stores);
    await until(`${server.issuer}/readyz`, 200);

    redis.break();
    const away = await until(
      `${server.issuer}/auth?client_id=portal&response_type=code&scope=openid&redirect_uri=${encodeURIComponent(`${server.issuer}/portal/callback`)}&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`,
      503,
    );
    expect(away.headers.get('retry-after')).not.toBeNull();
    expect(await away.text()).toContain('<h1');
    expect((await until(`${server.issuer}/readyz`, 503)).status).toBe(503);
    expect((await fetch(`${server.issuer}/healthz`)).status).toBe(200);
    redis.mend();
    await until(`${server.issuer}/readyz`, 200);

    postgres.break();
    await until(`${server.issuer}/readyz`, 503);
    await until(`${server.issuer}/dev/outbox`, 503);
    expect((await fetch(`${server.issuer}/healthz`)).status).toBe(200);
    postgres.mend();
    await until(`${server.issuer}/readyz`, 200);
    await until(`${server.issuer}/portal`, 303);
  });

  test('SIGTERM answers what is in flight, takes nothing new, and ends with 0 within 10 s', async () => {
    const server = await launch(stores);
    await until(`${server.issuer}/readyz`, 200);
    const { port } = new URL(server.issuer);
    const slow = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/register',
      headers: {
        host: `localhost:${port}`,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': '3',
        // The server says so once it has the head of the request.
        expect: '100-continue',
      },
    });
    const answered = new Promise<number>((resolve, reject) => {
      // Read to its end: an answer that nobody reads keeps its socket, and with it the worker of the tests.
      slow.on('response', (answer) => resolve(answer.resume().statusCode ?? 0));
      slow.on('error', reject);
    });
    const arrived = once(slow, 'continue');
    slow.flushHeaders();
    await arrived;
    slow.write('a');
    const start = performance.now();
    server.signal('SIGTERM');
    while (await fetch(`${server.issuer}/healthz`).then(Boolean, () => false)) await pause(10);
    slow.end('=b');
    expect(await answered).toBeGreaterThanOrEqual(400);
    expect(await server.ended).toBe(0);
    expect(performance.now() - start).toBeLessThan(10_000);
    await expect(fetch(`${server.issuer}/healthz`)).rejects.toThrow();
  });

  test('production refuses a database that holds demo people', async () => {
    const demo = await launch(stores);
    await until(`${demo.issuer}/readyz`, 200);
    const production = await launch({ ...productionSettings, ...stores });
    expect(await production.ended).toBe(1);
    expect(production.output()).toContain('this database holds demo people');
  });

  test('production names all missing settings at once, and the demo refuses a public name', async () => {
    const bare = await launch({ NODE_ENV: 'production', PORT: '' });
    expect(await bare.ended).toBe(1);
    for (const name of [
      'PORT',
      'ISSUER',
      'DATABASE_URL',
      'REDIS_URL',
      'SECRETS_KEY',
      'COOKIE_KEYS',
      'SMTP_URL',
      'TRUST_PROXY',
      'METRICS_TOKEN',
    ])
      expect(bare.output()).toContain(`${name}: is required`);
    const outside = await launch({ ISSUER: 'http://sso.example' });
    expect(await outside.ended).toBe(1);
    expect(outside.output()).toContain('loopback');
  });
});

test('a port of a relying party that is taken ends the start with a plain sentence', async () => {
  const port = await freePortRow();
  const taken = createServer().listen(port + 2, '127.0.0.1');
  const [database, kv] = await Promise.all([createTestDatabaseUrl(), createTestRedisUrl()]);
  const env = { DATABASE_URL: database.url, REDIS_URL: kv.url, PORT: String(port), DEMO_APPS: 'on' };
  const server = await launch(env);
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain('the port is taken');
  taken.close();
  await database.drop();
});

describe('on the embedded store', () => {
  test('data survives a restart, a second server is refused, and --fresh begins anew', async () => {
    const first = await launch({});
    await until(`${first.issuer}/readyz`, 200, 60);
    await until(`${first.issuer}/`, 200);
    expect(first.output()).toContain('Budi Santoso');
    expect(await readdir(dataDir)).toEqual(expect.arrayContaining(['db', 'secrets.json']));

    const second = await launch({});
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('another server uses the same DATA_DIR');
    const clearing = await launch({}, ['--fresh']);
    expect(await clearing.ended).toBe(1);

    const keys = async (issuer: string) => {
      const metadata = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
        jwks_uri: string;
      };
      return (await fetch(metadata.jwks_uri)).text();
    };
    const before = await keys(first.issuer);
    first.signal('SIGINT');
    expect(await first.ended).toBe(0);

    const port = new URL(first.issuer).port;
    const again = await launch({ PORT: port });
    await until(`${again.issuer}/readyz`, 200, 60);
    expect(await keys(again.issuer)).toBe(before);
    again.signal('SIGTERM');
    expect(await again.ended).toBe(0);

    const fresh = await launch({ PORT: port }, ['--fresh']);
    await until(`${fresh.issuer}/readyz`, 200, 60);
    expect(await keys(fresh.issuer)).not.toBe(before);
  }, 180_000);
});
