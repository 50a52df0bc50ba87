import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Koa from 'koa';
import { canonicalPath, oneSpelling, originForm, sensibleUrl } from '../../../src/platform/http/url.ts';
import { listen } from '../../../src/platform/http/server.ts';
import type { Listener } from '../../../src/platform/http/server.ts';

const UID = 'Xk3_-aBcDeFgHiJkLmNoP';

describe('the one spelling of a path', () => {
  test.each([
    ['/', '/'],
    ['/portal', '/portal'],
    ['/portal/', '/portal'],
    ['/Portal', '/portal'],
    ['//portal//logout/', '/portal/logout'],
    [`/AUTH/${UID}/Switch/`, `/auth/${UID}/switch`],
    [`/interaction/${UID}`, `/interaction/${UID}`],
    ['/.Well-Known/OpenID-Configuration', '/.well-known/openid-configuration'],
    ['/Token/Introspection', '/token/introspection'],
    ['/assets/aB3_xYz-12Qw/style.css', '/assets/aB3_xYz-12Qw/style.css'],
    ['//', '/'],
    ['//evil.example/', '/evil.example'],
  ])('%s is %s', (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });
});

describe('in front of the routers', () => {
  const reached: string[] = [];
  let listener: Listener;
  beforeAll(async () => {
    const app = new Koa();
    app.use(originForm());
    app.use(sensibleUrl());
    app.use(oneSpelling((path) => path === '/portal'));
    app.use(async (ctx) => {
      reached.push(ctx.path);
      ctx.body = 'here';
    });
    listener = await listen(app.callback(), '127.0.0.1', 0);
  });
  afterAll(() => listener.stop(200));

  /** Raw: a client that tidies paths up would hide what is asked here. */
  const ask = (target: string, method = 'GET') =>
    new Promise<{ status: number; head: string }>((resolve, reject) => {
      const socket = connect(listener.port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', reject);
      socket.on('close', () => resolve({ status: Number(text.split(' ')[1]), head: text }));
      socket.write(`${method} ${target} HTTP/1.1\r\nHost: sso.example\r\nConnection: close\r\n\r\n`);
    });

  // Routers that are not strict answered `/auth/<uid>/`, round the guard that knew `/auth/<uid>` alone.
  test.each([
    `/auth/${UID}/`,
    `/Auth/${UID}`,
    `//auth/${UID}`,
    '/session/end/',
    '/Session/End',
    '/auth//x',
    `/auth/%58${UID.slice(1)}`,
    '/%70ortal',
  ])('GET %s reaches nothing', async (path) => {
    reached.length = 0;
    expect((await ask(path)).status).toBe(404);
    expect((await ask(path, 'POST')).status).toBe(404);
    expect(reached).toEqual([]);
  });

  test('a page of ours is found under its own name, with its query; a form is not sent on', async () => {
    const answer = await ask('//Portal/?lang=en');
    expect([answer.status, /^location: (.*)$/im.exec(answer.head)?.[1]]).toEqual([308, '/portal?lang=en']);
    expect((await ask('/Portal', 'POST')).status).toBe(404);
  });

  test('the right spelling goes through', async () => {
    for (const path of ['/', '/portal?x=/A//B/', `/auth/${UID}`]) expect((await ask(path)).status).toBe(200);
  });

  test.each([
    'http://[',
    'http://a:b:c/',
    'http://sso.example/portal',
    '*',
    '//a@[/#x',
    '/a#b',
    '/%',
    '/a%00',
    '/%E0%A4%A',
  ])('the target %s is 400', async (target) => {
    reached.length = 0;
    for (const method of ['GET', 'POST', 'OPTIONS']) expect((await ask(target, method)).status).toBe(400);
    expect(reached).toEqual([]);
  });
});
