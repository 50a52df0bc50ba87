import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
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
import { authenticator } from '../support/totp.ts';

const demoPassword = 'Merdeka#1945!';
const SITI: TestPerson = { nip: '198505152010122002', password: demoPassword, app: authenticator() };
const AGUS: TestPerson = { nip: '198807072014031004', password: demoPassword, app: authenticator() };
/** In the demo's directory in Kota Bandung, with no account. */
const KARTINI = { nip: '199304212019032012', email: 'kartini@asn.example', phone: '081200000012' };
const BANDUNG = 'b2000000000000000000000000000000';

describe('the agency’s personnel console', () => {
  let system: Ecosystem;
  let browser: Browser;
  let client: pg.Client;
  let rudi: TestPerson;
  let tuti: TestPerson;
  const open: Page[] = [];

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 2 }), launchBrowser()]);
    [rudi, tuti] = [system.person(), system.person()];
    client = new pg.Client({ connectionString: system.databaseUrl });
    await client.connect();
    const imported = await system.cli('employees', 'import', 'demo/outside/employees.csv');
    expect([imported.code, imported.stderr.slice(0, 200)]).toEqual([expect.any(Number), expect.any(String)]);
    // As people who have long been there.
    await client.query(
      `update employee set email_since = now() - interval '1 year', no_hp_since = now() - interval '1 year'`,
    );
    const move = `update employee set instansi_id = $1, unor_id = 'b2000000000000000000000000000002', nama = $2 where nip = $3`;
    await client.query(move, [BANDUNG, 'Rudi Hartono', rudi.nip]);
    await client.query(move, [BANDUNG, 'Tuti Herawati', tuti.nip]);
    const granted = await system.cli(
      'roles',
      'grant',
      '--nip',
      tuti.nip,
      '--role',
      'agency',
      '--agency',
      BANDUNG,
    );
    expect([granted.code, granted.stderr]).toEqual([0, expect.stringContaining('granted')]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await client?.end();
    await system?.stop();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(closeContext));
  });

  const pageOf = async (options = {}) => {
    const page = await freshPage(browser, options);
    open.push(page);
    return page;
  };
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).click();
  const mainText = (page: Page) => page.locator('main').innerText();
  const noViolations = async (page: Page) => expect(await axeViolations(page)).toEqual([]);

  async function atTheDesk(person: TestPerson, link: RegExp): Promise<Page> {
    const page = await pageOf();
    await page.goto(`${system.issuer}/portal`);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.getByRole('link', { name: link }).click();
    return page;
  }

  async function find(desk: Page, q: string): Promise<void> {
    await desk.getByRole('link', { name: 'Pegawai', exact: true }).click();
    await desk.getByLabel('NIP atau nama').fill(q);
    await press(desk, 'Cari');
  }

  test('Siti sees Kota Bandung alone, and corrects a contact that its owner confirms', async () => {
    const desk = await atTheDesk(SITI, /^Admin instansi/);
    expect(await heading(desk)).toBe('Ringkasan');
    await noViolations(desk);
    const text = await mainText(desk);
    for (const part of ['Pemerintah Kota Bandung', 'Dinas Pendidikan']) expect(text).toContain(part);
    expect(text).not.toContain('Kementerian Kesehatan');
    const [csv] = await Promise.all([
      desk.waitForEvent('download'),
      desk.getByRole('link', { name: 'Unduh tabel (CSV)' }).click(),
    ]);
    expect(csv.suggestedFilename()).toBe('cakupan.csv');

    await find(desk, 'Budi Santoso');
    expect(await mainText(desk)).toContain('Tidak ada pegawai yang cocok');
    await find(desk, 'har rud');
    await noViolations(desk);
    await desk.getByRole('link', { name: 'Rudi Hartono' }).click();
    expect(await heading(desk)).toBe('Rudi Hartono');
    await noViolations(desk);

    const since = Date.now();
    await desk.getByRole('link', { name: 'Betulkan email' }).click();
    await desk.getByLabel('Alamat email baru').fill('rudi.hartono@bandung.example');
    await desk.getByLabel('Pegawai hadir di depan saya').check();
    await desk.getByLabel('Alasan').fill('Datang dengan KTP; kotak surat lama sudah mati.');
    await noViolations(desk);
    await press(desk, 'Lanjutkan');
    expect(await heading(desk)).toBe('Periksa sekali lagi');
    await noViolations(desk);
    await desk.getByLabel('Kode OTP').fill(await SITI.app.code());
    await press(desk, 'Ganti email');
    expect(await desk.getByRole('status').innerText()).toContain('Kontak diganti');

    const { text: mail } = await system.message('rudi.hartono@bandung.example', since, 'email', /https?:/);
    const owner = await pageOf({ viewport: { width: 360, height: 740 } });
    await owner.goto(/https?:\/\/\S+/.exec(mail)?.[0] ?? '');
    expect(owner.url()).toBe(`${system.issuer}/confirm-contact`);
    await noViolations(owner);
    await press(owner, 'Ya, ini milik saya');
    expect(await heading(owner)).toContain('Terima kasih');
    await desk.reload();
    expect(await mainText(desk)).toContain('Belum 72 jam');
    // What is another agency's is not there.
    const { rows } = await client.query<{ pns_id: string }>('select pns_id from employee where nip = $1', [
      AGUS.nip,
    ]);
    const foreign = await desk.goto(`${system.issuer}/agency/people/${rows[0]?.pns_id}`);
    expect(foreign?.status()).toBe(404);
  });

  test('a reset that Tuti asks for is approved by Agus at the helpdesk', async () => {
    // His contact was just changed: the other one has to wait 72 hours.
    await client.query(`update contact_change set at = at - interval '4 days'`);
    const desk = await atTheDesk(tuti, /^Admin instansi/);
    await find(desk, rudi.nip);
    await desk.getByRole('link', { name: 'Rudi Hartono' }).click();
    await desk.getByRole('link', { name: 'Minta reset autentikator' }).click();
    await desk.getByLabel('Pegawai hadir di depan saya').check();
    await desk.getByLabel('Alasan').fill('HP jatuh ke laut, datang dengan KTP.');
    await desk.getByLabel('Kode OTP').fill(await tuti.app.code());
    await noViolations(desk);
    await press(desk, 'Minta reset autentikator');
    expect(await desk.getByRole('status').innerText()).toContain('Menunggu persetujuan');
    await desk.getByRole('link', { name: 'Persetujuan', exact: true }).click();
    await desk.getByRole('link', { name: 'Rudi Hartono' }).click();
    expect(await desk.getByRole('button', { name: 'Setujui' }).count()).toBe(0);

    const since = Date.now();
    const agus = await atTheDesk(AGUS, /^Meja helpdesk/);
    await agus.goto(`${system.issuer}/helpdesk/approvals`);
    await agus.locator('tbody a').first().click();
    expect(await mainText(agus)).toContain('Rudi Hartono');
    await agus.getByLabel('Kode OTP').fill(await AGUS.app.code());
    await agus.getByRole('button', { name: /^Setujui/ }).click();
    await system.message('rudi.hartono@bandung.example', since, 'email', /autentikator/i);
    await desk.reload();
    expect(await mainText(desk)).toContain('sudah diputuskan');
  }, 120_000);

  test('Siti prints a letter, and Kartini activates her account with it', async () => {
    const desk = await atTheDesk(SITI, /^Admin instansi/);
    await desk.getByRole('link', { name: 'Surat aktivasi', exact: true }).click();
    await desk.getByRole('link', { name: 'Buat surat baru' }).click();
    for (const box of await desk.locator('tbody input[type=checkbox]').all()) await box.uncheck();
    await desk.getByLabel('Kartini').check();
    await noViolations(desk);
    await press(desk, 'Lanjutkan');
    expect(await heading(desk)).toBe('Buat 1 surat aktivasi');
    await desk.getByLabel('Kode OTP').fill(await SITI.app.code());
    await press(desk, 'Buat 1 surat');
    expect(await heading(desk)).toBe('1 surat siap dicetak');
    await noViolations(desk);
    const letter = await desk.locator('article.letter').innerText();
    expect(letter).toContain('Kartini');
    expect(letter).toContain(`${system.issuer}/portal`);
    expect(letter.replaceAll(' ', '')).not.toContain(KARTINI.nip);
    const code = (await desk.locator('.activation strong').innerText()).trim().split(/\s+/).join('-');
    const printed = await desk.pdf({ preferCSSPageSize: true });
    expect(printed.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);

    const page = await pageOf({ viewport: { width: 360, height: 740 } });
    const begun = Date.now();
    await page.goto(`${system.issuer}/portal`);
    await givePassword(page, KARTINI.nip, code.toLowerCase());
    await page.getByLabel('Kode email').fill(await system.code(KARTINI.email, begun, 'email'));
    await press(page, 'Verifikasi');
    await page.getByLabel('Kode SMS').fill(await system.code(KARTINI.phone, begun, 'sms'));
    await press(page, 'Verifikasi');
    await page.getByLabel('Kata sandi baru', { exact: true }).fill('Langit#Biru-2041');
    await page.getByLabel('Ulangi kata sandi baru').fill('Langit#Biru-2041');
    await press(page, 'Simpan');
    const app = authenticator(await page.locator('[data-secret]').innerText());
    await page.getByLabel('Kode OTP').fill(await app.code());
    await press(page, 'Aktifkan');
    await press(page, 'Saya sudah menyimpannya');
    await page.waitForURL(`${system.issuer}/portal`);
    expect(await mainText(page)).toContain('Kartini');

    await desk.getByRole('link', { name: 'Surat aktivasi', exact: true }).click();
    expect(await desk.locator('tbody tr').first().innerText()).toMatch(/1\s+1\s+0\s*$/);
    await find(desk, 'kartini');
    expect(await desk.locator('tbody').innerText()).toContain('Aktif');
  }, 150_000);
});
