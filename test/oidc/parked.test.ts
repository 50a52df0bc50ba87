import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { policy } from '../../config/policy.ts';
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
let foreign: RelyingParty;

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis' });
  const register = async (id: string, thirdParty: boolean) => {
    const metadata = {
      client_id: id,
      client_name: id,
      redirect_uris: [`https://${id}.example/callback`],
      initiate_login_uri: `https://${id}.example/login`,
      scope: 'openid profile',
    };
    const secret = await fed.register({ metadata, minAcr: 'urn:asn:acr:2', thirdParty });
    return relyingParty(fed, id, { auth: openid.ClientSecretBasic(secret ?? '') });
  };
  [web, foreign] = await Promise.all([register('web', false), register('foreign', true)]);
});
afterAll(async () => fed?.stop());
beforeEach(() => {
  fed.answer = fed.signIn(fed.people.budi);
});

const parking = () => visitor(fed, { stopAt: /^\/auth\/./ });
const codeIn = ({ url }: { url: string }) => new URL(url).searchParams.get('code');
const sessionOf = async (person: Visitor) =>
  (JSON.parse((await person.get('/portal')).text) as { session: { accountId: string; uid: string } | null })
    .session;

/** Up to the last redirect; gives its path. */
async function park(person: Visitor, party = web, params: Record<string, string> = {}): Promise<string> {
  const { page } = await party.authorize(person, params);
  const { pathname } = new URL(page.url);
  expect(pathname).toMatch(/^\/auth\/./);
  return pathname;
}

test('what waits becomes no session after its account has ended it, in the interaction of that act it does', async () => {
  for (const keep of [false, true]) {
    const person = parking();
    const last = await park(person);
    await fed.federation.sessions.endParked(fed.people.budi, keep ? last.split('/')[2] : undefined);
    expect(codeIn(await person.get(last)) !== null).toBe(keep);
    expect((await sessionOf(person)) !== null).toBe(keep);
  }
});

test('a step-up of the session that ended the others goes on, even after minutes', async () => {
  const person = parking();
  await person.get(await park(person));
  const session = await sessionOf(person);
  if (!session) throw new Error('not signed in');
  const last = await park(person, web, { prompt: 'login' });
  await fed.federation.sessions.endOthers(session, 'owner');
  fed.clock.advance(policy.interaction.finishedSeconds);
  expect(codeIn(await person.get(last))).not.toBeNull();
});

test('a step-up of a session that ended does not', async () => {
  const person = parking();
  await person.get(await park(person));
  const last = await park(person, web, { prompt: 'login' });
  await fed.federation.sessions.endOthers({ accountId: fed.people.budi, uid: 'another' }, 'owner');
  expect(codeIn(await person.get(last))).toBeNull();
  expect(await sessionOf(person)).toBeNull();
});

test('a consent may be read for longer than a sign-in may wait', async () => {
  const person = parking();
  const login = fed.answer;
  fed.answer = (interaction) => (interaction.prompt === 'login' ? login(interaction) : null);
  const consent = await person.get(await park(person, foreign));
  expect(consent.text).toBe('open');
  fed.clock.advance(policy.interaction.finishedSeconds * 3);
  fed.answer = (interaction) => (interaction.prompt === 'consent' ? { consent: true } : null);
  const { url } = await person.get(new URL(consent.url).pathname);
  expect(codeIn(await person.get(new URL(url).pathname))).not.toBeNull();
});

test('whether another person’s session may end can be read for minutes, and the answer is followed at once', async () => {
  const person = parking();
  await person.get(await park(person));
  fed.answer = fed.signIn(fed.people.siti);
  const last = await park(person, web, { prompt: 'login' });
  fed.clock.advance(policy.interaction.finishedSeconds * 3);
  expect((await person.get(last)).text).toContain(`${last}/switch`);
  const { url } = await person.post(`${last}/switch`, 'decision=switch');
  expect(codeIn(await person.get(new URL(url).pathname))).not.toBeNull();
  expect(await sessionOf(person)).toMatchObject({ accountId: fed.people.siti });
});

test('but not for as long as an interaction lasts', async () => {
  const person = parking();
  await person.get(await park(person));
  fed.answer = fed.signIn(fed.people.siti);
  const last = await park(person, web, { prompt: 'login' });
  fed.clock.advance(policy.interaction.switchSeconds);
  await person.post(`${last}/switch`, 'decision=switch');
  expect(await sessionOf(person)).toMatchObject({ accountId: fed.people.budi });
});

/** Once, just before this session, or any, is written. */
async function whileItIsSaved<T>(ending: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const { kv } = fed;
  const [set, update] = [kv.set.bind(kv), kv.update.bind(kv)];
  let raced = false;
  const race = async (key: string) => {
    if (raced || !key.startsWith(keyNames.session(''))) return;
    raced = true;
    await ending();
  };
  kv.set = async (key, ...rest) => {
    await race(key);
    await set(key, ...rest);
  };
  kv.update = async (key, decide) => {
    await race(key);
    return update(key, decide);
  };
  try {
    return await work();
  } finally {
    Object.assign(kv, { set, update });
    expect(raced).toBe(true);
  }
}

test('what ends between the look at it and its session ends that session too, and the code with it', async () => {
  const person = parking();
  const last = await park(person);
  const { federation, people } = fed;
  const ending = () => federation.sessions.endOthers({ accountId: people.budi, uid: 'another' }, 'owner');
  expect(codeIn(await whileItIsSaved(ending, () => person.get(last)))).toBeNull();
  expect(await sessionOf(person)).toBeNull();
  expect(await federation.sessions.list(people.budi)).toMatchObject({ sessions: [] });
});

test('but not the session from which the others were ended, though it has become that one in another tab', async () => {
  const person = parking();
  const last = await park(person);
  await person.get(await park(person));
  const session = await sessionOf(person);
  if (!session) throw new Error('not signed in');
  await whileItIsSaved(
    () => fed.federation.sessions.endOthers(session, 'owner'),
    () => person.get(last),
  );
  expect(await sessionOf(person)).toMatchObject({ uid: session.uid });
});

test('a consent brings no older factors back: whatever was proven while it was read stays', async () => {
  const person = parking();
  // Who has consented to nothing yet.
  const login = fed.signIn(fed.people.siti);
  const named: typeof login = (interaction) => {
    const result = login(interaction);
    if (!result || !('login' in result) || !result.login) return result;
    return { ...result, login: { ...result.login, signin: randomUUID() } };
  };
  fed.answer = (interaction) => (interaction.prompt === 'login' ? named(interaction) : null);
  const consent = await person.get(await park(person, foreign));
  expect(consent.text).toBe('open');
  const factors = async () => {
    const session = await sessionOf(person);
    const stored = await fed.kv.get(keyNames.session(session?.uid ?? ''));
    return (JSON.parse(stored ?? '{}') as StoredSession).factors;
  };
  const hwk = Math.floor(fed.clock.now() / 1000);
  fed.answer = () => ({
    login: { accountId: fed.people.siti, factors: { hwk }, epoch: 1, shared: false, whole: false },
  });
  await person.get(await park(person, web, { prompt: 'login' }));
  expect(await factors()).toMatchObject({ hwk, pwd: expect.any(Number) });
  fed.answer = (interaction) => (interaction.prompt === 'consent' ? { consent: true } : null);
  const { url } = await person.get(new URL(consent.url).pathname);
  expect(codeIn(await person.get(new URL(url).pathname))).not.toBeNull();
  expect(await factors()).toMatchObject({ hwk });
});
