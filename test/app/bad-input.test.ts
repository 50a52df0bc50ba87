import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { visitor } from '../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ kv: 'memory' });
});
afterAll(() => app?.stop());

const FORM = 'application/x-www-form-urlencoded';
const bodies: [string, string, string][] = [
  ['2 MB', FORM, `nip=${'9'.repeat(2_000_000)}`],
  ['a NUL byte', FORM, 'nip=1%00&password=x&client_id=%00&token=%00'],
  ['repeated names', FORM, 'nip=1&nip=2&grant_type=a&grant_type=b&client_id=x&client_id=y&token=a&token=b'],
  ['nested names', FORM, 'nip[a]=1&client_id[b]=2&grant_type[c]=3&token[d]=4'],
  ['JSON', 'application/json', '{"nip":"1"}'],
  ['broken JSON', 'application/json', '{"nip":'],
  [
    'multipart',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="nip"\r\n\r\n1\r\n--x--',
  ],
  ['no type', '', 'nip=1'],
  ['bytes', FORM, 'nip=%ff%fe&client_id=%ff&token=%ff'],
  ['nothing', FORM, ''],
];

const ours = [
  '/portal/logout',
  '/interaction/abcdefghijklmnopqrstu',
  '/',
  '/portal',
  '/dev/outbox',
  '/register',
];

describe.each(ours)('POST %s', (path) => {
  test.each(bodies)('with %s is answered plainly', async (_what, type, body) => {
    const answer = await visitor(app).post(path, body, { 'content-type': type });
    expect(answer.status).toBeLessThan(500);
  });

  test('from another origin is refused', async () => {
    const answer = await visitor(app).post(path, 'nip=1', { 'sec-fetch-site': 'cross-site' });
    expect([403, 404]).toContain(answer.status);
  });
});

test('the protocol answers malformed requests with OAuth errors', async () => {
  const answer = await fetch(`${app.issuer}/.well-known/openid-configuration`);
  const metadata = (await answer.json()) as Record<string, string>;
  const endpoints = Object.entries(metadata)
    .filter(([name, value]) => /_(endpoint|uri)$/.test(name) && value.startsWith(app.issuer))
    .map(([, value]) => value);
  expect(endpoints.length).toBeGreaterThan(5);
  const statuses: string[] = [];
  for (const endpoint of endpoints) {
    for (const [what, type, body] of bodies) {
      const posted = await fetch(endpoint, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { 'content-type': type },
      });
      await posted.body?.cancel();
      if (posted.status >= 500) statuses.push(`${endpoint} ${what}: ${posted.status}`);
    }
    for (const query of [
      'client_id=%00',
      'client_id=a&client_id=b',
      'client_id[a]=1',
      'client_id=%ff',
      'request=x',
      'x=%E0%A4%A',
    ]) {
      const got = await fetch(`${endpoint}?${query}`, { redirect: 'manual' });
      await got.body?.cancel();
      if (got.status >= 500) statuses.push(`${endpoint}?${query}: ${got.status}`);
    }
  }
  expect(statuses).toEqual([]);
});

test.each([
  '/%',
  '/interaction/%E0%A4%A',
  '/interaction/a%00b',
  '/portal?x=%00',
  '/assets/../package.json',
  '/assets/x/..%2fstyle',
])('GET %s is a clear 4xx', async (path) => {
  const answer = await fetch(app.issuer + path, { redirect: 'manual' });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});

test('the error page shows the reference that the log has', async () => {
  const page = await visitor(app).post('/portal/logout', 'a=1', { 'sec-fetch-site': 'cross-site' });
  const reference = page.headers.get('x-request-id') ?? 'none';
  expect(page.text).toContain(reference);
  expect(app.log.some((line) => line.requestId === reference && line.status === 403)).toBe(true);
});

test('after all of it the process is ready', async () => {
  const answer = await fetch(`${app.issuer}/readyz`);
  expect(await answer.json()).toEqual({ ready: true, checks: { database: true, kv: true } });
});
