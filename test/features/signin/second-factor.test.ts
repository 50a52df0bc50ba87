import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts, heading, openSignin, plainText } from '../../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';

describe('the second factor', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin();
  });
  afterAll(async () => signin?.close());
  // Codes of one test are of no use to the next.
  beforeEach(() => signin.clock.advance(24 * 3600 + 600));

  const afterPassword = async (nip: string, browser = signin.browser()) => {
    const path = await signin.begin(browser);
    await browser.post(path, { step: 'password', nip, password: PASSWORD });
    return { browser, path };
  };
  const give = ({ browser, path }: { browser: TestBrowser; path: string }, code: string): Promise<Answer> =>
    browser.post(path, { step: 'totp', code });
  const now = () => signin.clock.now();
  const landed = ({ status, location }: Answer) => status === 303 && (location ?? '').includes('/auth/');

  test('the same code twice at once from two interactions: one passes, the other hears that it is used', async () => {
    const two = await Promise.all([afterPassword(nips.budi), afterPassword(nips.budi)]);
    const code = phoneCode(now());
    const answers = await Promise.all(two.map((visit) => give(visit, code)));
    expect(answers.filter(landed)).toHaveLength(1);
    const refused = answers.find((answer) => !landed(answer));
    expect(refused?.status).toBe(422);
    expect(alerts(refused?.html ?? '')).toMatch(/Kode sudah dipakai; kode baru dalam \d+ detik/);
  });

  test('a double tap leads where the first one led, also after everything is done, and counts nothing', async () => {
    const visit = await afterPassword(nips.budi);
    const taps = await Promise.all([give(visit, phoneCode(now())), give(visit, phoneCode(now()))]);
    expect(taps.map(({ location }) => location)).toEqual([taps[0]?.location, taps[0]?.location]);
    expect(taps.every(landed)).toBe(true);
    expect((await give(visit, phoneCode(now()))).location).toBe(taps[0]?.location);
    const passwords = await Promise.all(
      [1, 2].map(() =>
        visit.browser.post(visit.path, { step: 'password', nip: nips.budi, password: 'Salah' }),
      ),
    );
    // Finished: nothing is judged any more, a fresh sign-in begins.
    expect(passwords.map(({ location }) => location)).toEqual(Array(2).fill('http://localhost:3001/login'));
    expect(await signin.audits('signin.refused')).not.toContainEqual(
      expect.objectContaining({ details: expect.objectContaining({ reason: 'wrong_password' }) }),
    );
  });

  test('a code is read kindly, and what cannot be one costs no try', async () => {
    const visit = await afterPassword(nips.agus);
    for (const code of ['', '12345', 'abcdef', '1234567']) {
      const answer = await give(visit, code);
      expect(answer.status).toBe(422);
      expect(alerts(answer.html)).toContain('6 angka');
    }
    const code = phoneCode(now());
    expect(landed(await give(visit, ` ${code.slice(0, 3)} ${code.slice(3)} `))).toBe(true);
  });

  test('a clock that is off is diagnosed, and the code so named passes never', async () => {
    const visit = await afterPassword(nips.rina);
    const late = phoneCode(now(), { offSeconds: -4 * 60 });
    const answer = await give(visit, late);
    expect(answer.status).toBe(422);
    expect(alerts(answer.html)).toMatch(/jam yang terlambat sekitar 4 menit.*otomatis.*Sisa 4 percobaan/);
    expect(alerts((await give(visit, phoneCode(now(), { offSeconds: 3600 }))).html)).toMatch(
      /terlalu cepat sekitar 1 jam.*WITA/,
    );
    const fast = phoneCode(now(), { offSeconds: 3 * 60 });
    expect(alerts((await give(visit, fast)).html)).toMatch(/terlalu cepat sekitar 3 menit/);
    signin.clock.advance(3 * 60);
    expect((await give(visit, fast)).status).toBe(422);
    expect((await signin.audits('totp.diagnosed')).length).toBeGreaterThanOrEqual(3);
  });

  test('five wrong codes lock the pool of codes, a right password notwithstanding, and the owner is told once', async () => {
    const before = (await signin.outbox()).filter(({ kind }) => kind === 'wrong_second_factor').length;
    const visit = await afterPassword(nips.siti);
    for (const left of [4, 3, 2, 1])
      expect(alerts((await give(visit, '000001')).html)).toContain(`Sisa ${left}`);
    const locked = await give(visit, '000001');
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '900']);
    expect(plainText(locked.html)).toMatch(/terkunci sampai (pukul )?\d{2}\.\d{2}/i);
    const other = await afterPassword(nips.siti);
    expect((await give(other, phoneCode(now()))).status).toBe(429);
    const told = (await signin.outbox()).filter(({ kind }) => kind === 'wrong_second_factor');
    expect(told.length - before).toBe(2);
    signin.clock.advance(901);
    expect(landed(await give(other, phoneCode(now())))).toBe(true);
  });

  test('twenty wrong codes with no right one between force a recovery of the password', async () => {
    let last: Answer | null = null;
    for (let round = 0; round < 4; round += 1) {
      const visit = await afterPassword(nips.agus);
      for (let wrong = 0; wrong < 5; wrong += 1) last = await give(visit, '000001');
      signin.clock.advance(31 * 60);
    }
    expect(last?.status).toBe(422);
    expect(alerts(last?.html ?? '')).toMatch(/Lupa kata sandi/);
    expect(heading(last?.html ?? '')).toMatch(/masuk/i);
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const answer = await browser.post(path, { nip: nips.agus, password: PASSWORD });
    expect(answer.status).toBe(422);
    expect(alerts(answer.html)).toMatch(/tidak berlaku lagi/);
  });

  test('a step-up asks for the second factor alone and shows what is approved', async () => {
    const account = await signin.account(nips.budi);
    const browser = signin.browser();
    const earlier = Math.floor(now() / 1000) - 600;
    const path = await signin.begin(browser, {
      reasons: ['act'],
      act: { value: 'target:7', text: 'Menyetujui sasaran “Laporan”' },
      session: {
        uid: 's1',
        accountId: account.id,
        factors: { pwd: earlier, otp: earlier },
        acr: 'urn:asn:acr:2',
        amr: ['pwd', 'otp', 'mfa'],
        shared: false,
      },
      missing: { password: false, secondFactor: true },
    });
    const page = await browser.get(path);
    expect(page.html).not.toContain('name="password"');
    expect(plainText(page.html)).toContain('Menyetujui sasaran “Laporan”');
    expect(landed(await give({ browser, path }, phoneCode(now())))).toBe(true);
    const result = signin.results.get(path.split('/')[2] ?? '');
    expect(result).toEqual({
      login: {
        accountId: account.id,
        factors: {
          otp: Math.floor(now() / 1000),
          since: Math.floor((account.authenticators[0]?.confirmedAt ?? 0) / 1000),
        },
        epoch: account.epoch,
        shared: false,
        whole: false,
      },
    });
    expect(browser.cookies.has('device')).toBe(false);
    expect((await signin.audits('stepup.proven')).at(-1)?.details).toEqual({ act: 'target:7' });
  });

  test('a step-up can be declined, a sign-in has no such button', async () => {
    const account = await signin.account(nips.budi);
    const browser = signin.browser();
    const at = Math.floor(now() / 1000);
    const session = {
      uid: 's1',
      accountId: account.id,
      factors: { pwd: at, otp: at },
      acr: 'urn:asn:acr:2',
      amr: ['pwd', 'otp', 'mfa'],
      shared: false,
    };
    const missing = { password: false, secondFactor: true };
    const act = { value: 'target:8', text: 'Menyetujui sasaran “Laporan”' };
    const path = await signin.begin(browser, { reasons: ['act'], act, session, missing });
    expect((await browser.get(path)).html).toContain('name="cancel"');
    expect(landed(await browser.post(path, { step: 'totp', cancel: '1' }))).toBe(true);
    expect(signin.results.get(path.split('/')[2] ?? '')).toMatchObject({ error: 'access_denied' });
    expect((await signin.audits('signin.cancelled')).at(-1)?.details).toEqual({ step: 'second_factor' });
    const plain = await signin.begin(browser, { reasons: ['acr'], session, missing });
    const page = await browser.get(plain);
    expect(page.html).not.toContain('name="cancel"');
    expect((await browser.post(plain, { step: 'totp', cancel: '1' })).status).toBe(422);
  });

  test('a password of another account never rides on the second factor of the session', async () => {
    const account = await signin.account(nips.budi);
    const fresh = Math.floor(now() / 1000);
    const browser = signin.browser();
    const path = await signin.begin(browser, {
      reasons: ['max_age'],
      session: {
        uid: 's1',
        accountId: account.id,
        factors: { pwd: fresh - 9999, otp: fresh },
        acr: 'urn:asn:acr:2',
        amr: [],
        shared: false,
      },
      missing: { password: true, secondFactor: false },
    });
    const passed = await browser.post(path, { nip: nips.rina, password: PASSWORD });
    expect(passed.location).toBe(path);
    expect(heading((await browser.get(path)).html)).toMatch(/OTP/);
    const own = await signin.begin(browser, {
      session: { uid: 's1', accountId: account.id, factors: { otp: fresh }, acr: '', amr: [], shared: false },
      missing: { password: true, secondFactor: false },
    });
    expect(landed(await browser.post(own, { nip: nips.budi, password: PASSWORD }))).toBe(true);
  });

  test('what one account has proven never counts for the next, nor after its epoch was raised', async () => {
    const account = await signin.account(nips.budi);
    const at = Math.floor(now() / 1000);
    const factors = { pwd: at, otp: at };
    const session = { uid: 's1', accountId: account.id, factors, acr: '', amr: [], shared: false };
    const mustChange = (must_change: boolean) =>
      signin.db.updateTable('password').set({ must_change }).where('account_id', '=', account.id).execute();
    // Half a step-up of Budi: his code was right, a change of the password is still due; then his session is gone.
    await mustChange(true);
    const browser = signin.browser();
    const missing = { password: false, secondFactor: true };
    const path = await signin.begin(browser, { session, reasons: ['act'], missing });
    await give({ browser, path }, phoneCode(now()));
    expect(heading((await browser.get(path)).html)).toMatch(/kata sandi/i);
    signin.change(path, { session: null, missing: { password: true, secondFactor: true } });
    expect((await browser.get(path)).html).toContain('name="password"');
    await browser.post(path, { step: 'password', nip: nips.rina, password: PASSWORD });
    expect(heading((await browser.get(path)).html)).toMatch(/OTP/);
    await mustChange(false);

    const other = await afterPassword(nips.budi);
    const epoch = account.epoch + 1;
    await signin.db.updateTable('account').set({ epoch }).where('id', '=', account.id).execute();
    signin.clock.advance(60);
    const ended = await give(other, phoneCode(now()));
    expect([ended.status, ended.location]).toEqual([303, other.path]);
    expect((await other.browser.get(other.path)).html).toContain('name="password"');
  });

  test('of codes that were wrong at once, one writes the lock down', async () => {
    const before = (await signin.audits('signin.locked')).length;
    const visits = [];
    for (let browsers = 0; browsers < 6; browsers += 1) visits.push(await afterPassword(nips.rina));
    await Promise.all(visits.map((visit) => give(visit, '000001')));
    expect((await signin.audits('signin.locked')).length - before).toBe(1);
  });
});

describe('a session that comes back', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin({ sql: 'postgres', kv: 'memory' });
  });
  afterAll(async () => signin?.close());

  const shared = async () => {
    const account = await signin.account(nips.budi);
    const at = Math.floor(signin.clock.now() / 1000);
    return {
      reasons: ['shared_session'],
      session: {
        uid: 's1',
        accountId: account.id,
        factors: { pwd: at, otp: at },
        acr: 'urn:asn:acr:2',
        amr: [],
        shared: true,
      },
      missing: { password: false, secondFactor: false },
    };
  };

  test('from a shared device asks whose it is; "Lanjutkan" goes on with it', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser, await shared());
    expect(heading((await browser.get(path)).html)).toMatch(/^Lanjut sebagai Budi Santoso\?$/);
    const on = await browser.post(path, { step: 'continue_as', decision: 'continue' });
    expect(on.location).toContain('/auth/');
    expect(signin.results.get(path.split('/')[2] ?? '')).toMatchObject({
      login: { factors: {}, shared: true },
    });
  });

  test('"Bukan saya" ends the session at once, and asks for NIP and password and everything anew', async () => {
    const browser = signin.browser();
    let ended = 0;
    const endSession = async () => void (ended += 1);
    const path = await signin.begin(browser, { ...(await shared()), endSession });
    await browser.get(path);
    expect(ended).toBe(0);
    expect((await browser.post(path, { step: 'continue_as', decision: 'other' })).location).toBe(path);
    expect(ended).toBe(1);
    expect((await browser.get(path)).html).toContain('name="password"');
    await browser.post(path, { nip: nips.rina, password: PASSWORD, shared: '1' });
    const done = await browser.post(path, { step: 'totp', code: phoneCode(signin.clock.now()) });
    expect(done.location).toContain('/auth/');
    const rina = await signin.account(nips.rina);
    const result = signin.results.get(path.split('/')[2] ?? '');
    expect(result).toMatchObject({ login: { accountId: rina.id, shared: true } });
    expect(browser.cookies.has('device')).toBe(false);
  });

  test('a tab opened before another one signed in begins afresh, unless something was typed in it', async () => {
    const browser = signin.browser();
    const meanwhile = { signedInMeanwhile: async () => true };
    const opened = await signin.begin(browser, meanwhile);
    const afresh = await browser.get(opened);
    expect([afresh.status, afresh.location]).toEqual([303, expect.stringContaining('/login')]);
    const typedIn = await signin.begin(browser, meanwhile);
    await browser.post(typedIn, { nip: nips.rina, password: 'Salah#Sandi1' });
    expect((await browser.get(typedIn)).html).toContain('name="password"');
  });

  test('consent lists the scopes; "Izinkan" and "Tolak" end the request each in its way', async () => {
    const base = {
      ...(await shared()),
      prompt: 'consent' as const,
      reasons: ['consent_missing'],
      consentScopes: ['profile'],
    };
    const browser = signin.browser();
    const path = await signin.begin(browser, base);
    const page = await browser.get(path);
    expect(page.html).toContain('Izinkan');
    await browser.post(path, { step: 'consent', decision: 'allow' });
    expect(signin.results.get(path.split('/')[2] ?? '')).toEqual({ consent: true });
    const other = await signin.begin(browser, base);
    const denied = await browser.post(other, { step: 'consent', decision: 'deny' });
    expect(denied.location).toContain('/auth/');
    expect(signin.results.get(other.split('/')[2] ?? '')).toMatchObject({ error: 'access_denied' });
    expect(await signin.audits('consent.refused')).toHaveLength(1);
  });
});
