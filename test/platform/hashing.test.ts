import { afterAll, describe, expect, test } from '@jest/globals';
import { hash as argon2Hash } from '@node-rs/argon2';
import { hashSync } from 'bcryptjs';
import { createGate } from '../../src/platform/gate.ts';
import { createHasher } from '../../src/platform/hashing.ts';

const now = () => 1_700_000_000_000;
const hasher = createHasher({ concurrency: 2, queueLimit: 3, now, floorMs: 300 });
afterAll(() => hasher.close());

describe('hasher', () => {
  test("makes argon2id hashes at OWASP's figures and knows them again", async () => {
    const stored = await hasher.hash('Merdeka#1945!');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(stored, 'Merdeka#1945!')).toMatchObject({ right: true, outdated: false });
    expect(await hasher.verify(stored, 'merdeka#1945!')).toMatchObject({ right: false });
  });

  test('knows an imported bcrypt hash, and says that it is outdated', async () => {
    const stored = hashSync('Merdeka#1945!', 5);
    expect(await hasher.verify(stored, 'Merdeka#1945!')).toMatchObject({ right: true, outdated: true });
    expect(await hasher.verify(stored, 'wrong')).toMatchObject({ right: false });
  });

  test('says of weaker argon2 that it is outdated', async () => {
    const stored = await argon2Hash('x', { memoryCost: 8192, timeCost: 1 });
    expect(await hasher.verify(stored, 'x')).toMatchObject({ right: true, outdated: true });
  });

  test('takes the same character typed by different keyboards as one', async () => {
    const stored = await hasher.hash('caf\u00e9');
    expect(await hasher.verify(stored, 'cafe\u0301')).toMatchObject({ right: true });
  });

  test.each([null, '', 'plain', '$2b$10$short', '$argon', '$argon2id$broken'])(
    'refuses %p as a hash without failing, for the work of a real one',
    async (stored) => {
      const hash = await hasher.hash('Merdeka#1945!');
      const real: number[] = [];
      for (let times = 0; times < 3; times += 1) real.push((await hasher.verify(hash, 'wrong')).tookMs);
      const verdict = await hasher.verify(stored, 'Merdeka#1945!');
      expect(verdict.right).toBe(false);
      // A comparison that was skipped takes a thousandth of it; a busy machine makes any of them longer.
      expect(verdict.tookMs).toBeGreaterThan(Math.min(...real) / 8);
    },
  );

  test('has a floor that never lies below the slowest comparison', async () => {
    const verdict = await hasher.verify(hashSync('x', 12), 'x');
    expect(hasher.floorMs()).toBeGreaterThanOrEqual(verdict.tookMs);
    expect(hasher.floorMs()).toBeGreaterThanOrEqual(300);
    expect(hasher.floorMs() % 100).toBe(0);
  });

  test('is full when the queue is, says how long, and empties', async () => {
    const all = Array.from({ length: 6 }, () => hasher.verify(null, 'x'));
    const admission = hasher.admission();
    expect(admission.kind).toBe('full');
    expect(admission).toHaveProperty('waitSeconds', expect.any(Number));
    await Promise.all(all);
    expect(hasher.admission()).toEqual({ kind: 'admitted' });
  });
});

describe('gate', () => {
  test('lets so many run at a time, and the proven before the newcomers', async () => {
    const gate = createGate({ concurrency: 1, queueLimit: 10 });
    const order: string[] = [];
    let running = 0;
    const work = (name: string) => async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      order.push(name);
      running -= 1;
    };
    await Promise.all([
      gate.run(work('one'), { first: false }),
      gate.run(work('newcomer'), { first: false }),
      gate.run(work('proven'), { first: true }),
    ]);
    expect(order).toEqual(['one', 'proven', 'newcomer']);
  });

  test('goes on after a work that failed', async () => {
    const gate = createGate({ concurrency: 1, queueLimit: 1 });
    const failing = gate.run(() => Promise.reject(Object.assign(new Error('no'), { code: 'no' })), {
      first: false,
    });
    await expect(failing).rejects.toMatchObject({ code: 'no' });
    expect(await gate.run(() => Promise.resolve(1), { first: false })).toBe(1);
  });

  // Admission only looked, and the stores come between it and the queue: three thousand at once were all admitted.
  test('admits no more at once than there is room for, and a place left unused comes back', async () => {
    const gate = createGate({ concurrency: 1, queueLimit: 3 });
    const entries = Array.from({ length: 50 }, () => gate.enter());
    const places = entries.flatMap((entry) => (entry.kind === 'admitted' ? [entry.place] : []));
    expect(places).toHaveLength(3);
    expect(gate.admission()).toEqual({ kind: 'full', waitSeconds: 1 });
    const [used, ...unused] = places;
    const running = gate.run(() => Promise.resolve('done'), { first: false, ...(used && { place: used }) });
    for (const place of [...unused, ...unused, used]) place?.release();
    expect(await running).toBe('done');
    expect(
      Array.from({ length: 50 }, () => gate.enter().kind).filter((kind) => kind === 'admitted'),
    ).toHaveLength(3);
  });
});
