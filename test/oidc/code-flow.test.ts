import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as openid from 'openid-client';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { relyingParty } from '../support/relying-party.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

const stores = [
  { database: 'postgres', kv: 'redis' },
  { database: 'pglite', kv: 'memory' },
] as const;

describe.each(stores)('the code flow on $database and $kv', (options) => {
  let fed: TestFederation;
  let web: RelyingParty;

  beforeAll(async () => {
    fed = await startFederation(options);
    const secret = await fed.register({
      metadata: {
        client_id: 'web',
        client_name: 'Web',
        redirect_uris: ['https://web.example/callback'],
        scope: 'openid profile asn',
      },
    });
    web = await relyingParty(fed, 'web', {
      auth: openid.ClientSecretBasic(secret ?? ''),
      scope: 'openid profile asn',
    });
  });
  afterAll(async () => fed?.stop());

  test('signs in and tells in the ID token what was proven', async () => {
    const before = Math.floor(Date.now() / 1000);
    const tokens = await web.signIn(visitor(fed));
    const claims = tokens.claims();
    expect(claims).toMatchObject({ sub: fed.people.budi, acr: 'urn:asn:acr:2', amr: ['pwd', 'otp', 'mfa'] });
    expect(claims?.auth_time).toBeGreaterThanOrEqual(before);
    expect(typeof claims?.sid).toBe('string');
    expect(claims?.session_expiry).toBe((claims?.auth_time ?? 0) + 36_000);
    expect((claims?.exp ?? 0) - (claims?.iat ?? 0)).toBe(600);
    expect(claims).not.toHaveProperty('nip');
  });

  test('gives userinfo by scope and nothing besides', async () => {
    const tokens = await web.signIn(visitor(fed));
    const info = await openid.fetchUserInfo(web.config, tokens.access_token, fed.people.budi);
    expect(info).toMatchObject({
      name: 'Budi Santoso',
      preferred_username: '199001012020011001',
      nip: '199001012020011001',
      jenis_asn: 'PNS',
      golongan: 'III/a',
    });
    expect(info).not.toHaveProperty('email');
    expect(info).not.toHaveProperty('family_name');
  });

  test('answers a second request silently, for another client too', async () => {
    const person = visitor(fed);
    await web.signIn(person);
    const asked = fed.seen.length;
    await web.signIn(person);
    expect(fed.seen.length).toBe(asked);
  });

  test('lets one of eight simultaneous exchanges of a code succeed', async () => {
    const attempt = await web.authorize(visitor(fed));
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => web.redeem(attempt)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('ends everything of a grant whose code comes twice', async () => {
    const attempt = await web.authorize(visitor(fed));
    const tokens = await web.redeem(attempt);
    await expect(web.redeem(attempt)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(openid.fetchUserInfo(web.config, tokens.access_token, fed.people.budi)).rejects.toThrow();
    const rows = await fed.db.selectFrom('audit').select('type').where('type', '=', 'token.reuse').execute();
    expect(rows.length).toBeGreaterThan(0);
  });
});
