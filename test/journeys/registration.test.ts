import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  axeViolations,
  closeContext,
  freshPage,
  givePassword,
  heading,
  launchBrowser,
} from '../support/browser.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startEcosystem } from '../support/ecosystem.ts';
import type { Ecosystem } from '../support/ecosystem.ts';
import { PASSWORD, linkIn, people } from '../support/registration.ts';
import type { Applicant } from '../support/registration.ts';
import { authenticator } from '../support/totp.ts';

describe('registering', () => {
  let system: Ecosystem;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 0 }), launchBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });
  afterEach(async () => {
    await system.switchOutside('ok');
    if (page) await closeContext(page);
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const noNewViolations = async () => expect(await axeViolations(page)).toEqual([]);
  const fill = async ({ nip, nik, email, phone }: Applicant) => {
    await page.getByLabel('NIP', { exact: true }).fill(nip);
    await page.getByLabel('NIK', { exact: true }).fill(nik);
    await page.getByLabel('Alamat email').fill(email);
    await page.getByLabel('Nomor HP').fill(phone);
  };
  const giveBoth = async ({ email, phone }: Applicant, since: number) => {
    await page.getByLabel('Kode email').fill(await system.code(email, since, 'email'));
    await page.getByLabel('Kode SMS').fill(await system.code(phone, since, 'sms'));
    await button('Verifikasi').click();
  };
  const choosePassword = async () => {
    await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Ulangi kata sandi').fill(PASSWORD);
    await button('Buat akun').click();
  };
  const mailWith = async (to: string, since: number, part: string, patienceMs = 30_000) => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = (await system.outbox()).find(
        (sent) => sent.to === to && Date.parse(sent.sentAt) >= since && sent.text.includes(part),
      );
      if (found) return found.text;
      if (Date.now() > deadline) throw new Error(`no mail with ${part}`);
      await page.waitForTimeout(200);
    }
  };

  test('Andi registers with his contacts on record and signs in to SIASN, though the register was down in between', async () => {
    const { andi } = people;
    page = await freshPage(browser);
    const begun = Date.now() - 1_000;
    await page.goto(`${system.issuer}/`);
    await page.getByRole('link', { name: 'Daftar' }).click();
    await noNewViolations();
    await fill({ ...andi, email: 'andi@gmial.com' });
    await page.getByLabel('Nomor HP').focus();
    await page.getByRole('button', { name: 'Ya, pakai andi@gmail.com' }).click();
    expect(await page.getByLabel('Alamat email').inputValue()).toBe('andi@gmail.com');
    await page.getByLabel('Alamat email').fill(andi.email);
    await system.switchOutside('down');
    await button('Daftar').click();
    await page.getByLabel('Kode email').waitFor();
    await noNewViolations();

    // One at a time, in whichever order they come.
    const sms = await system.code(andi.phone, begun, 'sms');
    await page.getByLabel('Kode SMS').fill(sms);
    await button('Verifikasi').click();
    expect(await page.getByRole('status').first().innerText()).toContain('Nomor HP Anda sudah terverifikasi');
    expect(await page.getByLabel('Kode SMS').count()).toBe(0);
    await page.getByLabel('Kode email').fill('000000');
    await button('Verifikasi').click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Kode email').fill(await system.code(andi.email, begun, 'email'));
    await button('Verifikasi').click();
    await page.getByText('Pendaftaran Anda sedang diproses').waitFor();
    await noNewViolations();

    await system.switchOutside('ok');
    // The breaker rests, the queue backs off: some seconds, and nobody has to do anything.
    const resumed = await mailWith(andi.email, begun, 'bisa dilanjutkan', 75_000);
    await page.goto(linkIn(resumed));
    expect(await heading(page)).toBe('Buat kata sandi');
    await noNewViolations();
    await page.getByLabel('Kata sandi', { exact: true }).pressSequentially('Andi#1995');
    await page.locator('.meter').waitFor();
    await page.getByLabel('Ulangi kata sandi').fill('Andi#1995');
    await button('Buat akun').click();
    await page.getByRole('alert').waitFor();
    await choosePassword();
    expect(await heading(page)).toBe('Periksa email Anda');
    await noNewViolations();

    const link = linkIn(await mailWith(andi.email, begun, '/activate/'));
    await page.goto(link);
    expect(page.url()).toBe(`${system.issuer}/activate`);
    await noNewViolations();
    await button('Aktifkan akun').click();
    expect(await heading(page)).toBe('Akun Anda aktif');
    await noNewViolations();
    await page.getByRole('link', { name: 'Masuk', exact: true }).click();

    const signin = Date.now() - 1_000;
    await givePassword(page, andi.nip, PASSWORD);
    await page.getByLabel('Kode email').fill(await system.code(andi.email, signin, 'email'));
    await button('Verifikasi').click();
    await page.getByLabel('Kode SMS').fill(await system.code(andi.phone, signin, 'sms'));
    await button('Verifikasi').click();
    const app = authenticator(await page.locator('[data-secret]').innerText());
    await page.getByLabel('Kode OTP').fill(await app.code());
    await button('Aktifkan').click();
    await button('Saya sudah menyimpannya').click();
    await page.waitForURL(`${system.issuer}/portal`);
    expect(await page.locator('main').innerText()).toContain('Andi Pratama');

    await page.goto(`${system.siasn}/`);
    await page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).click();
    await page.waitForURL((url) => url.origin === system.siasn);
    expect(await page.locator('body').innerText()).toContain('Andi Pratama');
  }, 120_000);

  test('without script, in 320 px, somebody whose contacts are not on record is led to the agency’s people', async () => {
    const { putri } = people;
    const form = { ...putri, email: 'putri.baru@example.com', phone: '081300001234' };
    page = await freshPage(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    const begun = Date.now() - 1_000;
    await page.goto(`${system.issuer}/register`);
    await fill({ ...form, email: 'putri.baru@gmial.com' });
    await button('Daftar').click();
    expect(await page.getByRole('link', { name: 'Maksud Anda putri.baru@gmail.com?' }).count()).toBe(1);
    await page.getByRole('link', { name: 'Ubah data' }).click();
    expect(await page.getByLabel('NIK', { exact: true }).inputValue()).toBe('');
    await fill(form);
    await button('Daftar').click();
    await giveBoth(form, begun);
    await choosePassword();
    expect(await heading(page)).toMatch(/menunggu pengelola kepegawaian/);
    const main = await page.locator('main').innerText();
    expect(main).toContain('Pemerintah Provinsi Jawa Barat');
    expect(main).toContain('07.30');
    const wide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);

    // Whoever has the contacts on record hears of it, and stops it.
    await page.goto(linkIn(await mailWith(putri.email, begun, '/register/object/')));
    await button('Hentikan pendaftaran ini').click();
    expect(await heading(page)).toBe('Pendaftaran dihentikan');
    await page.goto(linkIn(await mailWith(form.email, begun, '/register/status/')));
    expect(await heading(page)).toBe('Pendaftaran dihentikan');
  });

  test('somebody with an account already is led to recovery; a wrong NIK is named', async () => {
    page = await freshPage(browser);
    const mine = { email: 'budi.baru@example.com', phone: '081300004321' };
    const begun = Date.now() - 1_000;
    await page.goto(`${system.issuer}/register`);
    await fill({ ...people.budi, ...mine });
    await button('Daftar').click();
    await giveBoth({ ...people.budi, ...mine }, begun);
    expect(await heading(page)).toBe('NIP ini sudah punya akun');
    await noNewViolations();
    expect(await page.getByRole('link', { name: 'Lupa kata sandi' }).count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Ganti ponsel' }).count()).toBe(1);
  });
});
