import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelResets, requestReset } from '../../../src/model/credentials/authenticator-reset.ts';
import { randomToken, sha256 } from '../../../src/platform/crypto.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts, heading, openSignin, plainText } from '../../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';
const HOUR = 3600;

describe('a sign-in during the reset of an authenticator', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin();
  });
  afterAll(async () => signin?.close());
  beforeEach(async () => {
    signin.clock.advance(25 * HOUR);
    await signin.db.deleteFrom('authenticator_reset').execute();
  });

  const now = () => signin.clock.now();
  const request = async (nip: string, holder: TestBrowser, opensInSeconds = 24 * HOUR) => {
    const token = randomToken();
    holder.cookies.set('reset_holder', token);
    const { id: accountId } = await signin.account(nip);
    const asked = {
      accountId,
      way: 'contacts' as const,
      requestedBy: accountId,
      holderHash: sha256(token),
      opensAt: now() + opensInSeconds * 1000,
      now: now(),
    };
    await signin.inTransaction((trx) =>
      requestReset(trx, asked, { ...signin.telling, issuer: signin.issuer }),
    );
  };
  const enter = async (nip: string, browser = signin.browser(), change = {}) => {
    const path = await signin.begin(browser, change);
    await browser.post(path, { step: 'password', nip, password: PASSWORD });
    return { browser, path };
  };
  interface At {
    browser: TestBrowser;
    path: string;
  }
  const due = async ({ browser, path }: At) => heading((await browser.get(path)).html);
  const newest = async (to: string) =>
    (await signin.outbox())
      .filter((message) => message.to === to && message.kind === 'code_activation')
      .map(({ text }) => /"code":"(\d{6})"/.exec(text)?.[1] ?? '')
      .at(-1) ?? '';
  const proveContacts = async (visit: At, first: string, phone: string) => {
    expect(await due(visit)).toMatch(/email/i);
    const emailCode = await newest(`${first}@asn.example`);
    await visit.browser.post(visit.path, { step: 'email_code', emailCode });
    expect(await due(visit)).toMatch(/HP/);
    await visit.browser.post(visit.path, { step: 'sms_code', smsCode: await newest(phone) });
  };
  const enrol = async ({ browser, path }: At): Promise<Answer> => {
    const { html } = await browser.get(path);
    const secret = (/data-secret[^>]*>([\s\S]*?)<\/p>/.exec(html)?.[1] ?? '').replace(/<[^>]+>|\s/g, '');
    return browser.post(path, { step: 'enrol', code: phoneCode(now(), { secret }) });
  };
  const state = async () =>
    (await signin.db.selectFrom('authenticator_reset').select('state').execute()).map((row) => row.state);

  test('its holder enrols another one after codes to every contact; the old one and all sessions end with it', async () => {
    const before = await signin.account(nips.budi);
    const holder = signin.browser();
    await request(nips.budi, holder);
    signin.clock.advance(24 * HOUR + 1);
    const visit = await enter(nips.budi, holder);
    expect(plainText((await holder.get(visit.path)).html)).toContain('Langkah 2 dari 5');
    // No way round the contacts.
    expect((await holder.post(visit.path, { step: 'enrol', code: '123456' })).location).toBe(visit.path);
    await proveContacts(visit, 'budi', '+6281200000001');
    expect(plainText((await holder.get(visit.path)).html)).toContain('Aplikasi ini menggantikan yang lama');
    expect((await enrol(visit)).location).toBe(visit.path);
    expect(await state()).toEqual(['used']);
    expect(await due(visit)).toMatch(/pemulihan/);
    const done = await holder.post(visit.path, { step: 'recovery_codes', saved: '1' });
    expect(done.location).toContain('/auth/');
    const after = await signin.account(nips.budi);
    expect(after.authenticators[0]?.id).not.toBe(before.authenticators[0]?.id);
    expect(after.epoch).toBe(before.epoch + 1);
    expect(signin.ended).toContainEqual({ accountId: after.id, reason: 'authenticator_reset' });
    expect(signin.results.get(visit.path.split('/')[2] ?? '')).toMatchObject({
      login: { epoch: after.epoch },
    });
    // Spent: the next sign-in of the same browser is asked for the new one.
    const next = await enter(nips.budi, holder);
    expect(await due(next)).toMatch(/kode OTP/);
    const old = await holder.post(next.path, { step: 'totp', code: phoneCode(now()) });
    expect(alerts(old.html)).toContain('aktivasi lama yang sudah diganti');
  });

  test('every other browser is asked for the old one, and the holder too before its time and after it', async () => {
    const holder = signin.browser();
    await request(nips.siti, holder);
    expect(await due(await enter(nips.siti, holder))).toMatch(/kode OTP/);
    signin.clock.advance(24 * HOUR + 1);
    const stranger = signin.browser();
    expect(await due(await enter(nips.siti, stranger))).toMatch(/kode OTP/);
    stranger.cookies.set('reset_holder', randomToken());
    expect(await due(await enter(nips.siti, stranger))).toMatch(/kode OTP/);
    expect(await due(await enter(nips.siti, holder))).toMatch(/email/i);
    signin.clock.advance(24 * HOUR);
    expect(await due(await enter(nips.siti, holder))).toMatch(/kode OTP/);
    // Somebody else's reset is worth nothing at one's own account.
    expect(await due(await enter(nips.rina, holder))).toMatch(/kode OTP/);
  });

  test('a step-up is not approved by it', async () => {
    const holder = signin.browser();
    await request(nips.siti, holder);
    signin.clock.advance(24 * HOUR + 1);
    const act = { value: 'skp:1', text: 'Setujui SKP' };
    expect(await due(await enter(nips.siti, holder, { act }))).toMatch(/kode OTP/);
  });

  test.each([
    ['waits', 0],
    ['is open', 24 * HOUR + 1],
  ])('a sign-in with the old factor cancels a reset that %s, and its owner is told', async (_name, later) => {
    await request(nips.siti, signin.browser());
    signin.clock.advance(later);
    const visit = await enter(nips.siti);
    const wrong = await visit.browser.post(visit.path, { step: 'totp', code: '000000' });
    expect([wrong.status, ...(await state())]).toEqual([422, 'waiting']);
    await visit.browser.post(visit.path, { step: 'totp', code: phoneCode(now()) });
    expect(await state()).toEqual(['cancelled']);
    expect((await signin.outbox()).at(-1)?.kind).toBe('reset_cancelled');
    expect((await signin.audits('reset.cancelled')).at(-1)?.details).toMatchObject({ by: 'old_factor' });
  });

  test('cancelled while the new one is being enrolled, nothing is enrolled', async () => {
    const holder = signin.browser();
    await request(nips.agus, holder);
    signin.clock.advance(24 * HOUR + 1);
    const visit = await enter(nips.agus, holder);
    await proveContacts(visit, 'agus', '+6281200000004');
    const { html } = await holder.get(visit.path);
    expect(heading(html)).toMatch(/Pasang/);
    const { id: accountId, authenticators: before } = await signin.account(nips.agus);
    const cancel = { accountId, by: 'link' as const, now: now() };
    await signin.inTransaction((trx) => cancelResets(trx, cancel, signin.telling));
    const secret = (/data-secret[^>]*>([\s\S]*?)<\/p>/.exec(html)?.[1] ?? '').replace(/<[^>]+>|\s/g, '');
    await holder.post(visit.path, { step: 'enrol', code: phoneCode(now(), { secret }) });
    expect(await due(visit)).toMatch(/kode OTP/);
    expect((await signin.account(nips.agus)).authenticators[0]?.id).toBe(before[0]?.id);
  });

  test('two tabs of the holder enrol once', async () => {
    const holder = signin.browser();
    await request(nips.rina, holder);
    signin.clock.advance(24 * HOUR + 1);
    const [one, two] = [await enter(nips.rina, holder), await enter(nips.rina, holder)];
    await proveContacts(one, 'rina', '+6281200000005');
    await proveContacts(two, 'rina', '+6281200000005');
    await Promise.all([enrol(one), enrol(two)]);
    expect(await state()).toEqual(['used']);
    const entries = await signin.db
      .selectFrom('totp')
      .select('id')
      .where('account_id', '=', (await signin.account(nips.rina)).id)
      .where('confirmed_at', 'is not', null)
      .where('replaced_at', 'is', null)
      .execute();
    expect(entries).toHaveLength(1);
  });
});
