import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
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
import type { Ecosystem } from '../support/ecosystem.ts';

const DEWI = { nip: '199203032023212003', nik: '3174044303920003', own: 'Langit#Biru-2041' };

describe('the other ways in', () => {
  let system: Ecosystem;
  let browser: Browser;
  let page: Page;
  let client: pg.Client;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 3 }), launchBrowser()]);
    client = new pg.Client({ connectionString: system.databaseUrl });
    await client.connect();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await client?.end();
    await system?.stop();
  });
  beforeEach(async () => {
    page = await freshPage(browser, { viewport: { width: 360, height: 740 } });
  });
  afterEach(async () => {
    if (page) await closeContext(page);
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const see = async (title: RegExp) => {
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  };

  test('Dewi’s phone takes no authenticator: codes by SMS open the portal, and SIASN says what it asks for', async () => {
    const begun = Date.now() - 1000;
    await page.goto(`${system.issuer}/portal`);
    await givePassword(page, DEWI.nip, DEWI.nik);
    await page.getByLabel('Kode email').fill(await system.code('dewi@asn.example', begun, 'email'));
    await press('Verifikasi');
    await page.getByLabel('Kode SMS').fill(await system.code('081200000003', begun, 'sms'));
    await press('Verifikasi');
    await page.getByLabel('Kata sandi baru', { exact: true }).fill(DEWI.own);
    await page.getByLabel('Ulangi kata sandi baru').fill(DEWI.own);
    await press('Simpan');
    await see(/Pasang aplikasi autentikator/);
    await page.getByRole('link', { name: 'HP saya tidak bisa memasang aplikasi autentikator' }).click();
    await see(/Pakai kode SMS saja/);
    await press('Pakai kode SMS');
    await page.waitForURL(`${system.issuer}/portal`);
    expect(await page.locator('main').innerText()).toContain('Dewi Lestari');

    await page.goto(`${system.siasn}/login`);
    await see(/meminta aplikasi autentikator/);
    expect(await page.locator('main').innerText()).toContain('Kementerian Kesehatan');
    await page.getByRole('button', { name: 'Kembali ke SIASN' }).click();
    await page.waitForURL((url) => url.origin === system.siasn);
    expect(await page.locator('body').innerText()).not.toContain('Dewi Lestari');

    await page.goto(`${system.issuer}/portal`);
    await press('Keluar');
    const again = Date.now();
    await page.goto(`${system.issuer}/portal`);
    await givePassword(page, DEWI.nip, DEWI.own);
    await see(/Masukkan kode SMS/);
    // Before the wrong one: its owner is told of that by SMS as well.
    const right = await system.code('081200000003', again, 'sms');
    await page.getByLabel('Kode SMS').fill('000000');
    await press('Verifikasi');
    expect(await page.getByRole('alert').innerText()).toContain('Sisa 4 percobaan');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Kode SMS').fill(right);
    await press('Verifikasi');
    await page.waitForURL(`${system.issuer}/portal`);
  });

  test('a frozen account is opened again by its old authenticator and a new password, and goes on to SIASN', async () => {
    const person = system.person();
    await client.query(
      `insert into account_block (account_id, kind, reason, placed_by, placed_at, event_at)
       select account_id, 'freeze', 'test', 'self', now(), now() from nip_alias where nip = $1`,
      [person.nip],
    );
    await client.query(
      `update totp set confirmed_at = now() - interval '30 days'
       where account_id = (select account_id from nip_alias where nip = $1)`,
      [person.nip],
    );
    await page.goto(`${system.siasn}/login`);
    await givePassword(page, person.nip, person.password);
    await see(/Akun Anda dibekukan/);
    await page.reload();
    await press('Buka kembali akun saya');
    await see(/kode OTP/);
    await giveCode(page, await person.app.code());
    await see(/Buat kata sandi baru/);
    await page.getByLabel('Kata sandi baru', { exact: true }).fill(DEWI.own);
    await page.getByLabel('Ulangi kata sandi baru').fill(DEWI.own);
    await page.getByRole('button', { name: 'Simpan' }).dblclick({ noWaitAfter: true });
    await page.waitForURL((url) => url.origin === system.siasn);
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(person.nip);
  });

  test('a new number is asked about once, without JavaScript as well, and is the one from then on', async () => {
    const person = system.person();
    const offered = `${person.nip.slice(0, 8)}202621${person.nip.slice(14, 15)}901`;
    await client.query(
      `insert into nip_offer (nip, account_id, offered_at) select $2, account_id, now() from nip_alias where nip = $1`,
      [person.nip, offered],
    );
    await closeContext(page);
    page = await freshPage(browser, { javaScriptEnabled: false });
    await page.goto(`${system.siasn}/login`);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    expect(await heading(page)).toContain('Benar?');
    await press('Ya, ini nomor saya');
    await page.waitForURL((url) => url.origin === system.siasn);
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(offered);
  });
});
