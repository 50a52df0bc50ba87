import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { axeViolations, closeContext, freshPage, heading, launchBrowser } from '../support/browser.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startEcosystem } from '../support/ecosystem.ts';
import type { Ecosystem } from '../support/ecosystem.ts';
import { heic, jpeg, noisyPicture, pdf } from '../support/files.ts';

const FITRI = '200003152026032008';

describe('help without signing in', () => {
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
  const noViolations = async () => expect(await axeViolations(page)).toEqual([]);

  test('from the front page to the answer about a NIP, also while the directory is away', async () => {
    page = await freshPage(browser);
    await page.goto(system.issuer);
    await page.getByRole('main').getByRole('link', { name: 'Bantuan', exact: true }).click();
    expect(await heading(page)).toBe('Bantuan');
    await noViolations();
    await page.getByRole('link', { name: 'Apakah NIP saya ada di direktori?' }).click();
    const ask = async (nip: string) => {
      await page.getByLabel('NIP', { exact: true }).fill(nip);
      await page.getByLabel('Saya bukan robot').check();
      await button('Periksa').click();
      await page.getByRole('heading', { name: 'Periksa NIP lain' }).waitFor();
      return page.locator('main').innerText();
    };
    await system.switchOutside('slow', 'directory');
    expect(await ask(FITRI)).toMatch(/sedang tidak dapat dihubungi[\s\S]*pukul \d\d\.\d\d WIB/);
    await noViolations();
    await system.switchOutside('ok', 'directory');
    const found = await ask(FITRI);
    expect(found).toContain('NIP ini ada di direktori');
    expect(found).toContain('Kementerian Kesehatan');
    expect(found).not.toContain('Fitri');
    await noViolations();
  });

  test('without script a newly appointed teacher tells the agency, by the characters in the picture', async () => {
    page = await freshPage(browser, { javaScriptEnabled: false });
    await page.goto(`${system.issuer}/help/correction?kind=not_in_directory`);
    await page.getByLabel('NIP', { exact: true }).fill('199901012026031999');
    await page.getByLabel('Nama lengkap').fill('Putri Ayu');
    await page.getByLabel('Instansi', { exact: true }).selectOption({ label: 'Kementerian Kesehatan' });
    await page.getByLabel('Apa yang seharusnya tertulis?').fill('SK 12/2026 tertanggal 1 Maret 2026.');
    await page.getByLabel('Email atau nomor HP').fill('putri@mail.example');
    const form = await page.locator('input[name="form"]').inputValue();
    const answer = await fetch(`${system.issuer}/dev/captcha`, { headers: { accept: 'application/json' } });
    const open = (await answer.json()) as { uid: string; answer: string }[];
    await page
      .getByLabel('Karakter pada gambar')
      .fill(open.find(({ uid }) => uid === `form:${form}`)?.answer ?? '');
    await button('Kirim permintaan').click();
    expect(await heading(page)).toBe('Permintaan Anda sudah diterima');
    expect(await page.locator('main').innerText()).toContain('Kementerian Kesehatan');
    expect(page.url()).toMatch(/\/help\/correction\/[\w-]{43}$/);
  });

  test('a case with scans: refused with reasons, mended, proven by the code, followed, closed', async () => {
    page = await freshPage(browser, { viewport: { width: 360, height: 740 } });
    const since = Date.now();
    const contact = 'rina.hilang@mail.example';
    await page.goto(`${system.issuer}/help`);
    await page.getByRole('main').getByRole('link', { name: 'Minta bantuan petugas' }).last().click();
    await page.getByLabel('Tentang apa?').selectOption({ label: 'Autentikator hilang atau ganti HP' });
    await page.getByLabel('NIP', { exact: true }).fill('19800202 200501 2 005');
    await page.getByLabel('Apa yang terjadi?').fill('Ponsel saya hilang di Sorong.');
    await page.getByLabel('Email atau nomor HP').fill(contact);
    await page
      .getByLabel('Foto atau pindaian KTP')
      .setInputFiles([
        { name: 'ktp.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') },
      ]);
    await noViolations();
    await button('Kirim').click();
    expect(await page.getByRole('alert').innerText()).toContain('Isi berkas "ktp.jpg" bukan JPEG');
    expect(await page.getByLabel('Apa yang terjadi?').inputValue()).toBe('Ponsel saya hilang di Sorong.');
    await noViolations();

    const photograph = await noisyPicture(4000, 3000);
    expect(photograph.length).toBeGreaterThan(3_000_000);
    await page
      .getByLabel('Foto atau pindaian KTP')
      .setInputFiles([{ name: 'KTP.jpg', mimeType: 'image/jpeg', buffer: photograph }]);
    await page.getByLabel('SK pengangkatan').setInputFiles([
      { name: 'IMG_0002.HEIC', mimeType: 'image/heic', buffer: heic() },
      { name: 'SK.pdf', mimeType: 'application/pdf', buffer: await pdf({ pages: 2 }) },
    ]);
    await page.getByText('Foto diperkecil agar cepat terkirim.').waitFor();
    const sending = page.waitForRequest((request) => request.method() === 'POST');
    await button('Kirim').click();
    expect(Number(await (await sending).headerValue('content-length'))).toBeLessThan(photograph.length / 2);
    expect(await heading(page)).toBe('Verifikasi email');
    expect(await page.locator('main').innerText()).toContain(contact);
    // A look back for a wrong letter loses nothing that was written.
    await page.getByRole('link', { name: 'Ubah isian tadi' }).click();
    expect(await page.getByLabel('Email atau nomor HP').inputValue()).toBe(contact);
    expect(await page.getByLabel('Apa yang terjadi?').inputValue()).not.toBe('');
    await page.goBack();
    await noViolations();
    await page.getByLabel('Kode email').fill(await system.code(contact, since));
    await button('Verifikasi').click();
    expect(await heading(page)).toBe('Menunggu petugas');
    const shown = await page.locator('main').innerText();
    for (const known of ['KTP.jpg', 'IMG_0002.HEIC', 'SK.pdf', 'Ponsel saya hilang di Sorong.'])
      expect(shown).toContain(known);
    await noViolations();

    const link = page.url();
    const news = await system.message(contact, since, 'email', /\/help\/case\//);
    expect(news.text).toContain(link);
    const elsewhere = await freshPage(browser);
    await elsewhere.goto(link);
    expect(await heading(elsewhere)).toBe('Menunggu petugas');
    await closeContext(elsewhere);
    await page.getByRole('button', { name: 'Saya tidak perlu bantuan lagi' }).click();
    expect(await heading(page)).toBe('Ditutup');
    await noViolations();
  });

  test('a case by the keyboard alone, without script, with a telephone number', async () => {
    page = await freshPage(browser, { javaScriptEnabled: false });
    const since = Date.now();
    await page.goto(`${system.issuer}/help/case?topic=lock`);
    await page.getByLabel('NIP', { exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Akun saya terkunci sejak pagi.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('0813-1111-2222');
    await page
      .getByLabel('Foto atau pindaian KTP')
      .setInputFiles([{ name: 'ktp.jpg', mimeType: 'image/jpeg', buffer: await jpeg() }]);
    await button('Kirim').press('Enter');
    expect(await heading(page)).toBe('Verifikasi nomor HP');
    // The browser puts the focus there while it draws.
    await page.locator('input:focus').waitFor();
    await page.keyboard.type(await system.code('081311112222', since, 'sms'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Menunggu petugas' }).waitFor();
  });
});
