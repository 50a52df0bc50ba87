import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import type { OutgoingFigures, OutgoingOptions } from '../../src/platform/outgoing.ts';

/** On a busy machine even an answer from next door takes its time; only silence has to be waited for. */
const figures: OutgoingFigures = {
  timeoutSeconds: 10,
  totalSeconds: 30,
  tries: 3,
  firstBackoffSeconds: 0.005,
  breakAfterFailures: 100,
  breakSeconds: 0.15,
};

type Play = (request: IncomingMessage, response: ServerResponse, count: number) => void;

let server: Server;
let play: Play;
let count: number;
let seen: IncomingMessage[];

beforeEach(async () => {
  count = 0;
  seen = [];
  server = createServer((request, response) => {
    seen.push(request);
    play(request, response, (count += 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const address = () => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
  token: 'a-token',
});
const outgoing = (more: Partial<OutgoingFigures> = {}, options: Partial<OutgoingOptions> = {}) =>
  createOutgoing({ address, figures: { ...figures, ...more }, ...options });
const json = (response: ServerResponse, status: number, body: unknown, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};
const question = { method: 'GET', path: '/thing' } as const;

test('asks with the token and gives what came back', async () => {
  play = (_, response) => json(response, 200, { name: 'x' });
  expect(await outgoing().ask(question)).toEqual({ kind: 'answered', status: 200, body: { name: 'x' } });
  expect([seen[0]?.url, seen[0]?.headers.authorization]).toEqual(['/api/thing', 'Bearer a-token']);
});

test('sends a body as JSON', async () => {
  let body = '';
  play = (request, response) => {
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => json(response, 200, {}));
  };
  await outgoing().ask({ method: 'POST', path: '/thing', body: { a: 1 } });
  expect([body, seen[0]?.headers['content-type']]).toEqual(['{"a":1}', 'application/json']);
});

test.each([404, 409])('a %i is an answer, and asked once', async (status) => {
  play = (_, response) => json(response, status, {});
  expect(await outgoing().ask(question)).toEqual({ kind: 'answered', status, body: {} });
  expect(count).toBe(1);
});

describe('what says nothing is away', () => {
  const html = (response: ServerResponse, status: number) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<h1>hello</h1>');
  };
  const cases: [string, Play, { reason: string; tries: number }][] = [
    ['a fault of theirs', (_, response) => json(response, 500, {}), { reason: 'down', tries: 3 }],
    ['a broken connection', (_, response) => void response.destroy(), { reason: 'down', tries: 3 }],
    ['no answer in time', () => {}, { reason: 'slow', tries: 3 }],
    ['too many requests', (_, response) => json(response, 429, {}), { reason: 'busy', tries: 3 }],
    ['a page instead of data', (_, response) => html(response, 200), { reason: 'odd', tries: 3 }],
    ['a 404 of some gateway', (_, response) => html(response, 404), { reason: 'odd', tries: 3 }],
    [
      'JSON cut off',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"a":');
      },
      { reason: 'odd', tries: 3 },
    ],
    ['a wrong token', (_, response) => json(response, 401, {}), { reason: 'odd', tries: 1 }],
    ['a refused request', (_, response) => json(response, 422, {}), { reason: 'odd', tries: 1 }],
    [
      'another address',
      (_, response) => json(response, 302, {}, { location: 'http://127.0.0.1:1/' }),
      { reason: 'odd', tries: 1 },
    ],
    [
      'more than anybody asked for',
      (_, response) => json(response, 200, 'x'.repeat(70_000)),
      { reason: 'odd', tries: 1 },
    ],
  ];

  test.each(cases)('%s', async (_name, played, { reason, tries }) => {
    play = played;
    const client = outgoing(reason === 'slow' ? { timeoutSeconds: 0.2 } : {});
    expect(await client.ask(question)).toMatchObject({ kind: 'away', reason });
    expect(count).toBe(tries);
  });

  test('an answer that drips', async () => {
    play = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    };
    const asked = await outgoing({ tries: 1, timeoutSeconds: 0.2 }).ask(question);
    expect(asked).toMatchObject({ kind: 'away', reason: 'slow' });
  });

  test('nobody there, and an address not known yet', async () => {
    const nowhere = outgoing({}, { address: () => ({ url: 'http://127.0.0.1:1', token: 'x' }) });
    expect(await nowhere.ask(question)).toMatchObject({ kind: 'away', reason: 'down' });
    const unknown = outgoing({}, { address: () => null });
    expect(await unknown.ask(question)).toEqual({ kind: 'away', reason: 'down', retryAfterSeconds: null });
  });
});

describe('trying again', () => {
  test('helps where the fault passes', async () => {
    play = (_, response, nr) => json(response, nr < 3 ? 503 : 200, { nr });
    expect(await outgoing().ask(question)).toMatchObject({ kind: 'answered', body: { nr: 3 } });
  });

  test('waits as long as it was told', async () => {
    play = (_, response, nr) => json(response, nr < 2 ? 429 : 200, {}, { 'retry-after': '1' });
    const began = performance.now();
    expect(await outgoing().ask(question)).toMatchObject({ kind: 'answered' });
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
  });

  test('is left where that is longer than anybody waits, and says when', async () => {
    play = (_, response) => json(response, 503, {}, { 'retry-after': '120' });
    const asked = await outgoing().ask(question);
    expect(asked).toEqual({ kind: 'away', reason: 'down', retryAfterSeconds: 120 });
    expect(count).toBe(1);
  });

  test.each([
    ['a date', () => new Date(Date.now() + 90_000).toUTCString(), 90],
    ['a century', () => '3153600000', 3600],
    ['nonsense', () => 'soon', null],
    ['a date gone by', () => new Date(0).toUTCString(), 0],
  ])('reads Retry-After as %s', async (_name, value, seconds) => {
    play = (_, response) => json(response, 429, {}, { 'retry-after': value() });
    const asked = await outgoing({ tries: 1 }).ask(question);
    const { retryAfterSeconds } = asked as { retryAfterSeconds: number | null };
    if (seconds === null) expect(retryAfterSeconds).toBeNull();
    else expect(Math.abs((retryAfterSeconds ?? -9) - seconds)).toBeLessThanOrEqual(1);
  });

  test('ends when all tries together have taken too long', async () => {
    play = () => {};
    const began = performance.now();
    const asked = await outgoing({ tries: 50, timeoutSeconds: 0.1, totalSeconds: 0.35 }).ask(question);
    // The last one has a part of a try left, in fractions of a millisecond.
    expect(asked).toMatchObject({ kind: 'away', reason: 'slow' });
    // All fifty would be five seconds.
    expect(performance.now() - began).toBeLessThan(3000);
    expect(count).toBeLessThan(6);
  });
});

describe('the breaker', () => {
  test('opens after so many failures in a row, and asks nobody then', async () => {
    play = (_, response) => json(response, 500, {});
    const told: string[] = [];
    const outcomes: string[] = [];
    const client = outgoing(
      { breakAfterFailures: 4, breakSeconds: 30 },
      { onBreaker: (state) => told.push(state), onOutcome: (outcome) => outcomes.push(outcome) },
    );
    await client.ask(question);
    await client.ask(question);
    expect(count).toBe(4);
    const asked = await client.ask(question);
    expect(asked).toEqual({ kind: 'away', reason: 'down', retryAfterSeconds: expect.closeTo(30, -1) });
    expect([count, told, outcomes]).toEqual([4, ['open'], ['down', 'broken', 'broken']]);
  });

  test('lets one through after a while, and closes where that one is answered', async () => {
    play = (_, response) => json(response, 500, {});
    const told: string[] = [];
    const client = outgoing(
      { breakAfterFailures: 2, tries: 1, breakSeconds: 0.1 },
      { onBreaker: (state) => told.push(state) },
    );
    await client.ask(question);
    await client.ask(question);
    await new Promise((resolve) => setTimeout(resolve, 130));
    // Still ill: open again, and that is no news.
    await client.ask(question);
    expect([count, told]).toEqual([3, ['open']]);
    await new Promise((resolve) => setTimeout(resolve, 130));
    play = (_, response) => json(response, 200, {});
    expect(await client.ask(question)).toMatchObject({ kind: 'answered' });
    expect(told).toEqual(['open', 'closed']);
  });

  test('counts in a row: an answer between is a new start, a 404 too', async () => {
    play = (_, response, nr) => json(response, nr % 2 === 0 ? 404 : 500, {});
    const told: string[] = [];
    const client = outgoing({ breakAfterFailures: 2 }, { onBreaker: (state) => told.push(state) });
    for (let nr = 0; nr < 4; nr += 1) await client.ask(question);
    expect(told).toEqual([]);
  });

  test('a crowd that asks at once while it is ill opens it, and nobody is asked after', async () => {
    play = () => {};
    const client = outgoing({ breakAfterFailures: 5, tries: 1, breakSeconds: 30, timeoutSeconds: 0.2 });
    const asked = await Promise.all(Array.from({ length: 20 }, () => client.ask(question)));
    expect(new Set(asked.map(({ kind }) => kind))).toEqual(new Set(['away']));
    const before = count;
    expect(await client.ask(question)).toMatchObject({ kind: 'away' });
    expect(count).toBe(before);
  });
});
