import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { relyingParty } from '../support/relying-party.ts';
import type { Attempt, RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

let fed: TestFederation;
let web: RelyingParty;
let steps: RelyingParty;

beforeAll(async () => {
  fed = await startFederation({ kv: 'memory' });
  const register = async (id: string, more: Record<string, unknown> = {}) => {
    const metadata = {
      client_id: id,
      client_name: id,
      redirect_uris: [`https://${id}.example/callback`],
      ...more,
    };
    const secret = await fed.register({ metadata: { scope: 'openid profile', ...metadata } });
    return openid.ClientSecretBasic(secret ?? '');
  };
  web = await relyingParty(fed, 'web', { auth: await register('web'), scope: 'openid' });
  const auth = await register('steps', { asn_act_allowed: true });
  steps = await relyingParty(fed, 'steps', { auth, pushed: true });
});
afterAll(async () => fed?.stop());
beforeEach(() => {
  fed.answer = fed.signIn(fed.people.budi);
});

const errorOf = ({ callback }: Attempt) => callback.searchParams.get('error');
const asked = async (work: () => Promise<unknown>) => {
  const before = fed.seen.length;
  await work();
  return fed.seen.slice(before);
};

test('prompt=none without a session is login_required', async () => {
  expect(errorOf(await web.authorize(visitor(fed), { prompt: 'none' }))).toBe('login_required');
});

test('prompt=none with a session answers with a code', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  expect(errorOf(await web.authorize(person, { prompt: 'none' }))).toBeNull();
});

test('prompt=login asks for all factors again and tells their time', async () => {
  const person = visitor(fed);
  fed.answer = fed.signIn(fed.people.budi, { ago: 100 });
  const first = await web.signIn(person);
  fed.answer = fed.signIn(fed.people.budi);
  let again: openid.IDToken | undefined;
  const [interaction] = await asked(
    async () => (again = (await web.signIn(person, { prompt: 'login' })).claims()),
  );
  expect(interaction?.missing).toEqual({ password: true, secondFactor: true });
  expect(again?.auth_time).toBeGreaterThan(first.claims()?.auth_time ?? Infinity);
});

test('max_age asks again only when the factors are older, and counts only fresh ones', async () => {
  const person = visitor(fed);
  fed.answer = fed.signIn(fed.people.budi, { ago: 100 });
  await web.signIn(person);
  fed.answer = fed.signIn(fed.people.budi);
  expect(await asked(() => web.signIn(person, { max_age: '3600' }))).toHaveLength(0);
  const [interaction] = await asked(() => web.signIn(person, { max_age: '60' }));
  expect(interaction?.reasons).toEqual(['max_age']);
  expect(interaction?.missing).toEqual({ password: true, secondFactor: true });
});

test('max_age=0 is answered by a fresh sign-in, not by an endless one', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  expect(await asked(() => web.signIn(person, { max_age: '0' }))).toHaveLength(1);
});

test('a sign-in that does not reach what was asked goes back as an error, never in a circle', async () => {
  fed.answer = () => ({
    login: {
      accountId: fed.people.budi,
      factors: { pwd: Math.floor(Date.now() / 1000) },
      epoch: 1,
      shared: false,
      whole: true,
    },
  });
  expect(errorOf(await web.authorize(visitor(fed)))).toBe('unmet_authentication_requirements');
});

test('an acr that cannot be reached is an error only where it is essential', async () => {
  const claims = JSON.stringify({ id_token: { acr: { essential: true, value: 'loa4' } } });
  expect(errorOf(await web.authorize(visitor(fed), { claims }))).toBe('unmet_authentication_requirements');
  const voluntary = await web.signIn(visitor(fed), { acr_values: 'phr urn:asn:acr:2' });
  expect(voluntary.claims()?.acr).toBe('urn:asn:acr:2');
});

test('a session of one factor by SMS is stepped up by the second factor alone', async () => {
  await fed.register({
    metadata: {
      client_id: 'low',
      client_name: 'Low',
      redirect_uris: ['https://low.example/callback'],
      token_endpoint_auth_method: 'none',
      scope: 'openid',
    },
    minAcr: 'urn:asn:acr:1',
  });
  const low = await relyingParty(fed, 'low');
  const person = visitor(fed);
  const at = Math.floor(Date.now() / 1000);
  fed.answer = () => ({
    login: {
      accountId: fed.people.budi,
      factors: { pwd: at, sms: at },
      epoch: 1,
      shared: false,
      whole: true,
    },
  });
  expect((await low.signIn(person)).claims()).toMatchObject({
    acr: 'urn:asn:acr:1',
    amr: ['pwd', 'sms', 'mfa'],
  });
  fed.answer = fed.signIn(fed.people.budi);
  const [interaction] = await asked(() => web.signIn(person));
  expect(interaction?.reasons).toEqual(['acr']);
  expect(interaction?.missing).toEqual({ password: false, secondFactor: true });
});

test('prompt=select_account asks, and prompt=none beside a shared session does not go silently', async () => {
  const person = visitor(fed);
  fed.answer = fed.signIn(fed.people.budi, { shared: true });
  await web.signIn(person);
  const silent = await web.authorize(person, { prompt: 'none' });
  expect(errorOf(silent)).toBe('interaction_required');
  const [interaction] = await asked(() => web.signIn(person));
  expect(interaction?.reasons).toEqual(['shared_session']);
  expect(interaction?.missing).toEqual({ password: false, secondFactor: false });
  const [selecting] = await asked(() => web.signIn(person, { prompt: 'select_account' }));
  expect(selecting?.reasons).toContain('select_account');
});

test('a hint of another person asks, and is an error where the same person comes back', async () => {
  const siti = visitor(fed);
  fed.answer = fed.signIn(fed.people.siti);
  const { id_token: hint = '' } = await web.signIn(siti);
  const budi = visitor(fed);
  fed.answer = fed.signIn(fed.people.budi);
  await web.signIn(budi);
  expect(errorOf(await web.authorize(budi, { prompt: 'none', id_token_hint: hint }))).toBe('login_required');
  expect(errorOf(await web.authorize(budi, { id_token_hint: hint }))).toBe('login_required');
});

test('the claims parameter opens no more than the granted scopes', async () => {
  const claims = JSON.stringify({ id_token: { name: null, nip: null, email: { essential: true } } });
  const tokens = await web.signIn(visitor(fed), { scope: 'openid profile', claims });
  expect(tokens.claims()).toMatchObject({ name: 'Budi Santoso' });
  expect(tokens.claims()).not.toHaveProperty('nip');
  expect(tokens.claims()).not.toHaveProperty('email');
});

const approve = JSON.stringify({
  id_token: {
    asn_act: { essential: true, value: 'approve-target:7:abc', text: 'Menyetujui sasaran “Laporan”' },
  },
});

test('an act asks for a fresh second factor and is told with its time', async () => {
  const person = visitor(fed);
  await steps.signIn(person);
  let tokens: openid.IDToken | undefined;
  const [interaction] = await asked(
    async () => (tokens = (await steps.signIn(person, { claims: approve })).claims()),
  );
  expect(interaction?.act).toEqual({ value: 'approve-target:7:abc', text: 'Menyetujui sasaran “Laporan”' });
  expect(interaction?.missing).toEqual({ password: false, secondFactor: true });
  expect(tokens?.asn_act).toBe('approve-target:7:abc');
  expect(Math.abs(Number(tokens?.asn_act_at) - Date.now() / 1000)).toBeLessThan(5);
  expect((await steps.signIn(person)).claims()).not.toHaveProperty('asn_act');
});

test('an act is never satisfied by the session, nor by a sign-in without a second factor', async () => {
  const person = visitor(fed);
  await steps.signIn(person);
  expect(errorOf(await steps.authorize(person, { claims: approve, prompt: 'none' }))).toBe(
    'interaction_required',
  );
  fed.answer = () => ({
    login: { accountId: fed.people.budi, factors: {}, epoch: 1, shared: false, whole: false },
  });
  expect(errorOf(await steps.authorize(person, { claims: approve }))).toBe(
    'unmet_authentication_requirements',
  );
});

test('an act is refused from a URL and from a client that may not', async () => {
  const fromUrl = await relyingParty(fed, 'steps', { redirectUri: steps.redirectUri });
  expect(errorOf(await fromUrl.authorize(visitor(fed), { claims: approve }))).toBe('invalid_request');
  expect(errorOf(await web.authorize(visitor(fed), { claims: approve }))).toBe('invalid_request');
});

test('a person who refuses sends access_denied back', async () => {
  fed.answer = () => ({ error: 'access_denied', description: 'refused' });
  expect(errorOf(await web.authorize(visitor(fed)))).toBe('access_denied');
});

test('a third party is granted nothing without consent, which is asked once', async () => {
  await fed.register({
    metadata: {
      client_id: 'third',
      client_name: 'Third',
      redirect_uris: ['https://third.example/callback'],
      token_endpoint_auth_method: 'none',
      scope: 'openid profile email',
    },
    thirdParty: true,
  });
  const third = await relyingParty(fed, 'third');
  const person = visitor(fed);
  await web.signIn(person);
  expect(errorOf(await third.authorize(person, { prompt: 'none' }))).toBe('consent_required');
  const [interaction] = await asked(() => third.signIn(person, { scope: 'openid profile' }));
  expect(interaction?.prompt).toBe('consent');
  expect(interaction?.consentScopes).toEqual(['profile']);
  expect(await asked(() => third.signIn(visitor(fed), { scope: 'openid profile' }))).toHaveLength(1);
  const [wider] = await asked(() => third.signIn(person, { scope: 'openid profile email' }));
  expect(wider?.prompt).toBe('consent');
  const rows = await fed.db.selectFrom('consent').select('scope').execute();
  expect(rows.map(({ scope }) => scope)).toEqual(['openid profile email']);
});

test('a sign-in as another person asks before it ends the first one’s session', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  fed.answer = fed.signIn(fed.people.siti);
  const attempt = await web.authorize(person, { prompt: 'login' });
  expect(attempt.page.url).toContain('/auth/');
  expect(attempt.page.text).toContain('Siti Rahmawati');
  const kept = JSON.parse((await person.get('/portal')).text) as { session: { accountId: string } };
  expect(kept.session.accountId).toBe(fed.people.budi);
  const path = new URL(attempt.page.url).pathname;
  const foreign = await person.post(`${path}/switch`, 'decision=switch', { 'sec-fetch-site': 'cross-site' });
  expect(foreign.status).toBe(403);
  const done = await person.post(`${path}/switch`, 'decision=switch');
  const tokens = await web.redeem({ ...attempt, callback: new URL(done.url) });
  expect(tokens.claims()?.sub).toBe(fed.people.siti);
});

test('whoever keeps the first session stays in it, and the other sign-in is dropped', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  fed.answer = fed.signIn(fed.people.siti);
  const attempt = await web.authorize(person, { prompt: 'login' });
  const path = new URL(attempt.page.url).pathname;
  const kept = await person.post(`${path}/switch`, 'decision=keep');
  expect(JSON.parse(kept.text)).toMatchObject({ session: { accountId: fed.people.budi } });
});

test('consent covers the scopes of a resource too, and is asked again where a third party wants more', async () => {
  await fed.register({
    metadata: {
      client_id: 'reader',
      client_name: 'Reader',
      redirect_uris: ['https://reader.example/callback'],
      token_endpoint_auth_method: 'none',
      scope: 'openid profile directory:read',
    },
    thirdParty: true,
  });
  const reader = await relyingParty(fed, 'reader');
  const person = visitor(fed);
  await web.signIn(person);
  expect(await asked(() => reader.signIn(person, { scope: 'openid profile' }))).toHaveLength(1);
  const wider = { scope: 'openid profile directory:read', resource: `${fed.issuer}/api/directory` };
  expect(errorOf(await reader.authorize(person, { ...wider, prompt: 'none' }))).toBe('consent_required');
  const [interaction] = await asked(() => reader.signIn(person, wider));
  expect(interaction?.consentScopes).toEqual(['profile', 'directory:read']);
  expect(await asked(() => reader.signIn(visitor(fed), wider))).toHaveLength(1);
  const row = await fed.db
    .selectFrom('consent')
    .select('scope')
    .where('client_id', '=', 'reader')
    .executeTakeFirst();
  expect(row?.scope).toBe('openid profile directory:read');
});
