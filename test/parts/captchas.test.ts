import { expect, test } from '@jest/globals';
import { solveChallenge } from 'altcha-lib';
import type { Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { policy } from '../../config/policy.ts';
import { createCaptchas } from '../../src/parts/captcha/captchas.ts';
import { createKeyRing } from '../../src/platform/crypto.ts';
import { openMemoryKv } from '../../src/platform/kv-memory.ts';

/** Work done once must not be a ticket for ever: the mark that it was used is kept no longer than the challenge is good. */
test('proof of work counts once, and not at all once its challenge is old', async () => {
  let time = Date.now();
  const now = () => time;
  const ring = createKeyRing([Buffer.alloc(32, 7).toString('base64')]);
  const captchas = createCaptchas({ kv: openMemoryKv({ now }), ring, now, listed: false });
  const solved = async (uid: string) => {
    const challenge = (await captchas.make(uid)).challenge as Challenge;
    const solution = await solveChallenge({ challenge, deriveKey });
    return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  };
  const [used, kept] = [await solved('form:a'), await solved('form:a')];
  expect(await captchas.solvedByWork('form:a', used)).toBe(true);
  expect(await captchas.solvedByWork('form:a', used)).toBe(false);
  time += policy.interaction.ttlSeconds * 1000 + 1000;
  expect(await captchas.solvedByWork('form:a', used)).toBe(false);
  expect(await captchas.solvedByWork('form:a', kept)).toBe(false);
  expect(await captchas.solvedByWork('form:a', await solved('form:a'))).toBe(true);
});
