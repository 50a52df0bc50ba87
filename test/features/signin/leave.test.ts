import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { heading, openSignin, plainText } from '../../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../../support/signin.ts';

const NIK = '3174044303920003';
const OWN = 'Langit#Biru-2041';
const DAY = 86_400;

interface Going {
  browser: TestBrowser;
  path: string;
}

describe.each([
  { sql: 'postgres', kv: 'redis' },
  { sql: 'pglite', kv: 'memory' },
] as const)('"Lanjut nanti" on $sql and $kv', (stores) => {
  let signin: SigninFixture;
  beforeEach(async () => {
    signin = await openSignin(stores);
  });
  afterEach(async () => signin.close());

  async function enter(password: string, browser = signin.browser(), more = {}): Promise<Going> {
    const path = await signin.begin(browser);
    await browser.post(path, { step: 'password', nip: nips.dewi, password, ...more });
    return { browser, path };
  }
  const page = ({ browser, path }: Going) => browser.get(path);
  const due = async (going: Going) => heading((await page(going)).html);
  const counter = async (going: Going) => /Langkah \d dari \d/.exec(plainText((await page(going)).html))?.[0];

  async function giveCode(going: Going, kind: 'email' | 'sms'): Promise<void> {
    await page(going);
    const to = kind === 'email' ? /@/ : /^\+/;
    const codes = (await signin.outbox()).filter((one) => to.test(one.to) && one.kind === 'code_activation');
    const code = /"code":"(\d{6})"/.exec(codes.at(-1)?.text ?? '')?.[1] ?? '';
    const fields = kind === 'email' ? { emailCode: code } : { smsCode: code };
    await going.browser.post(going.path, { step: `${kind}_code`, ...fields });
  }
  const choose = ({ browser, path }: Going) =>
    browser.post(path, { step: 'change_password', newPassword: OWN, confirmPassword: OWN });
  async function toEnrol(browser = signin.browser(), more = {}): Promise<Going> {
    const going = await enter(NIK, browser, more);
    await giveCode(going, 'email');
    await giveCode(going, 'sms');
    await choose(going);
    expect(await due(going)).toMatch(/autentikator/);
    return going;
  }
  async function enrol(going: Going): Promise<Answer> {
    const secret = /secret=([A-Z2-7]{32})/.exec((await page(going)).html)?.[1] ?? '';
    return going.browser.post(going.path, { step: 'enrol', code: phoneCode(signin.clock.now(), { secret }) });
  }
  async function leave({ browser, path }: Going): Promise<string> {
    const answer = await browser.post(path, { step: 'leave' });
    expect([answer.status, answer.location]).toEqual([303, '/interaction/left']);
    return plainText((await browser.get('/interaction/left')).html);
  }

  test('says what is done, what is left, until when and how to come back, and leaves nothing open', async () => {
    const going = await toEnrol();
    expect(plainText((await page(going)).html)).toContain('Lanjut nanti');
    const text = await leave(going);
    for (const words of [
      'Email Anda',
      'Nomor HP',
      'Kata sandi milik Anda',
      'autentikator di ponsel',
      'kode pemulihan',
    ])
      expect(text).toContain(words);
    expect(text).toMatch(/Sampai .+ pukul/);
    expect(text).not.toContain('Dewi');
    const after = await page(going);
    expect(heading(after.html)).toBe('Masuk');
    expect(after.html).not.toContain('19920303');
    expect((await signin.audits('activation.left')).at(-1)?.details).toEqual({ step: 'enrol', contacts: 2 });
  });

  test('goes on in the same browser where it stopped, and counts the steps rightly', async () => {
    const left = await toEnrol();
    expect(await counter(left)).toBe('Langkah 5 dari 6');
    await leave(left);
    const sent = (await signin.outbox()).length;
    const again = await enter(OWN, left.browser);
    expect(await due(again)).toMatch(/autentikator/);
    expect(await counter(again)).toBe('Langkah 5 dari 6');
    expect(await signin.outbox()).toHaveLength(sent);
    expect(await signin.audits('activation.resumed')).toHaveLength(1);
    await enrol(again);
    expect(await counter(again)).toBe('Langkah 6 dari 6');
    expect((await again.browser.post(again.path, { step: 'recovery_codes', saved: '1' })).location).toMatch(
      /\/auth\//,
    );
  });

  describe('at the recovery codes', () => {
    const codesIn = (html: string) =>
      [...html.matchAll(/<li>([0-9A-Z-]{17})<\/li>/g)].map(([, code]) => code ?? '');
    async function leftAtCodes() {
      const going = await toEnrol();
      const secret = /secret=([A-Z2-7]{32})/.exec((await page(going)).html)?.[1] ?? '';
      await enrol(going);
      const codes = codesIn((await page(going)).html);
      expect(codes).toHaveLength(10);
      return { going, secret, codes };
    }
    async function withCode(secret: string, browser = signin.browser()): Promise<Going & { answer: Answer }> {
      signin.clock.advance(30);
      const again = await enter(OWN, browser);
      const code = phoneCode(signin.clock.now(), { secret });
      return { ...again, answer: await again.browser.post(again.path, { step: 'totp', code }) };
    }

    test('fresh ones are shown after password and code, in any browser, until they are kept', async () => {
      const { going, secret, codes } = await leftAtCodes();
      expect(await leave(going)).toContain('Dalam tujuh hari');
      const again = await withCode(secret);
      expect(again.answer.location).toBe(again.path);
      const fresh = codesIn((await page(again)).html);
      expect(fresh).toHaveLength(10);
      expect(fresh.some((code) => codes.includes(code))).toBe(false);
      expect(codesIn((await page(again)).html)).toEqual(fresh);
      expect((await signin.outbox()).map(({ kind }) => kind)).toContain('recovery_codes_made');
      await again.browser.post(again.path, { step: 'recovery_codes', saved: '1' });
      expect((await withCode(secret)).answer.location).toMatch(/\/auth\//);
    });

    test('a page that was merely closed is no different; of two sign-ins at once one makes them', async () => {
      const { secret } = await leftAtCodes();
      signin.clock.advance(60);
      const [one, two] = [await enter(OWN), await enter(OWN)];
      const code = (ahead: number) => phoneCode(signin.clock.now() + ahead, { secret });
      const answers = await Promise.all([
        one.browser.post(one.path, { step: 'totp', code: code(0) }),
        two.browser.post(two.path, { step: 'totp', code: code(30_000) }),
      ]);
      const made = await signin.audits('recovery-codes.made');
      const shown = answers.filter(({ location }) => location === one.path || location === two.path).length;
      // The first ones, and those of whoever was right; never two papers of which one is dead.
      expect(made.length).toBeLessThanOrEqual(1 + shown);
    });

    test('not after a week: in the account they are made with a proof', async () => {
      const { secret } = await leftAtCodes();
      signin.clock.advance(policy.activation.codesUnseenSeconds);
      expect((await withCode(secret)).answer.location).toMatch(/\/auth\//);
    });
  });

  // The rules are the policy's and the stores no different: once is enough.
  if (stores.sql === 'pglite') return;

  test('counts once: a second sign-in beside it gives the codes again', async () => {
    const left = await toEnrol();
    await leave(left);
    const both = await Promise.all([enter(OWN, left.browser), enter(OWN, left.browser)]);
    const steps = [await due(both[0]), await due(both[1])];
    expect(steps.filter((step) => /autentikator/.test(step))).toHaveLength(1);
    expect(steps.filter((step) => /email/i.test(step))).toHaveLength(1);
  });

  test('another browser gives every code anew, its cookie tried there or not', async () => {
    const left = await toEnrol();
    await leave(left);
    expect(await due(await enter(OWN))).toMatch(/email/i);
    const thief = signin.browser();
    thief.cookies.set('left', 'made-up');
    expect(await due(await enter(OWN, thief))).toMatch(/email/i);
  });

  test('with the NIK alone one code is given anew: it is no secret', async () => {
    const going = await enter(NIK);
    await giveCode(going, 'email');
    await giveCode(going, 'sms');
    expect(await due(going)).toMatch(/kata sandi/);
    expect(await leave(going)).toContain('satu kode tetap');
    const again = await enter(NIK, going.browser);
    expect(await due(again)).toMatch(/HP/);
    expect(await counter(again)).toBe('Langkah 3 dari 6');
    await giveCode(again, 'sms');
    expect(await due(again)).toMatch(/kata sandi/);
    expect((await signin.account(nips.dewi)).authenticators).toEqual([]);
  });

  test('left between two codes, the first counts and the second is asked', async () => {
    const going = await enter(NIK);
    await giveCode(going, 'email');
    expect(await due(going)).toMatch(/HP/);
    await leave(going);
    expect(await due(await enter(NIK, going.browser))).toMatch(/HP/);
  });

  test('ends after a day, and leaving again does not make it longer', async () => {
    const left = await toEnrol();
    await leave(left);
    signin.clock.advance(DAY - 60);
    const again = await enter(OWN, left.browser);
    expect(await due(again)).toMatch(/autentikator/);
    await leave(again);
    signin.clock.advance(120);
    expect(await due(await enter(OWN, left.browser))).toMatch(/email/i);
  });

  test.each([
    ['the account was ended', { epoch: 7 }, {}],
    ['the password was set anew', {}, { set_at: new Date(1_900_000_000_000) }],
  ])('ends where %s', async (_what, account, password) => {
    const left = await toEnrol();
    await leave(left);
    const { id } = await signin.account(nips.dewi);
    if (Object.keys(account).length > 0)
      await signin.db.updateTable('account').set(account).where('id', '=', id).execute();
    if (Object.keys(password).length > 0)
      await signin.db.updateTable('password').set(password).where('account_id', '=', id).execute();
    expect(await due(await enter(OWN, left.browser))).toMatch(/email/i);
  });

  test('a contact that was changed meanwhile is asked for its code', async () => {
    const left = await toEnrol();
    await leave(left);
    const { contacts } = await signin.account(nips.dewi);
    const phone = contacts.find(({ kind }) => kind === 'phone');
    await signin.db
      .updateTable('contact')
      .set({ id: '00000000-0000-4000-8000-00000000abcd' })
      .where('id', '=', phone?.id ?? '')
      .execute();
    expect(await due(await enter(OWN, left.browser))).toMatch(/HP/);
  });

  test('nothing is remembered on a shared device, whether it was said then or now', async () => {
    const left = await toEnrol(signin.browser(), { shared: '1' });
    expect(await leave(left)).toContain('perangkat bersama');
    expect(await due(await enter(OWN, left.browser))).toMatch(/email/i);
    await leave(await enter(OWN, left.browser));
    expect(await due(await enter(OWN, left.browser, { shared: '1' }))).toMatch(/email/i);
  });

  test('is somebody else’s business to nobody: another account in that browser takes nothing and leaves it', async () => {
    const left = await toEnrol();
    await leave(left);
    const path = await signin.begin(left.browser);
    await left.browser.post(path, { step: 'password', nip: nips.budi, password: 'Merdeka#1945!' });
    expect(await due({ browser: left.browser, path })).toMatch(/kode OTP/);
    // Whoever has a factor leaves nothing: the due step stands.
    expect((await left.browser.post(path, { step: 'leave' })).location).toBe(path);
    expect(await due(await enter(OWN, left.browser))).toMatch(/autentikator/);
  });

  test('codes by SMS as second factor ask the number once more', async () => {
    const left = await toEnrol();
    await leave(left);
    const again = await enter(OWN, left.browser);
    expect((await again.browser.get(`${again.path}?way=sms`)).html).toContain('name="chooseSms"');
    await again.browser.post(again.path, { step: 'enrol', chooseSms: '1' });
    expect(await due(again)).toMatch(/HP/);
    expect((await signin.account(nips.dewi)).smsFactor).toBe(false);
    await giveCode(again, 'sms');
    await again.browser.post(again.path, { step: 'enrol', chooseSms: '1' });
    expect((await signin.account(nips.dewi)).smsFactor).toBe(true);
  });
});
