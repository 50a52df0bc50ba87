import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openResets } from '../../../src/jobs/open-resets.ts';
import { createCompose } from '../../../src/jobs/compose.ts';
import { createMessages } from '../../../src/messages.ts';
import { makeRecoveryCodes } from '../../../src/model/credentials/recovery-codes.ts';
import { passwordPool } from '../../../src/model/pools.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { audits, codeIn, linkIn, messagesTo, somePeople, wrongCode } from '../../support/recovery.ts';
import type { Someone } from '../../support/recovery.ts';
import { alerts, plainText } from '../../support/signin.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

const DAY = 86_400;

describe('a lost or changed phone', () => {
  let app: TestApp;
  let someone: () => Someone;
  beforeAll(async () => {
    app = await startApp();
    someone = await somePeople(app, 20);
  });
  afterAll(() => app?.stop());

  async function ask(person: Pick<Someone, 'nip' | 'email'>, answers = {}): Promise<Visitor> {
    const browser = visitor(app);
    await browser.get('/reset-mfa');
    const page = await browser.submit({ nip: person.nip, email: person.email, ...answers });
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/reset-mfa/verify']);
    return browser;
  }
  const codesOf = async (person: Someone) => {
    const [mail, sms] = await Promise.all([
      messagesTo(app, person.email, 'code_reset'),
      messagesTo(app, person.phone, 'code_reset'),
    ]);
    return { emailCode: codeIn(mail[0]?.text), smsCode: codeIn(sms[0]?.text) };
  };
  const proveAll = async (person: Someone, browser: Visitor) =>
    browser.submit({ password: person.password, ...(await codesOf(person)) });
  const states = async ({ id }: Someone) => {
    const rows = await app.db
      .selectFrom('authenticator_reset')
      .select('state')
      .where('account_id', '=', id)
      .orderBy('requested_at')
      .execute();
    return rows.map(({ state }) => state);
  };
  const runJob = () => {
    const messages = createMessages();
    const compose = createCompose(messages, { issuer: app.issuer });
    return openResets({ db: app.db, compose, issuer: app.issuer, now: app.clock.now });
  };
  const signIn = async (person: Someone, browser: Visitor): Promise<Page> => {
    await browser.get('/portal');
    return browser.submit({ nip: person.nip, password: person.password });
  };
  async function recoveryCode(person: Someone): Promise<string> {
    const telling = { compose: () => ({ subject: '', text: '' }), context: { actor: 'system' } };
    const [code = ''] = await app.db
      .transaction()
      .execute((trx) => makeRecoveryCodes(trx, person.id, app.clock.now(), telling));
    return code;
  }

  test('first asks what still works, and leads on where something does not', async () => {
    const browser = visitor(app);
    const page = await browser.get('/reset-mfa');
    for (const question of ['Nomor HP masih aktif?', 'Email masih terbuka?', 'Punya kode pemulihan?'])
      expect(plainText(page.text)).toContain(question);
    const people = await browser.submit({ emailWorks: 'tidak', phoneWorks: 'ya' });
    expect(people.url).toBe(`${app.issuer}/reset-mfa/people?email=tidak`);
    expect(headingOf(people.text)).toBe('Pulihkan lewat petugas');
    for (const way of ['href="/help/case"', 'href="/help/nip"', 'KTP']) expect(people.text).toContain(way);
    await browser.get('/reset-mfa');
    const code = await browser.submit({ hasCode: 'ya', emailWorks: 'tidak', nip: 'x', email: '' });
    expect([code.status, code.text.includes('value="x"')]).toEqual([422, true]);
    expect(code.text).toMatch(/id="hasCode-ya"[^>]* checked/);
  });

  test('with password and both codes it waits a day, tells every contact, and opens for this browser', async () => {
    const person = someone();
    const browser = await ask(person, { phoneWorks: 'ya', emailWorks: 'ya' });
    const waiting = await proveAll(person, browser);
    expect([new URL(waiting.url).pathname, headingOf(waiting.text)]).toEqual([
      '/reset-mfa/status',
      'Menunggu 24 jam',
    ]);
    for (const to of [person.email, person.phone]) {
      const [notice] = await messagesTo(app, to, 'reset_requested');
      expect(notice?.text).toContain(`${app.issuer}/reset-mfa/cancel/`);
    }
    expect(await runJob()).toEqual({ opened: 0, expired: 0 });
    expect((await browser.get('/reset-mfa')).text).toContain('href="/reset-mfa/status"');
    expect((await visitor(app).get('/reset-mfa')).text).not.toContain('href="/reset-mfa/status"');
    // Until then the old one is asked for, here too.
    expect((await signIn(person, browser)).text).toContain('name="code"');

    app.clock.advance(DAY);
    expect(await runJob()).toEqual({ opened: 1, expired: 0 });
    expect((await messagesTo(app, person.email, 'reset_open'))[0]?.text).toContain('/reset-mfa/open/');
    expect(headingOf((await browser.get('/reset-mfa/status')).text)).toBe(
      'Autentikator baru bisa didaftarkan',
    );
    // In this browser codes to the contacts are asked for instead of the old authenticator; in any other one that one.
    const here = await signIn(person, browser);
    expect(here.text).toContain('name="emailCode"');
    const elsewhere = await signIn(person, visitor(app));
    expect(elsewhere.text).toContain('name="code"');

    app.clock.advance(DAY);
    expect(await runJob()).toEqual({ opened: 0, expired: 1 });
    expect(headingOf((await browser.get('/reset-mfa/status')).text)).toBe('Waktunya sudah lewat');
  });

  test('a right one stays verified; each field says what is still asked for', async () => {
    const person = someone();
    const browser = await ask(person);
    const { emailCode, smsCode } = await codesOf(person);
    const mail = await browser.submit({ emailCode });
    expect(mail.status).toBe(422);
    expect(mail.text).not.toContain('name="emailCode"');
    expect(plainText(mail.text)).toContain('Kode email: sudah benar.');
    const sms = await browser.submit({ smsCode: wrongCode(smsCode), password: person.password });
    expect(sms.text).not.toContain('name="password"');
    expect(alerts(sms.text)).toBe(
      'Kode tidak cocok atau tidak berlaku lagi. Pakai kode dari SMS terbaru, atau tekan Kirim ulang.',
    );
    expect(sms.text).toMatch(/id="smsCode"[^>]*aria-invalid="true"/);
    expect(headingOf((await browser.submit({ smsCode })).text)).toBe('Menunggu 24 jam');
  });

  test('once the mailbox has answered, a wrong password is called wrong; before that nothing is said of it', async () => {
    const person = someone();
    const browser = await ask(person);
    const before = await browser.submit({ password: 'Bukan-Kata-Sandi-1' });
    expect(alerts(before.text)).toContain('Kata sandi belum dapat dipastikan');
    const { emailCode } = await codesOf(person);
    const after = await browser.submit({ password: 'Bukan-Kata-Sandi-1', emailCode });
    expect(alerts(after.text)).toContain('Kata sandi tidak cocok');
  });

  test('asked for again while one runs it says so, and sets no clock anew', async () => {
    const person = someone();
    await proveAll(person, await ask(person));
    app.clock.advance(3600);
    const again = await ask(person);
    const told = await proveAll(person, again);
    expect(headingOf(told.text)).toBe('Sudah berjalan');
    expect(plainText(told.text)).toContain('tidak dihitung ulang');
    expect(await states(person)).toEqual(['waiting']);
    // And the browser that came later holds nothing.
    app.clock.advance(DAY - 3600);
    expect((await signIn(person, again)).text).toContain('name="code"');
  });

  test('two last submissions at once begin one', async () => {
    const person = someone();
    const [one, two] = [await ask(person), await ask(person)];
    // The codes of both were sent one after the other: the last two of each contact are awaited, each in its browser.
    const mails = await messagesTo(app, person.email, 'code_reset');
    const texts = await messagesTo(app, person.phone, 'code_reset');
    const give = (browser: Visitor, at: number) =>
      browser.submit({
        password: person.password,
        emailCode: codeIn(mails[at]?.text),
        smsCode: codeIn(texts[at]?.text),
      });
    const pages = await Promise.all([give(one, 1), give(two, 0)]);
    expect(pages.map(({ text }) => headingOf(text)).toSorted()).toEqual([
      'Menunggu 24 jam',
      'Sudah berjalan',
    ]);
    expect(await states(person)).toEqual(['waiting']);
  });

  test('the cancel link works without signing in, by its button alone, once', async () => {
    const person = someone();
    const browser = await ask(person);
    await proveAll(person, browser);
    const link = linkIn((await messagesTo(app, person.email, 'reset_requested'))[0]?.text);
    const owner = visitor(app);
    const page = await owner.get(link);
    expect([page.url, headingOf(page.text)]).toEqual([
      `${app.issuer}/reset-mfa/cancel`,
      'Batalkan penggantian autentikator?',
    ]);
    expect(await states(person)).toEqual(['waiting']);
    expect(headingOf((await owner.submit()).text)).toBe('Penggantian autentikator dibatalkan');
    expect(await states(person)).toEqual(['cancelled']);
    expect(headingOf((await browser.get('/reset-mfa/status')).text)).toBe('Permintaan dibatalkan');
    expect((await visitor(app).get(link)).status).toBe(422);
    expect(await messagesTo(app, person.phone, 'reset_cancelled')).toHaveLength(1);
    app.clock.advance(DAY);
    expect((await signIn(person, browser)).text).toContain('name="code"');
  });

  test('a sign-in with the old authenticator ends it', async () => {
    const person = someone();
    await proveAll(person, await ask(person));
    const browser = visitor(app);
    await signIn(person, browser);
    expect(new URL((await browser.submit({ code: person.code() })).url).pathname).toBe('/portal');
    expect(await states(person)).toEqual(['cancelled']);
  });

  test('a recovery code opens it at once, in the place of one that waits', async () => {
    const person = someone();
    const code = await recoveryCode(person);
    await proveAll(person, await ask(person));
    const browser = await ask(person, { hasCode: 'ya', emailWorks: 'tidak' });
    expect((await browser.get('/reset-mfa/verify')).text).toMatch(/<details open>/);
    const wrong = await browser.submit({ password: 'Salah#12345', recoveryCode: code });
    expect(wrong.status).toBe(422);
    const open = await browser.submit({ password: person.password, recoveryCode: code });
    expect(headingOf(open.text)).toBe('Autentikator baru bisa didaftarkan');
    expect(await states(person)).toEqual(['cancelled', 'open']);
    expect((await signIn(person, browser)).text).toContain('name="emailCode"');
  });

  test('the link of the opening makes a browser a holder, by its button', async () => {
    const person = someone();
    await proveAll(person, await ask(person));
    app.clock.advance(DAY);
    await runJob();
    const link = linkIn((await messagesTo(app, person.email, 'reset_open'))[0]?.text);
    const phone = visitor(app);
    const page = await phone.get(link);
    expect(headingOf(page.text)).toBe('Lanjutkan penggantian autentikator');
    expect((await signIn(person, phone)).text).toContain('name="code"');
    const again = visitor(app);
    await again.get(link);
    expect(headingOf((await again.submit()).text)).toBe('Autentikator baru bisa didaftarkan');
    expect((await signIn(person, again)).text).toContain('name="emailCode"');
    await phone.get(link);
    expect((await phone.post('/reset-mfa/open', '')).status).toBe(422);
  });

  test('without a number that counts the way leads to the agency, named', async () => {
    const person = someone();
    await app.db
      .updateTable('contact')
      .set({ recorded_at: new Date(app.clock.now()) })
      .where('value', '=', person.phone)
      .execute();
    const browser = await ask(person);
    expect(await messagesTo(app, person.phone, 'code_reset')).toEqual([]);
    const { emailCode } = await codesOf(person);
    const page = await browser.submit({ password: person.password, emailCode });
    expect(headingOf(page.text)).toBe('Pulihkan lewat petugas');
    expect(plainText(page.text)).toContain('Instansi Uji Beban');
    expect(await states(person)).toEqual([]);
  });

  test.each(['email', 'phone'] as const)('an %s changed in between proves nothing', async (kind) => {
    const person = someone();
    const browser = await ask(person);
    const { emailCode, smsCode } = await codesOf(person);
    await browser.submit({ password: person.password, emailCode });
    await app.db
      .updateTable('contact')
      .set({ removed_at: new Date(app.clock.now()) })
      .where('account_id', '=', person.id)
      .where('kind', '=', kind)
      .execute();
    const page = await browser.submit({ smsCode });
    expect(page.text).not.toContain('24 jam');
    expect(await states(person)).toEqual([]);
  });

  test('who signs in with codes by SMS comes to an authenticator', async () => {
    const person = someone();
    await app.db.deleteFrom('totp').where('account_id', '=', person.id).execute();
    const chosen = { sms_factor_at: new Date(app.clock.now()) };
    await app.db.updateTable('account').set(chosen).where('id', '=', person.id).execute();
    const page = await proveAll(person, await ask(person));
    expect(headingOf(page.text)).toBe('Menunggu 24 jam');
    expect(await states(person)).toEqual(['waiting']);
  });

  test('who has no authenticator is told that there is nothing to replace', async () => {
    const person = someone();
    await app.db.deleteFrom('totp').where('account_id', '=', person.id).execute();
    const page = await proveAll(person, await ask(person));
    expect(headingOf(page.text)).toBe('Tidak ada yang perlu diganti');
  });

  test('a freeze in between ends it', async () => {
    const person = someone();
    const browser = await ask(person);
    const codes = await codesOf(person);
    await browser.submit({ emailCode: codes.emailCode });
    const { placeBlock } = await import('../../../src/model/people/accounts.ts');
    const block = { accountId: person.id, kind: 'freeze' as const, reason: 'test', now: app.clock.now() };
    await app.db.transaction().execute((trx) => placeBlock(trx, block, { actor: 'self' }));
    const page = await browser.post(
      '/reset-mfa/verify',
      new URLSearchParams({ password: person.password, smsCode: codes.smsCode }).toString(),
    );
    expect(headingOf(page.text)).toBe('Permintaan ini tidak berlaku lagi');
    expect(await states(person)).toEqual([]);
  });

  test('a completed request counts as a success in the pool of passwords', async () => {
    const person = someone();
    const browser = await ask(person);
    await browser.submit({ password: 'Salah#12345' });
    expect(await app.kv.get(passwordPool(person.id).key)).not.toBeNull();
    await proveAll(person, browser);
    expect(await app.kv.get(passwordPool(person.id).key)).toBeNull();
    expect(await audits(app, person.id, 'reset.password-refused')).toEqual([{ reason: 'wrong_password' }]);
  });

  test('a browser that is in the middle of nothing begins at the beginning', async () => {
    const browser = visitor(app);
    for (const path of ['/reset-mfa/verify', '/reset-mfa/status'])
      expect((await browser.get(path)).url).toBe(`${app.issuer}/reset-mfa`);
    expect((await browser.post('/reset-mfa/verify', 'password=x')).url).toBe(`${app.issuer}/reset-mfa`);
  });
});
