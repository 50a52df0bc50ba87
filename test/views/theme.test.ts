import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { openGallery, sampleOf, sampleViews } from './gallery.ts';

let browser: Browser;
let gallery: Awaited<ReturnType<typeof openGallery>>;

beforeAll(async () => {
  gallery = await openGallery();
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' });
});
afterAll(async () => {
  await browser?.close();
  gallery?.close();
});

const LIGHT = 'rgb(245, 247, 249)';
const DARK = 'rgb(16, 22, 28)';

test('a page says what its reader chose, and says nothing where nobody chose', () => {
  const { renderPage } = sampleViews();
  const sample = sampleOf('signin');
  if (!sample) throw new Error('no sample');
  const html = (theme: 'light' | 'dark' | null) =>
    renderPage(sample.view, sample.locals, { nonce: 'n0nce', locale: 'id', theme });
  expect(html(null)).toContain('<html lang="id">');
  expect(html('dark')).toContain('<html lang="id" data-theme="dark">');
  expect(html('light')).toContain('<meta name="color-scheme" content="light">');
});

test('the choice wins over the device, both ways, and paper is always light', async () => {
  const page = await browser.newPage();
  const ground = async (device: 'light' | 'dark', chosen: string | null) => {
    await page.emulateMedia({ colorScheme: device });
    await page.goto(`${gallery.origin}/account`);
    return page.evaluate((theme) => {
      if (theme !== null) document.documentElement.dataset['theme'] = theme;
      return [
        getComputedStyle(document.body).backgroundColor,
        getComputedStyle(document.documentElement).colorScheme,
      ];
    }, chosen);
  };
  expect(await ground('light', null)).toEqual([LIGHT, 'light dark']);
  expect(await ground('dark', null)).toEqual([DARK, 'light dark']);
  expect(await ground('light', 'dark')).toEqual([DARK, 'dark']);
  expect(await ground('dark', 'light')).toEqual([LIGHT, 'light']);
  await ground('dark', 'dark');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const soft = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink'));
  expect(soft).toBe('#15202b');
  await page.close();
});
