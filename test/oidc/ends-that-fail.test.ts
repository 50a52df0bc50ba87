import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import * as openid from 'openid-client';
import { keyNames } from '../../src/oidc/records.ts';
import { listenForLogouts } from '../support/logout-listener.ts';
import type { LogoutListener } from '../support/logout-listener.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { relyingParty } from '../support/relying-party.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

let fed: TestFederation;
let web: RelyingParty;
let listener: LogoutListener;

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis' });
  listener = await listenForLogouts();
  const metadata = {
    ...{ client_id: 'web', client_name: 'web', scope: 'openid' },
    redirect_uris: ['https://web.example/callback'],
    backchannel_logout_uri: listener.uri,
  };
  const secret = await fed.register({ metadata });
  web = await relyingParty(fed, 'web', { auth: openid.ClientSecretBasic(secret ?? '') });
});
afterAll(async () => {
  listener?.close();
  await fed?.stop();
});
beforeEach(() => {
  listener.told();
  fed.answer = fed.signIn(fed.people.budi);
});

const rows = () => fed.db.selectFrom('audit').select('id').where('type', '=', 'session.ended').execute();

test('a session whose end cannot be written down goes on, and can be ended again', async () => {
  const tokens = await web.signIn(visitor(fed));
  const now = fed.clock.now() / 1000;
  const [uid = ''] = await fed.kv.members(keyNames.accountSessions(fed.people.budi), now);
  await sql`create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'disk full'; end $$`.execute(fed.db);
  await sql`create trigger refuse before insert on audit for each row when (new.type = 'session.ended')
    execute function refuse()`.execute(fed.db);
  const end = () => fed.federation.sessions.endOne(fed.people.budi, uid, 'owner');
  await expect(end()).rejects.toThrow('disk full');
  expect([await fed.kv.get(keyNames.session(uid)), listener.told()]).toEqual([expect.any(String), []]);
  await sql`drop trigger refuse on audit`.execute(fed.db);
  expect(await end()).toMatchObject([{ clientId: 'web', done: true }]);
  expect([await fed.kv.get(keyNames.session(uid)), listener.told(), (await rows()).length]).toEqual([
    null,
    [fed.people.budi],
    1,
  ]);
  await expect(openid.fetchUserInfo(web.config, tokens.access_token, fed.people.budi)).rejects.toThrow();
  // Two at once: the second finds it gone, and writes nothing.
  expect([await end(), (await rows()).length]).toEqual([[], 1]);
});

test('of two ends at once one is written down', async () => {
  await web.signIn(visitor(fed));
  const now = fed.clock.now() / 1000;
  const [uid = ''] = await fed.kv.members(keyNames.accountSessions(fed.people.budi), now);
  const before = (await rows()).length;
  const end = () => fed.federation.sessions.endOne(fed.people.budi, uid, 'owner');
  const both = await Promise.all([end(), end(), end()]);
  expect([both.flat().length, (await rows()).length - before]).toEqual([1, 1]);
});

test('a mark that cannot be kept keeps no logout from being told, at once or later', async () => {
  const { kv } = fed;
  const set = kv.set.bind(kv);
  kv.set = (key, ...rest) =>
    key.startsWith('logout-sent:') ? Promise.reject(new Error('away')) : set(key, ...rest);
  try {
    await web.signIn(visitor(fed));
    const now = fed.clock.now();
    const [uid = ''] = await kv.members(keyNames.accountSessions(fed.people.budi), now / 1000);
    await fed.federation.sessions.endOne(fed.people.budi, uid, 'owner');
    expect(listener.told()).toEqual([fed.people.budi]);
    const at = new Date(now);
    await fed.db
      .insertInto('logout_delivery')
      .values({ client_id: 'web', account_id: fed.people.budi, created_at: at, next_attempt_at: at })
      .execute();
    await fed.federation.retryLogouts();
    expect(listener.told()).toEqual([fed.people.budi]);
  } finally {
    kv.set = set;
  }
});
