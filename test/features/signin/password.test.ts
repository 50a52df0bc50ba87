import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PluginTransformQueryArgs, PluginTransformResultArgs } from 'kysely';
import { createPools, passwordPool } from '../../../src/model/pools.ts';
import { createHasher } from '../../../src/platform/hashing.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts, heading, openSignin, valueOf } from '../../support/signin.ts';
import type { SigninFixture, TestBrowser } from '../../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';
const UNKNOWN = '198001012005011999';

describe.each([
  { sql: 'postgres', kv: 'redis' },
  { sql: 'pglite', kv: 'memory' },
] as const)('the password step on $sql and $kv', (stores) => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin(stores);
  });
  afterAll(async () => signin?.close());

  const fail = async (browser: TestBrowser, path: string, nip: string, times: number) => {
    const answers = [];
    for (let wrong = 0; wrong < times; wrong += 1)
      answers.push(await browser.post(path, { step: 'password', nip, password: `Salah#${wrong}` }));
    return answers;
  };

  test('Budi signs in with password and code; the provider learns account, factors and epoch', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const page = await browser.get(path);
    expect(page.status).toBe(200);
    expect(heading(page.html)).toMatch(/masuk/i);

    const passed = await browser.post(path, { step: 'password', nip: nips.budi, password: PASSWORD });
    expect([passed.status, passed.location]).toEqual([303, path]);
    expect(heading((await browser.get(path)).html)).toMatch(/OTP/);
    const done = await browser.post(path, { step: 'totp', code: phoneCode(signin.clock.now()) });
    expect(done.status).toBe(303);
    expect(done.location).toContain('/auth/');

    const account = await signin.account(nips.budi);
    const seconds = Math.floor(signin.clock.now() / 1000);
    expect(signin.results.get(path.split('/')[2] ?? '')).toEqual({
      login: {
        accountId: account.id,
        factors: {
          pwd: seconds,
          otp: seconds,
          since: Math.floor((account.authenticators[0]?.confirmedAt ?? 0) / 1000),
        },
        epoch: account.epoch,
        shared: false,
        whole: true,
        // As the audit log names it.
        signin: (await signin.audits('signin.success'))[0]?.details.signin,
      },
    });
    expect(browser.cookies.get('device')).toBeDefined();
    expect(account.lastSigninAt).toBe(signin.clock.now());
    const [success] = await signin.audits('signin.success');
    expect(success?.details).toMatchObject({ acr: 'urn:asn:acr:2', amr: ['pwd', 'otp', 'mfa'] });
    signin.clock.advance(90);
  });

  test('a NIP that cannot be one is named at once, is kept as typed and costs no try', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const cases = [
      ['199013012020011001', /lahir/],
      ['19900101 2020 01 1', /15 angka/],
      ['NIP. satu', /angka/],
      ['', /Ketik NIP/],
    ] as const;
    for (const [nip, words] of cases) {
      const answer = await browser.post(path, { nip, password: 'apa saja' });
      expect(answer.status).toBe(422);
      expect(alerts(answer.html)).toMatch(words);
      expect(valueOf(answer.html, 'nip')).toBe(nip);
    }
    const spaced = await browser.post(path, { nip: 'NIP. 19850515 201012.2-002', password: 'Salah' });
    expect(alerts(spaced.html)).toContain('Sisa 4 percobaan');
    expect(valueOf(spaced.html, 'password')).toBe('');
  });

  test('known, unknown and inactive NIPs are refused alike: words, captcha, lock', async () => {
    const traces = [];
    for (const nip of [nips.agus, UNKNOWN, nips.hadi]) {
      const browser = signin.browser();
      const path = await signin.begin(browser);
      const answers = await fail(browser, path, nip, 3);
      const asked = await browser.post(path, { step: 'password', nip, password: 'Salah' });
      const normal = (html: string) =>
        html
          .replaceAll(nip, 'NIP')
          .replaceAll(path, 'PATH')
          // Each page asks a passkey for an answer to a challenge of its own.
          .replaceAll(/challenge&#34;:&#34;[\w-]+/g, 'CHALLENGE')
          .replace(/<svg[\s\S]*?<\/svg>/g, '')
          .replace(/data-proof="[^"]*"/g, '');
      traces.push(
        [...answers, asked].map(({ status, html, location }) => [status, normal(html), location === path]),
      );
    }
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[2]).toEqual(traces[0]);
    expect(traces[0]?.map(([status]) => status)).toEqual([422, 422, 422, 303]);
  });

  test('forty wrong passwords at once from forty interactions: at most five are judged', async () => {
    const before = (await signin.audits('signin.refused')).length;
    const tries = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const browser = signin.browser();
        return { browser, path: await signin.begin(browser) };
      }),
    );
    const answers = await Promise.all(
      tries.map(({ browser, path }) => browser.post(path, { nip: nips.rina, password: 'Salah' })),
    );
    expect(answers.every(({ status }) => [303, 422, 429].includes(status))).toBe(true);
    const judged = (await signin.audits('signin.refused')).length - before;
    expect(judged).toBeGreaterThan(0);
    expect(judged).toBeLessThanOrEqual(5);
  });

  test('a PPPK number that fails is reminded of the old number', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const [refused] = await fail(browser, path, '199203032023212999', 1);
    expect(alerts(refused?.html ?? '')).toMatch(/nomor lama/);
  });

  test('an account that is not active is told so after the right password only, with what to do', async () => {
    const account = await signin.account(nips.siti);
    await signin.db.updateTable('account').set({ state: 'suspended' }).where('id', '=', account.id).execute();
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const [wrong] = await fail(browser, path, nips.siti, 1);
    expect(alerts(wrong?.html ?? '')).toContain('tidak cocok');
    const right = await browser.post(path, { nip: nips.siti, password: PASSWORD });
    expect(right.status).toBe(422);
    expect(alerts(right.html)).toMatch(/ditangguhkan.*Hubungi/);
    await signin.db.updateTable('account').set({ state: 'active' }).where('id', '=', account.id).execute();
  });

  test('an old number of the person signs in as well, and is counted with the new one', async () => {
    const { id } = await signin.account(nips.siti);
    const old = '198505152010122077';
    const since = new Date(0);
    await signin.db
      .insertInto('nip_alias')
      .values({ nip: old, account_id: id, current: false, since })
      .execute();
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const [missed] = await fail(browser, path, old, 1);
    expect(alerts(missed?.html ?? '')).toContain('Sisa 4');
    expect(alerts((await fail(browser, path, nips.siti, 1))[0]?.html ?? '')).toContain('Sisa 3');
    const passed = await browser.post(path, { nip: old, password: PASSWORD });
    expect([passed.status, passed.location]).toEqual([303, path]);
  });

  test('little is kept for a stranger, however much is typed', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await fail(browser, path, `${' '.repeat(9_000)}${UNKNOWN.replace('999', '998')}`, 1);
    const kept = (await signin.kv.get(`ix:${path.split('/')[2]}`)) ?? '';
    expect(kept).toContain(UNKNOWN.replace('999', '998'));
    expect(kept.length).toBeLessThan(1_500);
  });

  test('an imported bcrypt hash is replaced at the first right password', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    expect((await signin.account(nips.siti)).password?.hash).toMatch(/^\$(2|argon2id)/);
    await browser.post(path, { nip: nips.siti, password: PASSWORD });
    expect((await signin.account(nips.siti)).password?.hash).toMatch(/^\$argon2id/);
  });
});

describe('the lock and the known browser', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin();
  });
  afterAll(async () => signin?.close());

  const wrong = (browser: TestBrowser, path: string) =>
    browser.post(path, { nip: nips.budi, password: 'Salah' });
  /** The passes a captcha buys, without its page. */
  const solve = async (browser: TestBrowser, path: string) => {
    const open = (await (
      await import('../../../src/parts/captcha/captchas.ts')
    ).openChallenges({
      kv: signin.kv,
      now: signin.clock.now,
    })) as { uid: string; answer: string }[];
    const mine = open.find(({ uid }) => path.endsWith(uid));
    return browser.post(path, { step: 'captcha', captcha: mine?.answer.toLowerCase() ?? '' });
  };

  test('five wrong ones lock for 15 minutes, with Retry-After and the time of day; then for 30', async () => {
    const own = signin.browser();
    const ownPath = await signin.begin(own);
    await own.post(ownPath, { nip: nips.budi, password: PASSWORD });
    await own.post(ownPath, { step: 'totp', code: phoneCode(signin.clock.now()) });
    signin.clock.advance(60);

    const browser = signin.browser();
    const path = await signin.begin(browser);
    for (const count of [4, 3])
      expect(alerts((await wrong(browser, path)).html)).toContain(`Sisa ${count} percobaan`);
    const third = await wrong(browser, path);
    expect(third.status).toBe(422);
    expect(alerts(third.html)).toContain('Sisa 2 percobaan');
    expect(valueOf(third.html, 'captcha')).toBe('');
    expect((await solve(browser, path)).location).toBe(path);
    expect(alerts((await wrong(browser, path)).html)).toContain('Sisa 1 percobaan');
    const locked = await wrong(browser, path);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBe(15 * 60);
    expect(locked.html).toMatch(/terkunci sampai (pukul )?\d{2}\.\d{2}/i);
    expect((await browser.get(path)).status).toBe(429);
    const right = await browser.post(path, { nip: nips.budi, password: PASSWORD });
    expect(right.status).toBe(429);
    expect(await signin.audits('signin.locked')).toHaveLength(1);

    // The owner's own browser is not locked out by a stranger.
    const again = await signin.begin(own);
    const passed = await own.post(again, { nip: nips.budi, password: PASSWORD });
    expect([passed.status, passed.location]).toEqual([303, again]);

    signin.clock.advance(15 * 60 + 1);
    const later = await signin.begin(browser);
    await wrong(browser, later);
    for (let round = 0; round < 2; round += 1) {
      await browser.get(later);
      await solve(browser, later);
      for (let tries = 0; tries < 3; tries += 1) await wrong(browser, later);
    }
    const second = await wrong(browser, later);
    expect(second.status).toBe(429);
    expect(Number(second.headers.get('retry-after'))).toBe(30 * 60);
  });

  test('five wrong ones in a known browser kill its token only', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { nip: nips.agus, password: PASSWORD });
    await browser.post(path, { step: 'totp', code: phoneCode(signin.clock.now()) });
    const next = await signin.begin(browser);
    const miss = () => browser.post(next, { nip: nips.agus, password: 'Salah' });
    for (let tries = 0; tries < 3; tries += 1) await miss();
    await browser.get(next);
    await solve(browser, next);
    expect(alerts((await miss()).html)).toContain('Sisa 1 percobaan sebelum peramban ini');
    const last = await miss();
    expect(last.status).toBe(422);
    expect(alerts(last.html)).toContain('peramban baru');
    expect(await signin.audits('device.revoked')).toHaveLength(1);
    const stranger = signin.browser();
    const strange = await signin.begin(stranger);
    const passed = await stranger.post(strange, { nip: nips.agus, password: PASSWORD });
    expect(passed.status).toBe(303);
  });

  test('a hundred failures of one address raise the captcha for a NIP that never failed', async () => {
    const key = 'fail-addr:192.0.2.7';
    // What this node remembers of the address is older than that.
    signin.clock.advance(11);
    for (let failures = 0; failures < 100; failures += 1) await signin.kv.increment(key, 100, 900);
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const unlooked = await browser.post(path, { step: 'password', nip: nips.dewi, password: 'Salah' });
    expect([unlooked.status, unlooked.location]).toEqual([303, path]);
    expect(valueOf((await browser.get(path)).html, 'captcha')).toBe('');
    // From then on before the first password.
    expect(valueOf((await browser.get(await signin.begin(browser))).html, 'captcha')).toBe('');
    await signin.kv.delete(key);
    signin.clock.advance(11);
  });

  test('with a full hashing queue newcomers wait on a page before they type', async () => {
    const full42 = () => ({ kind: 'full', waitSeconds: 42 }) as const;
    const full = await openSignin(
      { sql: 'postgres', kv: 'memory' },
      {
        hasher: { ...signin.hasher, admission: full42, enter: full42 },
      },
    );
    const browser = full.browser();
    const page = await browser.get(await full.begin(browser));
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '42']);
    const late = await browser.post(await full.begin(browser), { nip: nips.budi, password: PASSWORD });
    expect([late.status, await full.audits('signin.refused')]).toEqual([503, []]);
    await full.close();
  });

  // Admission only looked, so all who came while the stores were asked got in, were counted, and locked the NIP.
  test('a crowd beyond the queue is turned away before it is counted', async () => {
    const narrow = createHasher({ concurrency: 1, queueLimit: 2, now: signin.clock.now, floorMs: 20 });
    const pools = createPools({ kv: signin.kv, now: signin.clock.now });
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    const count: typeof pools.count = (pool) => opened.then(() => pools.count(pool));
    const crowded = await openSignin(
      { sql: 'postgres', kv: 'memory' },
      { hasher: narrow, pools: { ...pools, count } },
    );
    let away = 0;
    const posts = Array.from({ length: 12 }, async () => {
      const browser = crowded.browser();
      const path = await crowded.begin(browser);
      const { status } = await browser.post(path, { nip: UNKNOWN, password: 'Salah' });
      if (status === 503 && (away += 1) === 10) open();
      return status;
    });
    const patience = setTimeout(open, 60_000);
    const statuses = (await Promise.all(posts)).toSorted();
    clearTimeout(patience);
    expect(statuses).toEqual([422, 422, ...Array.from({ length: 10 }, () => 503)]);
    await Promise.all([crowded.close(), narrow.close()]);
  });
});

describe('time and statements tell nobody whether somebody has a NIP', () => {
  let signin: SigninFixture;
  let watched: SigninFixture;
  const statements: string[] = [];
  beforeAll(async () => {
    signin = await openSignin({ sql: 'postgres', kv: 'memory' });
    const recorder = {
      transformQuery: ({ node }: PluginTransformQueryArgs) => (statements.push(JSON.stringify(node)), node),
      transformResult: async ({ result }: PluginTransformResultArgs) => result,
    };
    watched = await openSignin(
      { sql: 'pglite', kv: 'memory' },
      {
        db: signin.db.withPlugin(recorder),
        ring: signin.ring,
        hasher: { ...signin.hasher, floorMs: () => 300 },
      },
    );
  });
  afterAll(async () => Promise.all([signin?.close(), watched?.close()]));

  /** A browser at a NIP whose pool has so many failures. */
  const failing = async (nip: string, times: number) => {
    const account = nip === UNKNOWN ? null : await signin.account(nip);
    const pool = passwordPool(account?.id ?? signin.ring.mac('nip', nip).mac);
    const pools = createPools({ kv: watched.kv, now: watched.clock.now });
    await pools.clear(pool);
    for (let wrong = 0; wrong < times; wrong += 1) {
      await pools.count(pool);
      await pools.settle(pool, 'wrong');
    }
    const browser = watched.browser();
    return { browser, path: await watched.begin(browser) };
  };

  // Nothing limits how often a page is asked for: the whole account was read for a known NIP, nothing for an unknown.
  test('a page that keeps a NIP asks the database the same of everybody', async () => {
    const asked = [];
    for (const nip of [nips.rina, UNKNOWN]) {
      const { browser, path } = await failing(nip, 0);
      await browser.post(path, { nip, password: 'Salah' });
      statements.length = 0;
      expect(valueOf((await browser.get(path)).html, 'nip')).toBe(nip);
      asked.push(statements.map((statement) => statement.replaceAll(nip, 'NIP')));
    }
    expect(asked[0]?.join()).not.toContain('from password');
    expect(asked[1]).toEqual(asked[0]);
  });

  // These two answered at once, after a look-up that is longer for a known NIP.
  test.each([
    ['locked', 5, 429],
    ['a captcha', 3, 303],
  ])('%s is not said before the floor', async (_what, times, status) => {
    for (const nip of [times === 5 ? nips.siti : nips.agus, UNKNOWN]) {
      const { browser, path } = await failing(nip, times);
      const start = performance.now();
      const answer = await browser.post(path, { step: 'password', nip, password: 'Salah' });
      expect(answer.status).toBe(status);
      expect(performance.now() - start).toBeGreaterThanOrEqual(290);
    }
  });
});
