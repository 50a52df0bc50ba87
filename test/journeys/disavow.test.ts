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
import type { Ecosystem, TestPerson } from '../support/ecosystem.ts';
import { openSmtpServer } from '../support/smtp-server.ts';
import type { SmtpTestServer } from '../support/smtp-server.ts';
import { authenticator } from '../support/totp.ts';

const BUDI: TestPerson = { nip: '199001012020011001', password: 'Merdeka#1945!', app: authenticator() };
const SITI: TestPerson = { nip: '198505152010122002', password: 'Merdeka#1945!', app: authenticator() };
const MAIL = 'budi@asn.example';
const PHONE = '081200000001';

describe('"Bukan saya"', () => {
  let system: Ecosystem;
  let smtp: SmtpTestServer;
  let browser: Browser;
  const pages: Page[] = [];

  beforeAll(async () => {
    smtp = await openSmtpServer();
    [system, browser] = await Promise.all([
      startEcosystem({ people: 0, env: { SMTP_URL: smtp.url } }),
      launchBrowser(),
    ]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    await smtp?.stop();
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map(closeContext));
  });

  async function newPage(width: number): Promise<Page> {
    const page = await freshPage(browser, { viewport: { width, height: 760 } });
    pages.push(page);
    return page;
  }

  /** Somebody else has the password, and guesses the code. */
  async function guess(): Promise<void> {
    const thief = await newPage(1280);
    await thief.goto(`${system.issuer}/portal`);
    await givePassword(thief, BUDI.nip, BUDI.password);
    await giveCode(thief, '000000');
    await thief.getByRole('alert').waitFor();
  }

  test('Budi hears by mail and SMS of a wrong code, freezes his account from his phone, and everything ends', async () => {
    const desk = await newPage(1280);
    await signIn(desk, system.myasn, BUDI);
    const since = Date.now();
    await guess();
    const [mail, sms] = await Promise.all([
      system.message(MAIL, since, 'email', /\/bukan-saya\//),
      system.message(PHONE, since, 'sms', /\/bukan-saya\//),
    ]);
    const link = /https?:\/\/\S+/.exec(mail.text)?.[0] ?? '';
    expect(link).toMatch(new RegExp(`^${system.issuer}/bukan-saya/`));
    expect(sms.text).toContain(link);
    expect(sms.text.length).toBeLessThanOrEqual(160);
    // The demo's own SMTP server got it too, beside the outbox page.
    const wire = smtp.received.find(({ to }) => to.includes(MAIL));
    expect(wire?.raw).toMatch(/^Auto-Submitted: auto-generated/im);

    // A scanner of mails opens every link: nothing happens.
    for (const method of ['HEAD', 'GET']) await fetch(link, { method });
    await desk.goto(`${system.issuer}/portal`);
    expect(new URL(desk.url()).pathname).toBe('/portal');

    const phone = await newPage(360);
    await phone.goto(link);
    expect(phone.url()).toBe(`${system.issuer}/bukan-saya`);
    expect(await axeViolations(phone)).toEqual([]);
    expect(await phone.locator('main').innerText()).toContain('Seseorang mengetahui kata sandi Anda?');
    const pressed = Date.now();
    await phone.getByRole('button', { name: 'Bekukan akun saya' }).click();
    await phone.waitForURL(`${system.issuer}/bukan-saya/done`);
    expect(await heading(phone)).toBe('Akun Anda dibekukan');
    expect(await axeViolations(phone)).toEqual([]);

    await desk.goto(`${system.issuer}/portal`);
    expect(new URL(desk.url()).pathname).toMatch(/^\/interaction\//);
    await desk.goto(`${system.myasn}/`);
    expect(await desk.locator('body').innerText()).not.toContain('Budi Santoso');
    await system.message(MAIL, pressed, 'email', /dibekukan/);
    const frozen = (await system.outbox()).filter(({ subject }) => /dibekukan/.test(subject));
    expect(frozen.map(({ to, text }) => [to, /https?:/.test(text)])).toEqual([[MAIL, false]]);

    await phone.goto(link);
    expect(await heading(phone)).toBe('Tautan ini tidak berlaku');
    await desk.goto(`${system.issuer}/portal`);
    await givePassword(desk, BUDI.nip, BUDI.password);
    expect(await heading(desk)).toMatch(/dibekukan/);
  });

  test('a changed e-mail address is proven, told to the old one, and undone from there on a phone without script', async () => {
    const desk = await newPage(1280);
    await signIn(desk, system.myasn, SITI);
    await desk.goto(`${system.issuer}/account`);
    await desk.getByRole('link', { name: 'Ubah email' }).click();
    const changed = Date.now();
    await desk.getByLabel('Alamat email baru').fill('siti.baru@asn.example');
    await desk.getByLabel('Kode OTP').fill('000000');
    await desk.getByRole('button', { name: 'Kirim kode' }).click();
    await desk.getByRole('alert').waitFor();
    expect(await desk.getByLabel('Alamat email baru').inputValue()).toBe('siti.baru@asn.example');
    expect(await axeViolations(desk)).toEqual([]);
    await desk.getByLabel('Kode OTP').fill(await SITI.app.code());
    await desk.getByRole('button', { name: 'Kirim kode' }).click();
    await desk.waitForURL(/\/verify$/);
    const code = await system.code('siti.baru@asn.example', changed);
    const told = Date.now();
    await desk.getByLabel('Kode email').fill(code);
    await desk.getByRole('button', { name: 'Verifikasi' }).click();
    await desk.waitForURL(/\/account\?done=email$/);
    expect(await desk.locator('main').innerText()).toContain('siti.baru@asn.example');

    const link =
      /https?:\/\/\S+/.exec((await system.message('siti@asn.example', told, 'email', /https?:/)).text)?.[0] ??
      '';
    const phone = await freshPage(browser, {
      viewport: { width: 360, height: 740 },
      javaScriptEnabled: false,
    });
    pages.push(phone);
    await phone.goto(link);
    expect(phone.url()).toBe(`${system.issuer}/account/undo`);
    await phone.locator('main form').first().getByRole('button', { name: 'Lanjutkan' }).click();
    expect(await heading(phone)).toBe('Perubahan dibatalkan');
    // Whoever made the change is out, everywhere.
    await desk.goto(`${system.issuer}/account`);
    expect(new URL(desk.url()).pathname).toMatch(/^\/interaction\//);
    await phone.goto(link);
    expect(await phone.getByRole('alert').count()).toBe(1);
  });
});
