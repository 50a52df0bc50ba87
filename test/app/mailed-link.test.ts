import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findAccountId } from '../../src/model/people/signin-account.ts';
import { passwordPool } from '../../src/model/pools.ts';
import { nips, phoneCode } from '../support/model.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { headingOf, visitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

const PASSWORD = 'Merdeka#1945!';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

/** What five wrong passwords of strangers leave behind. */
async function lockStrangersOut(): Promise<void> {
  const id = await findAccountId(app.db, nips.budi);
  const now = app.clock.now();
  const until = now + 15 * 60_000;
  const state = {
    failures: Array(5).fill(now),
    streak: 5,
    lockedUntil: until,
    locks: [now],
    keptUntil: until,
  };
  await app.kv.set(passwordPool(id ?? '').key, JSON.stringify(state), 900);
}

async function askForLink(browser: Visitor): Promise<string> {
  const earlier = await mailedLinks();
  const page = await browser.get('/portal');
  const locked = await browser.submit({ nip: nips.budi, password: PASSWORD });
  expect([page.status, locked.status]).toEqual([200, 429]);
  const sent = await browser.post(new URL(locked.url).pathname, 'step=password&sendLink=1');
  expect(sent.text).toContain('Jika NIP terdaftar');
  for (let waited = 0; waited < 300; waited += 1) {
    const link = (await mailedLinks()).find((one) => !earlier.includes(one));
    if (link !== undefined) return link;
    await sleep(100);
  }
  throw new Error('no link was mailed');
}

/** Those of this kind: a notice may come in between. */
const mailedLinks = async () =>
  (await app.outbox()).flatMap(({ text }) => /https?:\/\/\S+\/interaction\/link\/\S+/.exec(text)?.[0] ?? []);

test('the owner of a locked NIP gets in by the mailed link, whose token is seen nowhere', async () => {
  await lockStrangersOut();
  const browser = visitor(app);
  const link = await askForLink(browser);
  const token = link.split('/').at(-1) ?? '';
  expect(link).toBe(`${app.issuer}/interaction/link/${token}`);
  const page = await browser.get(link);
  expect([page.status, new URL(page.url).pathname]).toEqual([200, '/interaction/link']);
  expect(headingOf(page.text)).toBe('Lanjutkan masuk di peramban ini');
  expect(headingOf((await browser.submit()).text)).toBe('Masuk');
  expect(headingOf((await browser.submit({ nip: nips.budi, password: PASSWORD })).text)).toMatch(/OTP/);
  const portal = await browser.submit({ code: phoneCode(app.clock.now()) });
  expect([portal.status, new URL(portal.url).pathname]).toEqual([200, '/portal']);

  expect(JSON.stringify(app.log)).not.toContain(token);
  const metrics = await (await fetch(`${app.issuer}/metrics`)).text();
  expect(metrics).not.toContain(token);
  expect(metrics).toContain('route="/interaction/link/:uid"');
  expect(metrics).toContain('route="/interaction/link"');
});

test('a link whose sign-in is gone leads to a fresh one', async () => {
  await lockStrangersOut();
  const browser = visitor(app);
  const link = await askForLink(browser);
  const stored = [...browser.cookies.keys()].find((name) => name.includes('|/interaction/'));
  const uid = stored?.split('/').at(-1) ?? '';
  await app.kv.delete(`ix:${uid}`);
  await browser.get(link);
  const fresh = await browser.submit();
  expect([fresh.status, headingOf(fresh.text)]).toEqual([200, 'Masuk']);
  expect(fresh.url).not.toContain(uid);
  expect(headingOf((await browser.submit({ nip: nips.budi, password: PASSWORD })).text)).toMatch(/OTP/);
});

test('a form of another site presses no button here', async () => {
  const posted = await visitor(app).post('/interaction/link', '', { 'sec-fetch-site': 'cross-site' });
  expect(posted.status).toBe(403);
});
