import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nips, phoneCode } from '../support/model.ts';
import { openSignin } from '../support/signin.ts';
import type { SigninFixture } from '../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';
let signin: SigninFixture;
beforeAll(async () => {
  signin = await openSignin();
});
afterAll(async () => signin?.close());

test("a stranger without any password cannot use up the messages an account's owner needs", async () => {
  const stranger = signin.browser();
  const theirs = await signin.begin(stranger);
  for (let wrong = 0; wrong < 4; wrong += 1)
    await stranger.post(theirs, { step: 'password', nip: nips.dewi, password: `Salah#${wrong}` });
  for (let asked = 0; asked < 6; asked += 1) await stranger.post(theirs, { step: 'captcha', sendCode: '1' });

  signin.clock.advance(16 * 60);
  const owner = signin.browser();
  const path = await signin.begin(owner);
  const { openChallenges } = await import('../../src/parts/captcha/captchas.ts');
  const nik = { step: 'password', nip: nips.dewi, password: '3174044303920003' };
  await owner.post(path, nik);
  await owner.get(path);
  const open = await openChallenges({ kv: signin.kv, now: signin.clock.now });
  const mine = open.find(({ uid }) => path.endsWith(uid));
  if (mine) {
    await owner.post(path, { step: 'captcha', captcha: mine.answer });
    await owner.post(path, nik);
  }
  expect((await owner.get(path)).html).toContain('name="emailCode"');
  const sent = (await signin.outbox()).filter(({ kind }) => kind === 'code_activation');
  expect(sent).toHaveLength(1);
});

test('five wrong codes at once are one lock, written down once', async () => {
  const visits = [];
  for (let number = 0; number < 8; number += 1) {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { step: 'password', nip: nips.agus, password: PASSWORD });
    visits.push({ browser, path });
  }
  const right = Number(phoneCode(signin.clock.now()));
  const wrong = (number: number) => String((right + 1000 + number) % 1_000_000).padStart(6, '0');
  await Promise.all(
    visits.map(({ browser, path }, number) => browser.post(path, { step: 'totp', code: wrong(number) })),
  );
  expect(await signin.audits('signin.locked')).toHaveLength(1);
});
