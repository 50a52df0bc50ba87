import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPools, otpPool, passwordPool } from '../../src/model/pools.ts';
import type { Pools } from '../../src/model/pools.ts';
import type { Kv } from '../../src/platform/kv.ts';
import { start } from '../support/model.ts';
import { openTestKv } from '../support/stores.ts';

const minute = 60_000;

describe.each(['redis', 'memory'] as const)('pools on %s', (kind) => {
  let kv: Kv;
  let now = start;
  let pools: Pools;
  beforeAll(async () => {
    kv = await openTestKv(kind, () => now);
    pools = createPools({ kv, now: () => now });
  });
  afterAll(() => kv.close());

  const wrong = async (pool: ReturnType<typeof otpPool>) => {
    const counted = await pools.count(pool);
    return counted.kind === 'admitted'
      ? { counted, settled: await pools.settle(pool, 'wrong') }
      : { counted };
  };

  test('forty attempts at once: five are judged', async () => {
    const pool = passwordPool('forty');
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => pools.count(pool)));
    expect(outcomes.filter((outcome) => outcome.kind === 'admitted')).toHaveLength(5);
    expect((await pools.look(pool)).lockedUntil).toBe(now + 15 * minute);
  });

  test('the fifth wrong one locks, a lock ends by itself, the next one is longer', async () => {
    const pool = passwordPool('locks');
    const remaining = [];
    for (let index = 0; index < 5; index += 1) remaining.push((await wrong(pool)).settled?.remaining);
    expect(remaining).toEqual([4, 3, 2, 1, 0]);
    const until = now + 15 * minute;
    expect((await wrong(pool)).counted).toMatchObject({ kind: 'locked', until, streak: 5 });
    now = until;
    for (let index = 0; index < 5; index += 1) expect((await wrong(pool)).counted.kind).toBe('admitted');
    expect((await pools.look(pool)).lockedUntil).toBe(now + 30 * minute);
  });

  test('a right one forgets the failures, a void one is not counted', async () => {
    const pool = passwordPool('right');
    for (let index = 0; index < 4; index += 1) await wrong(pool);
    await pools.count(pool);
    expect(await pools.settle(pool, 'void')).toMatchObject({ streak: 4, remaining: 1, lockedUntil: null });
    await pools.count(pool);
    expect(await pools.settle(pool, 'right')).toMatchObject({ streak: 0, remaining: 5, lockedUntil: null });
    expect(await kv.get(pool.key)).toBeNull();
  });

  test('five wrong passwords in a known browser kill its token and leave the strangers’ pool alone', async () => {
    const pool = passwordPool('account', 'device-1');
    const killed = [];
    for (let index = 0; index < 5; index += 1) killed.push((await wrong(pool)).settled?.tokenKilled);
    expect(killed).toEqual([false, false, false, false, true]);
    expect((await wrong(pool)).counted.kind).toBe('token_killed');
    expect(await pools.look(passwordPool('account'))).toMatchObject({
      streak: 0,
      remaining: 5,
      lockedUntil: null,
    });
  });

  test('twenty wrong codes with no right one between force a recovery', async () => {
    const pool = otpPool('twenty');
    const forced = [];
    for (let index = 0; index < 20; index += 1) {
      forced.push((await wrong(pool)).settled?.forceRecovery);
      now = (await pools.look(pool)).lockedUntil ?? now;
    }
    expect(forced.indexOf(true)).toBe(19);
    await pools.clear(pool);
    expect((await pools.look(pool)).streak).toBe(0);
  });
});
