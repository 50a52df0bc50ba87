import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { axeViolations, freshPage, launchBrowser } from '../support/browser.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startDemo } from './support/start-demo.ts';

/** The narrowest screen there is to be usable on. */
const PHONE = { viewport: { width: 320, height: 700 } };

const look = async (page: Page) => {
  expect(await axeViolations(page)).toEqual([]);
  const hidden = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(hidden).toBeLessThanOrEqual(0);
};
/** A finger needs 44 px: links that stand alone, not those within a sentence. */
const touchable = async (page: Page) => {
  for (const link of await page.locator('nav a, .choices a, footer a').all())
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
};
const enter = async (page: Page, url: string) => {
  await page.goto(`${url}/`);
  await page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).click();
  await page.getByRole('button', { name: 'Keluar' }).waitFor();
};

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('the pages of the relying parties in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test('MyASN is usable on a phone at night', async () => {
    const demo = await startDemo('myasn');
    const page = await freshPage(browser, { ...PHONE, colorScheme: 'dark' });
    await page.goto(`${demo.url}/`);
    await look(page);
    await enter(page, demo.url);
    await look(page);
    await touchable(page);
    const [name, out] = [page.locator('header .mark'), page.getByRole('button', { name: 'Keluar' })];
    const [left, right] = [await name.boundingBox(), await out.boundingBox()];
    expect(Math.abs((left?.y ?? 0) - (right?.y ?? 99))).toBeLessThan(8);
    expect(await page.getByRole('link', { name: 'Portal ASN Digital' }).getAttribute('href')).toBe(
      `${demo.issuer.url}/portal`,
    );
    for (const path of ['/pangkat', '/jabatan']) {
      await page.goto(demo.url + path);
      await look(page);
    }
    await page.context().close();
    await demo.stop();
  });

  test('SIASN takes a proposal on a phone, and puts the focus on the first fault', async () => {
    const demo = await startDemo('siasn');
    const page = await freshPage(browser, PHONE);
    await enter(page, demo.url);
    await touchable(page);
    await page.goto(`${demo.url}/usulan/baru/cuti`);
    await page.getByRole('button', { name: 'Ajukan' }).click();
    await look(page);
    expect(await page.getByLabel('Jenis cuti').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await page.getByLabel('Jenis cuti').selectOption('Cuti sakit');
    await page.getByLabel('Hari pertama').fill(inDays(10));
    await page.getByLabel('Hari terakhir').fill(inDays(11));
    await page.getByLabel('Alasan').fill('Rawat inap dua hari');
    await page.getByLabel('Alamat selama cuti').fill('Jalan Merdeka 1');
    await page.getByRole('button', { name: 'Ajukan' }).click();
    await look(page);
    expect(await page.getByRole('status').innerText()).toContain('diajukan');
    await page.getByRole('link', { name: 'Semua usulan' }).click();
    await look(page);
    await page.context().close();
    await demo.stop();
  });

  test('e-Kinerja approves on a phone, and "Keluar" leaves for the provider', async () => {
    const demo = await startDemo('ekinerja');
    const page = await freshPage(browser, PHONE);
    await enter(page, demo.url);
    await look(page);
    await page.goto(`${demo.url}/sasaran`);
    await look(page);
    await page
      .getByRole('button', { name: /^Setujui/ })
      .first()
      .click();
    await page.getByRole('status').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.waitForURL((url) => url.origin === demo.issuer.url && url.pathname === '/end');
    await page.context().close();
    await demo.stop();
  });
});
