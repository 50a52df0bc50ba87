import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { focusIsOn } from '../support/browser.ts';
import { openGallery } from './gallery.ts';
import { samples } from './samples.ts';

/** The account and the console, one page of each view, and every one that was refused. */
const walked = samples.filter(
  ({ name, view }, at) =>
    /^(account|admin|portal|not-yours)\b/.test(view) &&
    (samples.findIndex((other) => other.view === view) === at || name.endsWith('-refused')),
);

interface Stop {
  what: string;
  /** Its ring is seen, and nothing lies over it. */
  seen: boolean;
  key: string;
}

/** Where the focus is; null: it has left the page. */
function focused(): Stop | null {
  const it = document.activeElement as HTMLElement | null;
  if (!it || it === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  const box = it.getClientRects()[0] ?? it.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width / 2, 12), box.top + Math.min(box.height / 2, 20)];
  const over = document.elementFromPoint(x, y);
  const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  it.dataset['walked'] ??= String(document.querySelectorAll('[data-walked]').length);
  const what = `${it.tagName.toLowerCase()} ${(it.textContent || it.getAttribute('name') || '').trim().slice(0, 40)}`;
  const free = over !== null && (over === it || it.contains(over) || over.contains(it) || over.closest('label') !== null);
  return { what, seen: ring && box.width > 0 && free, key: it.dataset['walked'] ?? '' };
}

/** What can be used on the page and was not reached. A group of radio buttons is one stop. */
function missed(): string[] {
  const all = document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary');
  return [...all]
    .filter((it) => it.tabIndex >= 0 && it.checkVisibility() && it.dataset['walked'] === undefined)
    .filter((it) => !(it instanceof HTMLInputElement && it.type === 'radio'))
    .map((it) => it.outerHTML.slice(0, 100));
}

async function walk(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focused);
    if (stop === null || (stops.length > 1 && stop.key === stops[0]?.key)) return stops;
    // The parts of a date are one control, and show where they are by themselves.
    if (stop.key !== stops.at(-1)?.key) stops.push(stop);
  }
  throw new Error('the focus is caught');
}

describe('with the keyboard alone', () => {
  let browser: Browser;
  let page: Page;
  let gallery: Awaited<ReturnType<typeof openGallery>>;

  beforeAll(async () => {
    gallery = await openGallery();
    browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' });
  });
  afterAll(async () => {
    await browser.close();
    gallery.close();
  });

  test.each([360, 1280])('at %i px every control is reached, its focus is seen, and the skip link comes first', async (width) => {
    page = await browser.newPage({ viewport: { width, height: 740 }, reducedMotion: 'reduce' });
    await page.route('**/clock.js', (route) => route.abort());
    const found: string[] = [];
    for (const { name } of walked.filter((sample) => !sample.name.endsWith('-refused'))) {
      await page.goto(`${gallery.origin}/${name}`);
      // From the beginning, whatever the page has put the focus on.
        await page.evaluate(async () => {
          // A browser puts the focus where `autofocus` says while it draws, after the page was loaded.
          for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute('tabindex');
        });
      const stops = await walk(page);
      if (!stops[0]?.what.startsWith('a Langsung ke isi')) found.push(`${name}: begins at ${stops[0]?.what}`);
      found.push(...stops.filter(({ seen }) => !seen).map(({ what }) => `${name}: not seen: ${what}`));
      found.push(...(await page.evaluate(missed)).map((html) => `${name}: not reached: ${html}`));
      if ((await page.locator('[tabindex]:not([tabindex="0"], [tabindex="-1"])').count()) > 0)
        found.push(`${name}: an order of its own`);
    }
    await page.close();
    expect(found).toEqual([]);
  }, 240_000);

  test('the skip link leads past the navigation', async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 740 } });
    await page.goto(`${gallery.origin}/admin-officers`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await focusIsOn(page, 'main *');
    await page.close();
  });

  test.each(walked.filter(({ name }) => name.endsWith('-refused')).map(({ name }) => name))(
    '%s begins at what was refused, and a link leads to each field',
    async (name) => {
      page = await browser.newPage({ viewport: { width: 1280, height: 740 } });
      await page.goto(`${gallery.origin}/${name}`);
      await focusIsOn(page, '[role=alert]');
      for (const link of await page.locator('[role=alert] a[href^="#"]').all()) {
        const target = (await link.getAttribute('href')) ?? '';
        await link.focus();
        await page.keyboard.press('Enter');
        await focusIsOn(page, target);
        expect(await page.locator(target).getAttribute('aria-invalid')).toBe('true');
      }
      await page.close();
    },
  );
});
