import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { raiseEpoch } from '../../src/model/people/accounts.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { nativeApp } from '../support/native-app.ts';
import type { RelyingParty, Tokens } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

let fed: TestFederation;
let app: RelyingParty;
let key: openid.DPoPHandle;

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis' });
  app = await nativeApp(fed);
});
afterAll(async () => fed?.stop());
beforeEach(async () => {
  fed.answer = fed.signIn(fed.people.budi);
  key = openid.getDPoPHandle(app.config, await openid.randomDPoPKeyPair('ES256'));
});

const signIn = (person = visitor(fed), params: Record<string, string> = {}): Promise<Tokens> =>
  app.signIn(person, params, { DPoP: key });
const refresh = (token: string | undefined, by = key) =>
  openid.refreshTokenGrant(app.config, token ?? '', undefined, { DPoP: by });

describe('a native app', () => {
  test('gets a refresh token without offline_access, with its own key, and never silently', async () => {
    const person = visitor(fed);
    const tokens = await signIn(person);
    expect(tokens.token_type).toBe('dpop');
    expect(tokens.refresh_token).toEqual(expect.any(String));
    const prompts = fed.seen.slice(-2).map(({ prompt }) => prompt);
    expect(prompts).toEqual(['login', 'consent']);
    const silent = await app.authorize(person, { prompt: 'none' });
    expect(silent.callback.searchParams.get('error')).toBe('interaction_required');
  });

  test('is not served without a key of its own', async () => {
    await expect(app.redeem(await app.authorize(visitor(fed)))).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('rotates its refresh token at every use, and the session’s end is told anew', async () => {
    const first = await signIn();
    const second = await refresh(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second.claims()).toMatchObject({ sub: fed.people.budi, acr: 'urn:asn:acr:2' });
  });

  test('may repeat a lost refresh with the same key for a minute', async () => {
    const first = await signIn();
    await refresh(first.refresh_token);
    const repeated = await refresh(first.refresh_token);
    expect((await refresh(repeated.refresh_token)).access_token).toEqual(expect.any(String));
  });

  test('loses the whole family where a used refresh token comes again later', async () => {
    const first = await signIn();
    const second = await refresh(first.refresh_token);
    fed.clock.advance(61);
    await expect(refresh(first.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(refresh(second.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    const rows = await fed.db.selectFrom('audit').selectAll().where('type', '=', 'token.reuse').execute();
    expect(rows.at(-1)).toMatchObject({ account_id: fed.people.budi, client_id: 'myasn-mobile' });
  });

  test('cannot be served with another key than its own', async () => {
    const tokens = await signIn();
    const thief = openid.getDPoPHandle(app.config, await openid.randomDPoPKeyPair('ES256'));
    await expect(refresh(tokens.refresh_token, thief)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(tokens.refresh_token)).access_token).toEqual(expect.any(String));
  });

  test('needs a fresh second factor for a key that the account does not know', async () => {
    const person = visitor(fed);
    await signIn(person);
    await signIn(person);
    const fresh = fed.seen.filter(({ reasons }) => reasons.includes('new_device')).at(-1);
    expect(fresh?.missing).toEqual({ password: false, secondFactor: true });
  });

  test('ends with the logout of the session it came from', async () => {
    const person = visitor(fed);
    const tokens = await signIn(person);
    await person.get('/portal?end');
    await expect(refresh(tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('ends within 30 seconds when the account’s epoch is raised, and with endAll at once', async () => {
    const tokens = await signIn();
    await raiseEpoch(fed.db, fed.people.budi);
    fed.clock.advance(31);
    await expect(refresh(tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    fed.answer = fed.signIn(fed.people.budi, { epoch: 2 });
    const again = await signIn();
    await fed.federation.sessions.endAll(fed.people.budi, 'test');
    await expect(refresh(again.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    fed.answer = fed.signIn(fed.people.siti);
  });

  test('is refused a refresh once the client asks for more than it had', async () => {
    fed.answer = fed.signIn(fed.people.siti);
    const tokens = await signIn();
    const client = await fed.clients.find('myasn-mobile');
    if (!client) throw new Error('no client');
    await fed.register({ metadata: client.metadata, minAcr: 'phr' });
    await expect(refresh(tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
    await fed.register({ metadata: client.metadata, minAcr: 'urn:asn:acr:2' });
  });
});
