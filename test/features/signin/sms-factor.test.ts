import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { requestReset } from '../../../src/model/credentials/authenticator-reset.ts';
import type { AuthorizationInteraction } from '../../../src/oidc/interactions.ts';
import { randomToken, sha256 } from '../../../src/platform/crypto.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts, heading, openSignin, plainText } from '../../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../../support/signin.ts';

const NIK = '3174044303920003';
const OWN = 'Langit#Biru-2041';
const PHONE = '+6281200000003';
const PORTAL: Partial<AuthorizationInteraction> = { requiredAcr: 'urn:asn:acr:1' };
const HOUR = 3600;

interface At {
  browser: TestBrowser;
  path: string;
}

describe('a code by SMS as second factor', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin();
  });
  afterAll(async () => signin?.close());
  beforeEach(async () => {
    signin.clock.advance(25 * HOUR);
    // The budget of messages runs by the store's own clock.
    const { id } = await signin.account(nips.dewi);
    await signin.kv.limits.reset('codes-hour', id, { points: 5, seconds: HOUR });
    await signin.kv.limits.reset('codes-day', id, { points: 15, seconds: 24 * HOUR });
  });

  const now = () => signin.clock.now();
  const enter = async (nip: string, password: string, change: Partial<AuthorizationInteraction> = PORTAL) => {
    const browser = signin.browser();
    const path = await signin.begin(browser, change);
    const answer = await browser.post(path, { step: 'password', nip, password });
    return { browser, path, answer };
  };
  const page = ({ browser, path }: At) => browser.get(path);
  const codes = async (kind: string, to = PHONE) =>
    (await signin.outbox())
      .filter((message) => message.kind === kind && message.to === to)
      .map(({ text }) => /"code":"(\d{6})"/.exec(text)?.[1] ?? '');
  const newest = async (kind: string, to = PHONE) => (await codes(kind, to)).at(-1) ?? '';
  const give = ({ browser, path }: At, smsCode: string): Promise<Answer> =>
    browser.post(path, { step: 'sms-factor', smsCode });
  const landed = ({ status, location }: Answer) => status === 303 && (location ?? '').includes('/auth/');
  const result = ({ path }: At) => signin.results.get(path.split('/')[2] ?? '');
  /** Up to the page where the authenticator is enrolled. */
  const activate = async (nip: string, password: string, name: string, phone: string) => {
    const visit = await enter(nip, password);
    await page(visit);
    const emailCode = await newest('code_activation', `${name}@asn.example`);
    await visit.browser.post(visit.path, { step: 'email_code', emailCode });
    await page(visit);
    const smsCode = await newest('code_activation', phone);
    await visit.browser.post(visit.path, { step: 'sms_code', smsCode });
    const fields = { step: 'change_password', newPassword: OWN, confirmPassword: OWN };
    await visit.browser.post(visit.path, fields);
    return visit;
  };

  test('is offered where an authenticator would be enrolled, says what is weaker, and is chosen by its owner', async () => {
    const visit = await activate(nips.dewi, NIK, 'dewi', PHONE);
    const enrol = await page(visit);
    expect(heading(enrol.html)).toMatch(/Pasang aplikasi autentikator/);
    expect(enrol.html).toContain(`href="${visit.path}?way=sms"`);
    const choice = await visit.browser.get(`${visit.path}?way=sms`);
    expect(plainText(choice.html)).toMatch(/Lebih mudah diserang.*Hanya membuka portal ASN Digital/);
    expect((await signin.account(nips.dewi)).smsFactor).toBe(false);
    const taps = await Promise.all(
      [1, 2].map(() => visit.browser.post(visit.path, { step: 'enrol', chooseSms: '1' })),
    );
    expect(taps.every(landed)).toBe(true);
    expect(await signin.account(nips.dewi)).toMatchObject({
      smsFactor: true,
      state: 'active',
      authenticators: [],
    });
    expect(await signin.audits('sms-factor.chosen')).toHaveLength(1);
    expect((await signin.outbox()).map(({ kind }) => kind)).toContain('sms_factor_chosen');
    expect(result(visit)).toMatchObject({
      login: { factors: { pwd: expect.any(Number), sms: expect.any(Number) } },
    });
    expect(JSON.stringify(result(visit))).not.toContain('otp');
    const [success] = (await signin.audits('signin.success')).slice(-1);
    expect(success?.details).toMatchObject({ acr: 'urn:asn:acr:1', amr: ['pwd', 'sms', 'mfa'] });
  });

  test('at the next sign-in a code is sent when its page shows, once, and "Kirim ulang" sends another', async () => {
    const visit = await enter(nips.dewi, OWN);
    expect(await codes('code_signin')).toHaveLength(0);
    const shown = await page(visit);
    expect(heading(shown.html)).toBe('Masukkan kode SMS');
    expect(shown.html).not.toContain(PHONE.slice(3));
    await page(visit);
    const [first = ''] = await codes('code_signin');
    expect(await codes('code_signin')).toHaveLength(1);
    const again = await visit.browser.post(visit.path, { step: 'sms-factor', resend: '1' });
    expect(plainText((await visit.browser.get(again.location ?? '')).html)).toContain(
      'kode baru segera tiba',
    );
    expect(await codes('code_signin')).toHaveLength(2);
    const wrong = await give(visit, first === '000000' ? '111111' : '000000');
    expect(wrong.status).toBe(422);
    expect(alerts(wrong.html)).toContain('Sisa 4 percobaan');
    const right = await newest('code_signin');
    const taps = await Promise.all([give(visit, right), give(visit, right)]);
    expect(taps.every(landed)).toBe(true);
    expect(result(visit)).toMatchObject({ login: { factors: { sms: expect.any(Number) } } });
    const other = await enter(nips.dewi, OWN);
    await page(other);
    expect((await give(other, right)).status).toBe(422);
  });

  test('guesses in parallel stop at five, in the one pool of codes; the lock says until when', async () => {
    const refusals = async () =>
      (await signin.audits('signin.refused')).filter(
        ({ details }) => details.reason === 'wrong_code' && details.pool === 'otp',
      ).length;
    const before = await refusals();
    const visits: At[] = [];
    for (let browsers = 0; browsers < 4; browsers += 1) visits.push(await enter(nips.dewi, OWN));
    for (const visit of visits) await page(visit);
    const right = await newest('code_signin');
    const guesses = Array.from({ length: 12 }, (_, at) => String(100_000 + at)).filter(
      (code) => code !== right,
    );
    const answers = await Promise.all(
      guesses.map((code, at) => give(visits[at % visits.length] ?? visits[0]!, code)),
    );
    expect(
      answers.map(({ status, location }) => location ?? status).filter((got) => got !== 422 && got !== 429),
    ).toEqual([]);
    expect(await refusals()).toBe(before + 5);
    const locked = await give(visits[3]!, right);
    expect(locked.status).toBe(429);
    expect(alerts(locked.html)).toMatch(/Terlalu banyak kode/);
    const sent = (await codes('code_signin')).length;
    await visits[3]!.browser.post(visits[3]!.path, { step: 'sms-factor', resend: '1' });
    expect(await codes('code_signin')).toHaveLength(sent);
    expect((await signin.outbox()).map(({ kind }) => kind)).toContain('wrong_second_factor');
  });

  test('opens no application that asks for more: its page says how to get there, enrols nothing, and goes back', async () => {
    const sent = (await codes('code_signin')).length;
    const visit = await enter(nips.dewi, OWN, {});
    const shown = await page(visit);
    expect(heading(shown.html)).toBe('Layanan ini meminta aplikasi autentikator');
    expect(shown.html).toContain('href="/reset-mfa"');
    expect(plainText(shown.html)).toContain('Kementerian Kesehatan');
    for (const fields of [
      { step: 'enrol', code: '123456' },
      { step: 'enrol', chooseSms: '1' },
      { step: 'sms-factor', smsCode: '123456' },
      { step: 'totp', code: phoneCode(now()) },
    ])
      expect((await visit.browser.post(visit.path, fields)).location).toBe(visit.path);
    expect(await codes('code_signin')).toHaveLength(sent);
    const back = await visit.browser.post(visit.path, { step: 'authenticator_needed', back: '1' });
    expect(back.location).toContain('/auth/');
    expect(result(visit)).toMatchObject({ error: 'unmet_authentication_requirements' });
  });

  test('a session by SMS is asked for an authenticator by what asks for more, and approves nothing', async () => {
    const { id: accountId } = await signin.account(nips.dewi);
    const at = Math.floor(now() / 1000);
    const factors = { pwd: at, sms: at };
    const session = { uid: 's', accountId, factors, acr: 'urn:asn:acr:1', amr: [], shared: false };
    const missing = { password: false, secondFactor: true };
    const act = { value: 'skp:1', text: 'Setujui SKP' };
    for (const change of [
      { session, missing },
      { session, missing, act, ...PORTAL },
    ]) {
      const browser = signin.browser();
      const path = await signin.begin(browser, change);
      expect(heading((await browser.get(path)).html)).toBe('Layanan ini meminta aplikasi autentikator');
    }
  });

  test('a number changed an hour ago gets no code: contacts that count are asked for, then an authenticator', async () => {
    const { id: accountId } = await signin.account(nips.dewi);
    const phone = signin.db
      .updateTable('contact')
      .where('account_id', '=', accountId)
      .where('kind', '=', 'phone');
    const { recorded_at: since } = await signin.db
      .selectFrom('contact')
      .select('recorded_at')
      .where('account_id', '=', accountId)
      .where('kind', '=', 'phone')
      .executeTakeFirstOrThrow();
    await phone.set({ recorded_at: new Date(now() - HOUR * 1000) }).execute();
    const visit = await enter(nips.dewi, OWN);
    expect(heading((await page(visit)).html)).toMatch(/email/);
    await phone.set({ recorded_at: since }).execute();
  });

  test('disappears when an authenticator is enrolled, by the reset that leads to one', async () => {
    const { id: accountId } = await signin.account(nips.dewi);
    const holder = signin.browser();
    const token = randomToken();
    holder.cookies.set('reset_holder', token);
    const asked = { accountId, way: 'agency' as const, requestedBy: accountId, holderHash: sha256(token) };
    const telling = { ...signin.telling, issuer: signin.issuer };
    await signin.inTransaction((trx) => requestReset(trx, { ...asked, opensAt: now(), now: now() }, telling));
    const path = await signin.begin(holder);
    const visit = { browser: holder, path };
    await holder.post(path, { step: 'password', nip: nips.dewi, password: OWN });
    await page(visit);
    const emailCode = await newest('code_activation', 'dewi@asn.example');
    await holder.post(path, { step: 'email_code', emailCode });
    await page(visit);
    await holder.post(path, { step: 'sms_code', smsCode: await newest('code_activation') });
    const { html } = await page(visit);
    expect(html).not.toContain('way=sms');
    const secret = (/data-secret[^>]*>([\s\S]*?)<\/p>/.exec(html)?.[1] ?? '').replace(/<[^>]+>|\s/g, '');
    await holder.post(path, { step: 'enrol', code: phoneCode(now(), { secret }) });
    expect(landed(await holder.post(path, { step: 'recovery_codes', saved: '1' }))).toBe(true);
    expect((await signin.audits('signin.success')).at(-1)?.details).toMatchObject({ acr: 'urn:asn:acr:2' });
    expect(await signin.account(nips.dewi)).toMatchObject({
      smsFactor: false,
      authenticators: [expect.anything()],
    });
    expect(heading((await page(await enter(nips.dewi, OWN))).html)).toMatch(/kode OTP/);
  });

  test('is not offered to people of other agencies, nor to who has an authenticator, whatever they send', async () => {
    expect(policy.smsFactor.agencies).not.toContain((await signin.account(nips.budi)).instansi.id);
    const { id } = await signin.account(nips.budi);
    await signin.db.deleteFrom('totp').where('account_id', '=', id).execute();
    const visit = await activate(nips.budi, 'Merdeka#1945!', 'budi', '+6281200000001');
    expect((await page(visit)).html).not.toContain('way=sms');
    expect(heading((await visit.browser.get(`${visit.path}?way=sms`)).html)).toMatch(/Pasang aplikasi/);
    await visit.browser.post(visit.path, { step: 'enrol', chooseSms: '1' });
    expect((await signin.account(nips.budi)).smsFactor).toBe(false);
    // Somebody with an authenticator is asked for it by the portal too.
    const siti = await enter(nips.siti, 'Merdeka#1945!');
    expect(heading((await page(siti)).html)).toMatch(/kode OTP/);
    await siti.browser.post(siti.path, { step: 'totp', code: phoneCode(now()) });
    expect((await signin.audits('signin.success')).at(-1)?.details).toMatchObject({ acr: 'urn:asn:acr:2' });
  });
});
