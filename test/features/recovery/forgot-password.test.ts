import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { passwordPool } from '../../../src/model/pools.ts';
import { findSigninAccountById } from '../../../src/model/people/signin-account.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips } from '../../support/model.ts';
import { audits, codeIn, linkIn, messagesTo, somePeople, wrongCode } from '../../support/recovery.ts';
import type { Someone } from '../../support/recovery.ts';
import { alerts, plainText } from '../../support/signin.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

const NEW = 'Rumah-Kayu-27!';
const UNKNOWN = '198001012005011999';

describe('a forgotten password', () => {
  let app: TestApp;
  let someone: () => Someone;
  beforeAll(async () => {
    app = await startApp();
    someone = await somePeople(app, 20);
  });
  afterAll(() => app?.stop());

  async function ask(person: Pick<Someone, 'nip' | 'email'>, browser = visitor(app)): Promise<Visitor> {
    await browser.get('/forgot-password');
    const page = await browser.submit({ nip: person.nip, email: person.email });
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/forgot-password/verify']);
    return browser;
  }
  const mailOf = async (person: Someone) =>
    (await messagesTo(app, person.email, 'link_recovery'))[0]?.text ?? '';
  const giveEmailCode = async (person: Someone, browser: Visitor) =>
    browser.submit({ emailCode: codeIn(await mailOf(person)) });
  async function upToPassword(person: Someone): Promise<{ browser: Visitor; page: Page }> {
    const browser = await ask(person);
    await giveEmailCode(person, browser);
    return { browser, page: await browser.submit({ code: person.code() }) };
  }
  const choose = (browser: Visitor, password = NEW) =>
    browser.submit({ newPassword: password, confirmPassword: password });
  const signIn = async (person: Someone, password: string) => {
    const browser = visitor(app);
    await browser.get('/portal');
    await browser.submit({ nip: person.nip, password });
    return { browser, page: await browser.submit({ code: person.code() }) };
  };
  const signedIn = ({ url }: Page) => new URL(url).pathname === '/portal';

  test('goes by mail, second factor and new password; ends sessions, lifts the lock, tells the owner', async () => {
    const person = someone();
    const session = await signIn(person, person.password);
    expect(signedIn(session.page)).toBe(true);
    const pool = passwordPool(person.id);
    const until = app.clock.now() + 900_000;
    const locked = {
      failures: [],
      streak: 5,
      lockedUntil: until,
      locks: [app.clock.now()],
      keptUntil: until,
    };
    await app.kv.set(pool.key, JSON.stringify(locked), 900);

    const browser = await ask(person);
    const factor = await giveEmailCode(person, browser);
    expect(headingOf(factor.text)).toBe('Pastikan ini Anda');
    // Half a recovery lifts nothing.
    expect(await app.kv.get(pool.key)).not.toBeNull();
    const password = await browser.submit({ code: person.code() });
    expect(headingOf(password.text)).toBe('Buat kata sandi baru');
    const done = await choose(browser);
    expect(headingOf(done.text)).toBe('Kata sandi Anda sudah diganti');
    expect(done.text).toContain('href="/portal"');

    expect(await app.kv.get(pool.key)).toBeNull();
    expect(signedIn(await session.browser.get('/portal'))).toBe(false);
    for (const to of [person.email, person.phone]) {
      const [notice] = await messagesTo(app, to, 'password_changed');
      expect(notice?.text).toContain('/bukan-saya/');
      expect(await messagesTo(app, to, 'recovery_started')).toHaveLength(1);
    }
    expect(await audits(app, person.id, 'password.changed')).toEqual([{ reason: 'recovery' }]);
    expect(await audits(app, person.id, 'recovery.completed')).toEqual([{ secondFactor: true }]);
    expect(signedIn((await signIn(person, NEW)).page)).toBe(true);
    expect(signedIn((await signIn(person, person.password)).page)).toBe(false);
  });

  test('goes on by the link in any browser: a scanner opens it in vain, the button works once', async () => {
    const person = someone();
    await ask(person);
    const link = linkIn(await mailOf(person));
    expect(link.startsWith(`${app.issuer}/reset-password/`)).toBe(true);

    const scanner = visitor(app);
    const looked = await scanner.get(link);
    expect([looked.url, headingOf(looked.text)]).toEqual([
      `${app.issuer}/reset-password`,
      'Pulihkan kata sandi',
    ]);
    expect(await audits(app, person.id, 'recovery.contact-proven')).toEqual([]);

    const phone = visitor(app);
    const page = await phone.get(link);
    expect(plainText(page.text)).toContain('Tekan Lanjutkan');
    const both = await Promise.all([phone.submit(), scanner.submit()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    const winner = both[0]?.status === 200 ? phone : scanner;
    expect(headingOf((await winner.get('/forgot-password/verify')).text)).toBe('Pastikan ini Anda');
    // A second tap of the same button leads where the first one led.
    expect(headingOf((await winner.post('/reset-password', '')).text)).toBe('Pastikan ini Anda');
    const late = visitor(app);
    expect([(await late.get(link)).status, (await late.post('/reset-password', '')).status]).toEqual([
      422, 422,
    ]);
  });

  test('the code works in the browser that asked, and asking from another one leaves mine alive', async () => {
    const person = someone();
    const mine = await ask(person);
    const code = codeIn(await mailOf(person));
    const theirs = await ask(person);
    expect((await theirs.submit({ emailCode: code })).status).toBe(422);
    expect(headingOf((await mine.submit({ emailCode: code })).text)).toBe('Pastikan ini Anda');
  });

  test('"Kirim ulang" sends within five messages an hour, and shows the same page beyond', async () => {
    const person = someone();
    const browser = await ask(person);
    const pages = [];
    for (let again = 0; again < 5; again += 1) pages.push(await browser.submit({ resend: '1' }));
    expect(await messagesTo(app, person.email, 'link_recovery')).toHaveLength(policy.codes.perHour);
    expect(new Set(pages.map(({ text }) => plainText(text))).size).toBe(1);
    expect(plainText(pages[0]?.text ?? '')).toContain('Permintaan diterima');
  });

  test('takes a recovery code in the place of the authenticator', async () => {
    const person = someone();
    const { makeRecoveryCodes } = await import('../../../src/model/credentials/recovery-codes.ts');
    const telling = { compose: () => ({ subject: '', text: '' }), context: { actor: 'system' } };
    const [code = ''] = await app.db
      .transaction()
      .execute((trx) => makeRecoveryCodes(trx, person.id, app.clock.now(), telling));
    const browser = await ask(person);
    const factor = await giveEmailCode(person, browser);
    expect(factor.text).toContain('href="/forgot-password/verify?way=recovery-code"');
    const page = await browser.get('/forgot-password/verify?way=recovery-code');
    expect(headingOf(page.text)).toBe('Masukkan kode pemulihan');
    const refused = await browser.submit({ recoveryCode: 'AAAAA-BBBBB-CCCCC' });
    expect([refused.status, headingOf(refused.text)]).toEqual([422, 'Masukkan kode pemulihan']);
    expect(headingOf((await browser.submit({ recoveryCode: code })).text)).toBe('Buat kata sandi baru');
  });

  test('refuses one of the last five, names the faults, and keeps no password in the page', async () => {
    const person = someone();
    const { browser } = await upToPassword(person);
    for (const [password, why] of [
      [person.password, 'salah satu dari lima yang terakhir'],
      ['kurang', 'paling sedikit 8 karakter'],
      [`Aa#${person.nip}`, 'NIP'],
    ] as const) {
      const refused = await choose(browser, password);
      expect([refused.status, alerts(refused.text).includes(why)]).toEqual([422, true]);
      expect(refused.text).not.toContain(`value="${password}"`);
    }
    const unequal = await browser.submit({ newPassword: NEW, confirmPassword: 'Lain-Lagi-28!' });
    expect(unequal.text).toMatch(/id="confirmPassword"[^>]*aria-invalid="true"/);
    expect((await choose(browser)).status).toBe(200);
  });

  test('whoever never activated the account answers at both contacts, and then activates by a sign-in', async () => {
    const dewi = { nip: nips.dewi, email: 'dewi@asn.example', phone: '+6281200000003' };
    const browser = await ask(dewi);
    const [mail] = await messagesTo(app, dewi.email, 'link_recovery');
    const sms = await browser.submit({ emailCode: codeIn(mail?.text) });
    expect(headingOf(sms.text)).toBe('Masukkan kode dari SMS');
    expect(plainText(sms.text)).toContain('0812••••••03');
    const [message] = await messagesTo(app, dewi.phone, 'code_recovery');
    const code = codeIn(message?.text);
    expect((await browser.submit({ smsCode: wrongCode(code) })).status).toBe(422);
    expect(headingOf((await browser.submit({ smsCode: code })).text)).toBe('Buat kata sandi baru');
    expect((await choose(browser)).status).toBe(200);
    const portal = visitor(app);
    await portal.get('/portal');
    const next = await portal.submit({ nip: dewi.nip, password: NEW });
    // Still nothing opens: contacts first, then an authenticator.
    expect(next.text).toContain('name="emailCode"');
  });

  test('one contact alone is not enough without a factor: the agency is named, with its hours', async () => {
    const person = someone();
    await app.db.deleteFrom('totp').where('account_id', '=', person.id).execute();
    await app.db.deleteFrom('contact').where('value', '=', person.phone).execute();
    const browser = await ask(person);
    const page = await giveEmailCode(person, browser);
    expect(headingOf(page.text)).toBe('Pulihkan lewat petugas');
    expect(plainText(page.text)).toContain('Instansi Uji Beban');
    expect(page.text).toContain('href="/help/case"');
  });

  test('codes by SMS are no second factor here: such people are led to people', async () => {
    const person = someone();
    await app.db.deleteFrom('totp').where('account_id', '=', person.id).execute();
    await app.db
      .updateTable('account')
      .set({ sms_factor_at: new Date(app.clock.now()) })
      .where('id', '=', person.id)
      .execute();
    const browser = await ask(person);
    const page = await giveEmailCode(person, browser);
    expect(plainText(page.text)).toContain('Kode SMS tidak dipakai untuk memulihkan kata sandi');
    const forced = await browser.post('/forgot-password/verify', `newPassword=${NEW}&confirmPassword=${NEW}`);
    expect(headingOf(forced.text)).toBe('Pulihkan lewat petugas');
    expect(await audits(app, person.id, 'password.changed')).toEqual([]);
  });

  test('of two recoveries of one account at once one wins, and the other is told', async () => {
    const person = someone();
    const first = await upToPassword(person);
    const second = await upToPassword(person);
    const both = await Promise.all([choose(first.browser), choose(second.browser, 'Lain-Lagi-28!')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    const told = both.find(({ status }) => status === 422);
    expect(headingOf(told?.text ?? '')).toBe('Permintaan ini tidak berlaku lagi');
    expect(await audits(app, person.id, 'recovery.completed')).toHaveLength(1);
    // A double tap of the winner shows the same good end.
    const winner = both[0]?.status === 200 ? first.browser : second.browser;
    const again = await winner.post('/forgot-password/verify', `newPassword=${NEW}&confirmPassword=${NEW}`);
    expect(headingOf(again.text)).toBe('Kata sandi Anda sudah diganti');
  });

  test('ends the forced recovery of a password that others know, and codes handed over for the old one', async () => {
    const person = someone();
    const at = new Date(app.clock.now());
    await app.db
      .updateTable('password')
      .set({ recovery_forced_at: at })
      .where('account_id', '=', person.id)
      .execute();
    const { issueHandedCode } = await import('../../../src/model/credentials/handed-codes.ts');
    const issue = {
      accountId: person.id,
      kind: 'letter' as const,
      issuedBy: person.id,
      issuerSession: null,
      now: app.clock.now(),
    };
    const telling = {
      ring: app.ring,
      compose: () => ({ subject: '', text: '' }),
      context: { actor: 'system' },
    };
    await app.db.transaction().execute((trx) => issueHandedCode(trx, issue, telling));
    const { browser } = await upToPassword(person);
    expect((await choose(browser)).status).toBe(200);
    expect((await findSigninAccountById(app.db, person.id))?.password?.recoveryForced).toBe(false);
    const open = await app.db
      .selectFrom('handed_code')
      .select('id')
      .where('account_id', '=', person.id)
      .where('revoked_at', 'is', null)
      .execute();
    expect(open).toEqual([]);
  });

  test('a step that is not due leads to the due one, and a browser without a recovery to its beginning', async () => {
    const person = someone();
    const browser = await ask(person);
    const skipped = await browser.post(
      '/forgot-password/verify',
      `step=new_password&newPassword=${NEW}&confirmPassword=${NEW}`,
    );
    expect(headingOf(skipped.text)).toBe('Periksa email Anda');
    const stranger = visitor(app);
    expect((await stranger.get('/forgot-password/verify')).url).toBe(`${app.issuer}/forgot-password`);
    expect((await stranger.post('/forgot-password/verify', 'emailCode=123456')).url).toBe(
      `${app.issuer}/forgot-password`,
    );
  });

  test('what is wrong with the form of a NIP or an address is said at once, and what was typed is kept', async () => {
    const browser = visitor(app);
    await browser.get('/forgot-password');
    const refused = await browser.submit({ nip: '1990 0101', email: 'budi@' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('value="1990 0101"');
    expect(refused.text).toContain('value="budi@"');
    for (const field of ['nip', 'email'])
      expect(refused.text).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    // The address is read kindly.
    const person = someone();
    await ask({ nip: person.nip.replace(/^(.{8})/, '$1 '), email: ` ${person.email.toUpperCase()} ` });
    expect(await messagesTo(app, person.email, 'link_recovery')).toHaveLength(1);
  });

  test('the code lives ten minutes, as every code does; the link beside it goes on', async () => {
    const person = someone();
    const browser = await ask(person);
    const mail = await mailOf(person);
    expect(mail).toContain('Kode berlaku 10 menit, tautan 30 menit');
    app.clock.advance(policy.codes.ttlSeconds + 1);
    expect((await browser.submit({ emailCode: codeIn(mail) })).status).toBe(422);
    await browser.get(linkIn(mail));
    expect(headingOf((await browser.submit()).text)).toBe('Pastikan ini Anda');
  });

  test('whoever has neither authenticator nor recovery codes is led to people who can help', async () => {
    const person = someone();
    const browser = await ask(person);
    const factor = await giveEmailCode(person, browser);
    expect(factor.text).toContain('href="/reset-mfa/people?factor=tidak"');
    const people = await browser.get('/reset-mfa/people?factor=tidak');
    expect(people.text).toContain('Tanpa autentikator dan kode pemulihan');
    expect(people.text).not.toContain('Punya kode pemulihan?');
    for (const way of ['/help/nip', '/help/case']) expect(people.text).toContain(`href="${way}"`);
  });

  test('half an hour is all the time there is', async () => {
    const person = someone();
    const browser = await ask(person);
    const mail = await mailOf(person);
    app.clock.advance(policy.recovery.lifetimeSeconds + 1);
    expect((await browser.submit({ emailCode: codeIn(mail) })).url).toBe(`${app.issuer}/forgot-password`);
    expect((await browser.get(linkIn(mail))).status).toBe(422);
  });

  test('a freeze in between ends it, and a frozen account gets no mail', async () => {
    const person = someone();
    const { browser } = await upToPassword(person);
    const { placeBlock } = await import('../../../src/model/people/accounts.ts');
    const block = { accountId: person.id, kind: 'freeze' as const, reason: 'test', now: app.clock.now() };
    await app.db.transaction().execute((trx) => placeBlock(trx, block, { actor: 'self' }));
    const stopped = await choose(browser);
    expect([stopped.status, headingOf(stopped.text)]).toEqual([422, 'Permintaan ini tidak berlaku lagi']);
    expect(await audits(app, person.id, 'password.changed')).toEqual([]);
    const before = (await messagesTo(app, person.email)).length;
    await ask(person);
    expect((await messagesTo(app, person.email)).length).toBe(before);
  });

  test('an unknown NIP gets the same page', async () => {
    const nobody = await ask({ nip: UNKNOWN, email: 'siapa@asn.example' });
    expect((await nobody.submit({ emailCode: '123456' })).status).toBe(422);
  });
});
