import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import { raiseEpoch } from '../../src/model/people/accounts.ts';
import { keyNames } from '../../src/oidc/records.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { nativeApp } from '../support/native-app.ts';
import type { RelyingParty, Tokens } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

let fed: TestFederation;
let app: RelyingParty;
let key: openid.DPoPHandle;
let directory: string;

beforeAll(async () => {
  fed = await startFederation({ kv: 'memory' });
  directory = `${fed.issuer}/api/directory`;
  app = await nativeApp(fed);
});
afterAll(async () => fed?.stop());
beforeEach(async () => {
  fed.answer = fed.signIn(fed.people.budi);
  key = openid.getDPoPHandle(app.config, await openid.randomDPoPKeyPair('ES256'));
});

const signIn = (person = visitor(fed), params: Record<string, string> = {}): Promise<Tokens> =>
  app.signIn(person, params, { DPoP: key });
const readDirectory = (token: string, by: openid.DPoPHandle | null = key) =>
  openid.fetchProtectedResource(
    app.config,
    token,
    new URL(`${directory}/me`),
    'GET',
    null,
    undefined,
    by ? { DPoP: by } : {},
  );

describe('the directory API', () => {
  const token = async () => {
    fed.answer = fed.signIn(fed.people.siti);
    const attempt = await app.authorize(visitor(fed), { resource: directory });
    return (await app.redeem(attempt, { DPoP: key })).access_token;
  };

  test('answers the token’s own subject', async () => {
    const answer = await readDirectory(await token());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      nip: '198505152010122002',
      riwayat_pangkat: expect.any(Array),
    });
  });

  test('refuses a bound token without its proof, a proof twice, and another audience', async () => {
    const bound = await token();
    const bare = await fetch(`${directory}/me`, { headers: { authorization: `Bearer ${bound}` } });
    expect(bare.status).toBe(401);
    fed.answer = fed.signIn(fed.people.siti);
    const opaque = (await signIn()).access_token;
    await expect(readDirectory(opaque)).rejects.toThrow();
    const nothing = await fetch(`${directory}/me`);
    expect([nothing.status, nothing.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="directory"',
    ]);
  });

  test('refuses a token at once whose grant a logout has destroyed', async () => {
    const held = await token();
    expect((await readDirectory(held)).status).toBe(200);
    const { grant } = decodeJwt<{ grant: string }>(held);
    await fed.kv.delete(keyNames.record('Grant', grant));
    await expect(readDirectory(held)).rejects.toThrow();
  });

  test('refuses a token of an epoch that has ended', async () => {
    const old = await token();
    await raiseEpoch(fed.db, fed.people.siti);
    fed.clock.advance(31);
    await expect(readDirectory(old)).rejects.toThrow();
  });
});
