import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { visitor } from '../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ kv: 'memory' });
});
afterAll(() => app?.stop());

interface Raw {
  status: number;
  text: string;
}

/** Sends the target byte for byte. */
function raw(target: string, { method = 'GET', headers = {} as Record<string, string> } = {}): Promise<Raw> {
  const { port, host } = new URL(app.issuer);
  const lines = Object.entries({ Host: host, Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), 'localhost');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve({ status: Number(text.split(' ')[1]), text }));
    socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`);
  });
}

// The library's router takes these for its own paths: they went round our binding of the browser and our logout.
test('no other spelling reaches the protocol', async () => {
  const uid = 'abcdefghijklmnopqrstu';
  for (const path of [
    `/auth/${uid}/`,
    `/Auth/${uid}`,
    `/auth//${uid}`,
    `/auth/%61${uid.slice(1)}`,
    `/auth/${uid}/switch/`,
    '/session/end/',
    '/Session/End',
    '/session/end/confirm/',
    '/session/end/success/',
    '/JWKS',
    '/Token',
    '/.well-known/OpenID-Configuration',
  ])
    for (const method of ['GET', 'POST']) {
      const answer = await raw(path, { method, headers: { 'Content-Length': '0' } });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.text).not.toMatch(/^set-cookie: (session|resume)/im);
    }
});

test('a page of ours typed in another way is found', async () => {
  const answer = await raw('/Help/?lang=en');
  expect([answer.status, /^location: (.*)\r$/im.exec(answer.text)?.[1]]).toEqual([308, '/help?lang=en']);
  expect((await visitor(app).get('/portal/')).status).toBe(200);
});

// parseurl throws on these, and everything that reads ctx.path with it: a bare 500 without page, headers or log.
test.each(['http://[', 'http://a:b:c/', 'http://localhost/portal', '*', '//a@[/#x'])(
  'the target %s is a plain 400 with our headers, whatever the method',
  async (target) => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'PUT']) {
      const answer = await raw(target, { method, headers: { 'Content-Length': '0' } });
      expect(answer.status).toBe(400);
      expect(answer.text).toMatch(/^content-security-policy: /im);
      expect(answer.text).toMatch(/^x-request-id: /im);
      expect(answer.text).toMatch(/^content-type: text\/plain/im);
    }
  },
);

test('no request makes a time series of its own', async () => {
  for (const path of [
    '/Interaction/aaa',
    '/interaction/bbb',
    '/portal/ccc',
    '/auth/ddd',
    '/%65ee',
    '/assets/f/g',
  ])
    await raw(path);
  for (const path of ['/interaction/HHHHHHHHHHHHHHHHHHHHH', '/portal', '/auth', '/Help']) await raw(path);
  const metrics = (await raw('/metrics')).text;
  const routes = new Set([...metrics.matchAll(/route="([^"]*)"/g)].map(([, route]) => route));
  expect([...routes].filter((route) => /aaa|bbb|ccc|ddd|ee|HHH|[A-Z]/.test(route ?? ''))).toEqual([]);
  expect(routes).toContain('/interaction/:uid');
  expect(routes).toContain('/portal');
  expect(routes).toContain('/auth');
});
