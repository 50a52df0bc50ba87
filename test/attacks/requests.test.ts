import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ kv: 'memory' });
});
afterAll(() => app?.stop());

/** Bytes as they are, which fetch would never send; gives what came back. `abortMs`: leaves after so long. */
function send(text: string, abortMs?: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(app.settings.port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('error', reject);
    socket.once('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.write(text);
    if (abortMs !== undefined) setTimeout(() => socket.resetAndDestroy(), abortMs);
  });
}

const host = () => new URL(app.issuer).host;

test.each(['http://[', 'http://[/', 'http://a:b:c/'])('the request target %s is a 400', async (target) => {
  const answer = await send(`GET ${target} HTTP/1.1\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`);
  expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 400 Bad Request');
});

test('a client that leaves in the middle of a body is not a store that is away', async () => {
  const head = `POST /interaction/x HTTP/1.1\r\nHost: ${host()}\r\nSec-Fetch-Site: same-origin\r\n`;
  await send(
    `${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nnip=`,
    200,
  ).catch(() => '');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(app.log.filter((line) => line.problem === 'store_away')).toEqual([]);
  expect(app.log.filter((line) => Number(line.status) >= 500)).toEqual([]);
});

test('metrics have no label that a visitor chooses', async () => {
  for (const word of ['satu', 'dua', 'tiga']) {
    const answer = await fetch(`${app.issuer}/Interaction/${word}`, { redirect: 'manual' });
    await answer.body?.cancel();
  }
  const text = await (await fetch(`${app.issuer}/metrics`)).text();
  expect(text).not.toMatch(/route="[^"]*\/(satu|dua|tiga)"/);
});

function authorization(change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: 'portal',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${app.issuer}/portal/callback`,
    state: 's',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    ...change,
  });
  return `${app.issuer}/auth?${query}`;
}

test('an authorization request without its redirect_uri is refused', async () => {
  const answer = await fetch(authorization({ redirect_uri: '' }), { redirect: 'manual' });
  expect(answer.status).toBe(400);
});

test('what an anonymous request may leave in the store is bounded', async () => {
  const answer = await fetch(authorization({ state: 'x'.repeat(12_000) }), { redirect: 'manual' });
  expect(answer.headers.get('location') ?? '').not.toMatch(/\/interaction\//);
});

test('a pushed request of a public client is bounded too', async () => {
  const answer = await fetch(`${app.issuer}/request`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'myasn-mobile',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://127.0.0.1:5/callback',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
      state: 'z'.repeat(50_000),
    }),
  });
  expect(answer.status).toBe(400);
});

test('one address starts no more sign-ins than the policy says', async () => {
  const statuses = new Set<number>();
  for (let round = 0; round < 31; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => fetch(authorization(), { redirect: 'manual' })),
    );
    for (const answer of answers) {
      statuses.add(answer.status);
      await answer.body?.cancel();
    }
  }
  expect([...statuses]).toContain(429);
}, 120_000);
