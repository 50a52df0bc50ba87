import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nips, phoneCode } from '../../support/model.ts';
import { openSignin } from '../../support/signin.ts';
import type { SigninFixture } from '../../support/signin.ts';

// The log is append-only: whoever repeats what costs no try could fill it for ever.
describe('a loop of one interaction writes no row a turn', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin({ sql: 'postgres', kv: 'memory' });
  });
  afterAll(async () => signin?.close());

  const refused = async (reason: string) =>
    (await signin.audits('signin.refused')).filter(({ details }) => details.reason === reason).length;
  const begin = async (nip: string, password: string) => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { step: 'password', nip, password });
    return (fields: Record<string, string>) => browser.post(path, fields);
  };

  test('of a used code', async () => {
    const code = phoneCode(signin.clock.now());
    const first = await begin(nips.budi, 'Merdeka#1945!');
    expect((await first({ step: 'totp', code })).location).toContain('/auth/');
    const again = await begin(nips.budi, 'Merdeka#1945!');
    for (let turn = 0; turn < 4; turn += 1) expect((await again({ step: 'totp', code })).status).toBe(422);
    expect(await refused('used_code')).toBe(1);
  });

  test('of a code that is not awaited any more', async () => {
    const post = await begin(nips.dewi, '3174044303920003');
    for (let turn = 0; turn < 12; turn += 1)
      expect((await post({ step: 'email_code', emailCode: '123456' })).status).toBe(422);
    // The five tries that were compared with what was sent.
    expect(await refused('wrong_contact_code')).toBe(5);
  });
});
