import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  SignJWT,
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  jwtVerify,
} from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';

/** Who signs in, and what a test bends before the provider's next answer. */
export interface Bend {
  sub: string;
  name: string;
  nip: string;
  sid: string;
  acr: string;
  authTime: number;
  sessionExpiry: number | undefined;
  /** Instead of a code. */
  error: string | null;
  /** Last word on the ID token's claims; gets what is about to be signed. */
  idToken: (claims: JWTPayload) => JWTPayload;
  /** Last word on the address of the callback. */
  callback: (url: URL) => void;
  /** Status of the answer to a pushed request. */
  pushed: number;
  userinfo: number;
  directory: number;
  /** Status of the answer to a report; null: the connection breaks. */
  report: number | null;
}

export interface FakeIssuer {
  url: string;
  bend: Bend;
  /** What arrived: authorization parameters (pushed ones resolved), newest last. */
  requests: { parameters: URLSearchParams; pushed: boolean }[];
  directoryTokens: string[];
  /** What was reported, with the token it came with. */
  reports: { token: string; body: Record<string, unknown> }[];
  logoutToken(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>;
  reset(): void;
  stop(): Promise<void>;
}

const seconds = () => Math.floor(Date.now() / 1000);

const fresh = (): Bend => ({
  sub: 'sub-budi',
  name: 'Budi Santoso',
  nip: '199001012020011001',
  sid: 'sid-1',
  acr: 'urn:asn:acr:2',
  authTime: seconds() - 5,
  sessionExpiry: seconds() + 3600,
  error: null,
  idToken: (claims) => claims,
  callback: () => undefined,
  pushed: 201,
  userinfo: 200,
  directory: 200,
  report: 202,
});

/** A provider of the tests' own, on jose and node:http alone: says yes at once, and lies where a test asks for it. */
export async function startFakeIssuer(jwksOf: (clientId: string) => string): Promise<FakeIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const codes = new Map<string, URLSearchParams>();
  const pushed = new Map<string, URLSearchParams>();
  let count = 0;

  const sign = (claims: JWTPayload, header: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid, ...header }).sign(privateKey);

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: { message?: string }) =>
      send(response, 400, { error: 'invalid_request', error_description: error.message }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: FakeIssuer = {
    url,
    bend: fresh(),
    requests: [],
    directoryTokens: [],
    reports: [],
    logoutToken: (claims, header = {}) =>
      sign(
        {
          iss: url,
          iat: seconds(),
          exp: seconds() + 120,
          jti: `logout-${(count += 1)}`,
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
          ...claims,
        },
        { typ: 'logout+jwt', ...header },
      ),
    reset() {
      issuer.bend = fresh();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return send(response, 200, metadata(url));
      case '/keys':
        return send(response, 200, { keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] });
      case '/pushed': {
        const form = await authenticated(request);
        const uri = `urn:pushed:${(count += 1)}`;
        pushed.set(uri, form);
        if (issuer.bend.pushed !== 201)
          return send(response, issuer.bend.pushed, { error: 'invalid_request' });
        return send(response, 201, { request_uri: uri, expires_in: 60 });
      }
      case '/authorize':
        return authorize(searchParams, response);
      case '/token':
        return token(await authenticated(request), response);
      case '/userinfo':
        return send(response, issuer.bend.userinfo, person(issuer.bend));
      case '/api/directory/me':
        issuer.directoryTokens.push(request.headers.authorization ?? '');
        return send(response, issuer.bend.directory, directory(issuer.bend));
      case '/api/requests': {
        const body = JSON.parse(await text(request)) as Record<string, unknown>;
        if (issuer.bend.report === null) return void request.socket.destroy();
        issuer.reports.push({ token: request.headers.authorization ?? '', body });
        return send(response, issuer.bend.report, {});
      }
      default:
        return send(response, 404, {});
    }
  }

  /** Client authentication as the provider would do it: assertion against the client's own jwks_uri, or Basic. */
  async function authenticated(request: IncomingMessage): Promise<URLSearchParams> {
    const form = new URLSearchParams(await text(request));
    const assertion = form.get('client_assertion');
    if (assertion) {
      const keys = (await (await fetch(jwksOf(form.get('client_id') ?? ''))).json()) as JSONWebKeySet;
      await jwtVerify(assertion, createLocalJWKSet(keys), {
        audience: url,
        issuer: form.get('client_id') ?? '',
      });
      return form;
    }
    const [id, secret] = atob((request.headers.authorization ?? '').replace('Basic ', ''))
      .split(':')
      .map(decodeURIComponent);
    if (id !== 'siasn' || secret !== 'a-secret-of-the-tests') throw new Error('wrong client secret');
    form.set('client_id', id);
    return form;
  }

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const uri = query.get('request_uri');
    const parameters = (uri ? pushed.get(uri) : query) ?? new URLSearchParams();
    issuer.requests.push({ parameters, pushed: uri !== null });
    const callback = new URL(parameters.get('redirect_uri') ?? '');
    callback.searchParams.set('state', parameters.get('state') ?? '');
    callback.searchParams.set('iss', url);
    if (issuer.bend.error) callback.searchParams.set('error', issuer.bend.error);
    else {
      const code = `code-${(count += 1)}`;
      codes.set(code, parameters);
      callback.searchParams.set('code', code);
    }
    issuer.bend.callback(callback);
    response.writeHead(303, { location: callback.href }).end();
  }

  async function token(form: URLSearchParams, response: ServerResponse): Promise<void> {
    if (form.get('grant_type') === 'client_credentials') {
      const access = `machine-${form.get('client_id')} ${form.get('scope')} ${form.get('resource')}`;
      return send(response, 200, { access_token: btoa(access), token_type: 'Bearer', expires_in: 600 });
    }
    const parameters = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    if (!parameters || !(await pkceHolds(parameters, form)))
      return send(response, 400, { error: 'invalid_grant' });
    const claims = issuer.bend.idToken({
      ...idTokenClaims(issuer.bend, parameters),
      iss: url,
      aud: form.get('client_id') ?? '',
    });
    send(response, 200, {
      access_token: `access-${form.get('resource') ?? 'userinfo'}`,
      token_type: 'Bearer',
      expires_in: 600,
      id_token: await sign(claims, {}),
    });
  }
  return issuer;
}

async function pkceHolds(parameters: URLSearchParams, form: URLSearchParams): Promise<boolean> {
  const verifier = new TextEncoder().encode(form.get('code_verifier') ?? '');
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', verifier)).toString('base64url');
  return parameters.get('code_challenge_method') === 'S256' && parameters.get('code_challenge') === digest;
}

function idTokenClaims(bend: Bend, parameters: URLSearchParams): JWTPayload {
  const asked = JSON.parse(parameters.get('claims') ?? '{}') as {
    id_token?: Record<string, { value?: string }>;
  };
  const { asn_act: act, ...names } = asked.id_token ?? {};
  return {
    sub: bend.sub,
    nonce: parameters.get('nonce') ?? '',
    iat: seconds(),
    exp: seconds() + 600,
    acr: bend.acr,
    amr: ['pwd', 'otp', 'mfa'],
    auth_time: bend.authTime,
    sid: bend.sid,
    ...(bend.sessionExpiry === undefined ? {} : { session_expiry: bend.sessionExpiry }),
    ...(act ? { asn_act: act.value, asn_act_at: seconds() } : {}),
    ...('nip' in names ? person(bend) : {}),
  };
}

const person = ({ sub, name, nip }: Bend) => ({
  sub,
  name,
  preferred_username: nip,
  nip,
  email: 'budi@asn.example',
  jenis_asn: 'PNS',
  instansi: { id: '4011', nama: 'Badan Kepegawaian Negara' },
  unit_kerja: { id: '1', nama: 'Pusat Data' },
  jabatan: 'Analis',
  pangkat: 'Penata Muda',
  golongan: 'III/a',
});

const directory = ({ nip, name }: Bend) => ({
  nip,
  nama: name,
  riwayat_pangkat: [
    { golongan: 'II/c', pangkat: 'Pengatur', tmt: '2018-04-01', nomor_sk: 'SK-1' },
    { golongan: 'III/a', pangkat: 'Penata Muda', tmt: '2022-04-01', nomor_sk: 'SK-2' },
  ],
  riwayat_jabatan: [
    { jabatan: 'Analis', unit_kerja: 'Pusat Data', instansi: 'BKN', tmt: '2022-05-01', nomor_sk: 'SK-3' },
  ],
  diperbarui: '2026-08-01T00:00:00Z',
});

const metadata = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  userinfo_endpoint: `${url}/userinfo`,
  jwks_uri: `${url}/keys`,
  end_session_endpoint: `${url}/end`,
  pushed_authorization_request_endpoint: `${url}/pushed`,
  authorization_response_iss_parameter_supported: true,
  id_token_signing_alg_values_supported: ['ES256'],
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
});

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
