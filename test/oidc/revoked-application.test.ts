import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
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
}, 60_000);
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
