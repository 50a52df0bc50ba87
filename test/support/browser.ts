import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { TestPerson } from './ecosystem.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Of a click and of whatever it leads to. Nothing is asserted by it: on a busy machine four scans take their time. */
const PATIENCE_MS = 45_000;
const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-gpu',
];

/** Debian's Chromium; nothing is downloaded. The flags keep it from talking to anybody but loopback. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: quietFlags });
}

/** A browser whose owner has blocked all cookies, by the browser's own setting. */
export async function launchWithoutCookies(): Promise<BrowserContext> {
  const profile = await mkdtemp(path.join(tmpdir(), 'asn-no-cookies-'));
  await mkdir(path.join(profile, 'Default'));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: quietFlags });
  // The browser may still be writing there: what is left then is for the system to clear away.
  context.once(
    'close',
    () => void rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {}),
  );
  return context;
}

/** A fresh person's browser: nothing remembered. */
export async function freshPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'id-ID', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

export const closeContext = (page: Page): Promise<void> => page.context().close();

export const heading = (page: Page): Promise<string> => page.locator('h1').first().innerText();

/** Fills NIP and password and presses "Masuk". */
export async function givePassword(page: Page, nip: string, password: string, shared = false): Promise<void> {
  await page.getByLabel('NIP', { exact: true }).fill(nip);
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  if (shared) await page.getByLabel('Perangkat bersama').check();
  await page.locator('main form').first().getByRole('button', { name: 'Masuk' }).click();
}

export async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Kode OTP').fill(code);
  await page.getByRole('button', { name: 'Verifikasi' }).click();
}

/** From a relying party's front page to its signed-in page, with everything a first sign-in asks. */
export async function signIn(
  page: Page,
  relyingParty: string,
  person: TestPerson,
  shared = false,
): Promise<void> {
  await page.goto(`${relyingParty}/`);
  await page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).click();
  await givePassword(page, person.nip, person.password, shared);
  await giveCode(page, await person.app.code());
  await page.waitForURL((url) => url.origin === relyingParty);
}

/** Waits until the focus is on this: a browser puts it where `autofocus` says while it draws, after the page was loaded. */
export const focusIsOn = (page: Page, selector: string): Promise<void> =>
  page.locator(`:is(${selector}):focus`).waitFor({ state: 'attached' });

/** Rules of WCAG 2.2 A and AA that axe can judge; returns one line a violation so that a failure reads well. */
export async function axeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    (found) => `${found.id}: ${found.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

/** The same in light and in dark. */
export async function axeInBothSchemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await axeViolations(page)).map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

export type { Browser, BrowserContext, Page };
