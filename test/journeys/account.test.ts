import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  axeInBothSchemes,
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

const FRESH = 'Rembulan#2026!';

describe('one’s own account', () => {
  let system: Ecosystem;
  let browser: Browser;
  const pages: Page[] = [];
  const application = createServer((_request, response) => response.end('kembali'));
  let callback: string;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 6 }), launchBrowser()]);
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
    callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}/callback`;
    // Now: a running node sees it within 60 s (contract.md), while the first tests go on.
    const added = await system.cli(
      ...['clients', 'add', '--id', 'koperasi', '--name', 'Koperasi Pegawai', '--third-party'],
      ...['--redirect-uri', callback, '--scope', 'openid profile'],
    );
    expect(added.code).toBe(0);
  }, 120_000);
  afterAll(async () => {
    application.close();
    await browser?.close();
    await system?.stop();
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map(closeContext));
  });

  async function newPage(width = 1280): Promise<Page> {
    const page = await freshPage(browser, { viewport: { width, height: 740 } });
    pages.push(page);
    return page;
  }
  const isOut = async (page: Page) => {
    await page.goto(`${system.issuer}/account`);
    return new URL(page.url()).pathname.startsWith('/interaction/');
  };

  test('a password is changed with a proof: this session lives, the other one is over, at MyASN too', async () => {
    const person = system.person();
    const [desk, phone] = [await newPage(), await newPage(360)];
    await signIn(phone, system.myasn, person);
    await signIn(desk, system.siasn, person);
    await desk.goto(`${system.issuer}/account`);
    await desk.getByRole('main').getByRole('link', { name: 'Kata sandi' }).first().click();
    expect(await heading(desk)).toBe('Ganti kata sandi');
    await desk.getByLabel('Kata sandi saat ini', { exact: true }).fill('bukan-ini');
    await desk.getByLabel('Kata sandi baru', { exact: true }).fill(FRESH);
    await desk.getByLabel('Ulangi kata sandi baru', { exact: true }).fill(FRESH);
    await desk.getByRole('button', { name: 'Simpan' }).click();
    expect(await desk.getByRole('alert').innerText()).toContain('tidak cocok');
    expect(await axeInBothSchemes(desk)).toEqual([]);
    await desk.getByLabel('Kata sandi saat ini', { exact: true }).fill(person.password);
    await desk.getByLabel('Kata sandi baru', { exact: true }).fill(FRESH);
    await desk.getByLabel('Ulangi kata sandi baru', { exact: true }).fill(FRESH);
    await desk.getByLabel('Kode OTP').fill(await person.app.code());
    await desk.getByRole('button', { name: 'Simpan' }).click();
    await desk.waitForURL(/\/account\?done=password$/);
    expect(await isOut(desk)).toBe(false);
    expect(await isOut(phone)).toBe(true);
    await phone.goto(`${system.myasn}/`);
    await phone.getByRole('link', { name: 'Masuk dengan ASN Digital' }).waitFor();
    await phone.getByRole('link', { name: 'Masuk dengan ASN Digital' }).click();
    await givePassword(phone, person.nip, FRESH);
    expect(await heading(phone)).toMatch(/kode OTP/);
  }, 120_000);

  test('recovery codes are made, printed as a card, and one is typed back from it', async () => {
    const person = system.person();
    const page = await newPage(360);
    await signIn(page, system.siasn, person);
    await page.goto(`${system.issuer}/account/recovery-codes`);
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.getByLabel('Kode OTP').fill(await person.app.code());
    await page.getByRole('button', { name: 'Buat kode baru' }).click();
    await page.waitForURL(/\/recovery-codes\/new$/);
    expect(await axeInBothSchemes(page)).toEqual([]);
    const codes = await page.locator('.wallet .codes li').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.bar', 'h1', 'form'])
      expect(await page.locator(hidden).first().isVisible()).toBe(false);
    for (const code of codes) expect(await page.getByText(code).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByLabel('Ketik salah satu kode').fill('00000-00000-00000');
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('alert').waitFor();
    // Still there: whoever mistypes has not lost them.
    expect(await page.locator('.wallet .codes li').allInnerTexts()).toEqual(codes);
    await page.getByLabel('Ketik salah satu kode').fill((codes[3] ?? '').toLowerCase());
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.waitForURL(/\/recovery-codes\?done=1$/);
    expect(await page.getByRole('status').first().innerText()).toContain('Kode cocok');
    expect(await page.locator('main').innerText()).toContain('10');
    await page.goto(`${system.issuer}/account/recovery-codes/new`);
    expect(page.url()).toBe(`${system.issuer}/account/recovery-codes`);
  }, 120_000);

  test('of three sessions one is ended, then all others, and each is out everywhere', async () => {
    const person = system.person();
    const [desk, phone, tablet] = [await newPage(), await newPage(360), await newPage(768)];
    await signIn(phone, system.myasn, person);
    // In between, so that the others are not of one second, which is as much as a session knows of its beginning.
    await signIn(desk, system.siasn, person);
    await signIn(tablet, system.ekinerja, person);
    await desk.goto(`${system.issuer}/account/sessions`);
    expect(await axeInBothSchemes(desk)).toEqual([]);
    const ends = desk.getByRole('button', { name: /^Akhiri sesi ini/ });
    expect(await ends.count()).toBe(2);
    // The newest first, after this one: the tablet.
    await ends.first().click();
    await desk.getByRole('status').waitFor();
    expect(await desk.getByRole('status').innerText()).toContain('e-Kinerja');
    expect([await isOut(tablet), await isOut(phone)]).toEqual([true, false]);
    await desk.goto(`${system.issuer}/account/sessions`);
    await desk.getByRole('link', { name: 'Akhiri semua sesi lain' }).click();
    expect(await axeInBothSchemes(desk)).toEqual([]);
    expect(await isOut(phone)).toBe(false);
    await desk.getByRole('button', { name: 'Akhiri semua sesi lain' }).click();
    await desk.getByRole('status').waitFor();
    expect(await isOut(phone)).toBe(true);
    await phone.goto(`${system.myasn}/`);
    await phone.getByRole('link', { name: 'Masuk dengan ASN Digital' }).waitFor();
    expect(await isOut(desk)).toBe(false);
  }, 120_000);

  test('what was allowed to a third party is taken back, and is asked for again', async () => {
    const person = system.person();
    const page = await newPage(360);
    const metadata = (await (await fetch(`${system.issuer}/.well-known/openid-configuration`)).json()) as {
      authorization_endpoint: string;
    };
    const start = new URL(metadata.authorization_endpoint);
    start.search = new URLSearchParams({
      ...{ client_id: 'koperasi', redirect_uri: callback, response_type: 'code', scope: 'openid profile' },
      ...{ state: 'keadaan', code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' },
      code_challenge_method: 'S256',
    }).toString();
    // Where the machine was quicker than the client's 60 s.
    const deadline = Date.now() + 65_000;
    do {
      await page.goto(start.href);
    } while ((await page.getByLabel('NIP', { exact: true }).count()) === 0 && Date.now() < deadline);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.getByRole('button', { name: 'Izinkan' }).click();
    await page.waitForURL(`${callback}*`);

    await page.goto(`${system.issuer}/account/applications`);
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.getByRole('link', { name: /Cabut akses Koperasi Pegawai/ }).click();
    expect(await heading(page)).toBe('Cabut akses Koperasi Pegawai?');
    await page.getByRole('button', { name: 'Cabut akses' }).click();
    await page.waitForURL(/done=1$/);
    expect(await page.locator('main').innerText()).not.toContain('Koperasi Pegawai');
    await page.goto(start.href);
    await page.getByRole('button', { name: 'Izinkan' }).waitFor();
  }, 150_000);
});
