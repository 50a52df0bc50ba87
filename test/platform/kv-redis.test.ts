import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openRedisKv } from '../../src/platform/kv-redis.ts';
import type { RedisKv } from '../../src/platform/kv-redis.ts';
import { createLimits } from '../../src/platform/limits.ts';
import { freePortRow } from '../support/ports.ts';
import { createTestRedisUrl } from '../support/stores.ts';

test('loses no update of two nodes that write one key at once', async () => {
  const { url } = await createTestRedisUrl();
  const nodes = [openRedisKv({ url, now: Date.now }), openRedisKv({ url, now: Date.now })];
  await Promise.all(nodes.flatMap((kv) => range(20).map(() => kv.update('sum', addOne))));
  expect(await nodes[0]?.get('sum')).toBe('40');
  await Promise.all(nodes.map((kv) => kv.close()));
});

test('uses its scripts again after Redis has forgotten them', async () => {
  const { url } = await createTestRedisUrl();
  const kv = openRedisKv({ url, now: Date.now });
  await kv.increment('tries', 5, 60);
  await kv.client.script('FLUSH');
  expect(await kv.increment('tries', 5, 60)).toMatchObject({ count: 2 });
  await kv.close();
});

test('tells its commands, and keeps every key under the prefix', async () => {
  const { url } = await createTestRedisUrl();
  const commands: string[] = [];
  const kv = openRedisKv({ url, now: Date.now, prefix: 'mine:', onCommand: (name) => commands.push(name) });
  // The first use of a script on a server sends it whole.
  for (const _ of ['unknown', 'known']) {
    commands.length = 0;
    await kv.set('a', '1', 60);
    await kv.update('a', addOne);
    await kv.addMember('b', 'x', Date.now() / 1000 + 60);
  }
  expect(commands).toEqual(['set', 'get', 'evalsha', 'evalsha']);
  expect((await kv.client.keys('*')).toSorted()).toEqual(['mine:a', 'mine:b']);
  await kv.close();
});

test('reports a fault of ours as what it is', async () => {
  const { url } = await createTestRedisUrl();
  const kv = openRedisKv({ url, now: Date.now });
  await kv.addMember('index', 'x', Date.now() / 1000 + 60);
  await expect(kv.get('index')).rejects.toThrow('WRONGTYPE');
  await kv.close();
});

describe('when Redis goes away', () => {
  let port: number;
  let server: ChildProcess;
  let kv: RedisKv;
  let faults = 0;

  beforeAll(async () => {
    port = await freePortRow();
    server = startRedis(port);
    kv = openRedisKv({ url: `redis://127.0.0.1:${port}`, now: Date.now, onError: () => (faults += 1) });
    await until(() => kv.ping());
  });
  afterAll(async () => {
    await kv.close();
    await ended(server, 'SIGKILL');
  });

  test('an operation fails within three seconds where the server is stuck', async () => {
    server.kill('SIGSTOP');
    const begun = Date.now();
    const outcomes = await Promise.allSettled([
      kv.get('a'),
      kv.take('a'),
      ...range(40).map(() => kv.update('a', addOne)),
    ]);
    server.kill('SIGCONT');
    expect(
      outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason.code === 'kv_unavailable'),
    ).toBe(true);
    // Three, and what a busy machine adds; waiting twice would be six.
    expect(Date.now() - begun).toBeLessThan(5500);
    await until(() => kv.ping());
  });

  test('everything fails with kv_unavailable, and works again by itself when it is back', async () => {
    await ended(server, 'SIGKILL');
    const limits = createLimits({ redis: kv.client });
    expect(await kv.ping()).toBe(false);
    const operations = [
      () => kv.get('a'),
      () => kv.increment('a', 5, 60),
      () => kv.update('a', addOne),
      () => limits.consume('x', 'y', { points: 1, seconds: 60 }),
    ];
    for (const operation of operations)
      await expect(operation()).rejects.toMatchObject({ code: 'kv_unavailable' });
    expect(faults).toBeGreaterThan(0);
    server = startRedis(port);
    await until(() => kv.ping());
    await kv.set('a', 'back', 60);
    expect(await kv.get('a')).toBe('back');
    expect(await limits.consume('x', 'y', { points: 1, seconds: 60 })).toMatchObject({ allowed: true });
  });

  test('opens while the server is away', async () => {
    const early = openRedisKv({ url: `redis://127.0.0.1:${await freePortRow()}`, now: Date.now });
    expect(await early.ping()).toBe(false);
    await expect(early.get('a')).rejects.toMatchObject({ code: 'kv_unavailable' });
    await early.close();
  });
});

function startRedis(port: number): ChildProcess {
  return spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

async function until(ready: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await ready()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('waited in vain');
}

function addOne(current: string | null) {
  const sum = Number(current ?? 0) + 1;
  return { write: { value: String(sum), ttlSeconds: 60 }, result: sum };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
