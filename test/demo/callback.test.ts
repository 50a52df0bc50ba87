import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemo } from './support/start-demo.ts';
import type { Demo } from './support/start-demo.ts';
import { createVisitor } from './support/visitor.ts';

const seconds = () => Math.floor(Date.now() / 1000);

describe('the way back from the provider', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo('siasn');
  });
  afterAll(() => demo.stop());
  afterEach(() => demo.issuer.reset());

  const isSignedIn = async (visitor = createVisitor()) =>
    (await visitor.visit(`${demo.url}/`)).html.includes('Budi Santoso');

  test('signs a person in with a new session id, and shows name and NIP', async () => {
    const visitor = createVisitor();
    visitor.cookies.set('siasn_session', 'planted');
    const page = await visitor.visit(`${demo.url}/login`);
    expect(page.url).toBe(`${demo.url}/`);
    expect(page.html).toContain('Budi Santoso');
    // In groups for the eye; as text, and copied, it is one number.
    expect(page.html.replaceAll(/<[^>]+>/g, '')).toContain('199001012020011001');
    const first = visitor.cookies.get('siasn_session');
    expect(first).not.toBe('planted');
    await visitor.visit(`${demo.url}/login`);
    expect(visitor.cookies.get('siasn_session')).not.toBe(first);
    const old = createVisitor();
    old.cookies.set('siasn_session', String(first));
    expect(await isSignedIn(old)).toBe(false);
  });

  test('asks for PKCE, state, nonce, the exact callback and a second factor', async () => {
    await createVisitor().visit(`${demo.url}/login`);
    const { parameters, pushed } = demo.issuer.requests.at(-1) ?? { parameters: new URLSearchParams() };
    expect(pushed).toBe(false);
    expect(Object.fromEntries(parameters)).toMatchObject({
      client_id: 'siasn',
      redirect_uri: `${demo.url}/callback`,
      response_type: 'code',
      scope: 'openid profile email asn',
      code_challenge_method: 'S256',
      acr_values: 'urn:asn:acr:2',
      nonce: expect.any(String),
      state: expect.any(String),
    });
  });

  const bent: [string, () => void][] = [
    [
      'a nonce of another request',
      () => (demo.issuer.bend.idToken = (claims) => ({ ...claims, nonce: 'other' })),
    ],
    [
      'an ID token of another issuer',
      () => (demo.issuer.bend.idToken = (claims) => ({ ...claims, iss: 'http://x' })),
    ],
    [
      'an ID token for another client',
      () => (demo.issuer.bend.idToken = (claims) => ({ ...claims, aud: 'myasn' })),
    ],
    [
      'an expired ID token',
      () => (demo.issuer.bend.idToken = (claims) => ({ ...claims, exp: seconds() - 100 })),
    ],
    [
      'iss of another provider',
      () => (demo.issuer.bend.callback = (url) => url.searchParams.set('iss', 'http://x')),
    ],
    ['no iss at all', () => (demo.issuer.bend.callback = (url) => url.searchParams.delete('iss'))],
    ['a state twice', () => (demo.issuer.bend.callback = (url) => url.searchParams.append('state', 'more'))],
    ['password and SMS only', () => (demo.issuer.bend.acr = 'urn:asn:acr:1')],
    ['an unknown acr', () => (demo.issuer.bend.acr = 'urn:asn:acr:22')],
    ['a sign-in of the future', () => (demo.issuer.bend.authTime = seconds() + 600)],
    ['no session_expiry', () => (demo.issuer.bend.sessionExpiry = undefined)],
    ['a session that is over', () => (demo.issuer.bend.sessionExpiry = seconds() - 1)],
  ];
  test.each(bent)('refuses %s with a page that offers another try', async (_what, bend) => {
    const visitor = createVisitor();
    bend();
    const page = await visitor.visit(`${demo.url}/login`);
    expect([400, 403]).toContain(page.status);
    expect(demo.logged.at(-1)).toMatch(/claims_refused|"fault":"invalid"/);
    expect(page.html).toContain('href="/login"');
    expect(page.html).not.toMatch(/at .*\.ts|Error:/);
    demo.issuer.reset();
    expect(await isSignedIn(visitor)).toBe(false);
  });

  test('a passkey is enough, too', async () => {
    demo.issuer.bend.acr = 'phr';
    expect((await createVisitor().visit(`${demo.url}/login`)).html).toContain('Budi Santoso');
  });

  test('an answer of userinfo for somebody else is refused; userinfo away is said so', async () => {
    const visitor = createVisitor();
    demo.issuer.bend.idToken = (claims) => ({ ...claims, sub: 'somebody-else' });
    expect((await visitor.visit(`${demo.url}/login`)).status).toBe(403);
    demo.issuer.reset();
    demo.issuer.bend.userinfo = 503;
    const page = await visitor.visit(`${demo.url}/login`);
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBeTruthy();
    expect(await isSignedIn(visitor)).toBe(false);
  });

  test('somebody who refused gets a calm page', async () => {
    demo.issuer.bend.error = 'access_denied';
    const page = await createVisitor().visit(`${demo.url}/login`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('Masuk dibatalkan');
  });

  test('an answer nobody asked for starts one fresh sign-in; in a browser without cookies it ends in a page', async () => {
    const fresh = await createVisitor().visit(`${demo.url}/callback?code=stolen&state=planted`);
    expect(fresh.html).toContain('Budi Santoso');
    expect(demo.issuer.requests.at(-1)?.parameters.get('state')).toMatch(/^again\./);

    let url = `${demo.url}/callback?code=stolen&state=planted`;
    let response = await fetch(url, { redirect: 'manual' });
    for (let hops = 0; hops < 10 && response.headers.has('location'); hops += 1) {
      url = new URL(response.headers.get('location') ?? '', url).href;
      response = await fetch(url, { redirect: 'manual' });
    }
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/cookie/);
  });

  test('Back to a used callback leads whoever is signed in to the front page', async () => {
    const visitor = createVisitor();
    const { passed } = await visitor.visit(`${demo.url}/login`);
    const used = passed.find((url) => url.includes('/callback?')) ?? '';
    const page = await visitor.visit(used);
    expect(page.url).toBe(`${demo.url}/`);
    expect(page.html).toContain('Budi Santoso');
  });

  test('two tabs each find their own request again', async () => {
    const visitor = createVisitor();
    const first = await visitor.request(`${demo.url}/login?return=/usulan`);
    const second = await visitor.request(`${demo.url}/login`);
    const finish = async (start: Response) => visitor.visit(start.headers.get('location') ?? '');
    expect((await finish(second)).url).toBe(`${demo.url}/`);
    expect((await finish(first)).url).toBe(`${demo.url}/usulan`);
  });

  test('returns only to listed pages of its own', async () => {
    for (const [wanted, reached] of [
      ['/usulan/baru/cuti', '/usulan/baru/cuti'],
      ['https://evil.example/', '/'],
      ['//evil.example/usulan', '/'],
      ['/\\evil.example', '/'],
      ['/callback', '/'],
      ['/logout', '/'],
    ]) {
      const page = await createVisitor().visit(
        `${demo.url}/login?return=${encodeURIComponent(wanted ?? '')}`,
      );
      expect(page.url).toBe(`${demo.url}${reached}`);
    }
    const started = await createVisitor().visit(
      `${demo.url}/login?iss=${demo.issuer.url}&target_link_uri=${demo.url}/usulan`,
    );
    expect(started.url).toBe(`${demo.url}/usulan`);
    expect((await createVisitor().visit(`${demo.url}/login?iss=http://other.example`)).status).toBe(400);
  });

  test('a page for signed-in people leads through the sign-in and back', async () => {
    expect((await createVisitor().visit(`${demo.url}/usulan`)).url).toBe(`${demo.url}/usulan`);
  });

  test('the session ends with session_expiry', async () => {
    const visitor = createVisitor();
    demo.issuer.bend.sessionExpiry = seconds() + 60;
    await visitor.visit(`${demo.url}/login`);
    expect(await isSignedIn(visitor)).toBe(true);
    demo.later(61_000);
    expect(await isSignedIn(visitor)).toBe(false);
    demo.later(-61_000);
  });
});
