import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { otpPool } from '../../src/model/pools.ts';
import { addressKey } from '../../src/platform/http/client-address.ts';
import type { Limits } from '../../src/platform/limits.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nips } from '../support/model.ts';
import { audits, codeIn, linkIn, messagesTo, somePeople, wrongCode } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { alerts, plainText } from '../support/signin.ts';
import { headingOf, visitor } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

const NEW = 'Rumah-Kayu-27!';
const UNKNOWN = '198001012005011999';
const FLOOR_MS = policy.refusals.floorSeconds * 1000 - 5;

let app: TestApp;
let someone: () => Someone;
beforeAll(async () => {
  app = await startApp();
  someone = await somePeople(app, 20);
});
afterAll(() => app?.stop());

async function ask(
  person: Pick<Someone, 'nip' | 'email'>,
  path: '/forgot-password' | '/reset-mfa' = '/forgot-password',
): Promise<Visitor> {
  const browser = visitor(app);
  await browser.get(path);
  expect((await browser.submit({ nip: person.nip, email: person.email })).status).toBe(200);
  return browser;
}
const mailOf = async (person: Someone) =>
  (await messagesTo(app, person.email, 'link_recovery'))[0]?.text ?? '';

/** What a stranger sees and feels of an answer. */
async function felt(answer: Promise<Page>) {
  const began = performance.now();
  const { status, url, text, headers } = await answer;
  const ms = performance.now() - began;
  const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? '-';
  const seen = text.replaceAll(nonce, 'NONCE').replace(/\d{18}|[\w.]+@[\w.]+/g, 'TYPED');
  return { seen: { status, url, text: seen, retryAfter: headers.get('retry-after') }, ms };
}

/** Whoever a stranger may name: right, half right, or nobody. */
async function named(): Promise<Record<string, { nip: string; email: string }>> {
  const [known, young] = [someone(), someone()];
  await app.db
    .updateTable('contact')
    .set({ recorded_at: new Date(app.clock.now()) })
    .where('value', '=', young.email)
    .execute();
  return {
    known,
    otherEmail: { nip: someone().nip, email: 'orang.lain@asn.example' },
    unknown: { nip: UNKNOWN, email: 'siapa@asn.example' },
    retired: { nip: nips.hadi, email: 'hadi@asn.example' },
    noAccount: { nip: nips.andi, email: 'andi@asn.example' },
    contactTooYoung: young,
  };
}

/** What is to be read in the picture of this browser's page. */
async function solution(browser: Visitor): Promise<string> {
  const { text } = await browser.get('/reset-mfa/verify');
  const open = (await app.captchas()) as { uid: string; answer: string }[];
  return open.find(({ uid }) => text.includes(uid))?.answer ?? '';
}

describe('strangers learn nothing', () => {
  test.each(['/forgot-password', '/reset-mfa'] as const)(
    '%s: the same pages in the same time for everybody',
    async (path) => {
      const answers = await Promise.all(
        Object.values(await named()).map(async ({ nip, email }) => {
          const browser = visitor(app);
          await browser.get(path);
          const asked = await felt(browser.submit({ nip, email }));
          const verify = `${path}/verify`;
          const guessed = await felt(
            browser.post(verify, 'emailCode=123456&smsCode=123456&password=Salah%2345678'),
          );
          const again = await felt(browser.post(verify, 'resend=1'));
          return [asked, guessed, again];
        }),
      );
      const [first, ...others] = answers.map((felts) => felts.map(({ seen }) => seen));
      expect(first?.map(({ status }) => status)).toEqual([200, 422, 200]);
      for (const other of others) expect(other).toEqual(first);
      for (const { ms } of answers.flat()) expect(ms).toBeGreaterThanOrEqual(FLOOR_MS);
    },
  );

  test('a right password tells nothing to whoever has not the mailbox: not by the page, not by the lock', async () => {
    const person = someone();
    const [right, wrong] = [
      await ask(person, '/reset-mfa'),
      await ask({ nip: UNKNOWN, email: person.email }, '/reset-mfa'),
    ];
    const give = (browser: Visitor, password: string) =>
      felt(browser.post('/reset-mfa/verify', new URLSearchParams({ password }).toString()));
    const seen = [await give(right, person.password), await give(wrong, person.password)].map(
      (one) => one.seen,
    );
    expect(seen[1]).toEqual(seen[0]);
    // A right one is counted like a wrong one: the captcha comes at the fourth try for both.
    for (let tries = 0; tries < 2; tries += 1) {
      await give(right, 'Salah#45678');
      await give(wrong, 'Salah#45678');
    }
    for (const browser of [right, wrong])
      expect((await browser.get('/reset-mfa/verify')).text).toContain('name="captcha"');
  });

  test('a known and an unknown NIP meet captcha and lock alike, and nothing is judged without the captcha', async () => {
    const person = someone();
    const attempts = [person.nip, UNKNOWN.replace(/.$/, '8')].map(async (nip) => {
      const browser = await ask({ nip, email: person.email }, '/reset-mfa');
      const give = (password: string, captcha?: string) =>
        browser.post(
          '/reset-mfa/verify',
          new URLSearchParams({ password, ...(captcha === undefined ? {} : { captcha }) }).toString(),
        );
      const wrong = [];
      for (let tries = 0; tries < 3; tries += 1) wrong.push((await give(`Salah#${tries}`)).status);
      const unsolved = [await give('Salah#3'), await give('Salah#4', 'XXXXXX')];
      const solved = [
        await give('Salah#5', await solution(browser)),
        await give('Salah#6', await solution(browser)),
      ];
      const shown = await browser.get('/reset-mfa/verify');
      return { wrong, unsolved, solved, shown };
    });
    for (const { wrong, unsolved, solved, shown } of await Promise.all(attempts)) {
      expect(wrong).toEqual([422, 422, 422]);
      for (const { text } of unsolved) expect(alerts(text)).toContain('bukan robot');
      expect([...solved, shown].map(({ status }) => status)).toEqual([422, 429, 429]);
      expect(Number(shown.headers.get('retry-after'))).toBeGreaterThan(800);
    }
  });
});

describe('guessing codes', () => {
  test('five wrong tries end a code, and after ten wrong ones in a day only the link works', async () => {
    const person = someone();
    const browser = await ask(person);
    const first = codeIn(await mailOf(person));
    const guess = (typed: string) =>
      browser.post('/forgot-password/verify', new URLSearchParams({ emailCode: typed }).toString());
    const wrong = await Promise.all(Array.from({ length: 5 }, () => guess(wrongCode(first))));
    expect(wrong.map(({ status }) => status)).toEqual(Array(5).fill(422));
    const spent = await guess(first);
    expect(alerts(spent.text)).toContain('Kode tidak cocok atau tidak berlaku lagi');
    await browser.post('/forgot-password/verify', 'resend=1');
    const second = codeIn(await mailOf(person));
    await Promise.all(Array.from({ length: 4 }, () => guess(wrongCode(first, second))));
    // Another browser's wrong ones count too.
    const other = await ask(person);
    const third = codeIn(await mailOf(person));
    await other.submit({ emailCode: wrongCode(first, second, third) });
    expect((await other.submit({ emailCode: third })).status).toBe(422);
    const link = linkIn(await mailOf(person));
    await other.get(link);
    expect(headingOf((await other.submit()).text)).toBe('Pastikan ini Anda');
  });

  test('in parallel stops at five as well', async () => {
    const person = someone();
    const browser = await ask(person);
    const code = codeIn(await mailOf(person));
    const body = (typed: string) => new URLSearchParams({ emailCode: typed }).toString();
    const wrong = wrongCode(code);
    await Promise.all(Array.from({ length: 20 }, () => browser.post('/forgot-password/verify', body(wrong))));
    expect((await browser.post('/forgot-password/verify', body(code))).status).toBe(422);
    expect(await audits(app, person.id, 'recovery.contact-proven')).toEqual([]);
  });

  test('a stranger without a code to guess at uses up nothing of its owner', async () => {
    const person = someone();
    const stranger = await ask({ nip: person.nip, email: 'orang.lain@asn.example' });
    await Promise.all(
      Array.from({ length: 12 }, () => stranger.post('/forgot-password/verify', 'emailCode=123456')),
    );
    const owner = await ask(person);
    expect(headingOf((await owner.submit({ emailCode: codeIn(await mailOf(person)) })).text)).toBe(
      'Pastikan ini Anda',
    );
  });

  test('a code of one purpose is worth nothing to the other', async () => {
    const person = someone();
    const browser = await ask(person, '/reset-mfa');
    const reset = codeIn((await messagesTo(app, person.email, 'code_reset'))[0]?.text);
    await browser.get('/forgot-password');
    await browser.submit({ nip: person.nip, email: person.email });
    expect((await browser.submit({ emailCode: reset })).status).toBe(422);
  });
});

describe('who has the mailbox alone', () => {
  test('changes no password: the second factor stands in the way, and locks', async () => {
    const person = someone();
    const thief = await ask(person);
    await thief.submit({ emailCode: codeIn(await mailOf(person)) });
    const pages = [];
    for (let guess = 0; guess < 5; guess += 1) pages.push(await thief.submit({ code: '000000' }));
    expect(pages.map(({ status }) => status)).toEqual([422, 422, 422, 422, 429]);
    const locked = await thief.submit({ code: person.code() });
    expect([locked.status, Number(locked.headers.get('retry-after')) > 800]).toEqual([429, true]);
    const skipped = await thief.post('/forgot-password/verify', `newPassword=${NEW}&confirmPassword=${NEW}`);
    expect(skipped.text).toContain('name="code"');
    expect(await audits(app, person.id, 'password.changed')).toEqual([]);
    // Its owner hears of it where the thief is not.
    expect(await messagesTo(app, person.phone, 'recovery_started')).toHaveLength(1);
    expect(await messagesTo(app, person.phone, 'wrong_factor_in_recovery')).not.toEqual([]);
  });

  test('a pool of codes that others have locked is locked here too', async () => {
    const person = someone();
    const until = app.clock.now() + 900_000;
    const locked = {
      failures: [],
      streak: 5,
      lockedUntil: until,
      locks: [app.clock.now()],
      keptUntil: until,
    };
    await app.kv.set(otpPool(person.id).key, JSON.stringify(locked), 900);
    const browser = await ask(person);
    const page = await browser.submit({ emailCode: codeIn(await mailOf(person)) });
    expect([page.status, plainText(page.text).includes('Terlalu banyak kode')]).toEqual([429, true]);
    expect((await browser.submit({ code: person.code() })).status).toBe(429);
  });

  test('resets no authenticator: neither without the password nor without the number', async () => {
    const person = someone();
    const thief = await ask(person, '/reset-mfa');
    const emailCode = codeIn((await messagesTo(app, person.email, 'code_reset'))[0]?.text);
    await thief.submit({ emailCode, smsCode: '000000' });
    await thief.submit({ password: 'Salah#12345' });
    const withPassword = await thief.submit({ password: person.password });
    expect(withPassword.text).toContain('name="smsCode"');
    expect((await thief.submit({ recoveryCode: 'AAAAA-BBBBB-CCCCC' })).status).toBe(422);
    const resets = await app.db
      .selectFrom('authenticator_reset')
      .select('id')
      .where('account_id', '=', person.id)
      .execute();
    expect(resets).toEqual([]);
  });

  test('an open reset is of no use without the password', async () => {
    const person = someone();
    const browser = await ask(person, '/reset-mfa');
    const [mail, sms] = [
      (await messagesTo(app, person.email, 'code_reset'))[0]?.text,
      (await messagesTo(app, person.phone, 'code_reset'))[0]?.text,
    ];
    await browser.submit({ password: person.password, emailCode: codeIn(mail), smsCode: codeIn(sms) });
    app.clock.advance(policy.resets.authenticatorDelaySeconds);
    await browser.get('/portal');
    const wrong = await browser.submit({ nip: person.nip, password: 'Salah#12345' });
    expect([wrong.status, wrong.text.includes('name="password"')]).toEqual([422, true]);
  });
});

describe('requests that are not what they seem', () => {
  test('a forged host changes no link', async () => {
    const person = someone();
    const { port } = new URL(app.issuer);
    const body = new URLSearchParams({ nip: person.nip, email: person.email }).toString();
    const post = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const sent = httpRequest(
          {
            host: 'localhost',
            port,
            path: '/forgot-password',
            method: 'POST',
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': String(Buffer.byteLength(body)),
              'sec-fetch-site': 'same-origin',
              ...headers,
            },
          },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode ?? 0);
          },
        );
        sent.once('error', reject);
        sent.end(body);
      });
    expect(await post({ host: 'jahat.example' })).toBe(421);
    expect(await post({ 'x-forwarded-host': 'jahat.example', forwarded: 'host=jahat.example' })).toBe(303);
    expect(linkIn(await mailOf(person)).startsWith(`${app.issuer}/reset-password/`)).toBe(true);
  });

  test.each([
    '/forgot-password',
    '/forgot-password/verify',
    '/reset-password',
    '/reset-mfa',
    '/reset-mfa/verify',
    '/reset-mfa/cancel',
    '/reset-mfa/open',
  ])('a post to %s from another origin is refused', async (path) => {
    const body = new URLSearchParams({ nip: nips.budi, email: 'budi@asn.example' }).toString();
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': '', origin: 'https://jahat.example' },
    ])
      expect((await visitor(app).post(path, body, headers)).status).toBe(403);
  });

  test('so many of one address are too many, whoever they name', async () => {
    // The limiter of the app itself: a hundred requests would take a minute.
    const { limits } = app.kv as unknown as { limits: Limits };
    const hour = { points: policy.recovery.perAddressPerHour, seconds: 3600 };
    const keys = [...new Set(['127.0.0.1', '::1'].map(addressKey))];
    try {
      for (const key of keys)
        for (let used = 0; used <= hour.points; used += 1)
          await limits.consume('recovery-request', key, hour);
      for (const path of ['/forgot-password', '/reset-mfa']) {
        const browser = visitor(app);
        await browser.get(path);
        const page = await browser.submit({ nip: UNKNOWN, email: 'siapa@asn.example' });
        expect([page.status, Number(page.headers.get('retry-after')) > 0]).toEqual([429, true]);
        expect(alerts(page.text)).toMatch(/Coba lagi mulai \d\d\.\d\d WIB/);
        expect(page.text).toContain('value="siapa@asn.example"');
      }
    } finally {
      for (const key of keys) await limits.reset('recovery-request', key, hour);
    }
  });

  test('a recovery of one browser is out of reach for every other', async () => {
    const person = someone();
    const browser = await ask(person);
    await browser.submit({ emailCode: codeIn(await mailOf(person)) });
    const other = visitor(app);
    const data = new URLSearchParams({ code: person.code() }).toString();
    expect((await other.post('/forgot-password/verify', data)).url).toBe(`${app.issuer}/forgot-password`);
  });
});
