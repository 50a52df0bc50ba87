import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { freezeAccount } from '../../../src/model/people/freeze-account.ts';
import { placeBlock } from '../../../src/model/people/accounts.ts';
import { makeRecoveryCodes } from '../../../src/model/credentials/recovery-codes.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts, heading, openSignin, plainText } from '../../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../../support/signin.ts';

const OLD = 'Merdeka#1945!';
const OWN = 'Langit#Biru-2041';
const HOUR = 3600;
const HOUR_MS = HOUR * 1000;
/** Older than a factor must be when the account is frozen. */
const LONG_AGO = (policy.proof.youngFactorSeconds + HOUR) * 1000;

describe('a frozen account', () => {
  let signin: SigninFixture;
  let hash = '';
  beforeAll(async () => {
    signin = await openSignin();
    hash = (await signin.account(nips.budi)).password?.hash ?? '';
  });
  afterAll(async () => signin?.close());
  beforeEach(async () => {
    signin.clock.advance(25 * HOUR);
    await signin.db.deleteFrom('password_history').execute();
    await signin.db.deleteFrom('account_block').execute();
    await signin.db.updateTable('password').set({ hash }).where('initial', '=', false).execute();
  });

  const now = () => signin.clock.now();
  const freeze = async (nip: string, eventAt = now()) => {
    const { id: accountId } = await signin.account(nip);
    const freezing = { accountId, reason: 'password_changed', eventAt, now: now() };
    await signin.inTransaction((trx) => freezeAccount(trx, freezing, signin.telling));
  };
  const enter = async (nip: string, password = OLD) => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    const answer = await browser.post(path, { step: 'password', nip, password });
    return { browser, path, answer };
  };
  interface At {
    browser: TestBrowser;
    path: string;
  }
  const thaw = ({ browser, path }: At) => browser.post(path, { step: 'frozen', thaw: '1' });
  const give = ({ browser, path }: At, offSeconds = 0) =>
    browser.post(path, { step: 'totp', code: phoneCode(now(), { offSeconds }) });
  const choose = ({ browser, path }: At): Promise<Answer> =>
    browser.post(path, { step: 'change_password', newPassword: OWN, confirmPassword: OWN });
  const landed = ({ status, location }: Answer) => status === 303 && (location ?? '').includes('/auth/');
  const blocks = async (nip: string) => (await signin.account(nip)).blocks;

  test('says so after the right password alone, and is left by an old factor and a new password, in that order', async () => {
    await freeze(nips.budi);
    const before = await signin.account(nips.budi);
    expect((await enter(nips.budi, 'Salah#Sandi1')).answer.status).toBe(422);
    signin.clock.advance(HOUR);
    const visit = await enter(nips.budi);
    const page = await visit.browser.get(visit.path);
    expect(heading(page.html)).toBe('Akun Anda dibekukan');
    expect(plainText(page.html)).toContain('Langkah 2 dari 4');
    expect(plainText(page.html)).toContain('Buka kembali akun saya');
    // Nothing of what follows before its owner has said so.
    expect((await give(visit)).location).toBe(visit.path);
    expect((await choose(visit)).location).toBe(visit.path);
    expect(await blocks(nips.budi)).toEqual(['freeze']);
    await thaw(visit);
    expect((await choose(visit)).location).toBe(visit.path);
    expect(heading((await visit.browser.get(visit.path)).html)).toMatch(/kode OTP/);
    await give(visit);
    const last = await visit.browser.get(visit.path);
    expect(plainText(last.html)).toContain('akun Anda terbuka kembali');
    expect(signin.results.has(visit.path.split('/')[2] ?? '')).toBe(false);
    expect(landed(await choose(visit))).toBe(true);
    const after = await signin.account(nips.budi);
    expect(after.blocks).toEqual([]);
    expect(after.epoch).toBe(before.epoch + 1);
    expect(signin.ended).toContainEqual({ accountId: after.id, reason: 'thawed' });
    expect((await signin.outbox()).map(({ kind }) => kind)).toContain('account_unfrozen');
    expect((await enter(nips.budi)).answer.status).toBe(422);
  });

  test('a recovery code that is older does as well', async () => {
    const { id } = await signin.account(nips.siti);
    const telling = signin.telling;
    const [code = ''] = await signin.inTransaction((trx) =>
      makeRecoveryCodes(trx, id, now() - LONG_AGO, telling),
    );
    await freeze(nips.siti);
    const visit = await enter(nips.siti);
    await thaw(visit);
    await visit.browser.post(visit.path, { step: 'recovery-code', recoveryCode: code });
    expect(landed(await choose(visit))).toBe(true);
    expect(await blocks(nips.siti)).toEqual([]);
  });

  test('a factor younger than the event opens nothing: its page names people, and no other form does', async () => {
    // The authenticator was enrolled by whoever the owner did not recognise, and the freeze came hours later.
    const [totp] = (await signin.account(nips.rina)).authenticators;
    const enrolledAt = new Date(now() - HOUR);
    await signin.db
      .updateTable('totp')
      .set({ confirmed_at: enrolledAt })
      .where('id', '=', totp?.id ?? '')
      .execute();
    const { id } = await signin.account(nips.rina);
    const [code = ''] = await signin.inTransaction((trx) =>
      makeRecoveryCodes(trx, id, now() - HOUR, signin.telling),
    );
    await freeze(nips.rina, now() - HOUR);
    const visit = await enter(nips.rina);
    const page = await visit.browser.get(visit.path);
    expect(heading(page.html)).toBe('Akun Anda dibekukan');
    expect(page.html).not.toContain('name="thaw"');
    expect(plainText(page.html)).toContain('Badan Kepegawaian Negara');
    await thaw(visit);
    await give(visit);
    await visit.browser.post(visit.path, { step: 'recovery-code', recoveryCode: code });
    await choose(visit);
    expect(heading((await visit.browser.get(visit.path)).html)).toBe('Akun Anda dibekukan');
    expect(await blocks(nips.rina)).toEqual(['freeze']);
    expect((await signin.account(nips.rina)).recoveryCodesLeft).toBe(10);
  });

  test('of two authenticators the older alone leaves it: a code of the younger is spent and opens nothing', async () => {
    const secret = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU';
    const { id: accountId } = await signin.account(nips.budi);
    const id = '00000000-0000-4000-8000-0000000000b2';
    const [label, at] = ['ASN Digital · yang muda', new Date(now() - HOUR_MS)];
    await signin.db
      .insertInto('totp')
      .values({
        ...{
          id,
          account_id: accountId,
          label,
          name: 'Muda',
          created_at: at,
          confirmed_at: at,
          burnt_steps: '[]',
        },
        secret_enc: signin.ring.encrypt(secret, `totp:${id}`),
      })
      .execute();
    await freeze(nips.budi);
    const visit = await enter(nips.budi);
    await thaw(visit);
    const asks = await visit.browser.get(visit.path);
    expect(asks.html).not.toContain('Muda');
    const young = await visit.browser.post(visit.path, { step: 'totp', code: phoneCode(now(), { secret }) });
    expect(young.status).toBe(422);
    expect(heading((await visit.browser.get(visit.path)).html)).toMatch(/kode OTP/);
    expect((await give(visit)).status).toBe(303);
    expect(landed(await choose(visit))).toBe(true);
    await signin.db.deleteFrom('totp').where('id', '=', id).execute();
  });

  // The thief enrolled first and signed in later: the notice that its owner disavowed told of the later event.
  test('nor does one that is older than the event, but was younger than 72 hours when the account was frozen', async () => {
    const { id, authenticators } = await signin.account(nips.agus);
    const [totp] = authenticators;
    const enrolledAt = (age: number) =>
      signin.db
        .updateTable('totp')
        .set({ confirmed_at: new Date(now() - age) })
        .where('id', '=', totp?.id ?? '')
        .execute();
    const { youngFactorSeconds } = policy.proof;
    await enrolledAt(youngFactorSeconds * 1000 - 1);
    const [code = ''] = await signin.inTransaction((trx) =>
      makeRecoveryCodes(trx, id, now() - 70 * HOUR_MS, signin.telling),
    );
    await freeze(nips.agus);
    // It ages while the account is frozen, and that makes it nobody's.
    signin.clock.advance(10 * 24 * HOUR);
    const visit = await enter(nips.agus);
    const page = await visit.browser.get(visit.path);
    expect(page.html).not.toContain('name="thaw"');
    expect(plainText(page.html)).toContain('72 jam');
    expect(plainText(page.html)).toContain('Badan Kepegawaian Negara');
    await thaw(visit);
    await give(visit);
    await visit.browser.post(visit.path, { step: 'recovery-code', recoveryCode: code });
    await choose(visit);
    expect(await blocks(nips.agus)).toEqual(['freeze']);

    await signin.db.deleteFrom('account_block').execute();
    await enrolledAt(youngFactorSeconds * 1000);
    await freeze(nips.agus);
    const own = await enter(nips.agus);
    await thaw(own);
    await give(own);
    expect(landed(await choose(own))).toBe(true);
    expect(await blocks(nips.agus)).toEqual([]);
  });

  test('where only the recovery codes are older, the young authenticator is not asked for nor taken', async () => {
    const { id } = await signin.account(nips.rina);
    const [code = ''] = await signin.inTransaction((trx) =>
      makeRecoveryCodes(trx, id, now() - LONG_AGO, signin.telling),
    );
    await signin.db
      .updateTable('totp')
      .set({ confirmed_at: new Date(now()) })
      .where('account_id', '=', id)
      .execute();
    await freeze(nips.rina, now() - HOUR);
    const visit = await enter(nips.rina);
    await thaw(visit);
    const page = await visit.browser.get(visit.path);
    expect(heading(page.html)).toMatch(/kode pemulihan/);
    expect(plainText(page.html)).not.toContain('Pakai kode dari aplikasi autentikator');
    await give(visit);
    expect(heading((await visit.browser.get(visit.path)).html)).toMatch(/kode pemulihan/);
    await visit.browser.post(visit.path, { step: 'recovery-code', recoveryCode: code });
    expect(heading((await visit.browser.get(visit.path)).html)).toMatch(/kata sandi baru/);
  });

  test('frozen anew on the way out, the sign-in begins anew and the password stays', async () => {
    await freeze(nips.budi);
    const visit = await enter(nips.budi);
    await thaw(visit);
    await give(visit);
    await signin.db.deleteFrom('account_block').execute();
    await freeze(nips.budi);
    await choose(visit);
    expect(heading((await visit.browser.get(visit.path)).html)).toBe('Masuk');
    expect((await signin.account(nips.budi)).password?.hash).toBe(hash);
    expect(await blocks(nips.budi)).toEqual(['freeze']);
  });

  test('two ways out at once: one password is set, the other is told', async () => {
    await freeze(nips.agus);
    const [one, two] = [await enter(nips.agus), await enter(nips.agus)];
    await thaw(one);
    await thaw(two);
    await give(one);
    await give(two, 30);
    const answers = await Promise.all([choose(one), choose(two)]);
    expect(answers.filter(landed)).toHaveLength(1);
    expect(await blocks(nips.agus)).toEqual([]);
  });

  test('a session that it came along with does not stand for the factor, and a suspension is not left this way', async () => {
    await freeze(nips.budi);
    const { id: accountId } = await signin.account(nips.budi);
    const browser = signin.browser();
    const session = {
      uid: 's',
      accountId,
      factors: { pwd: 1, otp: 1 },
      acr: 'urn:asn:acr:2',
      amr: [],
      shared: false,
    };
    const missing = { password: true, secondFactor: false };
    const path = await signin.begin(browser, { session, missing });
    await browser.post(path, { step: 'password', nip: nips.budi, password: OLD });
    await thaw({ browser, path });
    expect(heading((await browser.get(path)).html)).toMatch(/kode OTP/);

    const block = { accountId, kind: 'suspension' as const, reason: 'test', now: now() };
    await signin.inTransaction((trx) => placeBlock(trx, block, signin.telling.context));
    const suspended = await enter(nips.budi);
    expect(suspended.answer.status).toBe(422);
    expect(alerts(suspended.answer.html)).toContain('ditangguhkan');
  });
});
