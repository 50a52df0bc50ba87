import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { policy } from '../../config/policy.ts';
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
import type { Ecosystem, TestPerson } from '../support/ecosystem.ts';
import { authenticator } from '../support/totp.ts';

const PASSWORD = 'Merdeka#1945!';
const BUDI: TestPerson = { nip: '199001012020011001', password: PASSWORD, app: authenticator() };
const SITI: TestPerson = { nip: '198505152010122002', password: PASSWORD, app: authenticator() };
const NEW = 'Pintu-Merah-Putih-45';
const link = (text: string) => /https?:\/\/\S+/.exec(text)?.[0] ?? '';

describe('the ways back into an account', () => {
  let system: Ecosystem;
  let browser: Browser;
  const pages: Page[] = [];

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 0 }), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map(closeContext));
  });

  const open = async (options = {}): Promise<Page> => {
    const page = await freshPage(browser, options);
    pages.push(page);
    return page;
  };
  const fill = (page: Page, label: string, value: string) =>
    page.getByLabel(label, { exact: true }).fill(value);
  const press = (page: Page, name: string) =>
    page.locator('main form').first().getByRole('button', { name, exact: true }).click();
  const at = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title }).waitFor();

  test('Budi has forgotten the password: code, link on the phone, OTP, new password; his other session ends', async () => {
    const elsewhere = await open();
    await signIn(elsewhere, system.myasn, BUDI);

    const page = await open();
    await page.goto(`${system.issuer}/portal`);
    await page.getByRole('link', { name: 'Lupa kata sandi' }).click();
    expect(await heading(page)).toBe('Lupa kata sandi');
    const since = Date.now();
    await fill(page, 'NIP', BUDI.nip);
    await fill(page, 'Alamat email', 'Budi@ASN.example');
    await press(page, 'Kirim');
    await at(page, 'Periksa email Anda');
    const mail = await system.message('budi@asn.example', since, 'email', /reset-password/);
    expect(link(mail.text).startsWith(`${system.issuer}/reset-password/`)).toBe(true);

    // The mailbox is on the phone, whose browser runs no script.
    const phone = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await phone.goto(link(mail.text));
    expect([await heading(phone), new URL(phone.url()).pathname]).toEqual([
      'Pulihkan kata sandi',
      '/reset-password',
    ]);
    await press(phone, 'Lanjutkan');
    await at(phone, 'Pastikan ini Anda');

    // The code still works where it was asked for.
    await fill(page, 'Kode email', await system.code('budi@asn.example', since, 'email'));
    await press(page, 'Verifikasi');
    await at(page, 'Pastikan ini Anda');
    expect(await axeViolations(page)).toEqual([]);
    await giveCode(page, await BUDI.app.code());
    await at(page, 'Buat kata sandi baru');
    await fill(page, 'Kata sandi baru', PASSWORD);
    await fill(page, 'Ulangi kata sandi baru', PASSWORD);
    await press(page, 'Simpan');
    expect(await page.getByRole('alert').innerText()).toContain('salah satu dari lima yang terakhir');
    await fill(page, 'Kata sandi baru', NEW);
    await fill(page, 'Ulangi kata sandi baru', NEW);
    await press(page, 'Simpan');
    await at(page, 'Kata sandi Anda sudah diganti');

    // The phone was in the middle of the same: it is told.
    await phone.goto(`${system.issuer}/forgot-password/verify`);
    expect(await heading(phone)).toBe('Permintaan ini tidak berlaku lagi');

    await system.message('081200000001', since, 'sms', /\/bukan-saya\//);
    await elsewhere.goto(`${system.issuer}/portal`);
    expect(new URL(elsewhere.url()).pathname).toContain('/interaction/');
    await page.getByRole('link', { name: 'Masuk' }).first().click();
    await givePassword(page, BUDI.nip, NEW);
    await giveCode(page, await BUDI.app.code());
    await page.waitForURL(`${system.issuer}/portal`);
  });

  test('Siti has a new phone: what works, password and both codes, a day, then a new authenticator in her browser', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    await page.goto(`${system.issuer}/reset-mfa`);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('group', { name: 'Nomor HP masih aktif?' }).getByLabel('Tidak').check();
    await press(page, 'Kirim');
    await at(page, 'Pulihkan lewat petugas');
    await page.goBack();

    const since = Date.now();
    await page.getByRole('group', { name: 'Nomor HP masih aktif?' }).getByLabel('Ya').check();
    await page.getByRole('group', { name: 'Email masih terbuka?' }).getByLabel('Ya').check();
    await fill(page, 'NIP', SITI.nip);
    await fill(page, 'Alamat email', 'siti@asn.example');
    await press(page, 'Kirim');
    await at(page, 'Buktikan bahwa ini Anda');
    const [mail, sms] = await Promise.all([
      system.code('siti@asn.example', since, 'email'),
      system.code('081200000002', since, 'sms'),
    ]);
    await fill(page, 'Kata sandi', PASSWORD);
    await fill(page, 'Kode email', mail);
    await press(page, 'Verifikasi');
    expect(await page.locator('main').innerText()).toContain('Kode email: sudah benar.');
    await fill(page, 'Kode SMS', sms);
    await press(page, 'Verifikasi');
    await at(page, 'Menunggu 24 jam');
    expect(await axeViolations(page)).toEqual([]);

    await aDayLater();
    await page.reload();
    await at(page, 'Autentikator baru bisa didaftarkan');
    await enrolAgain(page);
    await page.waitForURL(`${system.issuer}/portal`);

    // Whoever has the old phone is told what it shows.
    const old = await open();
    await old.goto(`${system.issuer}/portal`);
    await givePassword(old, SITI.nip, PASSWORD);
    await giveCode(old, await SITI.app.code());
    expect(await old.getByRole('alert').innerText()).toContain('aktivasi lama');
  });

  /** The delay is a figure of the policy; nobody waits for it here. */
  async function aDayLater(): Promise<void> {
    const client = new pg.Client({ connectionString: system.databaseUrl });
    await client.connect();
    const seconds = policy.resets.authenticatorDelaySeconds;
    const moved = await client.query(
      `update authenticator_reset set requested_at = requested_at - $1 * interval '1 second',
         opens_at = opens_at - $1 * interval '1 second', closes_at = closes_at - $1 * interval '1 second'
       where state = 'waiting'`,
      [seconds],
    );
    await client.end();
    expect(moved.rowCount).toBe(1);
  }

  /** Password, codes to both contacts, the new entry, its recovery codes. */
  async function enrolAgain(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Masuk', exact: true }).click();
    const asked = Date.now() - 1000;
    await givePassword(page, SITI.nip, PASSWORD);
    const contacts = [
      ['Kode email', 'siti@asn.example', 'email'],
      ['Kode SMS', '081200000002', 'sms'],
    ] as const;
    for (const [label, to, channel] of contacts) {
      await fill(page, label, await system.code(to, asked, channel));
      await press(page, 'Verifikasi');
    }
    const secret = (await page.locator('[data-secret]').innerText()).replaceAll(/\s/g, '');
    await fill(page, 'Kode OTP', await authenticator(secret).code());
    await press(page, 'Aktifkan');
    await press(page, 'Saya sudah menyimpannya');
  }
});
