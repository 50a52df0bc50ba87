import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Kv } from '../../src/platform/kv.ts';
import type { Limits } from '../../src/platform/limits.ts';
import { openTestKv } from '../support/stores.ts';

describe.each(['redis', 'memory'] as const)('limits on %s', (kind) => {
  let kv: Kv;
  let limits: Limits;
  const five = { points: 5, seconds: 60 };

  beforeAll(async () => {
    const opened = await openTestKv(kind);
    ({ limits } = opened);
    kv = opened;
  });
  afterAll(() => kv.close());

  test('lets exactly the points through, also all at once', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => limits.consume('mail', 'a', five)));
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(5);
    expect(results.map(({ used }) => used)).toContain(5);
    expect(results.every(({ resetsInSeconds }) => resetsInSeconds > 50 && resetsInSeconds <= 60)).toBe(true);
  });

  test('looks without counting, and says whether one more is allowed', async () => {
    expect(await limits.peek('look', 'a', five)).toEqual({ allowed: true, used: 0, resetsInSeconds: 0 });
    for (let i = 0; i < 4; i += 1) await limits.consume('look', 'a', five);
    const seen = await limits.peek('look', 'a', five);
    expect(seen).toMatchObject({ allowed: true, used: 4 });
    expect(seen.resetsInSeconds).toBeGreaterThan(50);
    await limits.consume('look', 'a', five);
    expect(await limits.peek('look', 'a', five)).toMatchObject({ allowed: false, used: 5 });
  });

  test('counts names, keys and windows apart', async () => {
    const one = { points: 1, seconds: 60 };
    const requests = [
      limits.consume('x', 'a', one),
      limits.consume('y', 'a', one),
      limits.consume('x', 'b', one),
      limits.consume('x', 'a', { points: 1, seconds: 3600 }),
    ];
    expect((await Promise.all(requests)).every(({ allowed }) => allowed)).toBe(true);
    expect((await limits.consume('x', 'a', one)).allowed).toBe(false);
  });

  test('begins again when the window is over, and after a reset', async () => {
    const short = { points: 1, seconds: 3 };
    await limits.consume('short', 'a', short);
    expect((await limits.consume('short', 'a', short)).allowed).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 3100));
    expect((await limits.consume('short', 'a', short)).allowed).toBe(true);
    await limits.reset('short', 'a', short);
    expect((await limits.consume('short', 'a', short)).allowed).toBe(true);
  });
});
