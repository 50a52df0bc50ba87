import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCompose } from '../../src/jobs/compose.ts';
import { openResets } from '../../src/jobs/open-resets.ts';
import { createMessages } from '../../src/messages.ts';
import { changeContact } from '../../src/model/people/change-contact.ts';
import { askToConfirm } from '../../src/model/people/confirm-contact.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { codeIn, linkIn, messagesTo, somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { headingOf, visitor } from '../support/visitor.ts';
import type { Page } from '../support/visitor.ts';

/**
 * On 2G people press twice, and the browser shows the answer to the second press: whoever has just undone a thief's change
 * must not read that the link is no good (design §2, "a repeat, by the same browser, of a step it has just passed").
 */
describe('a button of a mailed link pressed twice', () => {
  let app: TestApp;
  let someone: () => Someone;
  beforeAll(async () => {
    app = await startApp();
    someone = await somePeople(app, 6);
  });
  afterAll(() => app?.stop());

  const telling = () => ({
    compose: createCompose(createMessages(), { issuer: app.issuer }),
    context: { actor: 'system' },
    issuer: app.issuer,
  });

  /** Both presses leave with the cookies of the page, before either is answered. */
  async function pressTwice(link: string): Promise<{ pages: Page[]; late: Page }> {
    const browser = visitor(app);
    const { pathname } = new URL((await browser.get(link)).url);
    const pages = await Promise.all([browser.post(pathname, ''), browser.post(pathname, '')]);
    app.clock.advance(120);
    const other = visitor(app);
    await other.get(link);
    return { pages, late: await other.post(pathname, '') };
  }

  async function waitingReset(person: Someone): Promise<void> {
    const browser = visitor(app);
    await browser.get('/reset-mfa');
    await browser.submit({ nip: person.nip, email: person.email });
    const codes = await Promise.all(
      [person.email, person.phone].map(async (to) =>
        codeIn((await messagesTo(app, to, 'code_reset'))[0]?.text),
      ),
    );
    const [emailCode = '', smsCode = ''] = codes;
    await browser.submit({ password: person.password, emailCode, smsCode });
  }

  test('undoes a change of contact once, and says so to both', async () => {
    const { id: accountId, email } = someone();
    const now = app.clock.now();
    const change = { kind: 'phone' as const, value: '+6281377770001', source: 'self' as const };
    await app.db
      .transaction()
      .execute((trx) => changeContact(trx, { accountId, ...change, verified: true, now }, telling()));
    const { pages, late } = await pressTwice(
      linkIn((await messagesTo(app, email, 'contact_changed'))[0]?.text),
    );
    expect(pages.map(({ text }) => headingOf(text))).toEqual(Array(2).fill('Perubahan dibatalkan'));
    expect(late.status).toBe(422);
  });

  test('cancels a reset once, and says so to both', async () => {
    const person = someone();
    await waitingReset(person);
    const { pages, late } = await pressTwice(
      linkIn((await messagesTo(app, person.email, 'reset_requested'))[0]?.text),
    );
    expect(pages.map(({ text }) => headingOf(text))).toEqual(
      Array(2).fill('Penggantian autentikator dibatalkan'),
    );
    expect(late.status).toBe(422);
  });

  test('confirms a contact once, and says so to both', async () => {
    const { id: accountId } = someone();
    const now = app.clock.now();
    const value = 'baru.dua@asn.example';
    await app.db.transaction().execute(async (trx) => {
      const change = {
        accountId,
        kind: 'email' as const,
        value,
        source: 'agency' as const,
        verified: false,
        now,
      };
      const changed = await changeContact(trx, change, telling());
      if (changed.kind !== 'changed') throw new Error('not changed');
      const { contactId } = changed;
      await askToConfirm(trx, { accountId, contactId, kind: 'email', value, agency: 'BKN', now }, telling());
    });
    const { pages, late } = await pressTwice(
      linkIn((await messagesTo(app, value, 'contact_recorded'))[0]?.text),
    );
    const [first = '', second] = pages.map(({ text }) => headingOf(text));
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    expect(second).toBe(first);
    expect(late.status).toBe(422);
  });

  // The second press gave the browser another cookie than the one that was written down: it held nothing any more.
  test('lets one browser hold an open reset, whichever answer it keeps', async () => {
    const person = someone();
    await waitingReset(person);
    app.clock.advance(86_400);
    await openResets({ db: app.db, ...telling(), now: app.clock.now });
    const browser = visitor(app);
    await browser.get(linkIn((await messagesTo(app, person.email, 'reset_open'))[0]?.text));
    const pages = await Promise.all([1, 2].map(() => browser.post('/reset-mfa/open', '')));
    for (const { text } of pages) expect(headingOf(text)).toBe('Autentikator baru bisa didaftarkan');
    expect(headingOf((await browser.get('/reset-mfa/status')).text)).toBe(
      'Autentikator baru bisa didaftarkan',
    );
  });
});
