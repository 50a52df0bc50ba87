import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPassword as PASSWORD } from '../../../config/demo-people.ts';
import { sha256 } from '../../../src/platform/crypto.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
let authorization: string;
beforeAll(async () => {
  app = await startApp();
  const found = await fetch(`${app.issuer}/.well-known/openid-configuration`);
  ({ authorization_endpoint: authorization } = (await found.json()) as { authorization_endpoint: string });
});
afterAll(() => app.stop());

/** An application asks for a sign-in, in a language or none. */
const begin = (browser: Visitor, uiLocales?: string): Promise<Page> =>
  browser.get(
    `${authorization}?${new URLSearchParams({
      client_id: 'portal',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${app.issuer}/portal/callback`,
      code_challenge: sha256('verifier'),
      code_challenge_method: 'S256',
      ...(uiLocales === undefined ? {} : { ui_locales: uiLocales }),
    }).toString()}`,
  );
const languageOf = ({ text }: Page) => /<html lang="(\w+)"/.exec(text)?.[1];

describe('the language of a sign-in', () => {
  test('is the application’s wish on every step, before what was chosen some day', async () => {
    const browser = visitor(app);
    browser.cookies.set('lang|/', 'id');
    expect(languageOf(await begin(browser, 'jv en'))).toBe('en');
    const refused = await browser.submit({ nip: nips.budi, password: 'wrong' });
    expect([refused.status, languageOf(refused)]).toEqual([422, 'en']);
    const code = await browser.submit({ nip: nips.budi, password: PASSWORD });
    expect([headingOf(code.text), languageOf(code)]).not.toContain('id');
    expect(languageOf(code)).toBe('en');
    // Elsewhere the person's own choice holds.
    expect(languageOf(await browser.get('/help'))).toBe('id');
  });

  test('is what its person switches to on the way, from there to the end', async () => {
    const browser = visitor(app);
    const page = await begin(browser, 'en');
    const path = new URL(page.url).pathname;
    expect(languageOf(await browser.get(`${path}?lang=id`))).toBe('id');
    expect(languageOf(await browser.get(path))).toBe('id');
    expect(languageOf(await browser.submit({ nip: nips.siti, password: 'wrong' }))).toBe('id');
    expect(languageOf(await browser.submit({ nip: nips.siti, password: PASSWORD }))).toBe('id');
    // The next one is the application's again.
    expect(languageOf(await begin(browser, 'en'))).toBe('en');
  });

  test('is the browser’s where nobody wished or chose, and Indonesian from the factory', async () => {
    const listed = (list: string) => visitor(app, { headers: { 'accept-language': list } });
    expect(languageOf(await begin(listed('en-GB,en;q=0.9')))).toBe('en');
    expect(languageOf(await begin(listed('en-US,en;q=0.9')))).toBe('id');
    expect(languageOf(await begin(listed('en-GB'), 'id'))).toBe('id');
  });

  test('becomes the account’s at a sign-in where nobody had chosen, and leaves a choice alone', async () => {
    const { db, clock } = app;
    const setLocale = (locale: string | null) =>
      db
        .updateTable('account')
        .set({ locale })
        .where('id', 'in', db.selectFrom('nip_alias').select('account_id').where('nip', '=', nips.budi))
        .execute();
    const signIn = async (browser: Visitor, more: Record<string, string> = {}) => {
      await browser.get('/portal');
      await browser.submit({ nip: nips.budi, password: PASSWORD, ...more });
      clock.advance(30);
      return browser.submit({ code: phoneCode(clock.now()) });
    };
    await setLocale('en');
    const fresh = visitor(app);
    expect(languageOf(await signIn(fresh))).toBe('en');
    expect(fresh.cookies.get('lang|/')).toBe('en');
    const chosen = visitor(app);
    chosen.cookies.set('lang|/', 'id');
    expect(languageOf(await signIn(chosen))).toBe('id');
    await setLocale(null);
    const none = visitor(app);
    expect(languageOf(await signIn(none))).toBe('id');
    expect(none.cookies.has('lang|/')).toBe(false);
  });
});
