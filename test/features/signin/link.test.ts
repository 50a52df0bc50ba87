import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { passwordPool } from '../../../src/model/pools.ts';
import type { PoolKey } from '../../../src/model/pools.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts, heading, openSignin, plainText, valueOf } from '../../support/signin.ts';
import type { SigninFixture, TestBrowser } from '../../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';
const UNKNOWN = '198001012005011999';
const LINK = '/interaction/link';
const MINUTE = 60;

let signin: SigninFixture;
beforeAll(async () => {
  signin = await openSignin();
});
afterAll(async () => signin?.close());

/** Somebody who knows the NIP, and nothing else, has locked the strangers' pool. */
async function lock(nip: string): Promise<PoolKey> {
  const mac = signin.ring.mac('nip', nip).mac;
  const row = await signin.db
    .selectFrom('nip_alias')
    .select('account_id')
    .where('nip', '=', nip)
    .executeTakeFirst();
  const pool = passwordPool(row?.account_id ?? mac);
  await signin.kv.delete(pool.key);
  const until = signin.clock.now() + 15 * MINUTE * 1000;
  const failures = Array.from({ length: 5 }, () => signin.clock.now());
  const state = { failures, streak: 5, lockedUntil: until, locks: [signin.clock.now()], keptUntil: until };
  await signin.kv.set(pool.key, JSON.stringify(state), 3600);
  return pool;
}

const attempt = (browser: TestBrowser, path: string, nip: string, password = 'Salah#1') =>
  browser.post(path, { step: 'password', nip, password });

/** A browser that meets the lock, as its owner does in a new one. */
async function meetLock(nip: string) {
  const pool = await lock(nip);
  const browser = signin.browser();
  const path = await signin.begin(browser);
  const locked = await attempt(browser, path, nip, PASSWORD);
  return { pool, browser, path, locked };
}

const send = (browser: TestBrowser, path: string) => browser.post(path, { step: 'password', sendLink: '1' });

async function lastLink(): Promise<string> {
  const mail = (await signin.outbox()).findLast(({ kind }) => kind === 'link_signin');
  const found = /https?:\/\/[^\s"]+/.exec(mail?.text ?? '')?.[0] ?? '';
  expect(found.startsWith(`${signin.issuer}${LINK}/`)).toBe(true);
  return found.slice(signin.issuer.length);
}

/** A fresh budget: the tests ask for more links than one account gets in an hour. */
async function freshBudget(nip: string): Promise<void> {
  const { id } = await signin.account(nip);
  const { forStrangers, perHour, perDay } = policy.codes;
  for (const [suffix, figures] of [
    ['-strangers', forStrangers],
    ['', { perHour, perDay }],
  ] as const) {
    await signin.kv.limits.reset(`codes-hour${suffix}`, id, { points: figures.perHour, seconds: 3600 });
    await signin.kv.limits.reset(`codes-day${suffix}`, id, { points: figures.perDay, seconds: 86_400 });
  }
}

async function withLink(nip: string) {
  await freshBudget(nip);
  const met = await meetLock(nip);
  expect((await send(met.browser, met.path)).status).toBe(303);
  return { ...met, link: await lastLink() };
}

/** The link opened in the browser where it was asked for, and its button pressed. */
async function withPool(nip: string) {
  const met = await withLink(nip);
  await met.browser.get(met.link);
  const opened = await met.browser.post(LINK, {});
  expect([opened.status, opened.location]).toEqual([303, met.path]);
  return met;
}

const stateOf = (pool: PoolKey) => signin.kv.get(pool.key);

describe('a locked password page', () => {
  test('offers the link below the form of the step, and only while it is locked', async () => {
    const { browser, path, locked } = await meetLock(nips.budi);
    expect(locked.status).toBe(429);
    const [, main = ''] = locked.html.split('<main');
    expect(main.indexOf('name="password"')).toBeLessThan(main.indexOf('name="sendLink"'));
    expect(/<form[\s\S]*?<\/form>/.exec(main)?.[0]).not.toContain('sendLink');
    expect(plainText(main)).toContain('Kirim tautan ke email tercatat');
    await signin.kv.delete(passwordPool((await signin.account(nips.budi)).id).key);
    expect((await browser.get(path)).html).not.toContain('sendLink');
  });

  test('answers known, unknown and inactive NIPs alike, and no sooner', async () => {
    const traces = [];
    for (const nip of [nips.agus, UNKNOWN, nips.hadi]) {
      const { browser, path, locked } = await meetLock(nip);
      const began = performance.now();
      const sent = await send(browser, path);
      expect(performance.now() - began).toBeGreaterThanOrEqual(policy.refusals.floorSeconds * 1000 - 5);
      const shown = await browser.get(sent.location ?? '');
      const normal = (text: string) =>
        text
          .replaceAll(nip, 'NIP')
          .replaceAll(path, 'PATH')
          .replaceAll(/challenge&#34;:&#34;[\w-]+/g, 'CHALLENGE');
      const answers = [locked, sent, shown];
      traces.push(
        answers.map(({ status, html, location }) => [status, normal(html), normal(location ?? '')]),
      );
    }
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[2]).toEqual(traces[0]);
    expect(traces[0]?.map(([status]) => status)).toEqual([429, 303, 429]);
    expect(traces[0]?.[2]?.[1]).toContain('Jika NIP terdaftar');
  });

  test('mails the address on record a link of the issuer, stores its hash alone, and writes it down', async () => {
    const { link } = await withLink(nips.budi);
    const mail = (await signin.outbox()).at(-1);
    expect(mail).toMatchObject({ to: 'budi@asn.example', kind: 'link_signin' });
    const token = link.split('/').at(-1) ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const { id } = await signin.account(nips.budi);
    expect((await signin.audits('signin.link-sent')).at(-1)?.account_id).toBe(id);
    expect(await signin.kv.get(`link:${token}`)).toBeNull();
  });

  test('sends nothing where no lock is on, beyond the budget of strangers, or to a young contact', async () => {
    await freshBudget(nips.rina);
    const mails = async () => (await signin.outbox()).filter(({ to }) => to === 'rina@asn.example').length;
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await attempt(browser, path, nips.rina);
    expect((await send(browser, path)).status).toBe(303);
    expect(await mails()).toBe(0);
    const met = await meetLock(nips.rina);
    for (let asked = 0; asked < policy.codes.forStrangers.perHour + 1; asked += 1)
      expect((await send(met.browser, met.path)).location).toBe(`${met.path}?way=link-sent`);
    expect(await mails()).toBe(policy.codes.forStrangers.perHour);

    await freshBudget(nips.rina);
    const { id } = await signin.account(nips.rina);
    const recorded_at = new Date(signin.clock.now() - 3600_000);
    await signin.db
      .updateTable('contact')
      .set({ recorded_at })
      .where('account_id', '=', id)
      .where('kind', '=', 'email')
      .execute();
    expect((await send(met.browser, met.path)).status).toBe(303);
    expect(await mails()).toBe(policy.codes.forStrangers.perHour);
  });
});

describe('the mailed link', () => {
  test('keeps its token out of addresses, and nothing happens before the button', async () => {
    const { pool, browser, path, link } = await withLink(nips.budi);
    const before = await stateOf(pool);
    // A scanner of the mail server, any number of times, with no cookie of this browser.
    for (const method of ['GET', 'HEAD', 'GET']) {
      const scanned = await fetch(signin.issuer + link, { method, redirect: 'manual' });
      expect([scanned.status, scanned.headers.get('location')]).toEqual([303, LINK]);
    }
    const arrived = await browser.get(link);
    expect([arrived.status, arrived.location]).toEqual([303, LINK]);
    const [cookie = ''] = arrived.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/);
    expect(Number(/Max-Age=(\d+)/.exec(cookie)?.[1])).toBeLessThanOrEqual(600);
    const page = await browser.get(LINK);
    expect(page.status).toBe(200);
    expect(heading(page.html)).not.toBe('');
    expect(page.html).toMatch(/<form method="post" action="\/interaction\/link">[\s\S]*Lanjutkan<\/button>/);
    expect(page.html).not.toContain(link.split('/').at(-1));
    expect((await browser.get(path)).status).toBe(429);
    expect(await stateOf(pool)).toBe(before);
    expect(await signin.audits('signin.link-opened')).toEqual([]);
  });

  test('lets the owner in while strangers are locked out, and leaves their lock as it is', async () => {
    const { pool, browser, path } = await withPool(nips.budi);
    const before = await stateOf(pool);
    const { id } = await signin.account(nips.budi);
    expect((await signin.audits('signin.link-opened')).at(-1)?.account_id).toBe(id);
    expect((await browser.get(path)).status).toBe(200);
    expect((await attempt(browser, path, nips.budi, PASSWORD)).status).toBe(303);
    const done = await browser.post(path, { step: 'totp', code: phoneCode(signin.clock.now()) });
    expect(done.location).toContain('/auth/');
    expect(await stateOf(pool)).toBe(before);
    const stranger = signin.browser();
    const theirs = await signin.begin(stranger);
    expect((await attempt(stranger, theirs, nips.budi, PASSWORD)).status).toBe(429);
    signin.clock.advance(90);
  });

  test('buys three tries in all, of which wrong ones count nowhere else', async () => {
    const { pool, browser, path } = await withPool(nips.agus);
    const before = await stateOf(pool);
    const first = await attempt(browser, path, nips.agus);
    expect([first.status, alerts(first.html)]).toEqual([422, expect.stringContaining('Sisa 2 percobaan')]);
    expect((await attempt(browser, path, nips.agus)).status).toBe(422);
    const last = await attempt(browser, path, nips.agus);
    expect(last.status).toBe(429);
    expect(alerts(last.html)).toMatch(/terkunci sampai[\s\S]*tautan/);
    expect((await attempt(browser, path, nips.agus, PASSWORD)).status).toBe(429);
    expect(await stateOf(pool)).toBe(before);
    const refused = (await signin.audits('signin.refused')).slice(-3);
    expect(refused.map(({ details }) => details['pool'])).toEqual(['link', 'link', 'link']);
  });

  test('judges three passwords at most, however many come at once', async () => {
    const { browser, path } = await withPool(nips.agus);
    const before = (await signin.audits('signin.refused')).length;
    const others = await Promise.all(Array.from({ length: 9 }, () => signin.begin(browser)));
    await Promise.all([path, ...others].map((each) => attempt(browser, each, nips.agus)));
    expect((await signin.audits('signin.refused')).length - before).toBe(3);
  });

  test('is good for this account only', async () => {
    const { browser, path } = await withPool(nips.agus);
    await lock(nips.siti);
    expect((await attempt(browser, path, nips.siti, PASSWORD)).status).toBe(429);
  });

  test('a right password ends the pool', async () => {
    const { browser, path } = await withPool(nips.agus);
    expect((await attempt(browser, path, nips.agus)).status).toBe(422);
    expect((await attempt(browser, path, nips.agus, PASSWORD)).status).toBe(303);
    const again = await signin.begin(browser);
    expect((await attempt(browser, again, nips.agus, PASSWORD)).status).toBe(429);
  });

  test('opens once: a double tap leads where the first led, a replay opens nothing', async () => {
    const { browser, path, link } = await withLink(nips.agus);
    await browser.get(link);
    const held = [...browser.cookies];
    const taps = await Promise.all([browser.post(LINK, {}), browser.post(LINK, {})]);
    expect(taps.map(({ location }) => location)).toEqual([path, path]);
    for (let wrong = 0; wrong < 3; wrong += 1) await attempt(browser, path, nips.agus);
    for (const [name, value] of held) browser.cookies.set(name, value);
    expect((await browser.post(LINK, {})).location).toBe(path);
    expect((await attempt(browser, path, nips.agus, PASSWORD)).status).toBe(429);
    await browser.get(link);
    const page = await browser.get(LINK);
    expect(page.status).toBe(422);
    expect(alerts(page.html)).toMatch(/sekali/);
  });

  test('in another browser says kindly where to open it, and is still good there', async () => {
    const { browser, path, link } = await withLink(nips.agus);
    const other = signin.browser();
    const theirs = await signin.begin(other);
    await attempt(other, theirs, nips.agus);
    await other.get(link);
    const page = await other.get(LINK);
    expect(page.status).toBe(422);
    expect(alerts(page.html)).toMatch(/peramban/);
    expect(page.html).not.toMatch(/<main[\s\S]*<button/);
    expect((await other.post(LINK, {})).status).toBe(422);
    expect((await attempt(other, theirs, nips.agus, PASSWORD)).status).toBe(429);
    await browser.get(link);
    expect((await browser.post(LINK, {})).location).toBe(path);
    expect((await attempt(browser, path, nips.agus, PASSWORD)).status).toBe(303);
  });

  test('ends after thirty minutes, and its pool after fifteen', async () => {
    const late = await withLink(nips.agus);
    await late.browser.get(late.link);
    signin.clock.advance(30 * MINUTE + 1);
    expect((await late.browser.get(LINK)).status).toBe(422);
    expect((await late.browser.post(LINK, {})).status).toBe(422);

    const { browser, path } = await withPool(nips.agus);
    signin.clock.advance(15 * MINUTE + 1);
    await lock(nips.agus);
    expect((await attempt(browser, path, nips.agus, PASSWORD)).status).toBe(429);
  });

  test('asks an address that fails too often for its captcha all the same', async () => {
    const { browser, path } = await withPool(nips.agus);
    await signin.kv.set('fail-addr:192.0.2.7', '100', 900);
    signin.clock.advance(11);
    const asked = await attempt(browser, path, nips.agus, PASSWORD);
    expect([asked.status, asked.location]).toEqual([303, path]);
    expect(valueOf((await browser.get(path)).html, 'captcha')).not.toBeNull();
    await signin.kv.delete('fail-addr:192.0.2.7');
    signin.clock.advance(11);
  });

  test('without a token, or with a malformed one, there is nothing to open', async () => {
    const browser = signin.browser();
    await signin.begin(browser);
    for (const path of [LINK, `${LINK}/${'x'.repeat(20)}`, `${LINK}/${'a%3Bb'.repeat(9)}`])
      await browser.get(path);
    expect((await browser.get(LINK)).status).toBe(422);
    expect((await browser.post(LINK, {})).status).toBe(422);
  });
});

test('a sign-in without a link asks the store for none', async () => {
  const asked: string[] = [];
  const get = signin.kv.get;
  signin.kv.get = (key) => {
    asked.push(key);
    return get(key);
  };
  const browser = signin.browser();
  const path = await signin.begin(browser);
  await browser.get(path);
  await attempt(browser, path, nips.siti);
  signin.kv.get = get;
  expect(asked.filter((key) => key.includes('link'))).toEqual([]);
});
