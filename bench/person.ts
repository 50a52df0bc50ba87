import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';

/** What a sign-in needs to know of the provider and of the relying party that asks. */
export interface Target {
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  userinfoEndpoint: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  scope: string;
  keys: ReturnType<typeof createRemoteJWKSet>;
}

/** What one way through the provider cost on the wire. */
export interface Passage {
  milliseconds: number;
  roundTrips: number;
  bytes: number;
}

/** Answers the forms of the provider; called with the page's hidden fields, returns the fields a person fills in. */
export type Answer = (page: string) => Promise<Record<string, string>>;

export interface Person {
  signIn(answer: Answer): Promise<Passage>;
  /** The session is there: straight to the code, no page. */
  silent(): Promise<Passage>;
}

const unescape = (text: string) =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#x2F;', '/');

/** The first form of <main>: its action and hidden fields. */
function firstForm(page: string): { action: string; hidden: Record<string, string> } {
  const main = page.slice(Math.max(page.indexOf('<main'), 0));
  const form = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(main);
  if (!form) throw new Error(`no form on the page: ${page.slice(0, 400)}`);
  const hidden: Record<string, string> = {};
  for (const [input] of (form[2] ?? '').matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name) hidden[name] = unescape(/value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  return { action: unescape(form[1] ?? ''), hidden };
}

/** Reads the discovery document; no path of the provider is assumed. */
export async function discover(
  issuer: string,
  client: Pick<Target, 'clientId' | 'clientSecret' | 'redirectUri' | 'scope'>,
): Promise<Target> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  const metadata = (await answer.json()) as Record<string, string>;
  return {
    issuer,
    authorizationEndpoint: metadata.authorization_endpoint ?? '',
    tokenEndpoint: metadata.token_endpoint ?? '',
    userinfoEndpoint: metadata.userinfo_endpoint ?? '',
    keys: createRemoteJWKSet(new URL(metadata.jwks_uri ?? '')),
    ...client,
  };
}

/** One browser with its cookies, and the relying party's server behind it. */
export function createPerson(target: Target): Person {
  const jar = new Map<string, { value: string; path: string }>();
  let roundTrips = 0;
  let bytes = 0;

  const request = async (
    url: string,
    init: RequestInit = {},
  ): Promise<{ response: Response; body: string }> => {
    const { pathname } = new URL(url);
    const cookie = [...jar]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(';')[0]}=${value}`)
      .join('; ');
    const headers = {
      accept: 'text/html',
      ...(cookie ? { cookie } : {}),
      ...(init.headers as Record<string, string>),
    };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    roundTrips += 1;
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const path = /;\s*path=([^;]*)/i.exec(line)?.[1] ?? '/';
      const key = `${pair.slice(0, at)};${path}`;
      if (/expires=Thu, 01 Jan 1970/i.test(line) || at === pair.length - 1) jar.delete(key);
      else jar.set(key, { value: pair.slice(at + 1), path });
    }
    const body = await response.text();
    bytes += body.length;
    return { response, body };
  };

  const post = (url: string, fields: Record<string, string>, headers: Record<string, string>) =>
    request(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });

  /** Follows redirects and fills forms until the relying party's redirect URI is reached. */
  const walk = async (start: string, answer: Answer | null): Promise<URL> => {
    let { response, body } = await request(start);
    let url = start;
    for (let hops = 0; hops < 20; hops += 1) {
      const location = response.headers.get('location');
      if (location) {
        url = new URL(location, url).href;
        if (url.startsWith(target.redirectUri)) return new URL(url);
        ({ response, body } = await request(url));
        continue;
      }
      if (!answer) throw new Error(`a page where none was due (${response.status})`);
      const { action, hidden } = firstForm(body);
      url = new URL(action || url, url).href;
      ({ response, body } = await post(
        url,
        { ...hidden, ...(await answer(body)) },
        { origin: target.issuer },
      ));
      if (response.status >= 400) throw new Error(`refused with ${response.status}: ${body.slice(0, 300)}`);
    }
    throw new Error('too many hops');
  };

  const exchange = async (callback: URL, verifier: string, nonce: string): Promise<void> => {
    const code = callback.searchParams.get('code');
    if (!code) throw new Error(`no code: ${callback.search}`);
    const basic = Buffer.from(`${target.clientId}:${target.clientSecret}`).toString('base64');
    const { response, body } = await post(
      target.tokenEndpoint,
      { grant_type: 'authorization_code', code, redirect_uri: target.redirectUri, code_verifier: verifier },
      { authorization: `Basic ${basic}`, accept: 'application/json' },
    );
    if (response.status !== 200) throw new Error(`token: ${response.status} ${body}`);
    const tokens = JSON.parse(body) as { id_token: string; access_token: string };
    const { payload } = await jwtVerify(tokens.id_token, target.keys, {
      issuer: target.issuer,
      audience: target.clientId,
    });
    if (payload.nonce !== nonce) throw new Error('nonce does not match');
    const userinfo = await request(target.userinfoEndpoint, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    if (userinfo.response.status !== 200) throw new Error(`userinfo: ${userinfo.response.status}`);
  };

  const passage = async (answer: Answer | null): Promise<Passage> => {
    roundTrips = 0;
    bytes = 0;
    const begun = performance.now();
    const verifier = randomBytes(32).toString('base64url');
    const nonce = randomBytes(16).toString('base64url');
    const url = new URL(target.authorizationEndpoint);
    url.search = new URLSearchParams({
      client_id: target.clientId,
      redirect_uri: target.redirectUri,
      response_type: 'code',
      scope: target.scope,
      state: randomBytes(16).toString('base64url'),
      nonce,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    await exchange(await walk(url.href, answer), verifier, nonce);
    return { milliseconds: performance.now() - begun, roundTrips, bytes };
  };

  return { signIn: (answer) => passage(answer), silent: () => passage(null) };
}
