import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import * as openid from 'openid-client';
import { recordUse } from '../../src/model/people/application-use.ts';
import { consentsOf } from '../../src/model/people/consents.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { nativeApp } from '../support/native-app.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

let fed: TestFederation;
let app: RelyingParty;

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis' });
  app = await nativeApp(fed);
  fed.answer = fed.signIn(fed.people.budi);
});
afterAll(async () => fed?.stop());

const device = async () => openid.getDPoPHandle(app.config, await openid.randomDPoPKeyPair('ES256'));

describe('an application whose access is taken back', () => {
  test('refreshes no more on any device, and what it held is dead; the session goes on', async () => {
    const [phone, tablet] = [await device(), await device()];
    const person = visitor(fed);
    const one = await app.signIn(person, {}, { DPoP: phone });
    const two = await app.signIn(visitor(fed), {}, { DPoP: tablet });
    await fed.federation.sessions.endClient(fed.people.budi, 'myasn-mobile');
    for (const [tokens, key] of [
      [one, phone],
      [two, tablet],
    ] as const) {
      await expect(
        openid.refreshTokenGrant(app.config, tokens.refresh_token ?? '', undefined, { DPoP: key }),
      ).rejects.toMatchObject({ error: 'invalid_grant' });
      await expect(
        openid.fetchUserInfo(app.config, tokens.access_token, fed.people.budi, { DPoP: key }),
      ).rejects.toBeDefined();
    }
    expect((await fed.federation.sessions.list(fed.people.budi)).sessions).toHaveLength(2);
    expect((await fed.federation.sessions.list(fed.people.budi)).apps).toEqual([]);
  });

  test('redeems no code that was on its way', async () => {
    const key = await device();
    const attempt = await app.authorize(visitor(fed), { dpop_jkt: await key.calculateThumbprint() });
    expect(attempt.callback.searchParams.get('code')).toEqual(expect.any(String));
    await fed.federation.sessions.endClient(fed.people.budi, 'myasn-mobile');
    await expect(app.redeem(attempt, { DPoP: key })).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('loses consent, use and place in the log together, or none of them; pressed again it is done', async () => {
    const [accountId, clientId, at] = [fed.people.budi, 'myasn-mobile', fed.clock.now()];
    await fed.db
      .insertInto('consent')
      .values({ account_id: accountId, client_id: clientId, scope: 'openid', granted_at: new Date(at) })
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'client_id']).doUpdateSet({ revoked_at: null }),
      )
      .execute();
    await recordUse(fed.db, { accountId, clientId, now: at });
    const left = async () => {
      const uses = await fed.db
        .selectFrom('application_use')
        .select('client_id')
        .where('account_id', '=', accountId)
        .execute();
      return [(await consentsOf(fed.db, accountId)).length, uses.length];
    };
    await sql`create function no_audit() returns trigger language plpgsql as
      $$ begin raise exception 'the log is full'; end $$`.execute(fed.db);
    await sql`create trigger no_audit before insert on audit for each row
      when (new.type = 'application.revoked') execute function no_audit()`.execute(fed.db);
    await expect(fed.federation.sessions.endClient(accountId, clientId)).rejects.toThrow('the log is full');
    expect(await left()).toEqual([1, 1]);
    await sql`drop trigger no_audit on audit`.execute(fed.db);
    await fed.federation.sessions.endClient(accountId, clientId);
    expect(await left()).toEqual([0, 0]);
  });

  test('of one person is another’s still', async () => {
    fed.answer = fed.signIn(fed.people.siti);
    const key = await device();
    const tokens = await app.signIn(visitor(fed), {}, { DPoP: key });
    await fed.federation.sessions.endClient(fed.people.budi, 'myasn-mobile');
    const fresh = await openid.refreshTokenGrant(app.config, tokens.refresh_token ?? '', undefined, {
      DPoP: key,
    });
    expect(fresh.access_token).toEqual(expect.any(String));
  });
});
