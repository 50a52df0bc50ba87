import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Koa from 'koa';
import { z } from 'zod';
import { accessLog } from '../../../src/platform/http/access-log.ts';
import type { AccessLine } from '../../../src/platform/http/access-log.ts';
import { addressKey, clientAddress, readAddress } from '../../../src/platform/http/client-address.ts';
import { sameOriginPosts } from '../../../src/platform/http/csrf.ts';
import { errorPages } from '../../../src/platform/http/errors.ts';
import { readForm } from '../../../src/platform/http/form.ts';
import { securityHeaders } from '../../../src/platform/http/headers.ts';
import { hostCheck } from '../../../src/platform/http/host.ts';
import { locale } from '../../../src/platform/http/locale.ts';
import { requestId } from '../../../src/platform/http/request-id.ts';
import { listen } from '../../../src/platform/http/server.ts';
import type { Listener } from '../../../src/platform/http/server.ts';
import { KvContention } from '../../../src/platform/kv.ts';
import { stateOf } from '../../../src/platform/http/state.ts';
import { sensibleUrl } from '../../../src/platform/http/url.ts';

const issuer = 'https://sso.example';
const lines: AccessLine[] = [];
const reported: string[] = [];
let listener: Listener;

const schema = z.object({ nip: z.string().max(100).default(''), password: z.string().max(512).default('') });

function guardedApp(): Koa {
  const app = new Koa();
  app.proxy = true;
  app.use(requestId());
  app.use(clientAddress(1));
  app.use(accessLog((line) => void lines.push(line)));
  app.use(hostCheck({ issuer, aliases: ['old.example'] }));
  app.use(securityHeaders({ https: true }));
  app.use(locale({ https: true }));
  app.use(
    errorPages({
      show: (ctx, page) => {
        ctx.type = 'html';
        ctx.body = `<h1>${page.view} ${page.code}</h1>${page.reference}`;
      },
      report: ({ code }) => void reported.push(code),
    }),
  );
  app.use(sensibleUrl());
  app.use(sameOriginPosts({ issuer }));
  app.use(async (ctx) => {
    if (ctx.path === '/form') ctx.body = await readForm(ctx, schema);
    if (ctx.path === '/address')
      ctx.body = { address: stateOf(ctx).address, secure: ctx.secure, href: ctx.href };
    if (ctx.path === '/locale') ctx.body = stateOf(ctx).locale;
    if (ctx.path === '/redis') throw Object.assign(new Error('away'), { code: 'kv_unavailable' });
    if (ctx.path === '/contended') throw new KvContention('session:x');
    if (ctx.path === '/postgres') throw new Error('query failed', { cause: { code: 'db_unavailable' } });
    if (ctx.path === '/elsewhere') throw new Error('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    if (ctx.path === '/left')
      ctx.throw(400, 'the body ended early', { code: 'body_aborted', cause: { code: 'ECONNRESET' } });
    if (ctx.path === '/broken') throw new Error('secret detail');
  });
  return app;
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

function ask(
  path: string,
  { method = 'GET', headers = {}, body = '' as string | Buffer } = {},
): Promise<Answer> {
  const sent: Record<string, string> = { host: 'sso.example', ...headers };
  return new Promise((resolve, reject) => {
    const req = request({ port: listener.port, host: '127.0.0.1', path, method, headers: sent }, (res) => {
      let text = '';
      res.on('data', (chunk: Buffer) => (text += chunk.toString()));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text }));
    });
    req.on('error', reject);
    req.end(body);
  });
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  ask('/form', { method: 'POST', body, headers: { ...FORM, 'sec-fetch-site': 'same-origin', ...headers } });

beforeAll(async () => {
  listener = await listen(guardedApp().callback(), '127.0.0.1', 0);
});
afterAll(() => listener.stop(500));

describe('host', () => {
  test('answers under the name of the issuer, in any case', async () => {
    expect((await ask('/locale', { headers: { host: 'SSO.example' } })).status).toBe(200);
  });

  test.each(['evil.example', 'sso.example.evil.example', 'sso.example:8443', 'localhost', ''])(
    'answers 421 to host %p',
    async (host) => {
      const answer = await ask('/', { headers: { host } });
      expect(answer.status).toBe(421);
      expect(answer.headers.location).toBeUndefined();
    },
  );

  test('redirects a GET of an alias with its path, never to another host', async () => {
    const answer = await ask('/portal?a=1', { headers: { host: 'old.example' } });
    expect([answer.status, answer.headers.location]).toEqual([308, 'https://sso.example/portal?a=1']);
    const slashes = await ask('//evil.example/x', { headers: { host: 'old.example' } });
    expect(slashes.headers.location).toBe('https://sso.example/evil.example/x');
    expect((await ask('/', { method: 'POST', headers: { host: 'old.example' } })).status).toBe(421);
  });

  test('believes no forwarded host or protocol', async () => {
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    const answer = JSON.parse((await ask('/address', { headers })).body);
    expect(answer).toMatchObject({ secure: true, href: 'https://sso.example/address' });
  });
});

describe('origin', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: issuer }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, 403],
    [{ origin: issuer }, 200],
    [{ 'sec-fetch-site': 'same-site', origin: issuer }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: issuer }, 403],
    [{ 'sec-fetch-site': 'none', origin: issuer }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
  ])('a POST with %j gets %i', async (headers, status) => {
    const answer = await ask('/form', {
      method: 'POST',
      body: 'nip=1',
      headers: { ...FORM, ...(headers as object) },
    });
    expect(answer.status).toBe(status);
  });
});

describe('form', () => {
  test('gives the typed values and keeps what was typed exactly', async () => {
    const answer = await post('nip=1990+0101%20x&password=%C3%A9%26%3D&other=1');
    expect(JSON.parse(answer.body)).toEqual({ nip: '1990 0101 x', password: 'é&=' });
  });

  test.each([
    ['repeated names', 'nip=1&nip=2', 400],
    ['nested names', 'nip[a]=1', 400],
    ['indexed names', 'nip%5B%5D=1', 400],
    ['a dotted name', 'a.b=1', 400],
    ['__proto__', '__proto__=1', 400],
    ['a NUL byte', 'nip=1%00', 400],
    ['bytes that are not UTF-8', 'nip=%ff%fe', 400],
    ['a value beyond the schema', `nip=${'9'.repeat(101)}`, 400],
    ['20 KB', `nip=${'9'.repeat(20_000)}`, 413],
    ['2 MB', `nip=${'9'.repeat(2_000_000)}`, 413],
  ])('refuses %s', async (_what, body, status) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain('<h1>error');
  });

  test('refuses a raw NUL and raw bytes', async () => {
    expect((await post(Buffer.from([0x6e, 0x69, 0x70, 0x3d, 0x00]))).status).toBe(400);
    expect((await post(Buffer.from([0x6e, 0x69, 0x70, 0x3d, 0xff]))).status).toBe(400);
  });

  test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'refuses content type %p',
    async (type) => {
      expect((await post('nip=1', { 'content-type': type })).status).toBe(415);
    },
  );

  test('an empty body without a content type is an empty form', async () => {
    const answer = await ask('/form', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } });
    expect(JSON.parse(answer.body)).toEqual({ nip: '', password: '' });
  });
});

describe('errors', () => {
  test.each(['/%', '/a%00b', '/locale?a=%00', '/%E0%A4%A'])('%s is 400', async (path) => {
    expect((await ask(path)).status).toBe(400);
  });

  test.each(['/redis', '/contended', '/postgres'])(
    '%s away or too busy is 503 with Retry-After',
    async (path) => {
      const answer = await ask(path);
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    },
  );

  // A broken socket has the same code whoever was at its end.
  test('somebody else who is away is a fault of ours, not of the stores', async () => {
    expect((await ask('/elsewhere')).status).toBe(500);
  });

  // Its cause is a broken socket, as with a store that is away; so anybody could raise the alarm for the stores.
  test('a client that leaves in the middle of a body is not a store that is away', async () => {
    reported.length = 0;
    expect((await ask('/left')).status).toBe(400);
    expect(reported).toEqual([]);
  });

  test('an unexpected error shows the reference, not the reason', async () => {
    const answer = await ask('/broken');
    expect(answer.status).toBe(500);
    expect(answer.body).toContain(String(answer.headers['x-request-id']));
    expect(answer.body).not.toContain('secret detail');
    expect(reported).toContain('unexpected');
  });

  test('what nobody answers is the 404 page; JSON for those who ask for it', async () => {
    expect((await ask('/nothing')).body).toContain('not-found');
    const json = await ask('/nothing', { headers: { accept: 'application/json' } });
    expect([json.status, JSON.parse(json.body).error]).toEqual([404, 'not_found']);
  });

  test('the log has one line a request, without query and identifiers', async () => {
    lines.length = 0;
    await ask('/interaction/abcdefghijklmnopqrstuvwxyz?code=123456');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ path: '/interaction/:id', status: 404, method: 'GET' });
    expect(JSON.stringify(lines)).not.toContain('123456');
  });
});

test('every answer carries the security headers, with a nonce of its own', async () => {
  const [one, two] = [await ask('/locale'), await ask('/nothing')];
  const policy = String(one.headers['content-security-policy']);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('form-action');
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toBe(two.headers['content-security-policy']);
  expect(one.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  expect(String(one.headers['strict-transport-security'])).toContain('max-age=');
});

describe('client address', () => {
  test.each([
    ['10.0.0.1', undefined, 0, '10.0.0.1'],
    ['10.0.0.1', '6.6.6.6', 0, '10.0.0.1'],
    ['10.0.0.1', '6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
    ['10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['10.0.0.1', undefined, 1, '10.0.0.1'],
    ['10.0.0.1', 'rubbish', 1, '10.0.0.1'],
    ['::ffff:10.0.0.1', undefined, 0, '10.0.0.1'],
    ['::1', '[2001:db8::7]', 1, '2001:db8::7'],
  ])('peer %s, forwarded %s, %i proxies: %s', (peer, forwarded, hops, address) => {
    expect(readAddress(peer, forwarded, hops)).toBe(address);
  });

  test('counts an IPv6 subscriber by the /64, however it is written', () => {
    expect(addressKey('203.0.113.9')).toBe('203.0.113.9');
    expect(addressKey('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(addressKey('2001:0DB8:0:0:ffff::9')).toBe('2001:db8:0:0::/64');
    expect(addressKey('2001:db8:0:1::9')).not.toBe(addressKey('2001:db8::1'));
  });
});

describe('language', () => {
  const spoken = async (path: string, headers: Record<string, string> = {}) =>
    (await ask(path, { headers })).body;
  const cookie = 'lang=en';

  test('is Indonesian where nobody has said anything, or the factory has', async () => {
    expect(await spoken('/locale')).toBe('id');
    expect(await spoken('/locale', { 'accept-language': 'en-US,en;q=0.9' })).toBe('id');
    expect(await spoken('/locale', { 'accept-language': 'fr' })).toBe('id');
  });

  test('is the browser’s where somebody has set it', async () => {
    expect(await spoken('/locale', { 'accept-language': 'en-GB,en;q=0.9' })).toBe('en');
    expect(await spoken('/locale', { 'accept-language': 'id,en;q=0.9' })).toBe('id');
  });

  test('is what was chosen here, before the browser’s', async () => {
    expect(await spoken('/locale', { cookie })).toBe('en');
    expect(await spoken('/locale', { cookie: 'lang=id', 'accept-language': 'en' })).toBe('id');
    expect(await spoken('/locale', { cookie: 'lang=xx', 'accept-language': 'en' })).toBe('en');
  });

  test('is what the application wishes for, before what was chosen some day', async () => {
    expect(await spoken('/locale?ui_locales=jv%20en', { cookie: 'lang=id' })).toBe('en');
    expect(await spoken('/locale?ui_locales=jv%20fr', { cookie })).toBe('en');
  });

  test('is what is chosen now, before everything, and remembered', async () => {
    expect(await spoken('/locale?lang=id&ui_locales=en', { cookie })).toBe('id');
    expect((await ask('/locale?lang=xx')).headers['set-cookie']).toBeUndefined();
    expect(String((await ask('/locale?lang=en')).headers['set-cookie'])).toContain('lang=en; Path=/;');
  });
});
