import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { keyNames } from '../../src/oidc/records.ts';
import type { StoredSession } from '../../src/oidc/records.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { relyingParty } from '../support/relying-party.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

let fed: TestFederation;
let web: RelyingParty;
let other: RelyingParty;

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis' });
  const register = async (id: string) => {
    const metadata = {
      client_id: id,
      client_name: id,
      redirect_uris: [`https://${id}.example/callback`],
      initiate_login_uri: `https://${id}.example/login`,
      scope: 'openid profile',
    };
    const secret = await fed.register({ metadata });
    return relyingParty(fed, id, { auth: openid.ClientSecretBasic(secret ?? '') });
  };
  [web, other] = [await register('web'), await register('other')];
});
afterAll(async () => fed?.stop());
beforeEach(() => {
  fed.answer = fed.signIn(fed.people.budi);
});

const SESSION = 'session|/';
const uidOf = (person: Visitor) => (person.cookies.get(SESSION) ?? '').split('~')[0] ?? '';
const stored = async (uid: string) =>
  JSON.parse((await fed.kv.get(keyNames.session(uid))) ?? 'null') as StoredSession | null;
const sessionOf = async (person: Visitor) =>
  (JSON.parse((await person.get('/portal')).text) as { session: { accountId: string } | null }).session;

/** Another tab of the same browser, with the cookies of this moment. */
function tabOf(person: Visitor): Visitor {
  const tab = visitor(fed);
  for (const [name, value] of person.cookies) tab.cookies.set(name, value);
  return tab;
}

/** Does `work` once, just after the next request has read this session. */
function afterNextRead(uid: string, work: () => Promise<unknown>): void {
  const { get } = fed.kv;
  fed.kv.get = async (key) => {
    const value = await get(key);
    if (key !== keyNames.session(uid)) return value;
    fed.kv.get = get;
    await work();
    return value;
  };
}

// A slower tab used to write the session back as it had read it: the old identifier and factors with it.
test('a slower tab brings back neither the old identifier nor the old factors', async () => {
  const person = visitor(fed);
  fed.answer = fed.signIn(fed.people.budi, { ago: 100 });
  await web.signIn(person);
  const [uid, faster, slower] = [uidOf(person), tabOf(person), tabOf(person)];
  const old = await stored(uid);
  fed.answer = fed.signIn(fed.people.budi);
  afterNextRead(uid, () => web.signIn(faster, { prompt: 'login' }));
  const tokens = await other.signIn(slower);
  const now = await stored(uid);
  expect(tokens.claims()?.sub).toBe(fed.people.budi);
  expect(now?.jti).toBe((faster.cookies.get(SESSION) ?? '').split('~')[1]);
  expect(now?.factors?.pwd).toBeGreaterThan(old?.factors?.pwd ?? Infinity);
  expect(Object.keys(now?.authorizations ?? {}).toSorted()).toEqual(['other', 'web']);
  expect(await sessionOf(faster)).not.toBeNull();
  expect(await sessionOf(person)).toBeNull();
});

test('a slower tab sets no cookie of an identifier that was replaced meanwhile', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const [uid, faster] = [uidOf(person), tabOf(person)];
  for (const slow of [
    (tab: Visitor) => other.authorize(tab),
    (tab: Visitor) => web.authorize(tab),
    (tab: Visitor) => (fed.clock.advance(120), tab.get('/portal')),
  ]) {
    const slower = tabOf(faster);
    afterNextRead(uid, async () => {
      await web.signIn(faster, { prompt: 'login' });
      slower.cookies.delete(SESSION);
    });
    await slow(slower);
    expect(slower.cookies.has(SESSION)).toBe(false);
    expect(await sessionOf(faster)).not.toBeNull();
  }
});

test('two step-ups at once leave the browser with a session that lives', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const tabs = [tabOf(person), tabOf(person)];
  // The one that resumes with the identifier that the other has just replaced is led to a fresh sign-in, never to an error.
  const attempts = await Promise.all(tabs.map((tab) => web.authorize(tab, { prompt: 'login' })));
  const resumed = attempts.filter(({ page }) => page.url !== 'https://web.example/login');
  expect(resumed.length).toBeGreaterThan(0);
  for (const attempt of resumed) expect(await web.redeem(attempt)).toHaveProperty('id_token');
  const now = await stored(uidOf(person));
  const living = tabs.filter((tab) => tab.cookies.get(SESSION)?.endsWith(`~${now?.jti}`));
  expect(living).toHaveLength(1);
});

test.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ prompt: 'login' }, false],
  [{ max_age: '60' }, false],
])('a waiting tab that asked for %j is served by a sign-in in another: %j', async (params, served) => {
  const person = visitor(fed);
  fed.answer = () => null;
  const { page } = await web.authorize(person, params);
  const waiting = new URL(page.url, fed.issuer).href;
  await person.get(waiting);
  expect(await fed.seen.at(-1)?.signedInMeanwhile()).toBe(false);
  fed.answer = fed.signIn(fed.people.budi);
  await other.signIn(person);
  fed.answer = () => null;
  await person.get(waiting);
  expect(await fed.seen.at(-1)?.signedInMeanwhile()).toBe(served);
});

test('logout ends what another tab began while it ran', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const tab = tabOf(person);
  let tokens: Awaited<ReturnType<typeof other.signIn>> | undefined;
  const uid = uidOf(person);
  // The first read is of the page, the second of the logout itself.
  afterNextRead(uid, async () => afterNextRead(uid, async () => (tokens = await other.signIn(tab))));
  const page = await person.get('/portal?end');
  expect(
    (JSON.parse(page.text) as { clientId: string }[]).map(({ clientId }) => clientId).toSorted(),
  ).toEqual(['other', 'web']);
  await expect(
    openid.fetchUserInfo(other.config, tokens?.access_token ?? '', fed.people.budi),
  ).rejects.toThrow();
});

test.each(['web', 'other'])('a sign-on at %s during which the session was ended gets no code', async (id) => {
  const person = visitor(fed);
  await web.signIn(person);
  const tab = tabOf(person);
  afterNextRead(uidOf(person), () => person.get('/portal?end'));
  const attempt = await (id === 'web' ? web : other).authorize(tab, { scope: 'openid profile' });
  if (id === 'other') expect(attempt.page.url).toBe('https://other.example/login');
  await expect((id === 'web' ? web : other).redeem(attempt)).rejects.toThrow();
  expect(await sessionOf(tab)).toBeNull();
});

test('two tabs that open one application at once share its sid, and logout ends the grants of both', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const tabs = [tabOf(person), tabOf(person)];
  const tokens = await Promise.all(tabs.map((tab) => other.signIn(tab)));
  expect(new Set(tokens.map((one) => one.claims()?.sid)).size).toBe(1);
  await person.get('/portal?end');
  for (const { access_token: token } of tokens) {
    await expect(openid.fetchUserInfo(other.config, token, fed.people.budi)).rejects.toThrow();
  }
});

test('two logouts at once tell each application once', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const tab = tabOf(person);
  const pages = await Promise.all([person.get('/portal?end'), tab.get('/portal?end')]);
  const told = pages.flatMap(({ text }) => (text.startsWith('[') ? (JSON.parse(text) as unknown[]) : []));
  expect(told).toHaveLength(1);
});
