import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { solveChallenge } from 'altcha-lib';
import type { Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { policy } from '../../../config/policy.ts';
import { openChallenges } from '../../../src/parts/captcha/captchas.ts';
import { drawCharacters } from '../../../src/parts/captcha/draw-characters.ts';
import { ALPHABET } from '../../../src/parts/captcha/glyphs.ts';
import { nips } from '../../support/model.ts';
import { alerts, heading, openSignin, valueOf } from '../../support/signin.ts';
import type { SigninFixture, TestBrowser } from '../../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';
const UNKNOWN = '198001012005011999';

test('characters are drawn as closed outlines, with no text in them, never twice the same', () => {
  const pictures = [drawCharacters('HAKMNP'), drawCharacters('HAKMNP')];
  expect(pictures[0]).not.toBe(pictures[1]);
  for (const svg of pictures) {
    expect(svg).toMatch(/^<svg [^>]*><path fill="currentColor" d="(M[\d. L-]+Z)+"\/><\/svg>$/);
    expect(svg).not.toContain('HAKMNP');
    expect(svg.length).toBeLessThan(8000);
  }
  for (const confusable of '01258OQDIJLZSBUVG6') expect(ALPHABET).not.toContain(confusable);
});

describe('the captcha', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin();
  });
  afterAll(async () => signin?.close());

  const uidOf = (path: string) => path.split('/')[2] ?? '';
  /** A browser whose NIP has failed three times: the captcha is due. */
  const due = async (nip: string) => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await signin.kv.delete(`pool:pwd:${nip}`);
    for (let wrong = 0; wrong < 3; wrong += 1) await browser.post(path, { nip, password: 'Salah' });
    return { browser, path };
  };
  const challengeOf = async ({ browser, path }: { browser: TestBrowser; path: string }) => {
    const { html } = await browser.get(path);
    const json = /data-proof="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#34;', '"') ?? '';
    return JSON.parse(json) as Challenge;
  };
  const work = async (challenge: Challenge) => {
    const solution = await solveChallenge({ challenge, deriveKey });
    return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  };

  test('proof of work: solved once it buys three attempts, the NIP being kept', async () => {
    const visit = await due(nips.budi);
    const { browser, path } = visit;
    expect(heading((await browser.get(path)).html)).toMatch(/robot/);
    const looked = await browser.post(path, { step: 'password', nip: nips.budi, password: PASSWORD });
    expect([looked.status, looked.location]).toEqual([303, path]);

    const altcha = await work(await challengeOf(visit));
    expect((await browser.post(path, { step: 'captcha', altcha })).location).toBe(path);
    const page = await browser.get(path);
    expect(valueOf(page.html, 'nip')).toBe(nips.budi);
    expect(valueOf(page.html, 'password')).toBe('');
    expect((await browser.post(path, { step: 'password', nip: nips.budi, password: 'Salah' })).status).toBe(
      422,
    );

    const stolen = await due(nips.agus);
    const replay = await stolen.browser.post(stolen.path, { step: 'captcha', altcha });
    expect(replay.status).toBe(422);
    expect(alerts(replay.html)).toMatch(/Centang/);
    const passed = await browser.post(path, { step: 'password', nip: nips.budi, password: PASSWORD });
    expect(passed.location).toBe(path);
    expect(heading((await browser.get(path)).html)).toMatch(/OTP/);
  });

  test('one proof counts once, and a forged one never', async () => {
    const visit = await due(nips.rina);
    const challenge = await challengeOf(visit);
    const forged = { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '00' } };
    const answers = [
      await visit.browser.post(visit.path, { step: 'captcha', altcha: await work(forged) }),
      await visit.browser.post(visit.path, { step: 'captcha', altcha: 'e30=' }),
      await visit.browser.post(visit.path, { step: 'captcha', altcha: '!!' }),
      await visit.browser.post(visit.path, { step: 'captcha' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    const altcha = await work(challenge);
    expect((await visit.browser.post(visit.path, { step: 'captcha', altcha })).status).toBe(303);
    for (let wrong = 0; wrong < 2; wrong += 1)
      await visit.browser.post(visit.path, { nip: nips.hadi, password: 'Salah' });
    await visit.browser.post(visit.path, { nip: nips.rina, password: 'Salah' });
    expect((await visit.browser.post(visit.path, { step: 'captcha', altcha })).status).toBe(422);
  });

  test('characters: in any case, once; a wrong answer brings new ones; the demo lists them', async () => {
    const { browser, path } = await due(nips.siti);
    await browser.get(path);
    const answer = async () =>
      (await openChallenges({ kv: signin.kv, now: signin.clock.now })).find(({ uid }) => uid === uidOf(path))
        ?.answer ?? '';
    const first = await answer();
    expect(first).toMatch(/^[A-Z0-9]{6}$/);
    await browser.get(path);
    expect(await answer()).toBe(first);
    const wrong = await browser.post(path, { step: 'captcha', captcha: 'salah9' });
    expect(wrong.status).toBe(422);
    expect(alerts(wrong.html)).toMatch(/gambar baru/);
    // The picture is there for those with script, too: it is what they answered by.
    expect(wrong.html).not.toContain('data-proof');
    expect(await answer()).not.toBe(first);
    const passed = await browser.post(path, {
      step: 'captcha',
      captcha: ` ${(await answer()).toLowerCase()} `,
    });
    expect(passed.status).toBe(303);
    expect(await answer()).toBe('');
  });

  test('a code to the contact on record instead; nothing tells whether anybody has the NIP', async () => {
    const known = await due(nips.agus);
    const unknown = await due(UNKNOWN);
    const pages: string[] = [];
    for (const { browser, path } of [known, unknown]) {
      const sent = await browser.post(path, { step: 'captcha', sendCode: '1' });
      expect(sent.location).toBe(`${path}?way=contact-code`);
      const page = await browser.get(sent.location ?? '');
      const refused = await browser.post(path, { step: 'captcha', emailCode: '000000' });
      expect(refused.status).toBe(422);
      pages.push((page.html + refused.html).replaceAll(path, 'PATH').replaceAll(uidOf(path), 'UID'));
    }
    expect(pages[1]).toBe(pages[0]);
    // Strangers cause two at the most: the owner's codes still come.
    for (let press = 0; press < 4; press += 1)
      await known.browser.post(known.path, { step: 'captcha', resend: '1' });
    const { id } = await signin.account(nips.agus);
    const owners = await signin.kv.limits.peek('codes-hour', id, { points: 5, seconds: 3600 });
    expect(owners.used).toBe(2);

    const messages = (await signin.outbox()).filter(({ kind }) => kind === 'code_captcha');
    expect(messages.map(({ to }) => to)).toEqual(['agus@asn.example', 'agus@asn.example']);
    const code = /"code":"(\d{6})"/.exec(messages[1]?.text ?? '')?.[1] ?? '';
    expect((await unknown.browser.post(unknown.path, { step: 'captcha', emailCode: code })).status).toBe(422);
    expect((await known.browser.post(known.path, { step: 'captcha', emailCode: code })).status).toBe(303);
    expect((await known.browser.get(known.path)).html).toContain('name="password"');
  });

  // It was spent only where the NIP has an account: what was left of it told. And activations had to live on it.
  test('a code costs the budget of the address whether or not anybody has the NIP', async () => {
    const budget = { points: policy.budgets.messagesPerAddressPerHour, seconds: 3600 };
    const used = async () => (await signin.kv.limits.peek('messages-address', '192.0.2.7', budget)).used;
    const spent = [];
    for (const nip of [nips.siti, UNKNOWN]) {
      const { browser, path } = await due(nip);
      const before = await used();
      // The third is beyond what a stranger may have sent to an account.
      for (let press = 0; press < 3; press += 1) await browser.post(path, { step: 'captcha', sendCode: '1' });
      spent.push((await used()) - before);
    }
    expect(spent).toEqual([3, 3]);
  });
});
