import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApache } from '../support/apache.ts';
import type { ApacheRelyingParty } from '../support/apache.ts';
import { freshPage, giveCode, givePassword, launchBrowser } from '../support/browser.ts';
import type { Browser } from '../support/browser.ts';
import { freePortRow, startEcosystem } from '../support/ecosystem.ts';
import type { Ecosystem } from '../support/ecosystem.ts';

describe('Apache’s mod_auth_openidc, a relying party that none of us wrote', () => {
  let system: Ecosystem;
  let browser: Browser;
  let apache: ApacheRelyingParty;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startEcosystem({ people: 2 }), launchBrowser()]);
    const port = await freePortRow();
    const origin = `http://localhost:${port}`;
    const added = await system.cli(
      ...['clients', 'add', '--id', 'apache', '--name', 'Aplikasi Apache', '--scope', 'openid profile asn'],
      ...['--redirect-uri', `${origin}/oidc/callback`, '--post-logout-redirect-uri', `${origin}/public/`],
      ...[
        '--backchannel-logout-uri',
        `${origin}/oidc/callback?logout=backchannel`,
        '--id-token-alg',
        'RS256',
      ],
    );
    expect({ code: added.code, stderr: added.code === 0 ? '' : added.stderr }).toEqual({
      code: 0,
      stderr: '',
    });
    const client = JSON.parse(added.stdout) as { client_id: string; client_secret: string };
    expect(client.client_id).toBe('apache');
    apache = await startApache({
      port,
      issuer: system.issuer,
      clientId: client.client_id,
      clientSecret: client.client_secret,
      scope: 'openid profile asn',
    });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await apache?.stop();
    await system?.stop();
  });

  test('signs a person in, learns NIP and name, signs out, and hears of a logout elsewhere', async () => {
    const page = await freshPage(browser);
    const person = system.person();
    // A running node sees a new client within 60 s (contract.md).
    const deadline = Date.now() + 65_000;
    do {
      await page.goto(`${apache.origin}/private/`);
    } while ((await page.getByLabel('NIP', { exact: true }).count()) === 0 && Date.now() < deadline);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.waitForURL(`${apache.origin}/private/`);
    expect(await page.locator('#who').innerText()).toContain(person.nip);
    expect(await page.locator('#acr').innerText()).toBe('urn:asn:acr:2');

    await page.goto(`${system.myasn}/login`);
    await page.waitForURL((url) => url.origin === system.myasn);
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(person.nip);

    await page.goto(
      `${apache.origin}/oidc/callback?logout=${encodeURIComponent(`${apache.origin}/public/`)}`,
    );
    await page.waitForURL(`${apache.origin}/public/`);
    await page.goto(`${system.myasn}/`);
    expect(await page.getByRole('link', { name: 'Masuk dengan ASN Digital' }).count()).toBe(1);

    await page.goto(`${system.myasn}/login`);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.waitForURL((url) => url.origin === system.myasn);
    await page.goto(`${apache.origin}/private/`);
    expect(await page.locator('#who').innerText()).toContain(person.nip);
    await page.goto(`${system.myasn}/`);
    await page.getByRole('button', { name: 'Keluar' }).click();
    await page.waitForURL((url) => url.origin === system.myasn);
    await page.goto(`${apache.origin}/private/`);
    expect(new URL(page.url()).origin).toBe(system.issuer);
    await page.context().close();
  }, 150_000);
});
