import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { policy } from '../../config/policy.ts';
import { readClientErrors } from '../../src/model/client-errors.ts';
import { KvUnavailable } from '../../src/platform/kv.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { relyingParty } from '../support/relying-party.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

let fed: TestFederation;
let web: RelyingParty;
const redirectUri = 'https://web.example/callback';

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis', startsPerAddress: 12 });
  const metadata = { client_name: 'Web', redirect_uris: [redirectUri], scope: 'openid profile' };
  const secret = await fed.register({ metadata: { ...metadata, client_id: 'web' } });
  await fed.register({
    metadata: { ...metadata, client_id: 'public', token_endpoint_auth_method: 'none' },
  });
  web = await relyingParty(fed, 'web', { auth: openid.ClientSecretBasic(secret ?? '') });
});
afterAll(async () => fed?.stop());
beforeEach(() => {
  fed.answer = () => null;
});

const request = (params: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: 'web',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...params,
  });
const form = { 'content-type': 'application/x-www-form-urlencoded' };
/** One read and one write a refusal: the short ring that its client's developers are shown, and nothing of what was sent. */
const onlyTheRing = (commands: string[], refusals: number): boolean =>
  commands.length <= 2 * refusals && commands.every((name) => ['get', 'set', 'evalsha'].includes(name));

const start = (address: string, params: Record<string, string> = {}) =>
  fetch(`${fed.issuer}/auth?${request(params)}`, {
    redirect: 'manual',
    headers: { 'x-test-address': address },
  });
const push = (address: string, params: Record<string, string> = {}) =>
  fetch(`${fed.issuer}/request`, {
    method: 'POST',
    body: request({ client_id: 'public', ...params }),
    headers: { ...form, 'x-test-address': address },
  });

test('one address begins so many sign-ins and no more; what is refused stores nothing', async () => {
  const statuses = [];
  for (let i = 0; i < 12; i += 1) statuses.push((await start('203.0.113.1')).status);
  expect(new Set(statuses)).toEqual(new Set([303]));
  fed.commands();
  const refused = await start('203.0.113.1');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(await refused.text()).toMatch(/role="alert"[\s\S]*Terlalu banyak/);
  expect(onlyTheRing(fed.commands(), 1)).toBe(true);
  expect((await start('203.0.113.2')).status).toBe(303);
});

test('the whole /64 of an IPv6 subscriber counts as one address, and the next one does not', async () => {
  for (let i = 0; i < 12; i += 1) expect((await start(`2001:db8:0:1::${i + 1}`)).status).toBe(303);
  expect((await start('2001:db8:0:1:ffff::9')).status).toBe(429);
  expect((await start('2001:db8:0:2::1')).status).toBe(303);
});

test('whoever is signed in is answered silently from a busy address too', async () => {
  const person = visitor(fed);
  fed.answer = fed.signIn(fed.people.budi);
  const busy = { 'x-test-address': '203.0.113.3' };
  await web.signIn(person);
  for (let i = 0; i < 13; i += 1) await start('203.0.113.3');
  const page = await person.get(`/auth?${request()}`, busy);
  expect(new URL(page.url).searchParams.get('code')).toEqual(expect.any(String));
  const none = await start('203.0.113.3', { prompt: 'none' });
  expect(none.headers.get('location')).toContain('login_required');
});

test('a public client pushes no more than that either', async () => {
  for (let i = 0; i < 12; i += 1) expect((await push('203.0.113.4')).status).toBe(201);
  const refused = await push('203.0.113.4');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
});

test('a parameter that is too long, or too many together, are refused and not stored', async () => {
  const { parameterLength, parametersLength } = policy.interaction;
  const long = 'x'.repeat(parameterLength + 1);
  fed.commands();
  for (const [name, error] of [
    ['nonce', 'invalid_request'],
    ['login_hint', 'invalid_request'],
    ['ui_locales', 'invalid_request'],
  ] as const) {
    const { headers } = await start('203.0.113.5', { [name]: long });
    expect([name, new URL(headers.get('location') ?? '').searchParams.get('error')]).toEqual([name, error]);
  }
  const state = await start('203.0.113.5', { state: long });
  expect([state.status, state.headers.get('location')]).toEqual([400, null]);
  const half = 'x'.repeat(parametersLength / 2);
  const all = await start('203.0.113.5', { nonce: half, state: half });
  expect(all.headers.get('location')).toContain('invalid_request');
  const pushed = await push('203.0.113.5', { state: 'x'.repeat(50_000) });
  expect([pushed.status, await pushed.json()]).toEqual([
    400,
    expect.objectContaining({ error: 'invalid_request' }),
  ]);
  expect(onlyTheRing(fed.commands(), 6)).toBe(true);
  const rings = await Promise.all(['web', 'public'].map((id) => readClientErrors(fed.kv, id)));
  const kept = JSON.stringify(rings);
  expect(rings[0]?.length).toBeGreaterThan(0);
  expect(kept).not.toContain('x'.repeat(50));
  const fits = 'x'.repeat(parameterLength);
  expect((await start('203.0.113.5', { state: fits })).status).toBe(303);
});

test('redirect_uri must be there, one registered or not', async () => {
  for (const redirect_uri of ['', undefined]) {
    const params = request();
    params.delete('redirect_uri');
    if (redirect_uri !== undefined) params.set('redirect_uri', redirect_uri);
    const answer = await fetch(`${fed.issuer}/auth?${params}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  }
});

const endpoints = ['/token', '/token/introspection', '/token/revocation', '/request'];
const asBrowser = { ...form, accept: 'text/html' };

test.each(endpoints)('%s answers a fault as JSON whatever the Accept header says', async (path) => {
  const answer = await fetch(fed.issuer + path, {
    method: 'POST',
    body: 'client_id=nobody',
    headers: asBrowser,
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    401,
    expect.stringContaining('application/json'),
  ]);
  expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
});

test('so does userinfo, and where the store is away as well', async () => {
  const headers = { authorization: 'Bearer nothing', accept: 'text/html' };
  const answer = await fetch(`${fed.issuer}/me`, { headers });
  expect([answer.status, await answer.json()]).toEqual([
    401,
    expect.objectContaining({ error: 'invalid_token' }),
  ]);
  const { get } = fed.kv;
  fed.kv.get = () => Promise.reject(new KvUnavailable('away'));
  const away = await fetch(`${fed.issuer}/me`, { headers });
  fed.kv.get = get;
  expect([away.status, away.headers.get('retry-after'), await away.json()]).toEqual([
    503,
    '5',
    expect.objectContaining({ error: 'temporarily_unavailable' }),
  ]);
});
