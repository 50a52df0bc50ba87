import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { raiseEpoch } from '../../../src/model/people/accounts.ts';
import { setPassword } from '../../../src/model/credentials/password.ts';
import { createPools } from '../../../src/model/pools.ts';
import type { Pools } from '../../../src/model/pools.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { openSignin } from '../../support/signin.ts';
import type { SigninFixture } from '../../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';

describe('half a sign-in', () => {
  let signin: SigninFixture;
  /** What happens elsewhere between a right code and the end of its sign-in. */
  let meanwhile = async () => {};
  beforeAll(async () => {
    let pools: Pools | null = null;
    const settleRight: Pools['settleRight'] = async (pool, counted) => {
      await pools?.settleRight(pool, counted);
      if (pool.kind === 'otp') await meanwhile();
    };
    const watched = new Proxy({} as Pools, {
      get: (_target, name: keyof Pools) => (name === 'settleRight' ? settleRight : pools?.[name]),
    });
    signin = await openSignin({ sql: 'postgres', kv: 'memory' }, { pools: watched });
    pools = createPools({ kv: signin.kv, now: signin.clock.now });
  });
  afterAll(async () => signin?.close());

  const afterPassword = async (nip: string) => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { step: 'password', nip, password: PASSWORD });
    const give = () => browser.post(path, { step: 'totp', code: phoneCode(signin.clock.now()) });
    return { browser, path, give, uid: path.split('/')[2] ?? '' };
  };

  // The old password proved who it was; whoever knew it must not go on from there once its owner has another.
  test('ends where the password it began with was changed elsewhere', async () => {
    const visit = await afterPassword(nips.agus);
    const { id } = await signin.account(nips.agus);
    const hash = await signin.hasher.hash('Langit#Biru-2041');
    signin.clock.advance(30);
    const change = { accountId: id, hash, reason: 'chosen' as const, now: signin.clock.now() };
    await signin.inTransaction((trx) => setPassword(trx, change, signin.telling));
    const answer = await visit.give();
    expect([answer.status, answer.location]).toEqual([303, visit.path]);
    expect((await visit.browser.get(visit.path)).html).toContain('name="password"');
    expect(signin.results.has(visit.uid)).toBe(false);
  });

  // The epoch was looked at before the code was judged, and taken over as it was at the end.
  test('ends where the account was ended while its code was judged: nothing is remembered of it', async () => {
    const { id, lastSigninAt } = await signin.account(nips.budi);
    const visit = await afterPassword(nips.budi);
    meanwhile = async () => void (await raiseEpoch(signin.db, id));
    const answer = await visit.give();
    meanwhile = async () => {};
    expect([answer.status, answer.location]).toEqual([303, visit.path]);
    expect((await visit.browser.get(visit.path)).html).toContain('name="password"');
    expect(signin.results.has(visit.uid)).toBe(false);
    expect(visit.browser.cookies.has('device')).toBe(false);
    expect(await signin.audits('signin.success')).toEqual([]);
    expect((await signin.account(nips.budi)).lastSigninAt).toBe(lastSigninAt);
  });

  test('goes on under the new epoch from a fresh password', async () => {
    signin.clock.advance(60);
    const visit = await afterPassword(nips.budi);
    expect((await visit.give()).location).toContain('/auth/');
    const { epoch } = await signin.account(nips.budi);
    expect(signin.results.get(visit.uid)).toMatchObject({ login: { epoch } });
  });
});
