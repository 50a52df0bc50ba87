import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemo } from './support/start-demo.ts';
import type { Demo } from './support/start-demo.ts';
import { createVisitor } from './support/visitor.ts';
import type { Visitor } from './support/visitor.ts';

const seconds = () => Math.floor(Date.now() / 1000);

describe('leaving', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo('siasn');
  });
  afterAll(() => demo.stop());
  afterEach(() => demo.issuer.reset());

  const signedIn = async (sub = 'sub-budi', sid = 'sid-1'): Promise<Visitor> => {
    const visitor = createVisitor();
    Object.assign(demo.issuer.bend, { sub, sid });
    await visitor.visit(`${demo.url}/login`);
    expect(await isIn(visitor)).toBe(true);
    return visitor;
  };
  const isIn = async (visitor: Visitor) =>
    (await visitor.visit(`${demo.url}/`)).html.includes('Keluar</button>');
  const backchannel = (token: string, extra: Record<string, string> = {}) =>
    fetch(`${demo.url}/backchannel-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token, ...extra }),
    });

  test('"Keluar" ends the session here and asks the provider to end all', async () => {
    const visitor = await signedIn();
    const { first, passed } = await visitor.post(`${demo.url}/logout`);
    expect(first).toBe(303);
    const end = new URL(passed[0] ?? '');
    expect(`${end.origin}${end.pathname}`).toBe(`${demo.issuer.url}/end`);
    expect(Object.fromEntries(end.searchParams)).toEqual({
      client_id: 'siasn',
      id_token_hint: expect.stringMatching(/^ey/),
      post_logout_redirect_uri: `${demo.url}/`,
      state: expect.stringMatching(/^[\w-]{20,}$/),
    });
    expect(await isIn(visitor)).toBe(false);
    expect((await visitor.post(`${demo.url}/logout`)).passed[0]).toBe(`${demo.url}/`);
  });

  test('back from the provider the front page says once that one has left everywhere', async () => {
    const visitor = await signedIn();
    const { passed } = await visitor.post(`${demo.url}/logout`);
    const state = new URL(passed[0] ?? '').searchParams.get('state') ?? '';
    const words = /role="status">Anda sudah keluar dari SIASN, dari ASN Digital/;
    expect((await visitor.visit(`${demo.url}/`)).html).not.toMatch(words);
    expect((await visitor.visit(`${demo.url}/?state=another`)).html).not.toMatch(words);
    const back = await visitor.visit(`${demo.url}/?state=${state}`);
    expect(back.url).toBe(`${demo.url}/`);
    expect(back.html).toMatch(words);
    expect((await visitor.visit(`${demo.url}/`)).html).not.toMatch(words);
    expect((await createVisitor().visit(`${demo.url}/?state=${state}`)).html).not.toMatch(words);
  });

  test('nobody else’s page may sign a person out', async () => {
    const visitor = await signedIn();
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': '', origin: 'http://localhost:9' },
      { 'sec-fetch-site': '' },
    ])
      expect((await visitor.post(`${demo.url}/logout`, {}, headers)).first).toBe(403);
    expect(await isIn(visitor)).toBe(true);
    const old = await visitor.post(`${demo.url}/logout`, {}, { 'sec-fetch-site': '', origin: demo.url });
    expect(old.first).toBe(303);
  });

  test('a logout token ends the session it names, and no other', async () => {
    const one = await signedIn('sub-budi', 'sid-a');
    const two = await signedIn('sub-budi', 'sid-b');
    const answer = await backchannel(
      await demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi', sid: 'sid-a' }),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
  });

  test('a logout token without sid ends all of a person, and nobody else', async () => {
    const both = [await signedIn('sub-siti', 'sid-c'), await signedIn('sub-siti', 'sid-d')];
    const other = await signedIn('sub-agus', 'sid-e');
    await backchannel(await demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-siti' }));
    expect(await Promise.all(both.map(isIn))).toEqual([false, false]);
    expect(await isIn(other)).toBe(true);
  });

  test('a logout token counts once', async () => {
    const token = await demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-rina', sid: 'sid-f' });
    expect((await backchannel(token)).status).toBe(200);
    expect((await backchannel(token)).status).toBe(400);
  });

  const bad: [string, () => Promise<string>][] = [
    ['for another client', () => demo.issuer.logoutToken({ aud: 'myasn', sub: 'sub-budi' })],
    ['of another issuer', () => demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi', iss: 'http://x' })],
    ['with a nonce', () => demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi', nonce: 'n' })],
    ['with no event', () => demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi', events: {} })],
    ['with neither sub nor sid', () => demo.issuer.logoutToken({ aud: 'siasn' })],
    ['with no jti', () => demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi', jti: '' })],
    ['that is old', () => demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi', iat: seconds() - 600 })],
    [
      'that has expired',
      () => demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi', exp: seconds() - 60 }),
    ],
    [
      'of the type of an ID token',
      () => demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi' }, { typ: 'JWT' }),
    ],
    [
      'with a broken signature',
      async () =>
        (await demo.issuer.logoutToken({ aud: 'siasn', sub: 'sub-budi' })).replace(/\.[^.]+$/, '.AAAA'),
    ],
    ['that is none', async () => 'nonsense'],
  ];
  test.each(bad)('refuses a logout token %s', async (_what, make) => {
    const visitor = await signedIn();
    const answer = await backchannel(await make());
    expect(answer.status).toBe(400);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await isIn(visitor)).toBe(true);
  });

  test('a sign-in that a logout overtook does not open a session', async () => {
    const visitor = createVisitor();
    demo.issuer.bend.sid = 'sid-late';
    await backchannel(await demo.issuer.logoutToken({ aud: 'siasn', sid: 'sid-late', iat: seconds() + 20 }));
    await visitor.visit(`${demo.url}/login`);
    expect(await isIn(visitor)).toBe(false);
  });
});
