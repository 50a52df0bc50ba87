import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  axeViolations,
  closeContext,
  freshPage,
  giveCode,
  givePassword,
  heading,
  launchBrowser,
  signIn,
} from '../support/browser.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startEcosystem } from '../support/ecosystem.ts';
import type { Ecosystem } from '../support/ecosystem.ts';
import { authenticator } from '../support/totp.ts';

const DEWI = {
  nip: '199203032023212003',
  nik: '3174044303920003',
  email: 'dewi@asn.example',
  phone: '081200000003',
};

describe('the longer ways of a sign-in', () => {
  let system: Ecosystem;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 10 }), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });
  afterEach(async () => {
    if (page) await closeContext(page);
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const failPassword = async (nip: string, times: number) => {
    for (let wrong = 0; wrong < times; wrong += 1) await givePassword(page, nip, `Salah#Sandi${wrong}`);
  };
  const noNewViolations = async () => expect(await axeViolations(page)).toEqual([]);

  test('Dewi’s NIK opens an activation, not a session: both contacts, own password, authenticator, recovery codes', async () => {
    page = await freshPage(browser);
    await page.goto(`${system.myasn}/login`);
    const begun = Date.now() - 1_000;
    await givePassword(page, DEWI.nip, DEWI.nik);

    const emailCode = await system.code(DEWI.email, begun, 'email');
    await noNewViolations();
    await page.getByLabel('Kode email').fill(emailCode === '000000' ? '111111' : '000000');
    await button('Verifikasi').click();
    await page.getByRole('alert').first().waitFor();
    await page.getByLabel('Kode email').fill(emailCode);
    await button('Verifikasi').click();

    const smsCode = await system.code(DEWI.phone, begun, 'sms');
    await page.getByLabel('Kode SMS').fill(smsCode);
    await button('Verifikasi').click();

    await noNewViolations();
    for (const weak of ['pendek', `Dewi${DEWI.nik}!`, 'Password123!']) {
      await page.getByLabel('Kata sandi baru', { exact: true }).fill(weak);
      await page.getByLabel('Ulangi kata sandi baru').fill(weak);
      await button('Simpan').click();
      await page.getByRole('alert').first().waitFor();
    }
    const password = 'Langit#Biru-2041';
    await page.getByLabel('Kata sandi baru', { exact: true }).fill(password);
    await page.getByLabel('Ulangi kata sandi baru').fill(password);
    await button('Simpan').click();

    const secretText = () => page.locator('[data-secret]').innerText();
    const secret = await secretText();
    await page.reload();
    expect(await secretText()).toBe(secret);
    expect(await page.locator('a[href^="otpauth://totp/"]').count()).toBe(1);
    expect(await page.locator('main svg').count()).toBeGreaterThan(0);
    await noNewViolations();
    const app = authenticator(secret);
    await page.getByLabel('Kode OTP').fill('000000');
    await button('Aktifkan').click();
    await page.getByRole('alert').first().waitFor();
    await page.getByLabel('Kode OTP').fill(await app.code());
    await button('Aktifkan').click();

    expect(await heading(page)).toMatch(/pemulihan/i);
    await noNewViolations();
    const shown = await page.locator('main').innerText();
    await page.reload();
    expect(await page.locator('main').innerText()).toBe(shown);
    await button('Saya sudah menyimpannya').click();
    await page.waitForURL((url) => url.origin === system.myasn);
    expect(await page.locator('body').innerText()).toContain('Dewi Lestari');

    const told = (await system.outbox()).filter((sent) => Date.parse(sent.sentAt) >= begun);
    expect(told.filter((sent) => sent.to === DEWI.email).length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(told)).not.toContain(password);
    expect(JSON.stringify(told)).not.toContain(secret);

    await closeContext(page);
    page = await freshPage(browser);
    await page.goto(`${system.siasn}/login`);
    await givePassword(page, DEWI.nip, DEWI.nik);
    expect(await page.getByRole('alert').innerText()).toContain('tidak cocok');
    await givePassword(page, DEWI.nip, password);
    await page.getByRole('link', { name: /kode pemulihan/i }).click();
    const recoveryCodes = shown.match(/\b[A-Z0-9]{4,}(?:-[A-Z0-9]{4,})+\b/g) ?? [];
    expect(recoveryCodes).toHaveLength(10);
    await noNewViolations();
    await page.getByLabel('Kode pemulihan').fill(recoveryCodes[0] ?? '');
    await button('Verifikasi').click();
    await page.waitForURL((url) => url.origin === system.siasn);
    expect(await page.locator('body').innerText()).toContain('Dewi Lestari');

    await closeContext(page);
    page = await freshPage(browser);
    await page.goto(`${system.siasn}/login`);
    await givePassword(page, DEWI.nip, password);
    await page.getByRole('link', { name: /kode pemulihan/i }).click();
    await page.getByLabel('Kode pemulihan').fill(recoveryCodes[0] ?? '');
    await button('Verifikasi').click();
    await page.getByRole('alert').first().waitFor();
  }, 120_000);

  test('after three failures a captcha comes first; ticking the box leads on to the password', async () => {
    page = await freshPage(browser);
    const person = system.person();
    await page.goto(`${system.myasn}/login`);
    await failPassword(person.nip, 3);
    const box = page.getByLabel('Saya bukan robot');
    await box.waitFor();
    await noNewViolations();
    await box.check();
    await button('Lanjutkan').click();
    await page.getByLabel('Kata sandi', { exact: true }).waitFor();
    expect((await page.getByLabel('NIP', { exact: true }).inputValue()).replaceAll(' ', '')).toBe(person.nip);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.myasn);
  });

  test('without JavaScript the captcha is drawn characters; a wrong answer brings new ones', async () => {
    page = await freshPage(browser, { javaScriptEnabled: false });
    const person = system.person();
    await page.goto(`${system.myasn}/login`);
    await failPassword(person.nip, 3);
    const field = page.getByLabel('Karakter pada gambar');
    await field.waitFor();
    await field.fill('salah9');
    await button('Lanjutkan').click();
    await page.getByRole('alert').first().waitFor();
    const uid = new URL(page.url()).pathname.split('/')[2] ?? '';
    const open = (await (await fetch(`${system.issuer}/dev/captcha`)).json()) as Record<string, string>[];
    const mine = open.find((challenge) => JSON.stringify(challenge).includes(uid));
    expect(mine).toBeDefined();
    await field.fill(String(mine?.answer ?? '').toLowerCase());
    await button('Lanjutkan').click();
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.myasn);
  });

  test('five wrong passwords lock strangers out with a time of day, but not the owner’s own browser', async () => {
    const person = system.person();
    const own = await freshPage(browser);
    await signIn(own, system.myasn, person);
    await own.getByRole('button', { name: 'Keluar' }).click();
    await own.waitForLoadState();

    page = await freshPage(browser);
    await page.goto(`${system.myasn}/login`);
    await failPassword(person.nip, 3);
    await page.getByLabel('Saya bukan robot').check();
    await button('Lanjutkan').click();
    await failPassword(person.nip, 2);
    expect(await page.locator('main').innerText()).toMatch(/terkunci sampai (pukul )?\d{2}\.\d{2}/i);
    const left = page.getByRole('timer').locator('strong');
    const before = await left.innerText();
    expect(before).toMatch(/menit/);
    await page.waitForFunction(
      (earlier) => document.querySelector('[role=timer] strong')?.textContent !== earlier,
      before,
    );
    await noNewViolations();
    const locked = await page.request.get(page.url());
    expect([locked.status(), Number(locked.headers()['retry-after']) > 0]).toEqual([429, true]);

    await own.goto(`${system.myasn}/login`);
    await givePassword(own, person.nip, person.password);
    await giveCode(own, await person.app.code());
    await own.waitForURL((url) => url.origin === system.myasn);
    expect((await own.locator('body').innerText()).replaceAll(' ', '')).toContain(person.nip);
    await closeContext(own);
  });

  test('an unknown NIP is locked with the same words as a known one', async () => {
    page = await freshPage(browser);
    await page.goto(`${system.myasn}/login`);
    await failPassword('198001012005011999', 3);
    await page.getByLabel('Saya bukan robot').check();
    await button('Lanjutkan').click();
    await failPassword('198001012005011999', 2);
    expect(await page.locator('main').innerText()).toMatch(/terkunci sampai (pukul )?\d{2}\.\d{2}/i);
  });

  test('approving a target in e-Kinerja asks for the second factor alone, says why, and counts for that target', async () => {
    page = await freshPage(browser);
    const person = system.person();
    await signIn(page, system.ekinerja, person);
    await page.goto(`${system.ekinerja}/`);
    const approve = page.getByRole('button', { name: /^Setujui/ }).first();
    if ((await approve.count()) === 0)
      await page
        .getByRole('link', { name: /sasaran/i })
        .first()
        .click();
    await page
      .getByRole('button', { name: /^Setujui/ })
      .first()
      .click();
    await page.waitForURL((url) => url.origin === system.issuer);
    expect(await page.getByLabel('Kata sandi', { exact: true }).count()).toBe(0);
    const text = await page.locator('main').innerText();
    expect(text).toContain('e-Kinerja');
    expect(text).toMatch(/menyetujui/i);
    await noNewViolations();
    await button('Batal').click();
    await page.waitForURL((url) => url.origin === system.ekinerja);
    expect(await page.getByRole('alert').innerText()).toContain('Persetujuan dibatalkan');
    await page
      .getByRole('button', { name: /^Setujui/ })
      .first()
      .click();
    await page.waitForURL((url) => url.origin === system.issuer);
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.ekinerja);
    expect(await page.locator('body').innerText()).toMatch(/disetujui/i);
  });

  test('a session from a shared device asks whose it is before it is used again', async () => {
    page = await freshPage(browser);
    const person = system.person();
    await signIn(page, system.myasn, person, true);
    await page.goto(`${system.siasn}/login`);
    expect(await heading(page)).toMatch(/^Lanjut sebagai .+\?$/);
    await noNewViolations();
    await button('Lanjutkan').click();
    await page.waitForURL((url) => url.origin === system.siasn);
    await page.goto(`${system.issuer}/portal`);
    expect(await heading(page)).toMatch(/^Lanjut sebagai .+\?$/);
    await button('Lanjutkan').click();
    expect(await heading(page)).toMatch(/^Selamat datang/);
    await page.goto(`${system.ekinerja}/login`);
    await button('Bukan saya').click();
    await page.getByLabel('Kata sandi', { exact: true }).waitFor();
    // What the page promises: that session is over, here and in the applications.
    await page.goto(`${system.myasn}/`);
    await page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain(person.nip);
  });

  test('an account that is no longer active is told so only after the right password', async () => {
    page = await freshPage(browser);
    await page.goto(`${system.myasn}/login`);
    await givePassword(page, '197011111995031007', 'Salah#Sandi1');
    expect(await page.getByRole('alert').innerText()).toContain('NIP atau kata sandi tidak cocok');
    await givePassword(page, '197011111995031007', 'Merdeka#1945!');
    expect(await page.getByRole('alert').innerText()).toMatch(/tidak aktif/i);
  });
});
