import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { tellEndedSessions } from '../../src/jobs/tell-ended-sessions.ts';
import { endSessionsFrom } from '../../src/model/people/end-sessions.ts';
import { claimSweep, sweepSlice } from '../../src/model/people/session-sweeps.ts';
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
  const secret = await fed.register({
    metadata: {
      client_id: 'web',
      client_name: 'web',
      redirect_uris: ['https://web.example/callback'],
      backchannel_logout_uri: listener.uri,
      scope: 'openid',
    },
  });
  web = await relyingParty(fed, 'web', { auth: openid.ClientSecretBasic(secret ?? '') });
});
afterAll(async () => {
  listener?.close();
  await fed?.stop();
});
beforeEach(() => {
  listener.told();
});

const job = () =>
  tellEndedSessions({ db: fed.db, endBefore: fed.federation.sessions.endBefore, now: fed.clock.now });

async function signIn(accountId: string) {
  const person = visitor(fed);
  fed.answer = fed.signIn(accountId);
  await web.signIn(person);
  // The stand-in for the sign-in writes no account down.
  const at = new Date(fed.clock.now());
  await fed.db.updateTable('account').set({ last_signin_at: at }).where('id', '=', accountId).execute();
  return person;
}

async function emergency(agencyId: string | null): Promise<void> {
  fed.clock.advance(2);
  await fed.db
    .transaction()
    .execute((trx) => endSessionsFrom(trx, { agencyId, now: fed.clock.now() }, { actor: 'shell' }));
}

const agencyOf = async (accountId: string) => {
  const row = await fed.db
    .selectFrom('account')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .select('employee.instansi_id')
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow();
  return row.instansi_id;
};

test('the applications of an agency’s people are told once, by however many nodes, and nobody else’s', async () => {
  await signIn(fed.people.budi);
  await signIn(fed.people.siti);
  await emergency(await agencyOf(fed.people.budi));
  expect((await Promise.all([job(), job(), job()])).toSorted()).toEqual([0, 0, 1]);
  expect(listener.told()).toEqual([fed.people.budi]);
  expect((await fed.federation.sessions.list(fed.people.siti)).sessions).toHaveLength(1);
  expect(await job()).toBe(0);
});

test('what began after it goes on', async () => {
  await signIn(fed.people.budi);
  await emergency(null);
  fed.clock.advance(2);
  await signIn(fed.people.budi);
  listener.told();
  // Budi's old one, and Siti's of before.
  expect(await job()).toBe(2);
  expect(listener.told()).toHaveLength(2);
  expect((await fed.federation.sessions.list(fed.people.budi)).sessions).toHaveLength(1);
});

test('a node that dies leaves the rest to another one a minute later', async () => {
  await signIn(fed.people.siti);
  await emergency(null);
  const claimed = await claimSweep(fed.db, fed.clock.now());
  expect(claimed).toMatchObject({ agencyId: null, after: null });
  expect(await job()).toBe(0);
  fed.clock.advance(61);
  expect(await job()).toBeGreaterThan(0);
  expect(listener.told()).toContain(fed.people.siti);
});

// Its claim is for a minute; with relying parties that hang, twenty people may take most of it.
test('a slice that takes longer than the claim stays with its node', async () => {
  const at = new Date(fed.clock.now());
  await fed.db.updateTable('account').set({ last_signin_at: at }).execute();
  await emergency(null);
  const taken: unknown[] = [];
  const passed: string[] = [];
  const endBefore = async (id: string) => {
    passed.push(id);
    taken.push(await claimSweep(fed.db, fed.clock.now()));
    fed.clock.advance(25);
    return 0;
  };
  await tellEndedSessions({ db: fed.db, endBefore, now: fed.clock.now, atOnce: 2 });
  expect(passed.length).toBeGreaterThan(5);
  expect(taken.every((sweep) => sweep === null)).toBe(true);
  expect(await job()).toBe(0);
});

test('the walk passes every account once, in slices', async () => {
  const before = fed.clock.now() + 1000;
  await fed.db
    .updateTable('account')
    .set({ last_signin_at: new Date(fed.clock.now()) })
    .execute();
  const everybody = (await fed.db.selectFrom('account').select('id').orderBy('id').execute()).map(
    ({ id }) => id,
  );
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const slice = await sweepSlice(fed.db, { agencyId: null, before, after }, 2);
    seen.push(...slice.accounts);
    after = slice.next;
    more = after !== null;
  }
  expect(seen).toEqual(everybody);
});
