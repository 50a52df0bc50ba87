import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  axeViolations,
  closeContext,
  freshPage,
  giveCode,
  givePassword,
  heading,
  launchBrowser,
} from '../support/browser.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startEcosystem } from '../support/ecosystem.ts';
import type { Ecosystem, TestPerson } from '../support/ecosystem.ts';
import { jpeg } from '../support/files.ts';
import { authenticator } from '../support/totp.ts';

const BUDI = { nip: '199001012020011001', nik: '3171010101900001', password: 'Merdeka#1945!' };
const PHONE = '081200000001';
const MAIL = 'budi@asn.example';

describe('the helpdesk', () => {
  let system: Ecosystem;
  let browser: Browser;
  /** Two for each journey: an authenticator gives a code every thirty seconds. */
  let officers: TestPerson[];
  const open: Page[] = [];

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 4 }), launchBrowser()]);
    officers = Array.from({ length: 4 }, () => system.person());
    for (const { nip } of officers) {
      const granted = await system.cli('roles', 'grant', '--nip', nip, '--role', 'helpdesk');
      expect([granted.code, granted.stderr]).toEqual([0, expect.stringContaining('granted')]);
    }
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });
  afterEach(async () => {
    await system.switchOutside('ok');
    await Promise.all(open.splice(0).map(closeContext));
  });

  const pair = (from: number): [TestPerson, TestPerson] => {
    const [first, second] = officers.slice(from, from + 2);
    if (!first || !second) throw new Error('two officers are needed');
    return [first, second];
  };
  const pageOf = async (options = {}) => {
    const page = await freshPage(browser, options);
    open.push(page);
    return page;
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const noViolations = async (page: Page) => expect(await axeViolations(page)).toEqual([]);
  const mainText = (page: Page) => page.locator('main').innerText();

  async function atTheDesk(officer: TestPerson): Promise<Page> {
    const page = await pageOf();
    await page.goto(`${system.issuer}/portal`);
    await givePassword(page, officer.nip, officer.password);
    await giveCode(page, await officer.app.code());
    await page.getByRole('link', { name: /^Meja helpdesk/ }).click();
    expect(await heading(page)).toBe('Antrean kasus');
    return page;
  }

  /** Without signing in, as somebody whose phone is gone; gives the page the case is followed by. */
  async function openCase(about: { topic: string; text: string; contact: string }): Promise<Page> {
    const since = Date.now();
    const page = await pageOf({ viewport: { width: 360, height: 740 } });
    await page.goto(`${system.issuer}/help/case`);
    await page.getByLabel('Tentang apa?').selectOption({ label: about.topic });
    await page.getByLabel('NIP', { exact: true }).fill(BUDI.nip);
    await page.getByLabel('Apa yang terjadi?').fill(about.text);
    await page.getByLabel('Email atau nomor HP').fill(about.contact);
    const ktp = { name: 'ktp.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await jpeg()) };
    await page.getByLabel('Foto atau pindaian KTP').setInputFiles(ktp);
    await press(page, 'Kirim');
    await page.getByLabel('Kode email').fill(await system.code(about.contact, since));
    await press(page, 'Verifikasi');
    expect(await heading(page)).toBe('Menunggu petugas');
    return page;
  }

  const claim = async (desk: Page, number: string) => {
    await desk.goto(`${system.issuer}/helpdesk`);
    await desk.getByRole('link', { name: number }).click();
    await press(desk, 'Ambil kasus ini');
  };

  const callBack = async (desk: Page) => {
    await desk.getByLabel('Orangnya menjawab dan membenarkan permohonan').check();
    await press(desk, 'Catat telepon balik');
    expect(await mainText(desk)).toContain('tercatat sejak');
  };

  const numberOn = async (page: Page) => /K-\d{4}-\d{5}/.exec(await mainText(page))?.[0] ?? '';

  test('a lost phone: a case, evidence, a second officer, and a new authenticator for its owner alone', async () => {
    const [asking, approving] = pair(0);
    const person = await openCase({
      topic: 'Autentikator hilang atau ganti HP',
      text: 'HP saya hilang di perjalanan dinas. Nomornya sudah saya pasang di HP baru.',
      contact: 'budi.santoso@mail.example',
    });
    const number = await numberOn(person);

    const agus = await atTheDesk(asking);
    await claim(agus, number);
    await noViolations(agus);
    // The register is down in the middle: the officer is told, and goes on later.
    await system.switchOutside('down', 'population');
    await agus.getByLabel('NIK pada pindaian KTP').fill(BUDI.nik);
    await press(agus, 'Periksa Dukcapil');
    expect(await mainText(agus)).toContain('sedang tidak menjawab');
    await press(agus, 'Periksa direktori');
    expect(await mainText(agus)).toContain('Badan Kepegawaian Negara');
    await agus.getByRole('group', { name: 'KTP terbaca jelas' }).getByLabel('Ya', { exact: true }).check();
    await press(agus, 'Simpan hasil pemeriksaan');

    const scan = agus.getByRole('link', { name: 'KTP, halaman 1' });
    expect(await scan.getAttribute('target')).toBe('_blank');
    const file = await agus.request.get(system.issuer + (await scan.getAttribute('href')));
    expect(file.headers()).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment; filename="ktp.jpg"',
    });

    await agus.getByLabel('Jawaban siap pakai').selectOption({ label: 'SK belum ada' });
    await press(agus, 'Kirim ke pemohon');
    await person.reload();
    expect(await heading(person)).toBe('Petugas menunggu jawaban Anda');
    expect(await mainText(person)).toContain('SK pengangkatan');
    await person.getByLabel('Jawaban Anda').fill('SK saya BKN/CPNS/0117/2020.');
    await press(person, 'Kirim jawaban');
    await agus.reload();
    expect(await mainText(agus)).toContain('BKN/CPNS/0117/2020');

    await agus.getByRole('link', { name: 'Atur ulang autentikator' }).click();
    expect(await mainText(agus)).toContain('Pindaian saja tidak cukup');
    await agus.getByRole('link', { name: `Kembali ke kasus ${number}` }).click();
    await callBack(agus);
    await agus.getByRole('link', { name: 'Atur ulang autentikator' }).click();
    await noViolations(agus);
    await agus.getByLabel('Alasan').fill('Suara dan jawabannya cocok.');
    await agus.getByLabel('Kode OTP').fill(await asking.app.code());
    await press(agus, 'Minta persetujuan: Atur ulang autentikator');
    expect(await mainText(agus)).toContain('menunggu petugas kedua');
    await expect(agus.getByRole('button', { name: /^Setujui/ }).count()).resolves.toBe(0);

    const since = Date.now();
    const second = await atTheDesk(approving);
    await second.getByRole('link', { name: 'Persetujuan (1)' }).click();
    await second.getByRole('link', { name: 'Atur ulang autentikator' }).click();
    await noViolations(second);
    expect(await mainText(second)).toContain('Suara dan jawabannya cocok.');
    await second.getByLabel('Kode OTP').fill(await approving.app.code());
    await press(second, 'Setujui: Atur ulang autentikator');
    expect(await mainText(second)).toContain('sudah dilaksanakan');
    await system.message(MAIL, since, 'email', /autentikator/i);

    await person.reload();
    await person.getByRole('link', { name: 'Pasang autentikator baru' }).click();
    await press(person, 'Lanjutkan');
    const sent = Date.now() - 1000;
    await person.goto(`${system.issuer}/portal`);
    await givePassword(person, BUDI.nip, BUDI.password);
    await person.getByLabel('Kode email').fill(await system.code(MAIL, sent));
    await press(person, 'Verifikasi');
    await person.getByLabel('Kode SMS').fill(await system.code(PHONE, sent));
    await press(person, 'Verifikasi');
    const secret = (await person.locator('[data-secret]').innerText()).replace(/\s/g, '');
    const app = authenticator(secret);
    await person.getByLabel('Kode OTP').fill(await app.code());
    await press(person, 'Aktifkan');
    await press(person, 'Saya sudah menyimpannya');
    await person.waitForURL(`${system.issuer}/portal`);

    await agus.goto(`${system.issuer}/helpdesk?whose=mine`);
    await agus.getByRole('link', { name: number }).click();
    await agus.getByLabel('Keputusan dan alasannya').fill('Autentikator baru sudah terpasang.');
    await press(agus, 'Selesai');
    expect(await mainText(agus)).toContain('Kasus selesai');
    await system.message('budi.santoso@mail.example', since, 'email', new RegExp(number));
  }, 120_000);

  test('a code read aloud: approved by the second officer, shown once, typed in place of the password', async () => {
    const [asking, approving] = pair(2);
    const person = await openCase({
      topic: 'Kata sandi',
      text: 'Saya lupa kata sandi dan email lama sudah mati.',
      contact: 'budi.lupa@mail.example',
    });
    const number = await numberOn(person);
    const first = await atTheDesk(asking);
    await claim(first, number);
    await callBack(first);
    await first.getByRole('link', { name: 'Beri kode sekali pakai' }).click();
    await first.getByLabel('Alasan').fill('Cocok lewat telepon.');
    await first.getByLabel('Kode OTP').fill(await asking.app.code());
    await press(first, 'Minta persetujuan: Beri kode sekali pakai');
    const request = first.url().replace(/\?.*/, '');

    const second = await atTheDesk(approving);
    await second.goto(request);
    await second.getByLabel('Kode OTP').fill(await approving.app.code());
    await press(second, 'Setujui: Beri kode sekali pakai');
    expect(await mainText(second)).toContain('kodenya belum ditampilkan');
    await expect(second.getByRole('button', { name: 'Tampilkan kode sekali ini' }).count()).resolves.toBe(0);

    await first.goto(request);
    await first.getByLabel('Kode OTP').fill(await asking.app.code());
    await press(first, 'Tampilkan kode sekali ini');
    expect(await heading(first)).toBe('Bacakan kode ini');
    await noViolations(first);
    const code = (await first.locator('.handed').innerText()).trim().split(/\s+/).join('-');
    expect(code).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){2}$/);
    await first.goto(request);
    expect(await mainText(first)).not.toContain(code.slice(0, 4));
    await expect(first.getByRole('button', { name: 'Tampilkan kode sekali ini' }).count()).resolves.toBe(0);

    await person.goto(`${system.issuer}/portal`);
    await givePassword(person, BUDI.nip, code);
    // A second factor besides, as after any password.
    await person.getByLabel('Kode OTP').waitFor();
  }, 120_000);
});
