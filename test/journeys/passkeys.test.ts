import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  axeInBothSchemes,
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
import { virtualPasskey } from '../support/virtual-passkey.ts';
import type { VirtualPasskey } from '../support/virtual-passkey.ts';

const person = (nip: string): TestPerson => ({ nip, password: 'Merdeka#1945!', app: authenticator() });
const BUDI = person('199001012020011001');
const RINA = person('198002022005012005');
const BUTTON = 'Masuk dengan sidik jari atau wajah';

describe('sidik jari atau wajah', () => {
  let system: Ecosystem;
  let browser: Browser;
  let database: pg.Client;
  let page: Page;
  let reader: VirtualPasskey;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 0 }), launchBrowser()]);
    database = new pg.Client({ connectionString: system.databaseUrl });
    await database.connect();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await database?.end();
    await system?.stop();
  });
  afterEach(() => closeContext(page));

  async function begin(width: number): Promise<void> {
    page = await freshPage(browser, { viewport: { width, height: 740 } });
    reader = await virtualPasskey(page);
  }
  const text = () => page.locator('main').innerText();
  const signedIn = (at: string) => page.waitForURL((url) => url.origin === at && url.pathname === '/');
  const logOut = async () => {
    await page.goto(`${system.siasn}/`);
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).waitFor();
  };
  /** The lines in which SIASN says what its ID token said of a sign-in. */
  const signins = () =>
    system
      .log()
      .split('\n')
      .filter((line) => line.includes('signed_in') && line.includes('siasn'));
  /** The one after so many: it comes by two pipes, and the page by neither. */
  async function signinAfter(count: number): Promise<string> {
    while (signins().length <= count) await page.waitForTimeout(50);
    return signins()[count] ?? '';
  }

  const makeOld = (nip: string) =>
    database.query(
      `update passkey set created_at = created_at - interval '4 days'
       where account_id = (select account_id from nip_alias where nip = $1)`,
      [nip],
    );

  async function add(who: TestPerson, name: string): Promise<void> {
    await page.goto(`${system.issuer}/portal`);
    await givePassword(page, who.nip, who.password);
    await giveCode(page, await who.app.code());
    await page.waitForURL(`${system.issuer}/portal`);
    await page.goto(`${system.issuer}/account/passkeys`);
    await page.getByRole('link', { name: 'Tambah passkey' }).click();
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.getByLabel('Kode OTP').fill(await who.app.code());
    await page.getByRole('button', { name: 'Lanjutkan' }).click();
    await page.waitForURL(/\/account\/passkeys\/new$/);
    await page.getByLabel('Nama').fill(name);
    expect(await axeInBothSchemes(page)).toEqual([]);
    await reader.finger(true);
    await page.getByRole('button', { name: 'Buat passkey' }).click();
    await page.waitForURL(/done=added$/);
    await reader.finger(false);
  }

  test('Budi adds one, and from then on signs in with it alone, by autofill and by the button', async () => {
    await begin(360);
    await add(BUDI, 'HP Budi');
    expect(await text()).toContain('HP Budi');
    expect(await reader.count()).toBe(1);
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Keluar' }).click();

    // The browser offers it at the NIP field; nothing is typed or pressed.
    await reader.finger(true);
    const before = signins().length;
    await page.goto(`${system.siasn}/login`);
    await signedIn(system.siasn);
    expect(await page.locator('body').innerText()).toContain('Budi Santoso');
    expect(await signinAfter(before)).toMatch(/phr.*hwk user mfa/);

    await logOut();
    // A browser without that offer: else it might answer before the button is pressed.
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
    await page.goto(`${system.siasn}/login`);
    await page.getByRole('button', { name: BUTTON }).click();
    await signedIn(system.siasn);
    expect(await page.locator('body').innerText()).toContain('Budi Santoso');
    await logOut();
    await reader.finger(false);

    // Others use this device too: neither offered nor answered.
    await page.goto(`${system.siasn}/login`);
    const button = page.getByRole('button', { name: BUTTON });
    await button.waitFor();
    await page.getByLabel('Perangkat bersama').check();
    await button.waitFor({ state: 'hidden' });
    await reader.finger(true);
    await givePassword(page, BUDI.nip, BUDI.password, true);
    await page.getByLabel('Kode OTP').waitFor();
    expect(await page.getByRole('link', { name: /sidik jari/ }).count()).toBe(0);
    await reader.finger(false);
  }, 120_000);

  test('a passkey is the second factor after a password, and proves its own removal', async () => {
    await begin(1280);
    const siti = person('198505152010122002');
    await add(siti, 'Laptop kantor');
    await makeOld(siti.nip);
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.goto(`${system.siasn}/login`);
    await givePassword(page, siti.nip, siti.password);
    await page.getByRole('link', { name: /sidik jari/ }).click();
    expect(await axeInBothSchemes(page)).toEqual([]);
    await reader.finger(true);
    const before = signins().length;
    await page.getByRole('button', { name: 'Lanjutkan' }).click();
    await signedIn(system.siasn);
    expect(await signinAfter(before)).toMatch(/phr.*hwk user mfa/);

    await page.goto(`${system.issuer}/account/passkeys`);
    await page.getByRole('link', { name: 'Laptop kantor' }).click();
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Pakai sidik jari atau wajah' }).click();
    await page.waitForURL(/done=removed$/);
    expect(await text()).toContain('Belum ada passkey');
    expect((await system.outbox()).map(({ subject }) => subject)).toContainEqual(
      expect.stringMatching(/passkey/i),
    );
  }, 120_000);

  test('Rina is asked for hers at the console and comes back to the page she wanted; as the last factor it stays', async () => {
    await begin(1280);
    await add(RINA, 'Kunci Rina');
    await makeOld(RINA.nip);
    await page.getByRole('link', { name: 'Kembali ke akun' }).click();
    await page.goto(`${system.issuer}/admin/officers`);
    expect(await heading(page)).toBe('Sidik jari atau wajah');
    expect(await page.getByLabel('Kode OTP').count()).toBe(0);
    await reader.finger(true);
    await page.getByRole('button', { name: 'Lanjutkan' }).click();
    await page.waitForURL(`${system.issuer}/admin/officers`);
    expect(await heading(page)).toBe('Petugas dan peran');

    // Without an authenticator it is the last factor there is.
    await database.query(
      `update totp set replaced_at = now() where account_id = (select account_id from nip_alias where nip = $1)`,
      [RINA.nip],
    );
    await page.goto(`${system.issuer}/account/passkeys`);
    await page.getByRole('link', { name: 'Kunci Rina' }).click();
    expect(await text()).toContain('satu-satunya faktor kedua');
    expect(await page.getByRole('button', { name: 'Hapus passkey' }).count()).toBe(0);
  }, 120_000);
});
