import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import * as openid from 'openid-client';
import { lastLogoutSent } from '../../src/model/logout-sent.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { relyingParty } from '../support/relying-party.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

let fed: TestFederation;
let web: RelyingParty;
let other: RelyingParty;
let listener: Server;
let received: { path: string; body: URLSearchParams }[] = [];
let status = 200;
/** Clients that do not answer. */
let silent: string[] = [];
const back = 'https://web.example/';

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis' });
  listener = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      received.push({ path: request.url ?? '', body: new URLSearchParams(text) });
      response.writeHead(silent.includes(request.url ?? '') ? 503 : status).end();
    });
  });
  await new Promise<void>((resolve) => void listener.listen(0, 'localhost', () => resolve()));
  const port = (listener.address() as AddressInfo).port;
  const register = async (id: string) => {
    const secret = await fed.register({
      metadata: {
        client_id: id,
        client_name: id,
        redirect_uris: [`https://${id}.example/callback`],
        post_logout_redirect_uris: [`https://${id}.example/`],
        backchannel_logout_uri: `http://localhost:${port}/${id}`,
        scope: 'openid',
      },
    });
    return relyingParty(fed, id, { auth: openid.ClientSecretBasic(secret ?? '') });
  };
  [web, other] = [await register('web'), await register('other')];
});
afterAll(async () => {
  listener?.close();
  await fed?.stop();
});
beforeEach(async () => {
  await fed.db.deleteFrom('logout_delivery').execute();
  fed.answer = fed.signIn(fed.people.budi);
  received = [];
  status = 200;
  silent = [];
});

const end = (person: Visitor, params: Record<string, string>) =>
  person.get(`/session/end?${new URLSearchParams(params)}`);
const sessionOf = async (person: Visitor) =>
  (JSON.parse((await person.get('/portal')).text) as { session: { accountId: string } | null }).session;

async function logoutToken(index: number): Promise<JWTPayload> {
  const { path, body } = received[index] ?? { path: '', body: new URLSearchParams() };
  const keys = createRemoteJWKSet(new URL(`${fed.issuer}/jwks`));
  const { payload } = await jwtVerify(body.get('logout_token') ?? '', keys, {
    typ: 'logout+jwt',
    issuer: fed.issuer,
    audience: path.slice(1),
  });
  return payload;
}

test('is silent with a hint of this very session, tells every client, and kills every token', async () => {
  const person = visitor(fed);
  const [mine, theirs] = [await web.signIn(person), await other.signIn(person)];
  const page = await end(person, {
    id_token_hint: mine.id_token ?? '',
    post_logout_redirect_uri: back,
    state: 'kept',
  });
  expect(page.url).toBe(`${back}?state=kept`);
  expect(received.map(({ path }) => path).toSorted()).toEqual(['/other', '/web']);
  const token = await logoutToken(received.findIndex(({ path }) => path === '/other'));
  expect(token).toMatchObject({
    sub: fed.people.budi,
    sid: theirs.claims()?.sid,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  });
  expect(token).not.toHaveProperty('nonce');
  expect(await sessionOf(person)).toBeNull();
  await expect(openid.fetchUserInfo(other.config, theirs.access_token, fed.people.budi)).rejects.toThrow();
});

test('leaves a mark of when each client was last told, at once or later', async () => {
  await Promise.all(['web', 'other'].map((id) => fed.kv.delete(`logout-sent:${id}`)));
  const person = visitor(fed);
  const { id_token: hint = '' } = await web.signIn(person);
  expect(await lastLogoutSent(fed.kv, 'web')).toBeNull();
  const ended = fed.clock.now();
  await end(person, { id_token_hint: hint });
  expect(await lastLogoutSent(fed.kv, 'web')).toBeGreaterThanOrEqual(ended);
  expect(await lastLogoutSent(fed.kv, 'other')).toBeNull();
  const at = new Date(fed.clock.now());
  const queued = { client_id: 'other', account_id: fed.people.budi, created_at: at, next_attempt_at: at };
  await fed.db.insertInto('logout_delivery').values(queued).execute();
  expect(await fed.federation.retryLogouts()).toBe(1);
  expect(await lastLogoutSent(fed.kv, 'other')).toBeGreaterThanOrEqual(at.getTime());
});

test('asks where the hint is of another session, is broken, or is missing', async () => {
  const [person, stranger] = [visitor(fed), visitor(fed)];
  await web.signIn(person);
  const { id_token: foreign = '' } = await web.signIn(stranger);
  for (const hint of [{ id_token_hint: foreign }, { id_token_hint: 'a.b.c' }, {}]) {
    const page = await end(person, { ...hint, client_id: 'web', post_logout_redirect_uri: back });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Budi Santoso');
  }
  const done = await person.submit({ logout: 'yes' });
  expect(done.url).toBe(back);
  expect(await sessionOf(person)).toBeNull();
});

test('stops on a page of ours where another application did not answer, and leads back from there', async () => {
  const person = visitor(fed);
  const { id_token: hint = '' } = await web.signIn(person);
  await other.signIn(person);
  silent = ['/other'];
  const page = await end(person, {
    id_token_hint: hint,
    post_logout_redirect_uri: back,
    state: '<kept>',
  });
  expect([page.status, new URL(page.url).pathname]).toEqual([200, '/session/end/success']);
  expect(page.text).toMatch(/Sudah keluar juga dari[\s\S]*web[\s\S]*Belum menjawab[\s\S]*other/);
  expect(page.text).toContain('href="https://other.example"');
  expect(page.text).toContain(`href="${back}?state=%3Ckept%3E"`);
  expect(await sessionOf(person)).toBeNull();
  // Told once: it is the only trace of the session.
  expect((await person.get('/session/end/success')).text).not.toContain('Belum menjawab');
});

test('goes straight back where only the application itself did not answer: it has signed itself out', async () => {
  const person = visitor(fed);
  const { id_token: hint = '' } = await web.signIn(person);
  silent = ['/web'];
  const page = await end(person, { id_token_hint: hint, post_logout_redirect_uri: back });
  expect(page.url).toBe(back);
});

test('names what it reached where there is nowhere to go back to', async () => {
  const person = visitor(fed);
  const { id_token: hint = '' } = await web.signIn(person);
  await other.signIn(person);
  const page = await end(person, { id_token_hint: hint });
  expect(page.text).toMatch(/Sudah keluar juga dari[\s\S]*other/);
  expect(page.text).not.toContain('Belum menjawab');
});

test('shows nothing of a cookie that somebody else has set', async () => {
  const person = visitor(fed);
  const told = { applications: [], continueTo: { name: 'Bank', href: 'https://evil.example/' } };
  person.cookies.set('logged_out|/', Buffer.from(JSON.stringify(told)).toString('base64url'));
  person.cookies.set('logged_out.sig|/', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA');
  const page = await person.get('/session/end/success');
  expect([page.status, page.text.includes('evil.example')]).toEqual([200, false]);
});

test('ends nothing for a form of another origin', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const answer = await person.post('/session/end/confirm', 'logout=yes', { 'sec-fetch-site': 'cross-site' });
  expect(answer.status).toBe(403);
  expect(await sessionOf(person)).not.toBeNull();
});

test('redirects to registered addresses only, and shows a page of ours else', async () => {
  const person = visitor(fed);
  const { id_token: hint = '' } = await web.signIn(person);
  const evil = await end(person, { id_token_hint: hint, post_logout_redirect_uri: 'https://evil.example/' });
  expect(evil.status).toBe(400);
  const unknown = await end(person, { client_id: 'nobody', post_logout_redirect_uri: back });
  expect(unknown.status).toBe(400);
  const repeated = await person.get('/session/end?state=1&state=2');
  expect(repeated.status).toBe(400);
  const unnamed = await end(visitor(fed), { post_logout_redirect_uri: back });
  expect([unnamed.status, new URL(unnamed.url).pathname]).toEqual([200, '/session/end/success']);
});

test('keeps a logout that did not arrive, and tries it again with a new token', async () => {
  const person = visitor(fed);
  const { id_token: hint = '' } = await web.signIn(person);
  status = 500;
  await end(person, { id_token_hint: hint });
  const open = () =>
    fed.db.selectFrom('logout_delivery').selectAll().where('delivered_at', 'is', null).execute();
  expect(await open()).toMatchObject([{ client_id: 'web', account_id: fed.people.budi, attempts: 1 }]);
  expect(await fed.federation.retryLogouts()).toBe(0);
  fed.clock.advance(10);
  expect(await fed.federation.retryLogouts()).toBe(0);
  status = 200;
  fed.clock.advance(60);
  const arrived = await Promise.all([fed.federation.retryLogouts(), fed.federation.retryLogouts()]);
  expect(arrived.toSorted()).toEqual([0, 1]);
  expect(await open()).toEqual([]);
  const ids = received.map(({ body }) => body.get('logout_token'));
  expect(new Set(ids).size).toBe(ids.length);
});

test('our own page ends it too, and names who was told', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const page = await person.get('/portal?end');
  expect(JSON.parse(page.text)).toEqual([
    { clientId: 'web', name: 'web', done: true, href: 'https://web.example' },
  ]);
  expect(await sessionOf(person)).toBeNull();
  const rows = await fed.db.selectFrom('audit').select('details').where('type', '=', 'logout').execute();
  expect(rows.at(-1)?.details).toEqual({ clients: ['web'] });
});

test('ending an account tells each client once, by sub alone', async () => {
  const people = [visitor(fed), visitor(fed)];
  for (const person of people) await web.signIn(person);
  await fed.federation.sessions.endAll(fed.people.budi, 'test');
  expect(received).toHaveLength(1);
  expect(await logoutToken(0)).not.toHaveProperty('sid');
  for (const person of people) expect(await sessionOf(person)).toBeNull();
});

test('two tabs that open two applications at once are both told', async () => {
  const person = visitor(fed);
  await web.signIn(person, { prompt: 'login' });
  await fed.federation.sessions.endAll(fed.people.budi, 'test');
  received = [];
  const third = visitor(fed);
  await third.get('/portal');
  await web.signIn(third);
  await Promise.all([web.signIn(third), other.signIn(third)]);
  await third.get('/portal?end');
  expect(received.map(({ path }) => path).toSorted()).toEqual(['/other', '/web']);
});

// A form of another site comes without our Lax cookies: it was answered "signed out" and ended nothing.
test.each(['cross-site', 'same-site', ''])(
  'a POST (%s) is taken as a GET, which brings the cookies',
  async (site) => {
    const person = visitor(fed);
    const { id_token: hint = '' } = await web.signIn(person);
    const cookies = new Map(person.cookies);
    person.cookies.clear();
    const fields = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: back, state: 's' });
    const answer = await fetch(`${fed.issuer}/session/end`, {
      method: 'POST',
      body: fields,
      redirect: 'manual',
      headers: site === '' ? {} : { 'sec-fetch-site': site },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/session/end?${fields}`]);
    for (const [name, value] of cookies) person.cookies.set(name, value);
    expect((await person.get(answer.headers.get('location') ?? '')).url).toBe(`${back}?state=s`);
    expect(await sessionOf(person)).toBeNull();
  },
);

test('another spelling of its paths is no way round', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  for (const path of ['/session/end/', '/Session/End', '/SESSION/end/']) {
    const page = await person.get(path);
    expect([path, page.text.includes('Budi Santoso')]).toEqual([path, true]);
  }
  const foreign = { 'sec-fetch-site': 'cross-site' };
  for (const path of ['/session/end/confirm/', '/Session/end/Confirm'])
    expect((await person.post(path, 'logout=yes', foreign)).status).toBe(403);
  expect(await sessionOf(person)).not.toBeNull();
});
