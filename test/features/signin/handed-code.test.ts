import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { issueHandedCode, revokeHandedCodes } from '../../../src/model/credentials/handed-codes.ts';
import type { HandedCodeKind } from '../../../src/model/credentials/handed-codes.ts';
import { raiseEpoch } from '../../../src/model/people/accounts.ts';
import { freezeAccount } from '../../../src/model/people/freeze-account.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts, heading, openSignin, plainText } from '../../support/signin.ts';
import type { Answer, SigninFixture, TestBrowser } from '../../support/signin.ts';

const OLD = 'Merdeka#1945!';
const OWN = 'Langit#Biru-2041';
const MINUTE = 60;

describe('a code that was handed over', () => {
  let signin: SigninFixture;
  let hash = '';
  beforeAll(async () => {
    signin = await openSignin();
    hash = (await signin.account(nips.budi)).password?.hash ?? '';
  });
  afterAll(async () => signin?.close());
  // Everybody as they were, a day later: locks and used codes of one test are of no use to the next.
  beforeEach(async () => {
    signin.clock.advance(25 * 3600);
    await signin.db.deleteFrom('password_history').execute();
    await signin.db
      .updateTable('handed_code')
      .set({ revoked_at: new Date(now()) })
      .execute();
    await signin.db
      .updateTable('password')
      .set({ hash, must_change: false, recovery_forced_at: null })
      .where('initial', '=', false)
      .execute();
  });

  const now = () => signin.clock.now();
  const accountId = async (nip: string) => (await signin.account(nip)).id;
  const issue = async (
    nip: string,
    kind: HandedCodeKind = 'helpdesk',
    issuerSession: string | null = 's1',
  ) => {
    const [account, officer] = await Promise.all([accountId(nip), accountId(nips.agus)]);
    const about = { accountId: account, kind, issuedBy: officer, issuerSession, now: now() };
    const issued = await signin.inTransaction((trx) =>
      issueHandedCode(trx, about, { ring: signin.ring, ...signin.telling }),
    );
    return issued.code;
  };
  const typeCode = async (
    nip: string,
    password: string,
    { browser = signin.browser(), change = {} }: { browser?: TestBrowser; change?: object } = {},
  ) => {
    const path = await signin.begin(browser, change);
    const answer = await browser.post(path, { step: 'password', nip, password });
    return { browser, path, answer };
  };
  const giveTotp = ({ browser, path }: { browser: TestBrowser; path: string }, offSeconds = 0) =>
    browser.post(path, { step: 'totp', code: phoneCode(now(), { offSeconds }) });
  const choose = (
    { browser, path }: { browser: TestBrowser; path: string },
    password: string,
  ): Promise<Answer> =>
    browser.post(path, { step: 'change_password', newPassword: password, confirmPassword: password });
  const landed = ({ status, location }: Answer) => status === 303 && (location ?? '').includes('/auth/');
  const passed = ({ status, location }: Answer, path: string) => status === 303 && location === path;

  test('can be read aloud: twelve letters and digits in three groups, none of which is taken for another', async () => {
    const codes = await Promise.all(Array.from({ length: 40 }, () => issue(nips.rina, 'letter')));
    for (const code of codes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{4}(-[A-HJKMNP-Z2-9]{4}){2}$/);
    expect(new Set(codes).size).toBe(40);
    const rows = await signin.db.selectFrom('handed_code').selectAll().execute();
    // In clear stands the first group alone; what is left is eight of 31 characters.
    expect(8 * Math.log2(31)).toBeGreaterThan(38);
    for (const code of codes) {
      const [first, ...rest] = code.split('-');
      // Its own row: another code's first group may be its second by chance.
      const own = rows.filter(({ selector }) => selector === first);
      expect(own.length).toBeGreaterThan(0);
      for (const secret of [code.replaceAll('-', ''), ...rest])
        expect(JSON.stringify(own.map((row) => [row.hash, row.selector]))).not.toContain(`"${secret}"`);
    }
  });

  test('stands for the password, asks the second factor, and leads to a password of one’s own; then all else ends', async () => {
    const before = await signin.account(nips.budi);
    await issue(nips.budi, 'letter');
    const code = await issue(nips.budi);
    const visit = await typeCode(nips.budi, ` ${code.toLowerCase().replaceAll('-', ' ')} `);
    expect(passed(visit.answer, visit.path)).toBe(true);
    expect(heading((await visit.browser.get(visit.path)).html)).toMatch(/kode OTP/);
    expect(passed(await choose(visit, OWN), visit.path)).toBe(true);
    expect((await signin.account(nips.budi)).password?.hash).toBe(before.password?.hash);
    await giveTotp(visit);
    const page = await visit.browser.get(visit.path);
    expect(heading(page.html)).toMatch(/kata sandi baru/);
    expect(plainText(page.html)).toContain('Kode dari petugas atau surat hanya membuka langkah ini');
    expect(plainText(page.html)).toContain('Langkah 3 dari 3');
    expect(landed(await choose(visit, OWN))).toBe(true);

    const after = await signin.account(nips.budi);
    expect(after.epoch).toBe(before.epoch + 1);
    expect(after.handedCodeOpen).toBe(false);
    expect(signin.ended).toContainEqual({ accountId: after.id, reason: 'handed_code' });
    const result = signin.results.get(visit.path.split('/')[2] ?? '');
    expect(result).toMatchObject({ login: { accountId: after.id, epoch: after.epoch } });
    expect((await signin.outbox()).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['code_handed', 'password_changed']),
    );
    expect((await typeCode(nips.budi, OLD)).answer.status).toBe(422);
    expect((await typeCode(nips.budi, code)).answer.status).toBe(422);
    const fresh = await typeCode(nips.budi, OWN);
    expect(passed(fresh.answer, fresh.path)).toBe(true);
  });

  test('a completed one lifts the lock of the password', async () => {
    const code = await issue(nips.siti);
    const visit = await typeCode(nips.siti, code);
    for (let wrong = 0; wrong < 3; wrong += 1) await typeCode(nips.siti, `Salah#${wrong}`);
    await giveTotp(visit);
    expect(landed(await choose(visit, OWN))).toBe(true);
    const fresh = await typeCode(nips.siti, 'Salah#lagi');
    expect(alerts(fresh.answer.html)).toContain('Sisa 4 percobaan');
  });

  test('whoever has no authenticator gives codes to every contact first, with the NIK as password or none at all', async () => {
    const id = await accountId(nips.dewi);
    await signin.db.deleteFrom('password').where('account_id', '=', id).execute();
    await signin.db.updateTable('account').set({ state: 'unverified' }).where('id', '=', id).execute();
    const code = await issue(nips.dewi, 'letter');
    signin.clock.advance(20 * 24 * 3600);
    const visit = await typeCode(nips.dewi, code);
    expect(passed(await choose(visit, OWN), visit.path)).toBe(true);
    expect((await signin.account(nips.dewi)).password).toBeNull();
    const mailed = async (kind: string, to: string) =>
      (await signin.outbox())
        .filter((message) => message.kind === kind && message.to === to)
        .map(({ text }) => /"code":"(\d{6})"/.exec(text)?.[1] ?? '')
        .at(-1) ?? '';
    await visit.browser.get(visit.path);
    const emailCode = await mailed('code_activation', 'dewi@asn.example');
    await visit.browser.post(visit.path, { step: 'email_code', emailCode });
    await visit.browser.get(visit.path);
    const smsCode = await mailed('code_activation', '+6281200000003');
    await visit.browser.post(visit.path, { step: 'sms_code', smsCode });
    expect(passed(await choose(visit, OWN), visit.path)).toBe(true);
    expect(heading((await visit.browser.get(visit.path)).html)).toMatch(/autentikator/);
    expect((await signin.account(nips.dewi)).password).toMatchObject({ initial: false });
    expect((await signin.account(nips.dewi)).state).toBe('unverified');
  });

  test('two sign-ins with one code at once: one sets its password, the other is told and begins anew', async () => {
    const code = await issue(nips.budi);
    const [one, two] = await Promise.all([typeCode(nips.budi, code), typeCode(nips.budi, code)]);
    await giveTotp(one);
    await giveTotp(two, 30);
    const answers = await Promise.all([choose(one, OWN), choose(two, `${OWN}-lain`)]);
    expect(answers.filter(landed)).toHaveLength(1);
    const loser = landed(answers[0]) ? two : one;
    const refused = answers.find((answer) => !landed(answer));
    expect([303, 422]).toContain(refused?.status);
    if (refused?.status === 422)
      expect(alerts(refused.html)).toContain('Kode dari petugas tidak berlaku lagi');
    expect(heading((await loser.browser.get(loser.path)).html)).toBe('Masuk');
    const used = await signin.db
      .selectFrom('handed_code')
      .selectAll()
      .where('used_at', 'is not', null)
      .execute();
    expect(used.filter(({ issued_at }) => issued_at.getTime() === now())).toHaveLength(1);
    const winner = landed(answers[0]) ? OWN : `${OWN}-lain`;
    const fresh = await typeCode(nips.budi, winner);
    expect(passed(fresh.answer, fresh.path)).toBe(true);
  });

  test.each([
    ['its issuer', async () => ({ uid: 'another', accountId: await accountId(nips.agus) })],
    ['the very session that issued it', async () => ({ uid: 's1', accountId: await accountId(nips.rina) })],
  ])(
    'never works in a browser where %s is signed in, and loses no try there',
    async (_name, signedInHere) => {
      const code = await issue(nips.budi);
      const { answer } = await typeCode(nips.budi, code, { change: { signedInHere } });
      expect(answer.status).toBe(422);
      expect(alerts(answer.html)).toContain('perangkat Anda sendiri');
      expect((await signin.audits('handed-code.refused')).at(-1)?.details).toMatchObject({
        reason: 'issuer_session',
      });
      const row = await signin.db
        .selectFrom('handed_code')
        .select('tries')
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      expect(row?.tries).toBe(0);
      const elsewhere = await typeCode(nips.budi, code);
      expect(passed(elsewhere.answer, elsewhere.path)).toBe(true);
    },
  );

  test('five wrong ones, at once too, and the right one is refused like a wrong password', async () => {
    const code = await issue(nips.rina, 'letter');
    const wrong = ['CCCC', 'CCCD', 'CCCE', 'CCCF', 'CCCG'].map((last) => `${code.slice(0, 4)}-BBBB-${last}`);
    await Promise.all(wrong.slice(0, 3).map((typed) => typeCode(nips.rina, typed)));
    signin.clock.advance(policy.lockout.password.streakKeptSeconds + MINUTE);
    await Promise.all(wrong.slice(3).map((typed) => typeCode(nips.rina, typed)));
    signin.clock.advance(policy.lockout.password.streakKeptSeconds + MINUTE);
    const { answer } = await typeCode(nips.rina, code);
    expect(answer.status).toBe(422);
    expect(alerts(answer.html)).toContain('NIP atau kata sandi tidak cocok');
    const fresh = await issue(nips.rina, 'letter');
    const visit = await typeCode(nips.rina, fresh);
    expect(passed(visit.answer, visit.path)).toBe(true);
  });

  // The NIP is public: five guesses a quarter of an hour silently spent the letters of a whole agency.
  test('loses no try to whoever does not hold it: its first four characters are not theirs', async () => {
    const code = await issue(nips.rina, 'letter');
    const helpdesk = await issue(nips.rina);
    const other = ['AAAA', 'BBBB', 'CCCC'].find(
      (first) => ![code, helpdesk].some((one) => one.startsWith(first)),
    );
    const rest = code.slice(4);
    for (const typed of [`${other}-BBBB-CCCC`, `${other}${rest}`, `${other}-BBBB-CCCE`])
      expect((await typeCode(nips.rina, typed)).answer.status).toBe(422);
    signin.clock.advance(policy.lockout.password.streakKeptSeconds + MINUTE);
    for (const typed of [`${other}-BBBB-CCCF`, `${other}-BBBB-CCCG`, `${code.slice(0, 4)}-BBBB-CCCC`])
      expect((await typeCode(nips.rina, typed)).answer.status).toBe(422);
    const open = signin.db.selectFrom('handed_code').where('revoked_at', 'is', null);
    const rows = await open.select(['kind', 'tries', 'selector']).orderBy('kind').execute();
    expect(rows).toEqual([
      { kind: 'helpdesk', tries: 0, selector: helpdesk.slice(0, 4) },
      { kind: 'letter', tries: 1, selector: code.slice(0, 4) },
    ]);
    signin.clock.advance(policy.lockout.password.streakKeptSeconds + MINUTE);
    const visit = await typeCode(nips.rina, code);
    expect(passed(visit.answer, visit.path)).toBe(true);
  });

  test('one that was issued before there were selectors is compared and counted as it was', async () => {
    const code = await issue(nips.rina, 'letter');
    await signin.db.updateTable('handed_code').set({ selector: null }).execute();
    expect((await typeCode(nips.rina, 'AAAA-BBBB-CCCC')).answer.status).toBe(422);
    const open = signin.db.selectFrom('handed_code').where('revoked_at', 'is', null);
    expect(await open.select('tries').execute()).toEqual([{ tries: 1 }]);
    const visit = await typeCode(nips.rina, code);
    expect(passed(visit.answer, visit.path)).toBe(true);
  });

  test('dies with time: typed too late it is a wrong password, and no password is set with one that ran out on the way', async () => {
    const code = await issue(nips.budi);
    const visit = await typeCode(nips.budi, code);
    await giveTotp(visit);
    signin.clock.advance(policy.handedCodes.helpdeskTtlSeconds + 1);
    const late = await choose(visit, OWN);
    expect(late.status).toBe(422);
    expect(alerts(late.html)).toContain('waktunya habis');
    expect(heading(late.html)).toBe('Masuk');
    expect((await typeCode(nips.budi, code)).answer.status).toBe(422);
    const kept = await typeCode(nips.budi, OLD);
    expect(passed(kept.answer, kept.path)).toBe(true);
  });

  test('an officer who takes it back, or a raised epoch, ends the sign-in that it began', async () => {
    const id = await accountId(nips.budi);
    const taken = await typeCode(nips.budi, await issue(nips.budi));
    await giveTotp(taken);
    const about = { accountId: id, now: now() };
    await signin.inTransaction((trx) => revokeHandedCodes(trx, about, signin.telling.context));
    expect((await choose(taken, OWN)).status).toBe(422);
    signin.clock.advance(MINUTE);
    const ended = await typeCode(nips.budi, await issue(nips.budi));
    await giveTotp(ended);
    await signin.inTransaction((trx) => raiseEpoch(trx, id));
    expect(passed(await choose(ended, OWN), ended.path)).toBe(true);
    expect(heading((await ended.browser.get(ended.path)).html)).toBe('Masuk');
    expect((await signin.account(nips.budi)).password?.hash).toBe(hash);
  });

  test('opens an account whose password must be recovered, but no frozen one', async () => {
    const { id } = await signin.account(nips.siti);
    const forced = signin.db.updateTable('password').set({ recovery_forced_at: new Date(now()) });
    await forced.where('account_id', '=', id).execute();
    const refused = await typeCode(nips.siti, OLD);
    expect(alerts(refused.answer.html)).toContain('Kode kedua salah berkali-kali');
    expect(refused.answer.html).toContain('<a href="/forgot-password">Lupa kata sandi</a></p>');
    const visit = await typeCode(nips.siti, await issue(nips.siti));
    await giveTotp(visit);
    expect(landed(await choose(visit, `${OWN}-baru`))).toBe(true);

    const freezing = { accountId: id, reason: 'test', eventAt: now(), now: now() };
    const code = await issue(nips.siti);
    await signin.inTransaction((trx) => freezeAccount(trx, freezing, signin.telling));
    const frozen = await typeCode(nips.siti, code);
    expect(frozen.answer.status).toBe(422);
    const another = await typeCode(nips.siti, await issue(nips.siti));
    expect(another.answer.status).toBe(422);
    expect(alerts(another.answer.html)).toContain('dibekukan');
  });

  test('what only looks like one is an ordinary password', async () => {
    const looks = 'Abcd-Efgh-Jkmn';
    const id = await accountId(nips.rina);
    const own = await signin.hasher.hash(looks);
    await signin.db.updateTable('password').set({ hash: own }).where('account_id', '=', id).execute();
    await issue(nips.rina);
    const visit = await typeCode(nips.rina, looks);
    expect(passed(visit.answer, visit.path)).toBe(true);
    expect(landed(await giveTotp(visit))).toBe(true);
  });
});
