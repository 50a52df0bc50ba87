import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as jose from 'jose';
import * as openid from 'openid-client';
import { raiseEpoch } from '../../src/model/people/accounts.ts';
import { KvUnavailable } from '../../src/platform/kv.ts';
import { startFederation } from '../support/federation.ts';
import type { TestFederation } from '../support/federation.ts';
import { relyingParty } from '../support/relying-party.ts';
import type { RelyingParty } from '../support/relying-party.ts';
import { visitor } from '../support/visitor.ts';

let fed: TestFederation;
let web: RelyingParty;
let signing: RelyingParty;
let machine: openid.Configuration;
const resource = 'https://leave.example/api';

beforeAll(async () => {
  fed = await startFederation({ kv: 'redis' });
  const secret = await fed.register({
    metadata: {
      client_id: 'web',
      client_name: 'Web',
      redirect_uris: ['https://web.example/callback'],
      initiate_login_uri: 'https://web.example/login',
      response_modes: ['query', 'form_post', 'fragment'],
      scope: 'openid profile leave:read',
    },
  });
  web = await relyingParty(fed, 'web', { auth: openid.ClientSecretBasic(secret ?? '') });
  const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true });
  await fed.register({
    metadata: {
      client_id: 'signing',
      client_name: 'Signing',
      redirect_uris: ['https://signing.example/callback'],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ ...(await jose.exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'k1' }] },
      require_pushed_authorization_requests: true,
      id_token_signed_response_alg: 'RS256',
      scope: 'openid profile',
    },
  });
  signing = await relyingParty(fed, 'signing', {
    auth: openid.PrivateKeyJwt({ key: privateKey, kid: 'k1' }),
    metadata: { id_token_signed_response_alg: 'RS256' },
    pushed: true,
  });
  const machineSecret = await fed.register({
    metadata: {
      client_id: 'leave',
      client_name: 'Leave',
      grant_types: ['client_credentials'],
      response_types: [],
      scope: 'leave:read',
      resource_server: { identifier: resource, scope: 'leave:read leave:write' },
    },
  });
  machine = await openid
    .discovery(new URL(fed.issuer), 'leave', {}, openid.ClientSecretPost(machineSecret ?? ''), {
      execute: [openid.allowInsecureRequests],
    })
    .catch(() => {
      throw new Error('no discovery');
    });
});
afterAll(async () => fed?.stop());
beforeEach(() => {
  fed.answer = fed.signIn(fed.people.budi);
});

const authorizeUrl = (params: Record<string, string>) =>
  `/auth?${new URLSearchParams({
    client_id: 'web',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'https://web.example/callback',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...params,
  })}`;

test('private_key_jwt and a pushed request work, with an RS256 ID token where the client has that', async () => {
  const tokens = await signing.signIn(visitor(fed));
  expect(jose.decodeProtectedHeader(tokens.id_token ?? '').alg).toBe('RS256');
  const plain = await relyingParty(fed, 'signing', { redirectUri: signing.redirectUri });
  const attempt = await plain.authorize(visitor(fed));
  expect(attempt.callback.searchParams.get('error')).toBe('invalid_request');
});

test('a client assertion is taken once', async () => {
  const sent: URLSearchParams[] = [];
  signing.config[openid.customFetch] = async (url, options) => {
    if (options.body instanceof URLSearchParams) sent.push(options.body);
    return fetch(url, options as RequestInit);
  };
  await signing.signIn(visitor(fed));
  const replayed = await fetch(`${fed.issuer}/request`, { method: 'POST', body: sent[0] ?? null });
  expect([replayed.status, await replayed.json()]).toEqual([
    401,
    expect.objectContaining({ error: 'invalid_client' }),
  ]);
});

test('an unknown client or a wrong redirect URI gets a page of ours, never a redirect', async () => {
  for (const params of [{ client_id: 'nobody' }, { redirect_uri: 'https://evil.example/' }] as Record<
    string,
    string
  >[]) {
    const page = await visitor(fed).get(authorizeUrl(params));
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    expect(page.text).toContain('<h1');
  }
});

test('a request without PKCE, with plain PKCE, with an unlisted scope or another flow is refused at the client', async () => {
  const wrong: [Record<string, string>, string][] = [
    [{ code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ scope: 'openid email' }, 'invalid_scope'],
    [{ response_type: 'id_token', nonce: 'n' }, 'unsupported_response_type'],
    [{ prompt: 'none login' }, 'invalid_request'],
    [{ claims: '{' }, 'invalid_request'],
    [{ max_age: '-1' }, 'invalid_request'],
  ];
  for (const [params, error] of wrong) {
    const page = await visitor(fed).get(authorizeUrl(params));
    const { search, hash } = new URL(page.url);
    const answer = new URLSearchParams(search || hash.slice(1));
    expect([params, answer.get('error'), answer.get('iss')]).toEqual([params, error, fed.issuer]);
  }
});

test('response modes are by client', async () => {
  const fragment = await visitor(fed).get(authorizeUrl({ response_mode: 'fragment' }));
  expect(new URL(fragment.url).hash).toContain('code=');
  const posted = await visitor(fed).get(authorizeUrl({ response_mode: 'form_post' }));
  expect([posted.status, posted.text.includes('name="code"')]).toEqual([200, true]);
});

test('malformed requests to every endpoint are 4xx, never 5xx', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const tries: [string, RequestInit][] = [
    ['/token', { method: 'POST', body: 'grant_type=authorization_code&grant_type=x', headers: form }],
    ['/token', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } }],
    ['/token', { method: 'POST', body: 'x='.padEnd(100_000, 'a'), headers: form }],
    [
      '/token',
      { method: 'POST', body: 'code=%00&grant_type=authorization_code&client_id=web', headers: form },
    ],
    ['/request', { method: 'POST', body: 'client_id=web', headers: form }],
    ['/me', { headers: { authorization: 'Bearer %00' } }],
    ['/token/introspection', { method: 'POST', body: 'token=x', headers: form }],
    ['/token/revocation', { method: 'POST', body: '', headers: form }],
    ['/auth?client_id=web&client_id=web', {}],
    ['/auth?client_id[]=web', {}],
    ['/auth', { method: 'POST', body: 'client_id=web', headers: form }],
    ['/session/end', { method: 'POST', body: 'x[y]=1', headers: form }],
    ['/session/end/confirm', { method: 'POST', body: '', headers: form }],
  ];
  for (const [path, init] of tries) {
    const answer = await fetch(fed.issuer + path, { redirect: 'manual', ...init });
    expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
  }
  expect((await fetch(`${fed.issuer}/.well-known/openid-configuration`)).status).toBe(200);
});

test('a store that is away is 503 with Retry-After, for people and for machines', async () => {
  const { get } = fed.kv;
  fed.kv.get = () => Promise.reject(new KvUnavailable('away'));
  const answers = [
    await fetch(`${fed.issuer}/me`, { headers: { authorization: 'Bearer x' } }),
    await fetch(`${fed.issuer}/auth/${'a'.repeat(43)}`, { redirect: 'manual' }),
  ];
  fed.kv.get = get;
  expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
    [503, '5'],
    [503, '5'],
  ]);
});

test('an interaction goes nowhere in another browser, nor once it is finished, and starts anew instead', async () => {
  fed.answer = () => null;
  const [owner, thief] = [visitor(fed), visitor(fed)];
  const page = await owner.get(authorizeUrl({}));
  const uid = new URL(page.url).pathname.split('/').at(-1) ?? '';
  expect((await thief.get(`/interaction/${uid}`)).text).toBe('gone');
  expect((await thief.get(`/auth/${uid}`)).url).toBe('https://web.example/login');
  expect((await owner.get(`/auth/${uid}`)).text).toBe('open');
  fed.answer = fed.signIn(fed.people.budi);
  const done = await owner.get(`/interaction/${uid}`);
  expect(new URL(done.url).searchParams.get('code')).toEqual(expect.any(String));
  expect((await owner.get(`/auth/${uid}`)).url).toBe('https://web.example/login');
  expect(new URL((await owner.get('/auth/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).url).pathname).toBe(
    '/portal',
  );
});

test('an interaction whose session has ended meanwhile starts anew', async () => {
  const person = visitor(fed);
  await web.signIn(person);
  fed.answer = () => null;
  const page = await person.get(authorizeUrl({ prompt: 'login' }));
  await fed.federation.sessions.endAll(fed.people.budi, 'test');
  expect((await person.get(page.url)).text).toBe('gone');
});

test('a token may be introspected by its client and its resource server alone, and revoked by its client', async () => {
  const attempt = await web.authorize(visitor(fed), { scope: 'openid leave:read', resource });
  const bound = await web.redeem(attempt);
  expect(jose.decodeProtectedHeader(bound.access_token).typ).toBe('at+jwt');
  expect(jose.decodeJwt(bound.access_token)).toMatchObject({ aud: resource, scope: 'leave:read', epoch: 1 });
  const opaque = (await web.signIn(visitor(fed))).access_token;
  expect((await openid.tokenIntrospection(web.config, opaque)).active).toBe(true);
  expect((await openid.tokenIntrospection(machine, opaque)).active).toBe(false);
  await openid.tokenRevocation(signing.config, opaque);
  expect((await openid.tokenIntrospection(web.config, opaque)).active).toBe(true);
  await openid.tokenRevocation(web.config, opaque);
  expect((await openid.tokenIntrospection(web.config, opaque)).active).toBe(false);
});

test('a resource the client has no scope for is no target', async () => {
  const foreign = await web.authorize(visitor(fed), { resource: 'https://nobody.example/api' });
  expect(foreign.callback.searchParams.get('error')).toBe('invalid_target');
  const unlisted = await web.authorize(visitor(fed), { resource: `${fed.issuer}/api/directory` });
  expect(unlisted.callback.searchParams.get('error')).toBe('invalid_target');
});

test('a back end gets a token of its own by client_credentials', async () => {
  const { access_token: token } = await openid.clientCredentialsGrant(machine, {
    scope: 'leave:read',
    resource,
  });
  expect(jose.decodeJwt(token)).toMatchObject({ sub: 'leave', client_id: 'leave', aud: resource });
  await expect(openid.clientCredentialsGrant(web.config, {})).rejects.toMatchObject({
    error: 'invalid_request',
  });
});

test('what is ended ends within 30 seconds: code, userinfo, introspection and silent sign-on', async () => {
  const person = visitor(fed);
  const tokens = await web.signIn(person);
  const waiting = await web.authorize(person);
  await raiseEpoch(fed.db, fed.people.budi);
  fed.clock.advance(31);
  await expect(web.redeem(waiting)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(openid.fetchUserInfo(web.config, tokens.access_token, fed.people.budi)).rejects.toThrow();
  expect((await openid.tokenIntrospection(web.config, tokens.access_token)).active).toBe(false);
  const silent = await web.authorize(person, { prompt: 'none' });
  expect(silent.callback.searchParams.get('error')).toBe('login_required');
  expect(JSON.parse((await person.get('/portal')).text)).toEqual({ session: null });
  fed.answer = fed.signIn(fed.people.budi, { epoch: 2 });
  const again = await web.signIn(person);
  expect(fed.seen.at(-1)?.reasons).toEqual(['ended']);
  expect(fed.seen.at(-1)?.session).toBeNull();
  expect(await openid.fetchUserInfo(web.config, again.access_token, fed.people.budi)).toBeTruthy();
});

test('keys rotate under load without a failure, and old tokens still verify', async () => {
  fed.answer = fed.signIn(fed.people.siti);
  const before = await web.signIn(visitor(fed));
  const flows = async () => {
    const kids = new Set<string>();
    for (let i = 0; i < 6; i += 1) {
      const tokens = await web.signIn(visitor(fed));
      kids.add(jose.decodeProtectedHeader(tokens.id_token ?? '').kid ?? '');
    }
    return kids;
  };
  const rotate = async () => {
    const rotated = await fed.keys.rotate({ actor: 'shell' });
    await fed.federation.refresh();
    return rotated.find(({ alg }) => alg === 'ES256')?.kid;
  };
  const [kids, , rotated] = await Promise.all([flows(), flows(), rotate()]);
  expect(kids.size).toBeGreaterThan(0);
  const after = jose.decodeProtectedHeader((await web.signIn(visitor(fed))).id_token ?? '').kid;
  expect(after).toBe(rotated);
  const { keys } = (await (await fetch(`${fed.issuer}/jwks`)).json()) as jose.JSONWebKeySet;
  await jose.jwtVerify(before.id_token ?? '', jose.createLocalJWKSet({ keys }));
  expect(keys.filter(({ alg }) => alg === 'ES256')).toHaveLength(3);
  expect(JSON.stringify(keys)).not.toContain('"d"');
});

test('another node sees rotated keys within 30 seconds', async () => {
  const rotated = await fed.keys.rotate({ actor: 'shell' });
  fed.clock.advance(31);
  fed.answer = fed.signIn(fed.people.siti);
  const tokens = await web.signIn(visitor(fed));
  expect(rotated.map(({ kid }) => kid)).toContain(jose.decodeProtectedHeader(tokens.id_token ?? '').kid);
});

test('a silent sign-on with its exchange takes at most eleven commands to the store', async () => {
  fed.answer = fed.signIn(fed.people.siti);
  const person = visitor(fed);
  await web.signIn(person);
  fed.commands();
  await web.signIn(person);
  const again = fed.commands();
  await signing.signIn(person);
  const first = fed.commands();
  expect([again.length <= 9, again]).toEqual([true, again]);
  // The first at this client: a pushed request and two assertions that are taken once come on top.
  expect([first.length <= 15, first]).toEqual([true, first]);
});
