import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { openGallery } from './gallery.ts';

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

/** A4 between margins of 10 mm, in pixels of 1/96 inch. */
const A4 = { width: 718, height: 1047 };

async function opened(name: string, width: number, media: 'print' | 'screen'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: A4.height } });
  await page.goto(`${gallery.origin}/${name}`);
  await page.emulateMedia({ media });
  return page;
}

test.each([
  ['print', A4.width],
  ['screen', 360],
  ['screen', 1280],
] as const)('the copy of one’s data: the day stands on a line, the time on the next (%s, %i px)', async (media, width) => {
  const page = await opened('account-data-print', width, media);
  const lines = await page.locator('.events time').evaluateAll((times) =>
    times.map((it) => {
      // The longest there is.
      if (it.firstChild) it.firstChild.textContent = '22 September 2026';
      const sentence = it.parentElement?.querySelector('p')?.getBoundingClientRect();
      const text = document.createRange();
      text.selectNodeContents(it);
      const box = text.getBoundingClientRect();
      const beside = it.scrollWidth <= it.clientWidth || box.bottom <= (sentence?.top ?? 0) + 1;
      return [Math.round(box.height / Number.parseFloat(getComputedStyle(it).lineHeight)), beside];
    }),
  );
  await page.close();
  expect(lines.length).toBeGreaterThan(1);
  expect(new Set(lines.map(String))).toEqual(new Set(['2,true']));
});

test.each(['account-data-print', 'portal', 'account-profile'])('on paper %s needs no frames, and no room for them', async (name) => {
  const page = await opened(name, A4.width, 'print');
  const frames = await page.locator('.card:visible').evaluateAll((cards) =>
    cards.map((it) => [getComputedStyle(it).paddingLeft, getComputedStyle(it).borderLeftWidth].join(' ')),
  );
  await page.close();
  expect(frames.length).toBeGreaterThan(0);
  expect(new Set(frames)).toEqual(new Set(['0px 0px']));
});

test('on paper the copy of one’s data is as wide as the paper', async () => {
  const page = await opened('account-data-print', A4.width, 'print');
  const box = await page.locator('main table').first().boundingBox();
  await page.close();
  expect(box?.width).toBeGreaterThan(A4.width - 40);
});

test.each([360, 1280])('the button that prints the summary keeps its distance (%i px)', async (width) => {
  const page = await opened('portal', width, 'screen');
  const button = page.locator('[data-print]');
  const card = page.locator('section:has([data-print]) .card');
  const [below, above] = await Promise.all([button.boundingBox(), card.boundingBox()]);
  await page.close();
  expect((below?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0)).toBeGreaterThanOrEqual(12);
});
