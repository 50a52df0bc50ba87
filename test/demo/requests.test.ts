import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDemo } from './support/start-demo.ts';
import type { Demo } from './support/start-demo.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo('myasn');
});
afterAll(() => demo?.stop());

/** The head of the answer to a request written byte for byte. */
function ask(target: string, host = new URL(demo.url).host, method = 'GET'): Promise<string> {
  const { port } = new URL(demo.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}

// The parser under koa throws on these: a bare 500 without a page and without a line in the log.
test.each(['http://[', 'http://a:b:c/', '//a@[/#x', '*'])(
  'the request target %s is a 400',
  async (target) => {
    for (const method of ['GET', 'OPTIONS']) {
      const answer = await ask(target, undefined, method);
      expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 400 Bad Request');
      expect(answer).toMatch(/^x-content-type-options: nosniff/im);
    }
  },
);

test.each(['evil.example', 'localhost:1', '127.0.0.1', ''])('answers 421 to host %p', async (host) => {
  expect((await ask('/', host)).split('\r\n')[0]).toBe('HTTP/1.1 421 Misdirected Request');
});

test('answers under its own name, in any case', async () => {
  expect(await ask('/healthz', new URL(demo.url).host.toUpperCase())).toMatch(/^HTTP\/1.1 200 /);
});
