import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Kv } from '../../src/platform/kv.ts';
import { fixedClock, openTestKv } from '../support/stores.ts';

describe.each(['redis', 'memory'] as const)('kv on %s', (kind) => {
  let kv: Kv;
  const now = Math.floor(Date.now() / 1000);

  beforeAll(async () => {
    kv = await openTestKv(kind);
  });
  afterAll(() => kv.close());

  test('gives back what was set, and null for what was not', async () => {
    await kv.set('value', 'ä "text" \u0000', 60);
    expect(await kv.get('value')).toBe('ä "text" \u0000');
    expect(await kv.get('nothing')).toBeNull();
    await kv.delete('value');
    expect(await kv.get('value')).toBeNull();
  });

  test('forgets a value when its time is over, and takes a fraction of a second for a whole one', async () => {
    await kv.set('short', 'x', 1.2);
    expect(await kv.get('short')).toBe('x');
    await later(2100);
    expect(await kv.get('short')).toBeNull();
    expect(await kv.take('short')).toBeNull();
    expect(await kv.setIfAbsent('short', 'y', 60)).toBe(true);
  });

  test('lets one of many set what is absent', async () => {
    const won = await Promise.all(range(40).map((i) => kv.setIfAbsent('once', String(i), 60)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await kv.get('once')).toBe(String(won.indexOf(true)));
  });

  test('hands a taken value to one of many', async () => {
    await kv.set('code', 'secret', 60);
    const taken = await Promise.all(range(40).map(() => kv.take('code')));
    expect(taken.filter((value) => value !== null)).toEqual(['secret']);
  });

  test('lets exactly as many through a limit as it has, and stores one more at most', async () => {
    const results = await Promise.all(range(40).map(() => kv.increment('tries', 5, 60)));
    expect(results.filter(({ allowed }) => allowed).map(({ count }) => count)).toEqual([1, 2, 3, 4, 5]);
    expect(Math.max(...results.map(({ count }) => count))).toBe(6);
    expect(await kv.get('tries')).toBe('6');
    expect(results.every(({ resetsInSeconds }) => resetsInSeconds > 50 && resetsInSeconds <= 60)).toBe(true);
  });

  test('begins to count again when the time of the first is over', async () => {
    await kv.increment('window', 1, 3);
    await later(1100);
    const second = await kv.increment('window', 1, 3);
    expect(second).toMatchObject({ count: 2, allowed: false });
    expect(second.resetsInSeconds).toBeLessThanOrEqual(2);
    await later(2000);
    expect(await kv.increment('window', 1, 3)).toMatchObject({ count: 1, allowed: true });
  });

  test('loses none of forty updates made at once', async () => {
    const seen = await Promise.all(range(40).map(() => kv.update('sum', addOne)));
    expect(await kv.get('sum')).toBe('40');
    expect(new Set(seen).size).toBe(40);
  });

  test('updates nothing by keep, and deletes by null', async () => {
    await kv.set('decided', 'a', 60);
    expect(await kv.update('decided', (current) => ({ write: 'keep', result: current }))).toBe('a');
    expect(await kv.get('decided')).toBe('a');
    expect(await kv.update('decided', () => ({ write: null, result: 7 }))).toBe(7);
    expect(await kv.get('decided')).toBeNull();
    expect(await kv.update('decided', (current) => ({ write: null, result: current }))).toBeNull();
  });

  test('goes on with the next update after a decision that threw', async () => {
    const broken = kv.update('broken', () => {
      throw new Error('no decision');
    });
    const next = kv.update('broken', addOne);
    await expect(broken).rejects.toThrow('no decision');
    expect(await next).toBe(1);
  });

  test('lets one of many consume, and keeps the value and its time', async () => {
    await kv.set('grant', '{"a":[],"b":{},"n":12345678901234567}', 2);
    const won = await Promise.all(range(20).map(() => kv.consume('grant', now)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(won.every((value) => value !== null)).toBe(true);
    expect(JSON.parse((await kv.get('grant')) as string)).toMatchObject({ a: [], b: {}, consumed: now });
    await later(2100);
    expect(await kv.consume('grant', now)).toBeNull();
  });

  test('consumes an empty object', async () => {
    await kv.set('empty', '{}', 60);
    expect(await kv.consume('empty', now)).toBe(true);
    expect(JSON.parse((await kv.get('empty')) as string)).toEqual({ consumed: now });
  });

  test('allows a second consume within the grace of the first, and never prolongs it', async () => {
    await kv.set('refresh', '{"x":1}', 60);
    expect(await kv.consume('refresh', now, 60)).toBe(true);
    expect(await kv.consume('refresh', now + 59, 60)).toBe(true);
    expect(await kv.consume('refresh', now + 60, 60)).toBe(false);
    expect(await kv.consume('refresh', now + 1)).toBe(false);
    expect(JSON.parse((await kv.get('refresh')) as string)).toEqual({ x: 1, consumed: now });
  });

  test('lists the members that have not ended, and forgets removed ones', async () => {
    await kv.addMember('sessions', 'long', now + 600);
    await kv.addMember('sessions', 'short', now + 10);
    await kv.addMember('sessions', 'gone', now - 1);
    await kv.addMember('sessions', 'short', now + 20);
    expect(await kv.members('sessions', now)).toEqual(['short', 'long']);
    expect(await kv.members('sessions', now + 20)).toEqual(['long']);
    await kv.removeMember('sessions', 'long');
    expect(await kv.members('sessions', now)).toEqual(['short']);
    expect(await kv.members('nobody', now)).toEqual([]);
  });

  test('answers a ping', async () => {
    expect(await kv.ping()).toBe(true);
  });
});

test('memory follows the clock it was given', async () => {
  const clock = fixedClock();
  const kv = await openTestKv('memory', clock.now);
  await kv.set('value', 'x', 60);
  clock.advance(59);
  expect(await kv.get('value')).toBe('x');
  clock.advance(1);
  expect(await kv.get('value')).toBeNull();
  await kv.close();
});

function addOne(current: string | null) {
  const sum = Number(current ?? 0) + 1;
  return { write: { value: String(sum), ttlSeconds: 60 }, result: sum };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
