import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApache } from '../support/apache.ts';
import type { ApacheRelyingParty } from '../support/apache.ts';
import { axeViolations, freshPage, giveCode, givePassword, launchBrowser } from '../support/browser.ts';
import type { Browser } from '../support/browser.ts';
import { startEcosystem } from '../support/ecosystem.ts';
import type { Ecosystem } from '../support/ecosystem.ts';
import { freePortRow } from '../support/ports.ts';

describe('Apache’s mod_auth_openidc, a relying party that none of us wrote', () => {
  let system: Ecosystem;
  let browser: Browser;
  let apache: ApacheRelyingParty;
  const application = createServer((_request, response) => response.end('kembali'));
  let callback: string;

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
    await once(application.listen(0, '127.0.0.1'), 'listening');
    callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}/callback`;
    const third = await system.cli(
      ...['clients', 'add', '--id', 'pihak-ketiga', '--name', 'Koperasi Pegawai', '--third-party'],
      ...['--redirect-uri', callback, '--scope', 'openid profile'],
    );
    expect(third.code).toBe(0);
    apache = await startApache({
      port,
      issuer: system.issuer,
      clientId: client.client_id,
      clientSecret: client.client_secret,
      scope: 'openid profile asn',
    });
  }, 180_000);
  afterAll(async () => {
    application.close();
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

  test('a third party is allowed once by the person, refused with access_denied, and not asked about again', async () => {
    const person = system.person();
    const page = await freshPage(browser);
    const metadata = (await (await fetch(`${system.issuer}/.well-known/openid-configuration`)).json()) as {
      authorization_endpoint: string;
    };
    const start = new URL(metadata.authorization_endpoint);
    start.search = new URLSearchParams({
      ...{
        client_id: 'pihak-ketiga',
        redirect_uri: callback,
        response_type: 'code',
        scope: 'openid profile',
      },
      ...{ state: 'keadaan', code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' },
      code_challenge_method: 'S256',
    }).toString();
    const back = () => new URL(page.url()).searchParams;

    // A running node sees a new client within 60 s (contract.md).
    const deadline = Date.now() + 65_000;
    do {
      await page.goto(start.href);
    } while ((await page.getByLabel('NIP', { exact: true }).count()) === 0 && Date.now() < deadline);
    await givePassword(page, person.nip, person.password);
    await giveCode(page, await person.app.code());
    await page.getByRole('button', { name: 'Tolak' }).click();
    await page.waitForURL(`${callback}*`);
    expect([back().get('error'), back().get('code')]).toEqual(['access_denied', null]);

    await page.goto(start.href);
    expect(await page.locator('main').innerText()).toContain('Koperasi Pegawai');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Izinkan' }).click();
    await page.waitForURL(`${callback}*`);
    expect(back().get('code')).toBeTruthy();

    await page.goto(start.href);
    await page.waitForURL(`${callback}*`);
    expect(back().get('code')).toBeTruthy();
    await page.context().close();
  }, 150_000);
});
