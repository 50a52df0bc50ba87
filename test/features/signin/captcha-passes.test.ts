import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openChallenges } from '../../../src/parts/captcha/captchas.ts';
import type { AuthorizationInteraction } from '../../../src/oidc/interactions.ts';
import { openSignin } from '../../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../../support/signin.ts';

/** Nobody has these: each is a pool of its own. */
const NIPS = ['11', '12', '13', '14', '15', '16'].map((serial) => `1980010120050119${serial}`);
const ADDRESS = 'fail-addr:192.0.2.7';

let one: SigninFixture;
let other: SigninFixture;
beforeAll(async () => {
  one = await openSignin();
  const interactions = { load: async (_ctx: unknown, uid: string) => interaction(uid) };
  const shared = { interactions, kv: one.kv, db: one.db, ring: one.ring };
  other = await openSignin({ sql: 'pglite', kv: 'memory' }, shared);
});
afterAll(async () => Promise.all([one?.close(), other?.close()]));

const interaction = (uid: string) =>
  ({
    uid,
    prompt: 'login',
    reasons: ['no_session'],
    client: { id: 'myasn', name: 'MyASN', uri: null, initiateLoginUri: null },
    params: { scope: ['openid'], acrValues: [], prompts: [], loginHint: null, uiLocales: [] },
    session: null,
    missing: { password: true, secondFactor: true },
    act: null,
  }) as unknown as AuthorizationInteraction;

const attempt = (browser: TestBrowser, path: string, nip = ''): Promise<Answer> =>
  browser.post(path, { step: 'password', nip, password: 'Salah' });

async function solve(browser: TestBrowser, path: string): Promise<void> {
  await browser.get(path);
  const open = await openChallenges({ kv: one.kv, now: one.clock.now });
  const captcha = open.find(({ uid }) => path.endsWith(uid))?.answer ?? '';
  expect((await browser.post(path, { step: 'captcha', captcha })).status).toBe(303);
}

// Each node read the passes before its comparison and wrote them after it: two nodes judged six passwords for one captcha.
test('one captcha buys three attempts, however many nodes judge them at once', async () => {
  for (let failures = 0; failures < 100; failures += 1) await one.kv.increment(ADDRESS, 100, 900);
  const here = one.browser();
  const path = await one.begin(here);
  const there = other.browser();
  there.cookies.set('browser', here.cookies.get('browser') ?? '');
  await attempt(here, path, NIPS[0]);
  for (let solved = 0; solved < 2; solved += 1) {
    await solve(here, path);
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 2) {
      const pair = [attempt(here, path, NIPS[round]), attempt(there, path, NIPS[round + 1])];
      statuses.push(...(await Promise.all(pair)).map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 422)).toHaveLength(3);
  }
});
