import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { raiseEpoch } from '../../src/model/people/accounts.ts';
import { nips, phoneCode } from '../support/model.ts';
import { heading, openSignin } from '../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../support/signin.ts';

const NIK = '3174044303920003';
const OWN = 'Langit#Biru-2041';

describe('what was begun before an account was ended', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin({ sql: 'postgres', kv: 'memory' });
  });
  afterAll(async () => signin?.close());

  const lastCode = async () => {
    const sent = (await signin.outbox()).findLast(({ kind }) => kind === 'code_activation');
    return /"code":"(\d{6})"/.exec(sent?.text ?? '')?.[1] ?? '';
  };

  /** An activation at the step of its new password. */
  async function toPassword(): Promise<{ browser: TestBrowser; path: string }> {
    signin.clock.advance(25 * 3600);
    const { id } = await signin.account(nips.dewi);
    await signin.kv.limits.reset('codes-hour', id, { points: 5, seconds: 3600 });
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { step: 'password', nip: nips.dewi, password: NIK });
    await browser.get(path);
    await browser.post(path, { step: 'email_code', emailCode: await lastCode() });
    await browser.get(path);
    await browser.post(path, { step: 'sms_code', smsCode: await lastCode() });
    expect(heading((await browser.get(path)).html)).toMatch(/kata sandi/);
    return { browser, path };
  }

  /** The owner's undoing or freeze is written while this request runs, and committed before it writes. */
  async function whileEnding(request: () => Promise<Answer>): Promise<Answer> {
    const { id } = await signin.account(nips.dewi);
    let running: Promise<Answer> | undefined;
    await signin.inTransaction(async (trx) => {
      await raiseEpoch(trx, id);
      running = request();
      await sleep(700);
    });
    if (!running) throw new Error('nothing ran');
    return running;
  }

  test('sets no password after it', async () => {
    const { browser, path } = await toPassword();
    const before = (await signin.account(nips.dewi)).password;
    await whileEnding(() =>
      browser.post(path, { step: 'change_password', newPassword: OWN, confirmPassword: OWN }),
    );
    expect((await signin.account(nips.dewi)).password).toEqual(before);
    expect((await browser.get(path)).html).toContain('name="password"');
  });

  test('enrols no authenticator after it', async () => {
    const { browser, path } = await toPassword();
    await browser.post(path, { step: 'change_password', newPassword: OWN, confirmPassword: OWN });
    const secret = /secret=([A-Z2-7]{32})/.exec((await browser.get(path)).html)?.[1] ?? '';
    const code = phoneCode(signin.clock.now(), { secret });
    await whileEnding(() => browser.post(path, { step: 'enrol', code }));
    expect((await signin.account(nips.dewi)).authenticators).toHaveLength(0);
    expect((await browser.get(path)).html).toContain('name="password"');
  });
});
