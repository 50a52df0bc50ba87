import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { SignJWT, decodeJwt, generateKeyPair } from 'jose';
import * as openid from 'openid-client';
import { policy } from '../../config/policy.ts';
import { createClients } from '../../src/oidc/clients.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nips } from '../support/model.ts';
import { put, report, siasnOf, subOf } from '../support/requests.ts';

let app: TestApp;
let siasn: Awaited<ReturnType<typeof siasnOf>>;
let budi: string;
beforeAll(async () => {
  app = await startApp({ kv: 'memory' });
  siasn = await siasnOf(app);
  budi = await subOf(app, nips.budi);
});
afterAll(() => app?.stop());

const refusal = async (authorization: string | null) => {
  const { status, headers, json } = await put(app, authorization, report(budi));
  return [status, headers.get('www-authenticate'), json?.error];
};
const INVALID = [401, 'Bearer error="invalid_token"', 'invalid_token'];

describe('a token that is no back end’s own for this API opens nothing', () => {
  test('none, another scheme, nonsense', async () => {
    expect(await refusal(null)).toEqual([401, 'Bearer realm="requests"', 'token_needed']);
    expect(await refusal('Basic c2lhc246eA==')).toEqual([401, 'Bearer realm="requests"', 'token_needed']);
    for (const token of ['x', 'a.b.c', `${'a'.repeat(4000)}`])
      expect(await refusal(`Bearer ${token}`)).toEqual(INVALID);
    expect(await refusal(`${await siasn.bearer()} x`)).toEqual([
      401,
      'Bearer realm="requests"',
      'token_needed',
    ]);
    expect(await refusal(`DPoP ${String((await siasn.token()).access_token)}`)).toEqual(INVALID);
  });

  test('a person’s, whatever it is for; and nobody’s sign-in gives one for this API', async () => {
    const { tokens } = await siasn.signIn(nips.budi);
    expect(await refusal(`Bearer ${tokens.access_token}`)).toEqual(INVALID);
    const attempt = await siasn.party.authorize((await siasn.signIn(nips.rina)).person, {
      resource: `${app.issuer}/api/requests`,
      scope: 'openid requests:write',
    });
    expect(attempt.callback.searchParams.get('error')).toBe('invalid_target');
  });

  test('an opaque one, one for another audience, and none is made for what is not on the client’s list', async () => {
    const opaque = await siasn.token({ resource: '', scope: '' });
    if (typeof opaque.access_token === 'string')
      expect(await refusal(`Bearer ${opaque.access_token}`)).toEqual(INVALID);
    expect(await siasn.token({ resource: `${app.issuer}/api/directory` })).toMatchObject({
      error: 'invalid_target',
    });
    expect(await siasn.token({ resource: 'https://evil.example/' })).toMatchObject({
      error: 'invalid_target',
    });
  });

  test('one without the scope', async () => {
    const { access_token: token } = await siasn.token({ scope: '' });
    expect(await refusal(`Bearer ${String(token)}`)).toEqual([
      403,
      'Bearer error="insufficient_scope", scope="requests:write"',
      'insufficient_scope',
    ]);
  });

  test('one signed by somebody else, or by nobody', async () => {
    const held = String((await siasn.token()).access_token);
    const claims = decodeJwt(held);
    expect(claims).toMatchObject({ sub: 'siasn', client_id: 'siasn', aud: `${app.issuer}/api/requests` });
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .sign(privateKey);
    expect(await refusal(`Bearer ${forged}`)).toEqual(INVALID);
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
    expect(await refusal(`Bearer ${none}.${held.split('.')[1]}.`)).toEqual(INVALID);
  });
});

describe('a client', () => {
  const clients = () => createClients({ db: app.db, ring: app.ring, now: app.clock.now, production: false });
  const machine = (id: string, scope: string, more: Record<string, unknown> = {}) => ({
    metadata: {
      client_id: id,
      client_name: id,
      redirect_uris: [`https://${id}.example/callback`],
      grant_types: ['authorization_code', 'client_credentials'],
      scope,
      ...more,
    },
    secret: 'a-secret-of-the-tests-that-is-long',
  });
  const tokenOf = async (
    id: string,
    more: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const form = { grant_type: 'client_credentials', scope: 'requests:write', ...more };
    const answer = await fetch(siasn.party.config.serverMetadata().token_endpoint ?? '', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:a-secret-of-the-tests-that-is-long`)}`, ...headers },
      body: new URLSearchParams({ resource: `${app.issuer}/api/requests`, ...form }),
    });
    return (await answer.json()) as { access_token?: string; error?: string };
  };

  // Before the clock runs ahead of the one that proofs are made by.
  test('whose token is bound to a key proves it at each report, once', async () => {
    const all = clients();
    await all.put(machine('bound', 'openid requests:write'), { actor: 'system' });
    app.clock.advance(31);
    const config = await openid.discovery(
      new URL(app.issuer),
      'bound',
      {},
      openid.ClientSecretBasic('a-secret-of-the-tests-that-is-long'),
      { execute: [openid.allowInsecureRequests] },
    );
    const key = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'));
    const resource = `${app.issuer}/api/requests`;
    const tokens = await openid.clientCredentialsGrant(
      config,
      { resource, scope: 'requests:write' },
      { DPoP: key },
    );
    expect(await refusal(`Bearer ${tokens.access_token}`)).toEqual([
      401,
      'DPoP error="invalid_dpop_proof"',
      'invalid_dpop_proof',
    ]);
    const answer = await openid.fetchProtectedResource(
      config,
      tokens.access_token,
      new URL(resource),
      'PUT',
      JSON.stringify(report(budi)),
      new Headers({ 'content-type': 'application/json' }),
      { DPoP: key },
    );
    expect(answer.status).toBe(202);
  });

  test('gets a token only where it is registered for it, and loses it within half a minute', async () => {
    const all = clients();
    await all.put(machine('without-scope', 'openid profile'), { actor: 'system' });
    await all.put(machine('with-scope', 'openid requests:write'), { actor: 'system' });
    await all.put(machine('no-back-end', 'openid requests:write', { grant_types: ['authorization_code'] }), {
      actor: 'system',
    });
    app.clock.advance(31);
    expect((await tokenOf('without-scope')).error).toBe('invalid_target');
    expect((await tokenOf('no-back-end')).error).toBe('invalid_request');
    const { access_token: token } = await tokenOf('with-scope');
    expect(await refusal(`Bearer ${token}`)).toEqual([202, null, undefined]);
    await all.put(machine('with-scope', 'openid'), { actor: 'system' });
    app.clock.advance(31);
    expect((await refusal(`Bearer ${token}`))[0]).toBe(403);
    await all.remove('with-scope', { actor: 'system' });
    app.clock.advance(31);
    expect(await refusal(`Bearer ${token}`)).toEqual(INVALID);
  });

  test('reports under its own name alone: another one’s person, link and request are out of its reach', async () => {
    await siasn.signIn(nips.siti);
    const siti = await subOf(app, nips.siti);
    const all = clients();
    await all.put(machine('curious', 'openid requests:write'), { actor: 'system' });
    app.clock.advance(31);
    const bearer = `Bearer ${(await tokenOf('curious')).access_token}`;
    await put(app, await siasn.bearer(), report(siti));
    // Siti never signed in there: accepted like any other, and nothing is kept.
    expect((await put(app, bearer, report(siti, { title: 'Palsu', state: 'approved' }))).status).toBe(202);
    const rows = await app.db
      .selectFrom('service_request')
      .selectAll()
      .where('account_id', '=', siti)
      .execute();
    expect(rows.map(({ client_id: id, title }) => [id, title])).toEqual([['siasn', 'Cuti tahunan']]);
    expect((await put(app, bearer, report(siti, { link: `${siasn.url}/usulan` }))).status).toBe(422);
  });
});

describe('no report tells people with a grant from people without', () => {
  const NOBODY = '00000000-0000-4000-8000-000000000000';
  let bearer: string;
  beforeAll(async () => {
    app.clock.advance(31);
    await siasn.signIn(nips.budi);
    bearer = await siasn.bearer();
  });
  const times = [
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '1999-12-31T23:59:59Z',
    '2000-01-01T06:59:59+07:00',
    '9999-12-31T23:59:59Z',
    '9999-12-31T23:59:59-14:00',
  ];
  test.each(times)('by a time such as %s', async (updated_at) => {
    for (const sub of [budi, NOBODY, 'x']) {
      const { status, json } = await put(app, bearer, report(sub, { updated_at }));
      const fields = [{ field: 'updated_at', problem: expect.any(String) }];
      expect([status, json]).toEqual([422, { error: 'invalid_request', fields }]);
    }
  });

  test('by how soon it fails; and what nobody expected is JSON too, with the reference of the log', async () => {
    await sql`alter table service_request rename to service_request_away`.execute(app.db);
    const began = performance.now();
    const answer = await put(app, bearer, report(budi), { accept: 'text/html' });
    const took = performance.now() - began;
    await sql`alter table service_request_away rename to service_request`.execute(app.db);
    const reference = answer.headers.get('x-request-id');
    expect([answer.status, answer.json]).toEqual([500, { error: 'unexpected', reference }]);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(took).toBeGreaterThanOrEqual(policy.requests.floorSeconds * 1000 - 5);
  });
});

test('what expired is refused', async () => {
  const bearer = await siasn.bearer();
  app.clock.advance(11 * 60);
  expect(await refusal(bearer)).toEqual(INVALID);
});
