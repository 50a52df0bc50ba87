import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuthorizationInteraction } from '../../../src/oidc/interactions.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { heading, openSignin, plainText } from '../../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../../support/signin.ts';

const PASSWORD = 'Merdeka#1945!';
const NEW = '199001012026211007';

describe('a new number of the same person', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin();
  });
  afterAll(async () => signin?.close());
  beforeEach(async () => {
    signin.clock.advance(25 * 3600);
    await signin.db.deleteFrom('nip_offer').execute();
    await signin.db.deleteFrom('nip_alias').where('nip', '=', NEW).execute();
    await signin.db.updateTable('nip_alias').set({ current: true }).execute();
    const { id } = await signin.account(nips.budi);
    await signin.db
      .insertInto('nip_offer')
      .values({ nip: NEW, account_id: id, offered_at: new Date(signin.clock.now()) })
      .execute();
  });

  const enter = async (change: Partial<AuthorizationInteraction> = {}, nip: string = nips.budi) => {
    const browser = signin.browser();
    const path = await signin.begin(browser, change);
    await browser.post(path, { step: 'password', nip, password: PASSWORD });
    const code = phoneCode(signin.clock.now());
    const answer = await browser.post(path, { step: 'totp', code });
    return { browser, path, answer };
  };
  const say = (visit: { browser: TestBrowser; path: string }, decision: string): Promise<Answer> =>
    visit.browser.post(visit.path, { step: 'new_nip', decision });
  const landed = ({ status, location }: Answer) => status === 303 && (location ?? '').includes('/auth/');
  const aliases = async () =>
    signin.db
      .selectFrom('nip_alias')
      .select(['nip', 'current'])
      .where('account_id', '=', (await signin.account(nips.budi)).id)
      .orderBy('since')
      .execute();

  test('is asked about after the second factor; "ya" makes it the current one, and the old one works on', async () => {
    const visit = await enter();
    expect(visit.answer.location).toBe(visit.path);
    const page = await visit.browser.get(visit.path);
    expect(heading(page.html)).toBe('Nomor baru Anda 19900101 202621 1 007. Benar?');
    expect(plainText(page.html)).toContain('19900101 202001 1 001');
    expect((await visit.browser.get(visit.path)).status).toBe(200);
    expect(await aliases()).toHaveLength(1);
    expect((await say(visit, 'maybe')).location).toBe(visit.path);
    expect(landed(await say(visit, 'mine'))).toBe(true);
    expect(await aliases()).toEqual([
      { nip: nips.budi, current: false },
      { nip: NEW, current: true },
    ]);
    expect((await signin.audits('nip.accepted')).at(-1)?.details).toEqual({ nip: '…1007' });
    expect((await signin.outbox()).map(({ kind }) => kind)).toContain('nip_changed');
    signin.clock.advance(60);
    expect(landed((await enter({}, nips.budi)).answer)).toBe(true);
    signin.clock.advance(60);
    expect(landed((await enter({}, NEW)).answer)).toBe(true);
  });

  test('"bukan" changes nothing, opens a case for the helpdesk, and is not asked again', async () => {
    const visit = await enter();
    expect(landed(await say(visit, 'not_mine'))).toBe(true);
    expect(await aliases()).toEqual([{ nip: nips.budi, current: true }]);
    const { id } = await signin.account(nips.budi);
    const cases = await signin.db.selectFrom('help_case').selectAll().where('account_id', '=', id).execute();
    expect(cases).toMatchObject([{ topic: 'nip', state: 'queued', contact_value: 'budi@asn.example' }]);
    expect(cases[0]?.text).toContain('19900101 202621 1 007');
    expect(await signin.audits('nip.refused')).toHaveLength(1);
    signin.clock.advance(60);
    expect(landed((await enter()).answer)).toBe(true);
  });

  test('two tabs answer once: the first word counts', async () => {
    const one = await enter();
    signin.clock.advance(60);
    const two = await enter();
    const answers = await Promise.all([say(one, 'mine'), say(two, 'mine')]);
    expect(answers.every(landed)).toBe(true);
    expect((await aliases()).filter(({ current }) => current)).toEqual([{ nip: NEW, current: true }]);
    expect((await signin.audits('nip.accepted')).length).toBe(2);
  });

  test('a number that became somebody else’s meanwhile does not move: the helpdesk hears of it', async () => {
    const visit = await enter();
    const { id } = await signin.account(nips.siti);
    await signin.db
      .insertInto('nip_alias')
      .values({ nip: NEW, account_id: id, current: false, since: new Date(signin.clock.now()) })
      .execute();
    expect(landed(await say(visit, 'mine'))).toBe(true);
    expect(await aliases()).toEqual([{ nip: nips.budi, current: true }]);
    expect((await signin.account(NEW)).nip).toBe(nips.siti);
  });

  test('is no part of a step-up, and nothing before the second factor', async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { step: 'password', nip: nips.budi, password: PASSWORD });
    expect((await say({ browser, path }, 'mine')).location).toBe(path);
    expect(await aliases()).toHaveLength(1);
    const act = { value: 'skp:1', text: 'Setujui SKP' };
    expect(landed((await enter({ act })).answer)).toBe(true);
  });
});
