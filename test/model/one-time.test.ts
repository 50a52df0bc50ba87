import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { checkCode, issueCode } from '../../src/model/one-time.ts';
import type { CodeAsker, OneTimeDeps } from '../../src/model/one-time.ts';
import { createKeyRing } from '../../src/platform/crypto.ts';
import type { Kv } from '../../src/platform/kv.ts';
import { createLimits } from '../../src/platform/limits.ts';
import { start } from '../support/model.ts';
import { openTestKv } from '../support/stores.ts';

let now = start;
let kv: Kv;
let deps: OneTimeDeps;
beforeAll(async () => {
  kv = await openTestKv('memory', () => now);
  const ring = createKeyRing([randomBytes(32).toString('base64')]);
  deps = { kv, ring, limits: createLimits({}), now: () => now };
});
afterAll(() => kv.close());

const ref = (accountId: string, more: Partial<{ purpose: string; browser: string }> = {}) => ({
  accountId,
  purpose: 'activation:email',
  browser: 'browser-1',
  ...more,
});
async function issue(at: ReturnType<typeof ref>, ttlSeconds = 600): Promise<string> {
  const issued = await issueCode(deps, { ...at, ttlSeconds });
  return issued.kind === 'issued' ? issued.code : 'none';
}
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('one-time codes', () => {
  test('pass once, spaces forgiven', async () => {
    const at = ref('once');
    const code = await issue(at);
    expect(code).toMatch(/^\d{6}$/);
    expect(await checkCode(deps, at, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toBe('right');
    expect(await checkCode(deps, at, code)).toBe('gone');
  });

  test('twenty right ones at once pass once', async () => {
    const at = ref('parallel');
    const code = await issue(at);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => checkCode(deps, at, code)));
    expect(outcomes.filter((outcome) => outcome === 'right')).toHaveLength(1);
  });

  test('a stranger who asks for codes leaves the owner three of the five an hour', async () => {
    const asked = async (asker: 'owner' | 'stranger') =>
      (await issueCode(deps, { ...ref('besieged'), asker, ttlSeconds: 600 })).kind;
    const strangers = [await asked('stranger'), await asked('stranger'), await asked('stranger')];
    expect(strangers).toEqual(['issued', 'issued', 'budget']);
    const owners = [await asked('owner'), await asked('owner'), await asked('owner'), await asked('owner')];
    expect(owners).toEqual(['issued', 'issued', 'issued', 'budget']);
  });

  test('whoever names the address too has an hour of their own, and with strangers never all of the day', async () => {
    const besieged = { ...ref('named'), ttlSeconds: 600 };
    const asked = async (asker: CodeAsker) => (await issueCode(deps, { ...besieged, asker })).kind;
    for (let sent = 0; sent < 5; sent += 1) expect(await asked({ namedFrom: '192.0.2.1' })).toBe('issued');
    // That address had its day; whoever asks from another one has not.
    expect(await asked({ namedFrom: '192.0.2.1' })).toBe('budget');
    for (let sent = 0; sent < 3; sent += 1) expect(await asked({ namedFrom: '192.0.2.2' })).toBe('issued');
    expect(await asked({ namedFrom: '192.0.2.2' })).toBe('budget');
    // All of that hour and day is full, and the owner's is not.
    for (let sent = 0; sent < 5; sent += 1) expect(await asked('owner')).toBe('issued');
    const { forNamed, forNamedByAddress, forStrangers, perDay } = policy.codes;
    expect(perDay - forNamed.perDay - forStrangers.perDay).toBeGreaterThanOrEqual(4);
    expect(forNamed.perDay - forNamedByAddress.perDay).toBeGreaterThanOrEqual(3);
  });

  test('what an address asked for in vain is not counted against the account, nor against another account', async () => {
    const asked = async (accountId: string, namedFrom: string) =>
      (await issueCode(deps, { ...ref(accountId), asker: { namedFrom }, ttlSeconds: 600 })).kind;
    for (let sent = 0; sent < 30; sent += 1) await asked('flooded', '192.0.2.3');
    expect(await asked('flooded', '192.0.2.4')).toBe('issued');
    expect(await asked('neighbour', '192.0.2.3')).toBe('issued');
  });

  test('five tries, also at once', async () => {
    const at = ref('tries');
    const code = await issue(at);
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => checkCode(deps, at, other(code))));
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(5);
    expect(await checkCode(deps, at, code)).toBe('gone');
  });

  test('are worth nothing to another account, purpose or browser', async () => {
    const at = ref('bound');
    const code = await issue(at);
    await issue(ref('stranger'));
    await issue({ ...at, purpose: 'activation:phone' });
    await issue({ ...at, browser: 'browser-2' });
    expect(await checkCode(deps, ref('stranger'), code)).not.toBe('right');
    expect(await checkCode(deps, { ...at, purpose: 'activation:phone' }, code)).not.toBe('right');
    expect(await checkCode(deps, { ...at, browser: 'browser-2' }, code)).not.toBe('right');
    expect(await checkCode(deps, at, code)).toBe('right');
  });

  test('the one before the last still passes in its own time; older ones do not', async () => {
    const at = ref('overtaken');
    const codes = [await issue(at), await issue(at), await issue(at)];
    expect(await checkCode(deps, at, codes[0] ?? '')).toBe('wrong');
    expect(await checkCode(deps, at, codes[1] ?? '')).toBe('right');
    expect(await checkCode(deps, at, codes[2] ?? '')).toBe('gone');
  });

  test('expire', async () => {
    const at = ref('late');
    const code = await issue(at, 600);
    now += 600_000;
    expect(await checkCode(deps, at, code)).toBe('gone');
  });

  test('stop at five messages an hour, without ending those that were sent', async () => {
    const at = ref('budget');
    const codes = [];
    for (let index = 0; index < 6; index += 1) codes.push(await issue({ ...at, purpose: `p${index}` }));
    expect(codes[5]).toBe('none');
    expect(await checkCode(deps, { ...at, purpose: 'p4' }, codes[4] ?? '')).toBe('right');
  });

  test('are stored as keyed digests only', async () => {
    const at = ref('stored');
    const code = await issue(at);
    expect(await kv.get('code:activation:email:stored:browser-1')).not.toContain(code);
  });
});
