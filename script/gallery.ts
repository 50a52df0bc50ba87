import { mkdir, rm, writeFile } from 'node:fs/promises';
import { chromium, type Page } from 'playwright-core';
import { openGallery } from '../test/views/gallery.ts';
import { samples } from '../test/views/samples.ts';

/**
 * Takes the pictures of every page into docs/screens: 360 and 1280 pixels wide, and 768 where a page is laid out anew
 * between them, light and dark. They are WebP, a quarter of the size of PNG, but for the one that the README begins with.
 */
const OUT = new URL('../docs/screens/', import.meta.url).pathname;
const WIDTHS = [360, 768, 1280];
// A tablet's width, light alone, of the pages that have tables, cards or columns.
const BETWEEN = /^(admin|account|portal)\b/;
const SCHEMES = ['light', 'dark'] as const;
const QUALITY = 42;
// Pages that differ from another in words only.
const SAME = new Set([
  'portal-empty',
  'portal-pppk',
  'portal-odd',
  'landing-signed-in',
  'signin-captcha-unticked',
  'signin-totp-locked',
  'forbidden',
]);
// Of these a view's first sample stands for its other states, which the tests of the views look at.
const ONCE = /^(account|admin|agency|disavow|help|helpdesk|recovery|registration)\/|^not-yours/;
const pictured = samples.filter(({ name, view }, at) => {
  const again = ONCE.test(view) && samples.findIndex((other) => other.view === view) < at;
  return !again && !SAME.has(name);
});

const { origin, close } = await openGallery();
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' });
try {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  for (const width of WIDTHS) for (const scheme of SCHEMES) await takeAll(width, scheme);
} finally {
  await browser.close();
  close();
}

async function takeAll(width: number, colorScheme: (typeof SCHEMES)[number]): Promise<void> {
  if (width === 768 && colorScheme === 'dark') return;
  const height = width < 500 ? 740 : 800;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  // The samples' clock stands still, so the warning about the clock of this machine would be on every picture.
  await page.route('**/clock.js', (route) => route.abort());
  for (const { name, view } of pictured) {
    if (width === 768 && !BETWEEN.test(view)) continue;
    await page.goto(`${origin}/${name}`);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await take(page, `${name}-${width}-${colorScheme}.webp`);
    if (name === 'signin' && width === 360 && colorScheme === 'light')
      await page.screenshot({ path: `${OUT}${name}.png`, fullPage: true });
  }
  await page.close();
}

async function take(page: Page, name: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { cssContentSize } = await cdp.send('Page.getLayoutMetrics');
  const { data } = await cdp.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    captureBeyondViewport: true,
    clip: { ...cssContentSize, scale: 1 },
  });
  await cdp.detach();
  await writeFile(OUT + name, Buffer.from(data, 'base64'));
}
