import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cookieSettings } from '../../src/oidc/cookies.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

let app: TestApp;
const host = 'sso.localhost';

beforeAll(async () => {
  app = await startApp({ kv: 'memory', env: { ISSUER: `https://${host}` } });
});
afterAll(async () => app?.stop());

/** What a TLS proxy in front would send: plain HTTP under the public name. */
function get(path: string): Promise<IncomingMessage> {
  const { port } = app.settings;
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (answer) => resolve(answer.resume()))
      .once('error', reject)
      .end();
  });
}

test('on https every cookie is Secure and bound by its name, though the socket is plain', async () => {
  const portal = await get('/portal');
  const authorization = new URL(portal.headers.location ?? '');
  expect(authorization.origin).toBe(`https://${host}`);
  const answer = await get(authorization.pathname + authorization.search);
  expect(answer.statusCode).toBe(303);
  const cookies = answer.headers['set-cookie'] ?? [];
  expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
    '__Host-browser',
    '__Secure-interaction',
    '__Secure-interaction.sig',
    '__Secure-resume',
    '__Secure-resume.sig',
  ]);
  for (const cookie of cookies) expect(cookie).toMatch(/; secure/i);
  for (const cookie of cookies) expect(cookie).toMatch(/; httponly/i);
});

test('the session’s cookie belongs to the whole host there, and has a plain name on http', () => {
  expect(cookieSettings('https://sso.example', ['k']).names.session).toBe('__Host-session');
  expect(cookieSettings('https://sso.example', ['k']).long).toMatchObject({ secure: true, path: '/' });
  expect(cookieSettings('http://localhost:3000', ['k']).names.session).toBe('session');
});
