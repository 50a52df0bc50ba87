import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  axeViolations,
  closeContext,
  freshPage,
  giveCode,
  givePassword,
  heading,
  launchBrowser,
  launchWithoutCookies,
  signIn,
} from '../support/browser.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startEcosystem } from '../support/ecosystem.ts';
import type { Ecosystem, TestPerson } from '../support/ecosystem.ts';
import { authenticator } from '../support/totp.ts';

const BUDI: TestPerson = { nip: '199001012020011001', password: 'Merdeka#1945!', app: authenticator() };

describe('one sign-in for all', () => {
  let system: Ecosystem;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 14 }), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });
  afterEach(async () => {
    if (page) await closeContext(page);
  });

  const applications = () => [system.myasn, system.siasn, system.ekinerja];
  /** "Masuk dengan ASN Digital" on an application's front page. */
  const enter = async (application: string) => {
    await page.goto(`${application}/`);
    await page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).click();
    await page.waitForURL((url) => url.origin === application);
  };

  test('Budi signs in once and is known to MyASN, SIASN, e-Kinerja and the portal; one logout ends all', async () => {
    page = await freshPage(browser);
    await signIn(page, system.myasn, BUDI);
    expect(await page.locator('body').innerText()).toContain('Budi Santoso');
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(BUDI.nip);

    for (const application of [system.siasn, system.ekinerja]) {
      await enter(application);
      const text = await page.locator('body').innerText();
      expect(text).toContain('Budi Santoso');
      expect(text.replaceAll(' ', '')).toContain(BUDI.nip);
    }
    await page.goto(`${system.issuer}/portal`);
    expect(new URL(page.url()).pathname).toBe('/portal');
    const portal = await page.locator('main').innerText();
    for (const known of ['Budi Santoso', 'Penata Muda', 'III/a', 'MyASN', 'SIASN', 'e-Kinerja'])
      expect(portal).toContain(known);

    await page.goto(`${system.siasn}/`);
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.waitForURL(`${system.siasn}/`);
    expect(await page.getByRole('status').innerText()).toMatch(
      /^Anda sudah keluar dari SIASN, dari ASN Digital/,
    );
    for (const application of applications()) {
      await page.goto(`${application}/`);
      await expect(page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).count()).resolves.toBe(1);
      expect(await page.locator('body').innerText()).not.toContain('Budi Santoso');
    }
    await page.goto(`${system.issuer}/portal`);
    expect(new URL(page.url()).pathname).toMatch(/^\/interaction\//);
  });

  test('"Keluar" in the portal ends every application too', async () => {
    page = await freshPage(browser);
    const person = system.person();
    await signIn(page, system.ekinerja, person);
    await enter(system.myasn);
    await page.goto(`${system.issuer}/portal`);
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.waitForLoadState();
    for (const application of [system.myasn, system.ekinerja]) {
      await page.goto(`${application}/`);
      await expect(page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).count()).resolves.toBe(1);
    }
  });

  test('a wrong password is refused in the page, says how many tries are left and keeps the NIP as typed', async () => {
    page = await freshPage(browser);
    const person = system.person();
    await page.goto(`${system.myasn}/login`);
    const typed = `${person.nip.slice(0, 8)} ${person.nip.slice(8, 14)} ${person.nip.slice(14, 15)} ${person.nip.slice(15)}`;
    await givePassword(page, typed, 'Bukan#Sandi9');
    const alert = await page.getByRole('alert').innerText();
    expect(alert).toContain('NIP atau kata sandi tidak cocok');
    expect(alert).toContain('4');
    expect(await page.getByLabel('NIP', { exact: true }).inputValue()).toBe(typed);
    expect(await page.getByLabel('Kata sandi', { exact: true }).inputValue()).toBe('');
    expect(await page.locator('[aria-invalid="true"]').count()).toBeGreaterThan(0);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.myasn);
  });

  test('a NIP that cannot be one is named at once and costs no try', async () => {
    page = await freshPage(browser);
    await page.goto(`${system.myasn}/login`);
    await givePassword(page, '199013012020011001', 'apa saja');
    expect(await page.getByRole('alert').innerText()).toMatch(/lahir/i);
    await givePassword(page, '19900101202001100', 'apa saja');
    expect(await page.getByRole('alert').innerText()).toContain('17');
  });

  test('a used code is refused as used, a late clock is diagnosed, and the right code passes', async () => {
    page = await freshPage(browser);
    const person = system.person();
    const used = await person.app.code();
    await page.goto(`${system.myasn}/login`);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, used);
    await page.waitForURL((url) => url.origin === system.myasn);
    await closeContext(page);
    page = await freshPage(browser);
    await page.goto(`${system.myasn}/login`);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, used);
    expect(await page.getByRole('alert').innerText()).toContain('sudah dipakai');
    await giveCode(page, person.app.at(Date.now() - 240_000));
    expect(await page.getByRole('alert').innerText()).toMatch(/terlambat sekitar \d+ menit/);
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.myasn);
  });

  test('Back, Reload and a double tap lead on, never to a dead end', async () => {
    page = await freshPage(browser);
    const person = system.person();
    await page.goto(`${system.myasn}/login`);
    await givePassword(page, person.nip, person.password);
    await page.getByLabel('Kode OTP').waitFor();
    await page.goBack();
    await page.reload();
    await page.getByLabel('Kode OTP').waitFor();
    await page.getByLabel('Kode OTP').fill(await person.app.code());
    await page.getByRole('button', { name: 'Verifikasi' }).dblclick({ noWaitAfter: true });
    await page.waitForURL((url) => url.origin === system.myasn);
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(person.nip);
    await page.goBack();
    await page.waitForLoadState();
    expect(await page.locator('body').innerText()).not.toMatch(/expired|kedaluwarsa|kesalahan/i);
    await page.goto(`${system.myasn}/`);
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(person.nip);
  });

  test('two tabs of one sign-in: the second to finish is signed in as well', async () => {
    page = await freshPage(browser);
    const person = system.person();
    await page.goto(`${system.myasn}/login`);
    const other = await page.context().newPage();
    await other.goto(`${system.siasn}/login`);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.myasn);
    // The sign-in of the first tab serves the second: nothing is asked again.
    await other.reload();
    await other.waitForURL((url) => url.origin === system.siasn);
    await other.goto(`${system.siasn}/`);
    expect((await other.locator('body').innerText()).replaceAll(' ', '')).toContain(person.nip);
    await page.goto(`${system.myasn}/`);
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(person.nip);
  });

  test('a bookmark of a finished sign-in starts afresh instead of saying that a page has expired', async () => {
    page = await freshPage(browser);
    const person = system.person();
    await page.goto(`${system.myasn}/login`);
    const bookmark = page.url();
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.myasn);
    await page.goto(bookmark);
    const { origin, pathname } = new URL(page.url());
    expect([`${system.myasn}/`, `${system.issuer}/portal`]).toContain(`${origin}${pathname}`);
  });

  test('somebody else’s interaction opened in this browser goes nowhere', async () => {
    page = await freshPage(browser);
    await page.goto(`${system.myasn}/login`);
    const foreign = page.url();
    const victim = await freshPage(browser);
    await victim.goto(foreign);
    expect(victim.url()).not.toBe(foreign);
    await closeContext(victim);
  });

  test('without JavaScript a person signs in all the same', async () => {
    page = await freshPage(browser, { javaScriptEnabled: false });
    const person = system.person();
    await signIn(page, system.siasn, person);
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(person.nip);
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.waitForLoadState();
    await page.goto(`${system.siasn}/`);
    await expect(page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).count()).resolves.toBe(1);
  });

  test('with cookies blocked a page says so, and there is no loop', async () => {
    const cookieless = await launchWithoutCookies();
    try {
      const lone = cookieless.pages()[0] ?? (await cookieless.newPage());
      let redirects = 0;
      lone.on('response', (response) => {
        if (response.status() >= 300 && response.status() < 400) redirects += 1;
      });
      await lone.goto(`${system.myasn}/login`);
      await lone.waitForLoadState();
      expect(await lone.locator('main').innerText()).toMatch(/cookie/i);
      expect(await heading(lone)).toMatch(/cookie/i);
      expect(redirects).toBeLessThan(8);
      expect(await axeViolations(lone)).toEqual([]);
    } finally {
      await cookieless.close();
    }
  });

  test('at the width of a phone nothing is lost, and axe finds nothing on the way in', async () => {
    page = await freshPage(browser, {
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    });
    const person = system.person();
    const look = async () => {
      expect(await axeViolations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    };
    await page.goto(`${system.issuer}/`);
    await look();
    await page.goto(`${system.myasn}/`);
    await look();
    await page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).click();
    await look();
    expect(await heading(page)).toMatch(/masuk/i);
    await givePassword(page, person.nip, 'Salah#Sandi1');
    await look();
    await givePassword(page, person.nip, person.password);
    await look();
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.myasn);
    await look();
    for (const address of [system.siasn, system.ekinerja]) {
      await enter(address);
      await look();
    }
    await page.goto(`${system.issuer}/portal`);
    await look();
  });

  test('a sign-in page weighs at most 30 KB with everything it loads', async () => {
    page = await freshPage(browser);
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(system.issuer))
        sizes.push(
          response.body().then(
            (body) => body.length,
            () => 0,
          ),
        );
    });
    await page.goto(`${system.myasn}/login`);
    await page.waitForLoadState('networkidle');
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(2_000);
    expect(bytes).toBeLessThanOrEqual(30 * 1024);
  });
});
