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
let low: RelyingParty;

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis' });
  const register = async (id: string, minAcr: 'urn:asn:acr:1' | 'urn:asn:acr:2') => {
    const metadata = {
      client_id: id,
      client_name: id,
      redirect_uris: [`https://${id}.example/callback`],
      initiate_login_uri: `https://${id}.example/login`,
      scope: 'openid profile',
    };
    const secret = await fed.register({ metadata, minAcr });
    return relyingParty(fed, id, { auth: openid.ClientSecretBasic(secret ?? '') });
  };
  web = await register('web', 'urn:asn:acr:2');
  other = await register('other', 'urn:asn:acr:2');
  low = await register('low', 'urn:asn:acr:1');
});
afterAll(async () => fed?.stop());
beforeEach(() => {
  fed.answer = fed.signIn(fed.people.budi);
});

const seconds = () => Math.floor(fed.clock.now() / 1000);
const errorOf = ({ callback }: { callback: URL }) => callback.searchParams.get('error');
const uidOf = (person: Visitor) => (person.cookies.get('session|/') ?? '').split('~')[0] ?? '';
const stored = async (person: Visitor) => {
  const text = await fed.kv.get(keyNames.session(uidOf(person)));
  return text === null ? null : (JSON.parse(text) as StoredSession);
};
const sessionOf = async (person: Visitor) =>
  (JSON.parse((await person.get('/portal')).text) as { session: { accountId: string } | null }).session;

test('a session that does not reach the portal’s assurance is none there', async () => {
  const person = visitor(fed);
  const at = seconds();
  const login = {
    accountId: fed.people.budi,
    factors: { pwd: at, sms: at },
    epoch: 1,
    shared: false,
    whole: true,
  };
  fed.answer = () => ({ login });
  expect((await low.signIn(person)).claims()?.acr).toBe('urn:asn:acr:1');
  expect(await sessionOf(person)).toBeNull();
});

// A refused result used to be saved with the session: half a sign-in.
test('a refused resume leaves no session behind', async () => {
  const person = visitor(fed);
  const login = {
    accountId: fed.people.budi,
    factors: { pwd: seconds() },
    epoch: 1,
    shared: false,
    whole: true,
  };
  fed.answer = () => ({ login });
  const sessions = () => fed.kv.members(keyNames.accountSessions(fed.people.budi), seconds());
  const before = await sessions();
  expect(errorOf(await web.authorize(person))).toBe('unmet_authentication_requirements');
  expect(await stored(person)).toBeNull();
  expect(await sessions()).toEqual(before);
});

test('a refused step-up leaves the session as it was', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const before = await stored(person);
  fed.answer = () => ({
    login: {
      accountId: fed.people.budi,
      factors: { pwd: seconds() + 1 },
      epoch: 1,
      shared: true,
      whole: true,
    },
  });
  expect(errorOf(await web.authorize(person, { prompt: 'login' }))).toBe('unmet_authentication_requirements');
  expect(await stored(person)).toEqual(before);
  expect(await sessionOf(person)).toMatchObject({ accountId: fed.people.budi });
});

test('an anonymous request stores no session, whatever cookie comes with it', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  await fed.kv.delete(keyNames.session(uidOf(person)));
  fed.answer = () => null;
  fed.commands();
  await web.authorize(person);
  await sessionOf(person);
  expect(await stored(person)).toBeNull();
  expect(fed.commands().filter((name) => name === 'set')).toHaveLength(2);
});

test('“Bukan saya” ends the session at once, and the request goes on without it', async () => {
  const person = visitor(fed);
  fed.answer = fed.signIn(fed.people.budi, { shared: true });
  const tokens = await web.signIn(person);
  const uid = uidOf(person);
  fed.answer = () => null;
  const page = await other.authorize(person);
  await person.post(new URL(page.page.url).pathname, 'notMe=1');
  expect(await fed.kv.get(keyNames.session(uid))).toBeNull();
  expect(await sessionOf(person)).toBeNull();
  await expect(openid.fetchUserInfo(web.config, tokens.access_token, fed.people.budi)).rejects.toThrow();
  fed.answer = fed.signIn(fed.people.siti);
  const done = await person.get(new URL(page.page.url).pathname);
  const theirs = await other.redeem({ ...page, callback: new URL(done.url) });
  expect(theirs.claims()?.sub).toBe(fed.people.siti);
  expect(fed.seen.at(-1)).toMatchObject({ session: null, missing: { password: true, secondFactor: true } });
});

test('a session past its ten hours is none, for the portal and for applications', async () => {
  const person = visitor(fed);
  fed.answer = fed.signIn(fed.people.budi, { ago: 35_990 });
  await web.signIn(person);
  const late = (await stored(person)) as StoredSession;
  const value = JSON.stringify({ ...late, startedAt: (late.startedAt ?? 0) - 20 });
  await fed.kv.set(keyNames.session(late.uid), value, 600);
  expect(await sessionOf(person)).toBeNull();
  expect(errorOf(await web.authorize(person, { prompt: 'none' }))).toBe('login_required');
  fed.answer = fed.signIn(fed.people.budi);
  await web.signIn(person);
  expect(fed.seen.at(-1)).toMatchObject({ reasons: ['ended'], session: null });
  expect(await sessionOf(person)).toMatchObject({ accountId: fed.people.budi });
});

test('factors of another account are nobody’s', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  const mine = (await stored(person)) as StoredSession;
  const value = JSON.stringify({ ...mine, accountId: fed.people.siti });
  await fed.kv.set(keyNames.session(mine.uid), value, 600);
  expect(await sessionOf(person)).toBeNull();
  expect(errorOf(await web.authorize(person, { prompt: 'none' }))).toBe('login_required');
});

// The library's router takes these for a resume; a planted resume cookie would have been enough there.
test.each(['/', '/AUTH'])('another spelling (%s) of a resume is no way round its guard', async (spelling) => {
  fed.answer = () => null;
  const [owner, victim] = [visitor(fed), visitor(fed)];
  const { page } = await web.authorize(owner);
  const uid = new URL(page.url).pathname.split('/').at(-1) ?? '';
  const interaction = await fed.kv.get(keyNames.record('Interaction', uid));
  const at = seconds();
  const login = {
    accountId: fed.people.budi,
    factors: { pwd: at, otp: at },
    epoch: 1,
    shared: false,
    ts: at,
  };
  const finished = JSON.stringify({ ...(JSON.parse(interaction ?? '{}') as object), result: { login } });
  await fed.kv.set(keyNames.record('Interaction', uid), finished, 600);
  for (const name of ['resume', 'resume.sig'])
    victim.cookies.set(`${name}|/`, owner.cookies.get(`${name}|/auth/${uid}`) ?? '');
  const path = spelling === '/' ? `/auth/${uid}/` : `/AUTH/${uid}`;
  expect((await victim.get(path)).url).toBe('https://web.example/login');
  expect((await victim.get('/auth/anything')).url).toContain('/portal');
  expect(await sessionOf(victim)).toBeNull();
});
