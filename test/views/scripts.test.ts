import { verifySolution, createChallenge, type VerifySolutionOptions } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { deriveKey as deriveSha } from 'altcha-lib/algorithms/sha';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { openGallery } from './gallery.ts';

/** The scripts of `public/` in a real browser. Every page works without them; here they help. */
let browser: Browser;
let origin: string;
let close: () => void;
let page: Page;

beforeAll(async () => {
  ({ origin, close } = await openGallery());
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' });
});
afterEach(() => page.close());
afterAll(async () => {
  await browser.close();
  close();
});

const open = async (name: string): Promise<void> => {
  page = await browser.newPage();
  await page.goto(`${origin}/${name}`);
};
/** Sends the first form and gives what arrived. */
const sent = async (): Promise<URLSearchParams> => {
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === 'POST'),
    page.locator('main form').first().locator('button.primary').click(),
  ]);
  return new URLSearchParams(request.postData() ?? '');
};

const nip = (): ReturnType<Page['getByLabel']> => page.getByLabel('NIP', { exact: true });

describe('the NIP', () => {
  test('is grouped while it is typed, and posted without our spaces', async () => {
    await open('signin');
    await nip().pressSequentially('199001012020011001');
    expect(await nip().inputValue()).toBe('19900101 202001 1 001');
    expect((await sent()).get('nip')).toBe('199001012020011001');
  });

  test('keeps the caret where the person works', async () => {
    await open('signin');
    await nip().pressSequentially('19900101202001100');
    await page.keyboard.press('Home');
    for (let times = 0; times < 9; times++) await page.keyboard.press('ArrowRight');
    await page.keyboard.type('7');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('35');
    expect(await nip().inputValue()).toBe('19900103 520200 1 100');
    const caret = await nip().evaluate((input: HTMLInputElement) => input.selectionStart);
    expect(caret).toBe('19900103 5'.length);
  });

  test('pasted with its own signs is left exactly as it is', async () => {
    for (const typed of ['19900101 202001 1 001', '19900101.202001.1.001', 'NIP 199001012020011001']) {
      await open('signin');
      await nip().fill(typed);
      expect(await nip().inputValue()).toBe(typed);
      expect((await sent()).get('nip')).toBe(typed);
      if (typed !== 'NIP 199001012020011001') await page.close();
    }
  });

  test('typed with spaces of one’s own is left alone', async () => {
    await open('signin');
    await nip().pressSequentially('1990 0101 202001 1 001');
    expect((await sent()).get('nip')).toBe('1990 0101 202001 1 001');
  });
});

describe('a password', () => {
  test('is shown and hidden, says so, and is hidden again when sent', async () => {
    await open('signin');
    const field = page.getByLabel('Kata sandi', { exact: true });
    await field.fill('Merdeka#1945!');
    await page.getByRole('button', { name: 'Tampilkan' }).click();
    expect(await field.getAttribute('type')).toBe('text');
    await page.getByText('Kata sandi terlihat di layar.').waitFor({ state: 'attached' });
    expect((await sent()).get('password')).toBe('Merdeka#1945!');
  });

  test('has a meter that grows with it', async () => {
    await open('change-password');
    const level = (): Promise<string | null> => page.locator('.meter').getAttribute('data-level');
    const field = page.getByLabel('Kata sandi baru', { exact: true });
    const levels: (string | null)[] = [];
    for (const password of ['aaaaaaaa', 'Sandi1', 'Kb#9tRw2', 'Kb#9tRw2xVqL', 'kuda batu hujan senja']) {
      await field.fill(password);
      levels.push(await level());
    }
    expect(levels).toEqual(['0', '1', '2', '3', '4']);
  });
});

describe('the proof of work', () => {
  const secrets: Pick<VerifySolutionOptions, 'hmacSignatureSecret' | 'hmacKeySignatureSecret'> = {
    hmacSignatureSecret: 'one',
    hmacKeySignatureSecret: 'two',
  };

  test.each([
    ['PBKDF2/SHA-256', deriveKey],
    ['SHA-256', deriveSha],
  ])('is solved as altcha-lib wants it (%s)', async (algorithm, derive) => {
    const challenge = await createChallenge({ algorithm, cost: 50, counter: 40, deriveKey: derive, ...secrets });
    page = await browser.newPage();
    await page.route('**/signin-captcha', async (route) => {
      const answer = await route.fetch();
      const html = (await answer.text()).replace(
        /data-proof="[^"]*"/,
        `data-proof="${JSON.stringify(challenge).replaceAll('"', '&quot;')}"`,
      );
      await route.fulfill({ response: answer, body: html });
    });
    await page.goto(`${origin}/signin-captcha`);
    await page.getByLabel('Saya bukan robot').check();
    const form = await sent();
    expect(form.has('captcha')).toBe(false);
    const payload = JSON.parse(atob(form.get('altcha') ?? '')) as Pick<
      VerifySolutionOptions,
      'challenge' | 'solution'
    >;
    const result = await verifySolution({ ...payload, deriveKey: derive, ...secrets });
    expect(result.verified).toBe(true);
  });

  test('gives way to the picture on demand', async () => {
    await open('signin-captcha');
    await page.getByRole('button', { name: 'Pakai gambar saja' }).click();
    await page.getByLabel('Karakter pada gambar').fill('ALZN');
    const form = await sent();
    expect([form.get('captcha'), form.has('altcha')]).toEqual(['ALZN', false]);
  });

  test('left unticked, the box is the field at fault', async () => {
    await open('signin-captcha-unticked');
    const box = page.getByLabel('Saya bukan robot');
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    expect(await box.getAttribute('aria-describedby')).toContain('altcha-fault');
    expect(await page.locator('#altcha-fault').innerText()).toContain('Centang kotak');
  });

  test('gives way to the picture where no worker runs', async () => {
    page = await browser.newPage();
    await page.addInitScript(() => delete (window as { Worker?: unknown }).Worker);
    await page.goto(`${origin}/signin-captcha`);
    await page.getByLabel('Karakter pada gambar').waitFor();
    expect(await page.getByLabel('Saya bukan robot').isVisible()).toBe(false);
  });

  test('runs on the sign-in page while the person types', async () => {
    await open('signin-refused');
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[name=altcha]')?.value !== '');
    expect((await sent()).get('altcha')).not.toBe('');
  });
});

test('a clock that is off is named before the first code', async () => {
  page = await browser.newPage();
  const serve = async (minutes: number): Promise<void> => {
    await page.route('**/signin-totp', async (route) => {
      const answer = await route.fetch();
      const at = Date.now() + minutes * 60_000;
      const body = (await answer.text()).replace(/data-server-time="\d+"/, `data-server-time="${at}"`);
      await route.fulfill({ response: answer, body });
    });
    await page.goto(`${origin}/signin-totp`);
  };
  await serve(4);
  await page.getByText('terlambat sekitar 4 menit').waitFor();
  await serve(0);
  expect(await page.locator('[data-server-time]').isVisible()).toBe(false);
});

test('a lock counts down and loads the page anew when it ends', async () => {
  page = await browser.newPage();
  await page.clock.install();
  await page.goto(`${origin}/signin-locked`);
  expect(await page.getByRole('timer').innerText()).toMatch(/15 menit 0 detik|14 menit 5\d detik/);
  const loaded = page.waitForEvent('load');
  await page.clock.fastForward('16:00');
  await loaded;
});

test('the secret is copied without spaces, the codes one a line', async () => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
  await page.goto(`${origin}/enrol`);
  await page.getByRole('button', { name: 'Salin kunci' }).click();
  await page.getByText('Sudah disalin.').waitFor();
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  expect(await clipboard()).toBe('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
  await page.goto(`${origin}/recovery-codes`);
  await page.getByRole('button', { name: 'Salin semua' }).click();
  await page.getByText('Sudah disalin.').waitFor();
  expect((await clipboard()).split('\n')).toHaveLength(10);
  await context.close();
});

describe('the end of a session', () => {
  const dialog = () => page.getByRole('alertdialog');
  /** What the server says of the session, from now on; null: it is over. */
  const serverSays = (ends: { idle: number; end: number } | null) =>
    page.route(/\/portal\/(session|stay)$/, (route) =>
      ends === null
        ? route.fulfill({ status: 401, json: { ended: true } })
        : route.fulfill({ status: 200, json: ends }),
    );
  const openWith = async (name: string, ends: Parameters<typeof serverSays>[0]) => {
    page = await browser.newPage();
    await serverSays(ends);
    await page.goto(`${origin}/${name}`);
  };
  const HOUR = 3_600_000;

  test('far away says nothing', async () => {
    await openWith('session-lasts', null);
    await page.waitForTimeout(1500);
    expect(await dialog().count()).toBe(0);
  });

  test('near asks the server first: what another tab has prolonged is not warned of', async () => {
    await openWith('session-ends-idle', { idle: HOUR, end: 5 * HOUR });
    await page.waitForTimeout(2500);
    expect(await dialog().count()).toBe(0);
  });

  test('is warned of with the time left, the focus inside, and one press goes on', async () => {
    await openWith('session-ends-idle', { idle: 90_000, end: 5 * HOUR });
    await dialog().waitFor();
    expect(await dialog().textContent()).toMatch(/Sesi Anda berakhir dalam\s*1 menit \d+ detik, pukul \d\d\.\d\d WIB\./);
    await page.locator('button:focus', { hasText: 'Tetap masuk' }).waitFor();
    await page.unrouteAll();
    await serverSays({ idle: HOUR, end: 5 * HOUR });
    const [request] = await Promise.all([
      page.waitForRequest(/\/portal\/stay$/),
      page.getByRole('button', { name: 'Tetap masuk' }).click(),
    ]);
    expect(request.method()).toBe('POST');
    await dialog().waitFor({ state: 'hidden' });
  });

  test('says in every tab of the browser what one has done', async () => {
    const context = await browser.newContext();
    const tabs = [await context.newPage(), await context.newPage()];
    await context.route(/\/portal\/(session|stay)$/, (route) =>
      route.fulfill({
        status: 200,
        json: { idle: route.request().method() === 'POST' ? HOUR : 90_000, end: 5 * HOUR },
      }),
    );
    for (const tab of tabs) await tab.goto(`${origin}/session-ends-idle`);
    for (const tab of tabs) await tab.getByRole('alertdialog').waitFor();
    await tabs[0]?.getByRole('button', { name: 'Tetap masuk' }).click();
    for (const tab of tabs) await tab.getByRole('alertdialog').waitFor({ state: 'hidden' });
    await context.close();
    page = await browser.newPage();
  });

  test('that nothing prolongs offers a fresh sign-in instead', async () => {
    await openWith('session-ends-last', { idle: 90_000, end: 90_000 });
    await dialog().waitFor();
    expect(await page.getByRole('button', { name: 'Tetap masuk' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Masuk lagi' }).getAttribute('href')).toBe('/portal/again');
    expect(await dialog().textContent()).toContain('tidak bisa diperpanjang');
  });

  test('without a connection says so, and lets one try again', async () => {
    await openWith('session-ends-idle', { idle: 90_000, end: 5 * HOUR });
    await dialog().waitFor();
    await page.unrouteAll();
    await page.route(/\/portal\/stay$/, (route) => route.abort());
    await page.getByRole('button', { name: 'Tetap masuk' }).click();
    await page.getByText('Tidak tersambung.').waitFor();
  });

  test('put aside with Escape comes back in the last half minute', async () => {
    await openWith('session-ends-idle', { idle: 36_000, end: 5 * HOUR });
    await dialog().waitFor();
    await page.keyboard.press('Escape');
    expect(await dialog().count()).toBe(0);
    await dialog().waitFor({ timeout: 15_000 });
  });

  test('past, leaves what was typed at one’s own device under a note', async () => {
    await openWith('session-over', null);
    await page.getByRole('heading', { name: 'Sesi Anda sudah berakhir' }).waitFor();
    expect(await page.locator('main h1').count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Masuk lagi' }).count()).toBe(1);
    // A telephone has no Escape.
    await page.getByRole('button', { name: 'Lihat halaman ini dulu' }).click();
    await page.waitForTimeout(2500);
    expect(await dialog().count()).toBe(0);
    expect(await page.locator('main h1').count()).toBe(1);
  });

  test('past, takes everything off the screen of a shared device', async () => {
    page = await browser.newPage();
    await serverSays(null);
    await page.route(`${origin}/`, (route) => route.abort());
    await page.goto(`${origin}/shared-over`);
    // Even where the front page cannot be had, nothing of its person is left.
    await page.waitForFunction(() => !document.querySelector('main')?.textContent?.trim());
  });

  test('signed out in another tab is past in this one', async () => {
    const context = await browser.newContext();
    const [tab, out] = [await context.newPage(), await context.newPage()];
    await tab.goto(`${origin}/session-lasts`);
    await out.goto(`${origin}/logged-out-all`);
    await tab.getByRole('heading', { name: 'Sesi Anda sudah berakhir' }).waitFor();
    await context.close();
    page = await browser.newPage();
  });
});
