import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { assets, openGallery, sampleViews } from './gallery.ts';
import { samples } from './samples.ts';

const { renderPage } = sampleViews();
const root = new URL('../../', import.meta.url).pathname;
const names = samples.map(({ name }) => [name] as const);
const pageOf = (name: string, locale = 'id'): string => {
  const sample = samples.find((one) => one.name === name);
  if (!sample) throw new Error(`no sample ${name}`);
  return renderPage(sample.view, sample.locals, { nonce: 'n0nce', locale, path: '/x' });
};
const KILOBYTE = 1024;

describe('every page', () => {
  test.each(names)('%s has one heading, its language and no key in place of a text', (name) => {
    for (const locale of ['id', 'en']) {
      const html = pageOf(name, locale);
      const text = html.replace(/<(style|svg)[\s\S]*?<\/\1>|<[^>]*>/g, '');
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html.includes(`<html lang="${locale}">`)).toBe(true);
      expect(text.match(/\b[a-z_]+\.[a-z_]+_[a-z_]+|undefined|\[object |\{\w+\}/i)).toBeNull();
    }
  });

  test.each(names)('%s asks no other host for anything', (name) => {
    const loaded = [...pageOf(name).matchAll(/(?:src|srcset|data)="([^"]+)"|<link[^>]+href="([^"]+)"/g)];
    // Beside our own files only logos, made anew by us and served in a sandbox.
    const ours = /^\/(?:assets|logo)\/|^\/admin\/requests\/[^/]+\/logo$/;
    for (const [, src, href] of loaded) expect(src ?? href).toMatch(ours);
    expect(/url\(|@import|style="/.exec(pageOf(name))).toBeNull();
  });

  test.each(names)('%s has every button in a form, and posts to absolute paths', (name) => {
    const html = pageOf(name);
    const outside = html.replace(/<form[\s\S]*?<\/form>/g, '');
    expect(outside.match(/<button[^>]*>/)).toBeNull();
    // A refusal goes back to where its application wants it, by form_post (OAuth 2.0 Form Post Response Mode).
    const back = name === 'not-yours-posted' ? /^(?:\/\w|https:\/\/)/ : /^\/\w/;
    for (const [, action] of html.matchAll(/<form[^>]*action="([^"]*)"/g)) expect(action).toMatch(back);
    expect(html.match(/role="alert"/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  test.each(names.filter(([name]) => /^(signin|activation|enrol|recovery|change|consent|busy)/.test(name)))(
    '%s weighs at most 30 KB with everything',
    (name) => {
      const html = pageOf(name);
      const scripts = [...html.matchAll(/\/assets\/[\w-]+\/([\w.-]+)/g)].map(([, file]) => file ?? '');
      const bytes = scripts.reduce((sum, file) => sum + readFileSync(`${root}public/${file}`).length, 0);
      expect(Buffer.byteLength(html) + bytes).toBeLessThanOrEqual(30 * KILOBYTE);
    },
  );
});

test.each([
  ['forbidden', undefined, true],
  ['error', 413, true],
  ['error', 500, false],
  ['not-found', undefined, false],
] as const)('%s %s: an alert is for what was refused', (view, status, alert) => {
  const html = renderPage(view, { reference: 'A1', status } as never, { nonce: 'n', locale: 'id', path: '/x' });
  expect(html.includes('role="alert"')).toBe(alert);
});

test.each(names.filter(([name]) => name.startsWith('register-refused-')))('%s is an alert', (name) => {
  expect(pageOf(name)).toContain('role="alert"');
});

describe('a sign-in page', () => {
  test('keeps what was typed exactly and never a secret', () => {
    const html = pageOf('signin-refused');
    expect(html).toContain('value="19900101 202001 1 001"');
    expect(html).toMatch(/id="password"[^>]*aria-invalid="true"/);
    expect(html).not.toMatch(/id="password"[^>]*value=/);
    expect(html).toMatch(/name="shared" value="1" checked/);
  });

  test('ties a refusal to its field and links to it from the summary', () => {
    const html = pageOf('signin-totp-refused');
    expect(html).toMatch(/role="alert"[\s\S]*<a href="#code">Kode ini benar/);
    expect(html).toMatch(/id="code"[^>]*aria-describedby="code-hint code-fault"/);
  });

  test('changes the language by a link that stays on the page', () => {
    const sample = samples.find(({ name }) => name === 'not-found');
    const html = renderPage('not-found', sample?.locals as never, {
      nonce: 'n0nce',
      locale: 'id',
      query: 'way=recovery-code&lang=id',
    });
    expect(html).toContain('<a href="?way=recovery-code&amp;lang=en" hreflang="en" lang="en">English</a>');
  });

  test('escapes everything that comes from outside', () => {
    const evil = '"><script>alert(1)</script>';
    const html = renderPage(
      'signin/password',
      {
        action: '/interaction/x',
        step: 'password',
        application: { name: evil, uri: evil },
        act: evil,
        counter: null,
        locked: null,
        values: { nip: evil },
        errors: [{ field: 'nip', text: evil }],
        challenge: { evil },
      },
      { nonce: 'n0nce' },
    );
    expect(html).not.toContain('<script>alert');
  });

  test('says when a lock ends, and reloads by itself without script', () => {
    const html = pageOf('signin-locked');
    expect(html).toContain('masuk dengan NIP ini terkunci sampai 09.42 WIB');
    expect(html).toContain('<title>Terkunci sementara: Masuk ');
    expect(pageOf('signin-totp-locked')).toContain('langkah ini terkunci sampai 09.42 WIB');
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="901"></noscript>');
  });

  test('of a step-up says what for, and can be declined', () => {
    const html = pageOf('signin-step-up');
    expect(html).toContain('Persetujuan untuk <strong>e-Kinerja');
    expect(html).not.toContain('Masuk untuk melanjutkan');
    expect(html).toMatch(/<button[^>]*name="cancel"[^>]*>Batal/);
    expect(pageOf('signin-totp')).not.toContain('name="cancel"');
  });

  test('that waits for an SMS speaks of no spam folder', () => {
    expect(pageOf('activation-email')).toContain('folder spam');
    expect(pageOf('activation-sms')).not.toContain('spam');
  });

  test('shows the secret of an authenticator in groups that copy without spaces', () => {
    const secret = /data-secret[^>]*>([\s\S]*?)<\/p>/.exec(pageOf('enrol'))?.[1] ?? '';
    expect(secret.replace(/<[^>]+>/g, '')).toBe('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
  });
});

describe('pages of those who are signed in', () => {
  test('the portal names the grade of a PPPK once and without brackets', () => {
    expect(pageOf('portal-pppk')).toContain('<dt>Golongan</dt><dd>VII</dd>');
    expect(pageOf('portal')).toContain('<dt>Pangkat dan golongan</dt><dd>Penata Muda (III/a)<');
  });

  test('the front page offers to leave, and nothing for people without an account', () => {
    const html = pageOf('landing-signed-in');
    expect(html).toContain('action="/portal/logout"');
    expect(html).not.toMatch(/href="\/(register|forgot-password)"/);
    expect(pageOf('landing')).not.toContain('action="/portal/logout"');
  });
});

describe('in a browser', () => {
  let browser: Browser;
  let close: () => void;
  let origin: string;

  beforeAll(async () => {
    ({ origin, close } = await openGallery());
    browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' });
  });

  afterAll(async () => {
    await browser.close();
    close();
  });

  const parts = 8;
  test.each(Array.from({ length: parts }, (_, part) => part))(
    'axe finds nothing at 360 px, light or dark, nothing is too wide and no script complains (part %i)',
    async (part) => {
      const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
      const found: string[] = [];
      page.on('console', (message) => message.type() === 'error' && found.push(message.text()));
      page.on('pageerror', (error) => found.push(error.message));
      for (const { name } of samples.filter((_, index) => index % parts === part)) {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(`${origin}/${name}`);
        await page.evaluate(axe.source);
        const light = await faultsOf(page, []);
        await page.emulateMedia({ colorScheme: 'dark' });
        // Only the colours differ.
        const dark = await faultsOf(page, ['color-contrast']);
        found.push(...[...light, ...dark].map((fault) => `${name}: ${fault}`));
      }
      await page.close();
      expect(found).toEqual([]);
    },
    120_000,
  );

  test('links that stand alone are large enough for a finger', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    for (const [name, links] of [
      ['signin', '.where a'],
      ['help', '.channels a'],
    ] as const) {
      await page.goto(`${origin}/${name}`);
      for (const link of await page.locator(links).all())
        expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    expect(await page.locator('.channels a[href^="tel:"]').getAttribute('href')).toBe('tel:+62215550150');
    await page.close();
  });

  test('the card of recovery codes is as large as an identity card on paper, and every code is on it', async () => {
    const page = await browser.newPage({ viewport: { width: 794, height: 1123 } });
    await page.goto(`${origin}/account-codes-new`);
    await page.emulateMedia({ media: 'print' });
    const card = page.locator('.wallet');
    const { width = 0, height = 0 } = (await card.boundingBox()) ?? {};
    // 85.6 by 54 mm (ISO/IEC 7810 ID-1), in pixels of 1/96 inch.
    expect([Math.round(width), Math.round(height)]).toEqual([324, 204]);
    expect(await card.evaluate((it) => it.scrollHeight - it.clientHeight)).toBeLessThanOrEqual(0);
    expect(await card.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
    await page.close();
  });

  test('at 320 px nothing is lost, in English too', async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 568 } });
    const page = await context.newPage();
    const wide: string[] = [];
    for (const { name } of samples) {
      await page.goto(`${origin}/${name}?lang=en`);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wide.push(name);
    }
    await context.close();
    expect(wide).toEqual([]);
  });

  test('a file of public is kept for ever under its hash, and only there', async () => {
    const right = await fetch(origin + assets.url('nip.js'));
    expect(right.headers.get('cache-control')).toContain('immutable');
    expect(right.headers.get('content-type')).toContain('text/javascript');
    const old = await fetch(`${origin}/assets/0ld/nip.js`);
    expect([old.status, old.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect((await fetch(`${origin}/assets/0ld/..%2Fstyle.css`)).status).toBe(404);
  });
});

/** Of all rules, or of the named ones. */
function faultsOf(page: Page, rules: string[]): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { axe: run } = window as unknown as { axe: typeof axe };
    const { violations } = await run.run(document, {
      // What passes is described at length, and read by nobody.
      resultTypes: ['violations'],
      ...(only.length > 0 ? { runOnly: only } : {}),
    });
    const wide = document.documentElement.scrollWidth - innerWidth;
    return [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      ...(wide > 0 ? [`${wide}px wider than the screen`] : []),
    ];
  }, rules);
}
