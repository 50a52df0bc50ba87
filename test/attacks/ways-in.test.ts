import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { completeRecovery } from '../../src/features/recovery/forgot/complete.ts';
import { changeContact } from '../../src/model/people/change-contact.ts';
import { undoContactChange } from '../../src/model/people/undo-contact-change.ts';
import { findSigninAccountById } from '../../src/model/people/signin-account.ts';
import { newRecovery } from '../../src/model/recoveries.ts';
import { accountState } from '../../src/model/registrations/judge.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { codeIn, linkIn, messagesTo, somePeople, wrongCode } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { headingOf, visitor } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

let app: TestApp;
let someone: () => Someone;
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1' } });
  someone = await somePeople(app, 16);
});
afterAll(() => app?.stop());

async function askReset(person: Someone): Promise<Visitor> {
  const browser = visitor(app);
  await browser.get('/reset-mfa');
  await browser.submit({ nip: person.nip, email: person.email });
  return browser;
}

async function codesOf(person: Someone) {
  const [mail, sms] = await Promise.all([
    messagesTo(app, person.email, 'code_reset'),
    messagesTo(app, person.phone, 'code_reset'),
  ]);
  return { emailCode: codeIn(mail[0]?.text), smsCode: codeIn(sms[0]?.text) };
}

describe('whoever knows NIP and address', () => {
  // Ten wrong codes a day, whoever typed them, were the end of the day's resets: and there a link is no way out.
  test('cannot keep its owner from a reset by typing wrong codes', async () => {
    const person = someone();
    const stranger = await askReset(person);
    for (let round = 0; round < 2; round += 1) {
      const { emailCode, smsCode } = await codesOf(person);
      const typed = new URLSearchParams({
        emailCode: wrongCode(emailCode, smsCode),
        smsCode: wrongCode(emailCode, smsCode),
      });
      for (let tries = 0; tries < 5; tries += 1) await stranger.post('/reset-mfa/verify', typed.toString());
      await stranger.post('/reset-mfa/verify', 'resend=1');
    }
    // The stranger has used up what may be sent to whoever knows no more than that; behind the password there is more.
    const owner = await askReset(person);
    expect((await owner.submit({ password: person.password })).text).toContain('name="password"');
    await owner.post('/reset-mfa/verify', 'resend=1');
    const codes = new URLSearchParams({ ...(await codesOf(person)), password: person.password });
    const done = await owner.post('/reset-mfa/verify', codes.toString());
    expect(new URL(done.url).pathname).toBe('/reset-mfa/status');
    expect(headingOf(done.text)).not.toBe('');
  });
});

describe('a forgotten password', () => {
  async function ask(person: Someone, address: string): Promise<Page> {
    const browser = visitor(app, { address });
    await browser.get('/forgot-password');
    return browser.submit({ nip: person.nip, email: person.email });
  }
  const mails = async (person: Someone) => (await messagesTo(app, person.email, 'link_recovery')).length;

  // Eight messages a day for whoever names the address: one stranger used all of them up every morning.
  test('is not kept from its owner by somebody who asks for it again and again elsewhere', async () => {
    const person = someone();
    const pages = await Promise.all(Array.from({ length: 10 }, () => ask(person, '192.0.2.7')));
    expect(await mails(person)).toBe(policy.codes.forNamedByAddress.perDay);
    // What was sent and what was not look the same.
    const texts = pages.map(({ text }) => text.replaceAll(/nonce="[^"]+"/g, ''));
    expect(new Set(texts).size).toBe(1);
    const owners = await ask(person, '198.51.100.7');
    expect(owners.text.replaceAll(/nonce="[^"]+"/g, '')).toBe(texts[0]);
    expect(await mails(person)).toBe(policy.codes.forNamedByAddress.perDay + 1);
  });

  test('nor by asking for the reset of an authenticator, which has no messages of its own', async () => {
    const person = someone();
    const reset = async () => {
      const browser = visitor(app, { address: '192.0.2.8' });
      await browser.get('/reset-mfa');
      await browser.submit({ nip: person.nip, email: person.email });
    };
    await Promise.all(Array.from({ length: 6 }, reset));
    await ask(person, '198.51.100.8');
    expect(await mails(person)).toBe(1);
  });
});

describe('a forgotten password whose contact is no contact any more', () => {
  const NEW = 'Rumah-Kayu-27!';
  const OVER = 'Permintaan ini tidak berlaku lagi';
  async function ask(person: Someone): Promise<{ browser: Visitor; mail: string }> {
    const browser = visitor(app);
    await browser.get('/forgot-password');
    await browser.submit({ nip: person.nip, email: person.email });
    const [mail] = await messagesTo(app, person.email, 'link_recovery');
    return { browser, mail: mail?.text ?? '' };
  }
  /** An officer, or the directory, puts another one on record. */
  async function change(person: Someone, kind: 'email' | 'phone', value: string): Promise<void> {
    const telling = {
      compose: () => ({ subject: '', text: '' }),
      context: { actor: 'system' },
      issuer: app.issuer,
    };
    const asked = { accountId: person.id, kind, value, source: 'helpdesk', verified: true } as const;
    await app.db
      .transaction()
      .execute((trx) => changeContact(trx, { ...asked, now: app.clock.now() }, telling));
  }
  const stateOf = async ({ id }: Someone) => {
    const account = await findSigninAccountById(app.db, id);
    return { hash: account?.password?.hash, epoch: account?.epoch };
  };

  test('sets no password: neither after its code', async () => {
    const person = someone();
    const { browser, mail } = await ask(person);
    await browser.submit({ emailCode: codeIn(mail) });
    expect(headingOf((await browser.submit({ code: person.code() })).text)).toBe('Buat kata sandi baru');
    const before = await stateOf(person);
    await change(person, 'email', `baru.${person.email}`);
    const refused = await browser.submit({ newPassword: NEW, confirmPassword: NEW });
    expect([refused.status, headingOf(refused.text)]).toEqual([422, OVER]);
    expect((await browser.get('/forgot-password/verify')).status).toBe(422);
    expect(await stateOf(person)).toEqual(before);
  });

  test('nor by its link, whose page says no more than of any that is over', async () => {
    const person = someone();
    const { mail } = await ask(person);
    await change(person, 'email', `baru.${person.email}`);
    const elsewhere = visitor(app);
    const page = await elsewhere.get(linkIn(mail));
    const unknown = await visitor(app).get(`/reset-password/${'A'.repeat(43)}`);
    expect([page.status, headingOf(page.text)]).toEqual([422, headingOf(unknown.text)]);
    expect((await elsewhere.post('/reset-password', '')).status).toBe(422);
  });

  test('nor where it was shared, undone or younger than 72 hours by then', async () => {
    const ways = [{ suspended_at: new Date() }, { recorded_at: new Date(app.clock.now()) }];
    for (const set of ways) {
      const person = someone();
      const { browser, mail } = await ask(person);
      await browser.submit({ emailCode: codeIn(mail) });
      await app.db.updateTable('contact').set(set).where('value', '=', person.email).execute();
      expect(headingOf((await browser.get('/forgot-password/verify')).text)).toBe(OVER);
    }
  });

  test('nor after a code to a number that is another one by then', async () => {
    const person = someone();
    await app.db.deleteFrom('totp').where('account_id', '=', person.id).execute();
    const { browser, mail } = await ask(person);
    await browser.submit({ emailCode: codeIn(mail) });
    const [sms] = await messagesTo(app, person.phone, 'code_recovery');
    const due = await browser.submit({ smsCode: codeIn(sms?.text) });
    expect(headingOf(due.text)).toBe('Buat kata sandi baru');
    const before = await stateOf(person);
    await change(person, 'phone', '+6281399990001');
    // As old as any that counts: it is not the one that answered.
    await app.db
      .updateTable('contact')
      .set({ recorded_at: new Date(app.clock.now() - 30 * 86_400_000) })
      .where('value', '=', '+6281399990001')
      .execute();
    const refused = await browser.submit({ newPassword: NEW, confirmPassword: NEW });
    expect([refused.status, headingOf(refused.text)]).toEqual([422, OVER]);
    expect(await stateOf(person)).toEqual(before);
  });

  test('is looked at in the transaction that sets it, whatever was seen before', async () => {
    const person = someone();
    const account = await findSigninAccountById(app.db, person.id);
    if (!account) throw new Error('nobody there');
    const contactId = account.contacts.find(({ kind }) => kind === 'email')?.id ?? null;
    const begun = { accountId: person.id, who: person.id, epoch: account.epoch, contactId };
    const recovery = { ...newRecovery(begun, app.clock.now()), emailProven: true, factorProven: true };
    await change(person, 'email', `baru.${person.email}`);
    const deps = {
      db: app.db,
      hasher: { hash: async () => 'not-a-hash' },
      compose: () => ({ subject: '', text: '' }),
      now: app.clock.now,
    } as unknown as Parameters<typeof completeRecovery>[0];
    const outcome = await completeRecovery(deps, { account, recovery, password: NEW }, { actor: person.id });
    expect(outcome).toBe('superseded');
    expect(await stateOf(person)).toEqual({ hash: account.password?.hash, epoch: account.epoch });
  });
});

describe('a contact that was undone', () => {
  async function changeAndUndo(person: Someone, between: () => Promise<unknown>) {
    const links: string[] = [];
    const telling = {
      compose: (_kind: string, _channel: string, _locale: string | null, values: object) => {
        links.push(String((values as { link?: string }).link ?? ''));
        return { subject: '', text: '' };
      },
      context: { actor: person.id },
      issuer: app.issuer,
    };
    const now = app.clock.now();
    const change = { accountId: person.id, kind: 'email', source: 'self', verified: true, now } as const;
    const put = (value: string) =>
      app.db.transaction().execute((trx) => changeContact(trx, { ...change, value }, telling));
    await put('pencuri@asn.example');
    await between();
    const token = links[0]?.split('/').at(-1) ?? '';
    await app.db.transaction().execute((trx) => undoContactChange(trx, { token, now: now + 2 }, telling));
    return put;
  }
  const passwordOf = async ({ id }: Someone) => (await findSigninAccountById(app.db, id))?.password;

  test('can be put on record anew, instead of counting for nothing for ever', async () => {
    const person = someone();
    const put = await changeAndUndo(person, async () => {});
    const emailOf = async () =>
      (await findSigninAccountById(app.db, person.id))?.contacts.find(({ kind }) => kind === 'email');
    expect(await emailOf()).toMatchObject({ value: person.email, suspended: true });
    expect((await put(person.email)).kind).toBe('changed');
    expect(await emailOf()).toMatchObject({ value: person.email, suspended: false });
    expect((await put(person.email)).kind).toBe('same');
  });

  // Whoever activated somebody's account kept its password, and with one contact left got an authenticator a day later.
  test('takes the password that came with it along, and no older one', async () => {
    const [thiefs, owners] = [someone(), someone()];
    await changeAndUndo(thiefs, () =>
      app.db
        .updateTable('password')
        .set({ set_at: new Date(app.clock.now() + 1) })
        .where('account_id', '=', thiefs.id)
        .execute(),
    );
    await changeAndUndo(owners, async () => {});
    expect(await passwordOf(thiefs)).toMatchObject({ recoveryForced: true });
    expect(await passwordOf(owners)).toMatchObject({ recoveryForced: false });
  });
});

test('a number that waits for the word of an account’s owner is no new person’s', async () => {
  const person = someone();
  const nip = '199001012026011888';
  expect(await accountState(app.db, nip, 'no-such-record')).toBe('none');
  const offer = { nip, account_id: person.id, offered_at: new Date(app.clock.now()) };
  await app.db.insertInto('nip_offer').values(offer).execute();
  expect(await accountState(app.db, nip, 'no-such-record')).toBe('exists');
  await app.db
    .updateTable('nip_offer')
    .set({ answered_at: new Date(app.clock.now()), accepted: false })
    .where('nip', '=', nip)
    .execute();
  expect(await accountState(app.db, nip, 'no-such-record')).toBe('none');
});
