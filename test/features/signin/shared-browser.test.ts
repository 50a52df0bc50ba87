import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPassword as PASSWORD } from '../../../config/demo-people.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const COOKIE = 'people|/';
const ticked = ({ text }: Page): boolean => {
  const [box] = /<input[^>]*id="shared"[^>]*>/.exec(text) ?? [];
  if (!box) throw new Error('no box');
  return box.includes('checked');
};
const signInPage = (browser: Visitor) => browser.get('/portal');

/** Comes, and goes again; every time step is good once. */
async function comeAndGo(browser: Visitor, nip: string, more: Record<string, string> = {}): Promise<void> {
  await signInPage(browser);
  await browser.submit({ nip, password: PASSWORD, ...more });
  app.clock.advance(30);
  const portal = await browser.submit({ code: phoneCode(app.clock.now()) });
  expect(portal.url).toBe(`${app.issuer}/portal`);
  await browser.post('/portal/logout', '');
}

describe('"Perangkat bersama"', () => {
  test('is not ticked for one person, however often they come', async () => {
    const browser = visitor(app);
    expect(ticked(await signInPage(browser))).toBe(false);
    await comeAndGo(browser, nips.budi);
    await comeAndGo(browser, nips.budi, { shared: '1' });
    expect(ticked(await signInPage(browser))).toBe(false);
  });

  test('is ticked where two have come, with the box ticked or not', async () => {
    for (const shared of [{}, { shared: '1' }] as Record<string, string>[]) {
      const browser = visitor(app);
      await comeAndGo(browser, nips.budi, shared);
      expect(ticked(await signInPage(browser))).toBe(false);
      await comeAndGo(browser, nips.siti, shared);
      expect(ticked(await signInPage(browser))).toBe(true);
    }
  });

  test('unticked stays so over a refusal, and says whose browser it is until somebody else comes', async () => {
    const browser = visitor(app);
    await comeAndGo(browser, nips.budi);
    await comeAndGo(browser, nips.siti);
    expect(ticked(await signInPage(browser))).toBe(true);
    const refused = await browser.submit({ nip: nips.siti, password: 'wrong' });
    expect([refused.status, ticked(refused)]).toEqual([422, false]);
    await comeAndGo(browser, nips.siti);
    expect(ticked(await signInPage(browser))).toBe(false);
    await comeAndGo(browser, nips.budi);
    expect(ticked(await signInPage(browser))).toBe(true);
  });

  test('left ticked, it stays so', async () => {
    const browser = visitor(app);
    await comeAndGo(browser, nips.budi);
    await comeAndGo(browser, nips.siti, { shared: '1' });
    await comeAndGo(browser, nips.siti, { shared: '1' });
    expect(ticked(await signInPage(browser))).toBe(true);
  });

  test('is ticked after "Bukan saya" at the session of a shared device, until the form was sent', async () => {
    const browser = visitor(app);
    await signInPage(browser);
    await browser.submit({ nip: nips.rina, password: PASSWORD, shared: '1' });
    app.clock.advance(30);
    await browser.submit({ code: phoneCode(app.clock.now()) });
    browser.cookies.delete('portal_confirmed|/');
    await browser.get('/portal');
    const page = await browser.submit({ decision: 'other' });
    expect(ticked(page)).toBe(true);
    expect(ticked(await browser.get(page.url))).toBe(true);
    await browser.submit({ nip: nips.siti, password: 'wrong' });
    expect(ticked(await browser.get(page.url))).toBe(false);
  });

  test('its cookie tells nobody who: one mark, another one in each browser', async () => {
    const browsers = [visitor(app), visitor(app)];
    for (const browser of browsers) await comeAndGo(browser, nips.budi);
    const values = browsers.map(({ cookies }) => cookies.get(COOKIE) ?? '');
    expect(new Set(values).size).toBe(2);
    const [browser] = browsers;
    if (!browser) throw new Error('no browser');
    await comeAndGo(browser, nips.siti);
    // After the second one no mark of anybody is left.
    expect(browser.cookies.get(COOKIE)).toBe('several');
  });

  test.each(['several', 'x.y', '', '.', 'a'.repeat(5000), '%00', '{"a":1}'])(
    'a forged cookie (%s) ticks a box at most',
    async (forged) => {
      const browser = visitor(app);
      browser.cookies.set(COOKIE, forged);
      const page = await signInPage(browser);
      expect(page.status).toBe(200);
      expect(ticked(page)).toBe(forged === 'several');
      await comeAndGo(browser, nips.budi);
      expect((await browser.get('/portal')).url).toContain('/interaction/');
    },
  );
});
