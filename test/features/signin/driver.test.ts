import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nips, phoneCode } from '../../support/model.ts';
import { heading, openSignin } from '../../support/signin.ts';
import type { SigninFixture } from '../../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';
const LOGIN = 'http://localhost:3001/login';

describe('the driver', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin({ sql: 'postgres', kv: 'redis' });
  });
  afterAll(async () => signin?.close());

  test('a step other than the one due leads to the due one, and judges nothing', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    for (const step of [
      'totp',
      'recovery-code',
      'consent',
      'enrol',
      'change_password',
      'continue_as',
      'made-up',
    ]) {
      const answer = await browser.post(path, { step, code: '123456' });
      expect([answer.status, answer.location]).toEqual([303, path]);
    }
    for (const field of ['code', 'recoveryCode', 'emailCode', 'smsCode', 'newPassword', 'captcha']) {
      const answer = await browser.post(path, { [field]: '123456' });
      expect([field, answer.status, answer.location]).toEqual([field, 303, path]);
    }
    await browser.post(path, { nip: nips.budi, password: PASSWORD });
    for (const fields of [{ nip: nips.budi, password: 'Salah' }, { emailCode: '123456' }] as Record<
      string,
      string
    >[])
      expect((await browser.post(path, fields)).status).toBe(303);
    const back = await browser.post(path, { step: 'password', nip: nips.budi, password: 'Salah' });
    expect([back.status, back.location]).toEqual([303, path]);
    expect(heading((await browser.get(path)).html)).toMatch(/OTP/);
    expect(await signin.audits('signin.refused')).toEqual([]);
  });

  test('somebody else’s interaction goes nowhere in this browser', async () => {
    const owner = signin.browser();
    const path = await signin.begin(owner);
    const thief = signin.browser();
    await signin.begin(thief);
    for (const answer of [
      await thief.get(path),
      await thief.post(path, { step: 'password', nip: nips.budi, password: PASSWORD }),
    ])
      expect([answer.status, answer.location]).toEqual([303, LOGIN]);
    await owner.post(path, { step: 'password', nip: nips.budi, password: PASSWORD });
    thief.cookies.set('browser', '');
    expect((await thief.post(path, { step: 'totp', code: phoneCode(signin.clock.now()) })).location).toBe(
      LOGIN,
    );
    expect((await owner.get(path)).status).toBe(200);
  });

  test('what is gone starts a fresh sign-in where it began, else in the portal', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    signin.forget(path.split('/')[2] ?? '');
    expect((await browser.get(path)).location).toBe(LOGIN);
    expect((await browser.get('/interaction/unheard-of')).location).toBe('/portal');
    expect((await browser.post('/interaction/unheard-of', { step: 'password' })).location).toBe('/portal');
  });

  test('finished: a reload resumes while that is possible, afterwards a fresh sign-in begins', async () => {
    signin.clock.advance(120);
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { nip: nips.agus, password: PASSWORD });
    const done = await browser.post(path, { step: 'totp', code: phoneCode(signin.clock.now()) });
    expect((await browser.get(path)).location).toBe(done.location);
    signin.forget(path.split('/')[2] ?? '');
    expect((await browser.get(path)).location).toBe(LOGIN);
  });

  test('without cookies a page says so, and there is no loop', async () => {
    const bare = signin.browser();
    const first = await bare.get('/interaction/anything');
    expect([first.status, first.location]).toEqual([303, '/interaction/cookies']);
    bare.cookies.clear();
    const blocked = await bare.get('/interaction/cookies');
    expect(blocked.status).toBe(200);
    expect(heading(blocked.html)).toMatch(/cookie/i);
    await bare.get('/interaction/anything');
    expect((await bare.get('/interaction/cookies')).location).toBe('/portal');
  });

  test('half a sign-in tells the provider nothing', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { nip: nips.budi, password: PASSWORD });
    expect(signin.results.has(path.split('/')[2] ?? '')).toBe(false);
  });

  test('an account frozen in the middle goes back to the password', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { nip: nips.rina, password: PASSWORD });
    const { id } = await signin.account(nips.rina);
    await signin.db.updateTable('account').set({ state: 'suspended' }).where('id', '=', id).execute();
    signin.clock.advance(120);
    const answer = await browser.post(path, { step: 'totp', code: phoneCode(signin.clock.now()) });
    expect([answer.status, answer.location]).toEqual([303, path]);
    expect((await browser.get(path)).html).toContain('name="password"');
  });

  test('English where the person or the application wishes it', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    expect(heading((await browser.get(`${path}?lang=en`)).html)).toMatch(/sign in/i);
    const wished = await signin.begin(browser, {
      params: {
        scope: ['openid'],
        acrValues: [],
        maxAge: null,
        prompts: [],
        loginHint: nips.budi,
        uiLocales: ['en'],
      },
    });
    const page = await browser.get(wished);
    expect(heading(page.html)).toMatch(/sign in/i);
    expect(page.html).toContain('19900101 202001 1 001');
  });

  test('a malformed body is a clear 4xx and changes nothing', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const send = (body: string, type = 'application/x-www-form-urlencoded') =>
      fetch(signin.issuer + path, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { 'content-type': type, cookie: `browser=${browser.cookies.get('browser')}` },
      });
    expect((await send('nip=1&nip=2')).status).toBe(400);
    expect((await send('nip[a]=1')).status).toBe(400);
    expect((await send('nip=%00')).status).toBe(400);
    expect((await send('{}', 'application/json')).status).toBe(415);
    expect((await send(`password=${'a'.repeat(2_000_000)}`)).status).toBe(413);
    expect((await browser.get(path)).status).toBe(200);
  });
});
