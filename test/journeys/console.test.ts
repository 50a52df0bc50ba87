import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as openid from 'openid-client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  axeInBothSchemes,
  focusIsOn,
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
import { relyingParty } from '../support/relying-party.ts';
import { authenticator } from '../support/totp.ts';
import { virtualPasskey } from '../support/virtual-passkey.ts';

const person = (nip: string): TestPerson => ({ nip, password: 'Merdeka#1945!', app: authenticator() });
const RINA = person('198002022005012005');
const BUDI = person('199001012020011001');
const SITI = person('198505152010122002');
const REASON = 'Sesuai surat permohonan Diskominfo nomor 12 tahun 2026.';

/** What two platform admins do together; each proves every act with a finger. */
describe('the console of the platform', () => {
  let system: Ecosystem;
  let browser: Browser;
  let database: pg.Client;
  let rina: Page;
  let budi: Page;
  let secret = '';
  const application = createServer((_request, response) => response.end('kembali'));
  let callback = '';

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 2 }), launchBrowser()]);
    database = new pg.Client({ connectionString: system.databaseUrl });
    await database.connect();
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
    callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}/masuk/kembali`;
    const granted = await system.cli('roles', 'grant', '--nip', BUDI.nip, '--role', 'admin');
    expect(granted.code).toBe(0);
    [rina, budi] = await Promise.all([admin(RINA, 1280), admin(BUDI, 360)]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await database?.end();
    application.close();
    await system?.stop();
  });

  /** Somebody with the role and a passkey of some days, signed in by it. */
  async function admin(who: TestPerson, width: number): Promise<Page> {
    const page = await freshPage(browser, { viewport: { width, height: 740 } });
    const reader = await virtualPasskey(page);
    await page.goto(`${system.issuer}/portal`);
    await givePassword(page, who.nip, who.password);
    await giveCode(page, await who.app.code());
    await page.goto(`${system.issuer}/account/passkeys/add`);
    await page.getByLabel('Kode OTP').fill(await who.app.code());
    await page.getByRole('button', { name: 'Lanjutkan' }).click();
    await reader.finger(true);
    await page.getByRole('button', { name: 'Buat passkey' }).click();
    await page.waitForURL(/done=added$/);
    await database.query(
      `update passkey set created_at = created_at - interval '4 days'
       where account_id = (select account_id from nip_alias where nip = $1)`,
      [who.nip],
    );
    await page.goto(`${system.issuer}/admin`);
    await page.getByRole('button', { name: 'Lanjutkan' }).click();
    await page.waitForURL(`${system.issuer}/admin`);
    return page;
  }

  const open = (page: Page, path: string) => page.goto(`${system.issuer}/admin${path}`);
  const main = (page: Page) => page.locator('main').innerText();
  const finger = (page: Page) => page.getByRole('button', { name: 'Pakai sidik jari atau wajah' }).click();

  async function ask(): Promise<void> {
    await rina.getByLabel('Alasan').fill(REASON);
    await finger(rina);
    await rina.waitForURL(/\/admin\/requests\?done=asked$/);
  }

  /** Budi reads what would change, on his phone, and agrees. */
  async function approve(title: string, reads: string[]): Promise<void> {
    await open(budi, '/requests');
    await budi.getByRole('link', { name: title }).first().click();
    for (const text of [REASON, ...reads]) expect(await main(budi)).toContain(text);
    await finger(budi);
    // Two buttons: the finger has not decided which.
    await budi.getByText('Sekarang tekan tombol yang Anda maksud').waitFor();
    await budi.getByRole('button', { name: 'Setujui dan jalankan' }).click();
    await budi.waitForURL(/done=approved$/);
  }

  async function takeSecret(): Promise<string> {
    await open(rina, '/clients/arsip');
    await rina.getByRole('button', { name: 'Lihat rahasia sekali ini' }).click();
    return rina.locator('[data-client-secret]').innerText();
  }

  /** Signs in to the new application in this browser, and redeems the code with that secret. */
  async function redeems(page: Page, withSecret: string): Promise<boolean> {
    const options = {
      redirectUri: callback,
      scope: 'openid profile',
      auth: openid.ClientSecretBasic(withSecret),
    };
    const party = await relyingParty(system, 'arsip', options);
    const attempt = await party.authorize({
      get: async (url: string) => {
        await page.goto(url);
        return { status: 200, url: page.url(), headers: new Headers(), text: '' };
      },
    } as never);
    const tokens = await party.redeem(attempt).catch(() => null);
    return tokens?.claims()?.sub !== undefined;
  }

  test('a relying party is registered by two; its secret is seen once, and signs people in', async () => {
    await open(rina, '/clients');
    expect(await axeInBothSchemes(rina)).toEqual([]);
    await rina.getByRole('link', { name: 'Daftarkan aplikasi' }).click();
    await rina.getByLabel('ID klien').fill('arsip');
    await rina.getByLabel('Nama', { exact: true }).fill('Arsip Kota');
    await rina
      .getByLabel('Alamat redirect')
      .fill('https://*.contoh.go.id/masuk\nhttp://arsip.contoh.go.id/masuk#x');
    await rina.getByLabel('Cara aplikasi membuktikan diri').selectOption('client_secret_basic');
    await rina.getByRole('button', { name: 'Periksa perubahan' }).click();
    const refused = await rina.getByRole('alert').innerText();
    for (const reason of ['memuat tanda *', 'memuat tanda #']) expect(refused).toContain(reason);
    // Whoever uses the keyboard is at the summary, and what was typed is still there.
    await focusIsOn(rina, '[role=alert]');
    expect(await rina.getByLabel('Nama', { exact: true }).inputValue()).toBe('Arsip Kota');
    expect(await axeInBothSchemes(rina)).toEqual([]);
    await rina.getByLabel('Alamat redirect').fill(callback);
    await rina.getByRole('button', { name: 'Periksa perubahan' }).click();
    expect(await main(rina)).toContain(callback);
    expect(await axeInBothSchemes(rina)).toEqual([]);
    await ask();
    await approve('Daftarkan aplikasi', ['Arsip Kota', callback]);
    expect(await axeInBothSchemes(budi)).toEqual([]);

    secret = await takeSecret();
    expect(secret.length).toBeGreaterThan(30);
    await rina.reload();
    expect(await main(rina)).not.toContain(secret);
    await open(rina, '/clients/arsip');
    expect(await rina.getByRole('button', { name: /Lihat rahasia/ }).count()).toBe(0);
    expect(await redeems(rina, secret)).toBe(true);
  }, 120_000);

  test('a redirect that is not registered is refused, and its developers read why', async () => {
    const endpoint = openid.buildAuthorizationUrl(
      (await relyingParty(system, 'arsip', { auth: openid.ClientSecretBasic(secret) })).config,
      {
        redirect_uri: `${callback}/`,
        scope: 'openid',
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      },
    );
    await rina.goto(endpoint.href);
    expect(rina.url().startsWith(system.issuer)).toBe(true);
    expect(await heading(rina)).toBe('Permintaan masuk tidak dapat dilanjutkan');
    await open(rina, '/clients/arsip');
    expect(await main(rina)).toContain('tidak persis sama dengan yang terdaftar');
    await rina.locator('[name=uri]').fill(`${callback}/`);
    await rina.getByRole('button', { name: 'Uji redirect' }).click();
    expect(await rina.getByRole('status').innerText()).toContain(callback);
    expect(await main(rina)).toContain('Ditolak.');
    expect(await axeInBothSchemes(rina)).toEqual([]);
  });

  test('a rotated secret goes on beside the new one', async () => {
    await open(rina, '/clients/arsip');
    await rina.getByRole('link', { name: 'Ganti rahasia' }).click();
    expect(await axeInBothSchemes(rina)).toEqual([]);
    await ask();
    await approve('Ganti rahasia', ['Arsip Kota']);
    const fresh = await takeSecret();
    expect(fresh).not.toBe(secret);
    for (const one of [secret, fresh]) expect(await redeems(rina, one)).toBe(true);
    expect(await redeems(rina, 'salah'.repeat(9))).toBe(false);
    await open(rina, '/clients/arsip');
    expect(await main(rina)).toContain('Rahasia lama masih diterima sampai');
  });

  test('a role is given by two until a day, and a banner stands on one application’s sign-in alone', async () => {
    await open(rina, '/officers/grant');
    expect(await axeInBothSchemes(rina)).toEqual([]);
    await rina.getByLabel('NIP', { exact: true }).fill(SITI.nip);
    await rina.getByLabel('Peran', { exact: true }).selectOption('helpdesk');
    const year = new Date().getFullYear() + 1;
    await rina.getByLabel('Berlaku sampai').fill(`${year}-03-31`);
    await ask();
    await approve('Beri peran', ['Siti Rahmawati', 'Petugas helpdesk', `31 Maret ${year}`]);
    await open(rina, '/officers');
    expect(await rina.getByRole('row', { name: /Siti Rahmawati.*Petugas helpdesk/s }).innerText()).toContain(
      `31 Maret ${year}`,
    );

    await open(rina, '/banners');
    await rina.getByLabel('Di mana').selectOption('arsip');
    const words = 'Arsip Kota berhenti malam ini pukul 22.00 sampai 24.00 WIB.';
    await rina.getByLabel('Teks bahasa Indonesia').fill(words);
    await rina.getByLabel('Teks bahasa Inggris').fill('Arsip Kota pauses tonight from 22:00 to 24:00 WIB.');
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await rina.getByLabel('Sampai', { exact: true }).fill(tomorrow);
    await rina.getByRole('button', { name: 'Tampilkan' }).click();
    await rina.waitForURL(/done=made$/);
    expect(await axeInBothSchemes(rina)).toEqual([]);
    const stranger = await freshPage(browser, { viewport: { width: 360, height: 740 } });
    const party = await relyingParty(system, 'arsip', { auth: openid.ClientSecretBasic(secret) });
    const start = openid.buildAuthorizationUrl(party.config, {
      ...{
        redirect_uri: callback,
        scope: 'openid',
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      },
      code_challenge_method: 'S256',
    });
    await stranger.goto(start.href);
    expect(await main(stranger)).toContain(words);
    await stranger.goto(`${system.siasn}/login`);
    expect(await main(stranger)).not.toContain(words);
    await stranger.context().close();
  });

  test('a letter that was given up is sent again', async () => {
    await database.query(
      `insert into outbox (channel, recipient, subject, text, kind, created_at, next_attempt_at, attempts, dead_at, last_error)
       values ('email', 'hilang@asn.example', 'Surat yang hilang', 'Isi surat.', 'password_changed', now(), now(), 9, now(), '550 mailbox unavailable')`,
    );
    await open(rina, '/outbox');
    expect(await axeInBothSchemes(rina)).toEqual([]);
    expect(await main(rina)).toContain('550 mailbox unavailable');
    const since = Date.now();
    await rina.getByRole('button', { name: /Kirim lagi/ }).click();
    expect(await rina.getByRole('status').innerText()).toBe('Pesan dikirim lagi.');
    expect((await system.message('hilang@asn.example', since)).subject).toBe('Surat yang hilang');
  });

  test('in an emergency the sessions of an agency end, at its people’s applications too', async () => {
    const siti = await freshPage(browser);
    await signIn(siti, system.myasn, SITI);
    await open(rina, '/emergency');
    expect(await axeInBothSchemes(rina)).toEqual([]);
    await rina.getByLabel('Orang-orang satu instansi').check();
    await rina.getByLabel('Nama instansi').fill('Pemerintah Kota Bandung');
    await ask();
    await approve('Akhiri semua sesi', ['Pemerintah Kota Bandung']);
    await siti.goto(`${system.issuer}/portal`);
    expect(new URL(siti.url()).pathname).toMatch(/^\/interaction\//);
    // By back-channel logout, within half a minute (design §3).
    const deadline = Date.now() + 30_000;
    const out = siti.getByRole('link', { name: 'Masuk dengan ASN Digital' });
    do {
      await siti.goto(`${system.myasn}/`);
    } while ((await out.count()) === 0 && Date.now() < deadline);
    expect(await out.count()).toBe(1);
    // The admins are of another agency.
    await open(budi, '');
    expect(await heading(budi)).toBe('Ringkasan platform');
    await siti.context().close();
  });
});
