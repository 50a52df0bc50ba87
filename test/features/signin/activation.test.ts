import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { alerts, heading, openSignin, plainText } from '../../support/signin.ts';
import type { SigninFixture, TestBrowser } from '../../support/signin.ts';

const NIK = '3174044303920003';
const OWN = 'Langit#Biru-2041';

describe.each([
  { sql: 'postgres', kv: 'redis' },
  { sql: 'pglite', kv: 'memory' },
] as const)('the activation with the NIK on $sql and $kv', (stores) => {
  let signin: SigninFixture;
  let browser: TestBrowser;
  let path: string;
  beforeAll(async () => {
    signin = await openSignin(stores);
    browser = signin.browser();
    path = await signin.begin(browser);
  });
  afterAll(async () => signin?.close());

  const codesTo = async (to: string) =>
    (await signin.outbox())
      .filter((message) => message.to === to && message.kind === 'code_activation')
      .map(({ text }) => /"code":"(\d{6})"/.exec(text)?.[1] ?? '');
  const other = (code: string) => (code === '000000' ? '111111' : '000000');

  test('the NIK opens no session: first a code to the e-mail on record, sent when its page shows, once', async () => {
    await browser.post(path, { step: 'password', nip: nips.dewi, password: NIK });
    expect(await codesTo('dewi@asn.example')).toHaveLength(0);
    const page = await browser.get(path);
    expect(heading(page.html)).toMatch(/email/i);
    expect(plainText(page.html)).toContain('Langkah 2 dari');
    expect(page.html).not.toContain('dewi@asn.example');
    await browser.get(path);
    expect(await codesTo('dewi@asn.example')).toHaveLength(1);
  });

  test('a wrong code is refused, "Kirim ulang" sends another, the right one leads to the SMS code', async () => {
    const [first = ''] = await codesTo('dewi@asn.example');
    const refused = await browser.post(path, { step: 'email_code', emailCode: other(first) });
    expect(refused.status).toBe(422);
    expect(alerts(refused.html)).toContain('tidak cocok');
    const again = await browser.post(path, { step: 'email_code', resend: '1' });
    expect(again.location).toBe(`${path}?way=sent-email`);
    expect(plainText((await browser.get(again.location ?? '')).html)).toContain('kode baru segera tiba');
    const codes = await codesTo('dewi@asn.example');
    expect(codes).toHaveLength(2);
    expect((await browser.post(path, { step: 'email_code', emailCode: codes[1] ?? '' })).location).toBe(path);
    const next = await browser.get(again.location ?? '');
    expect(heading(next.html)).toMatch(/HP/);
    expect(plainText(next.html)).not.toContain('kode baru segera tiba');
    const [sms = ''] = await codesTo('+6281200000003').then(async (found) =>
      found.length > 0 ? found : codesTo('081200000003'),
    );
    expect((await browser.post(path, { step: 'sms_code', smsCode: sms })).location).toBe(path);
    expect(await signin.audits('contact.verified')).toHaveLength(2);
  });

  test('a password of one’s own: every fault is named, the NIK and common ones are refused', async () => {
    const page = await browser.get(path);
    expect(heading(page.html)).toMatch(/kata sandi/i);
    const cases = [
      ['', 'paling sedikit 8'],
      ['pendek', 'paling sedikit 8'],
      ['pendek', 'Tambahkan huruf besar, angka, dan simbol'],
      [`Dewi${NIK}!`, 'NIK'],
      ['Password123!', 'terlalu umum'],
      ['Aku-3Maret1992', 'tanggal lahir'],
    ] as const;
    for (const [weak, words] of cases) {
      const answer = await browser.post(path, {
        step: 'change_password',
        newPassword: weak,
        confirmPassword: weak,
      });
      expect(answer.status).toBe(422);
      expect(alerts(answer.html)).toContain(words);
      expect(answer.html).not.toContain(`value="${weak || 'x'}"`);
    }
    const unequal = await browser.post(path, {
      step: 'change_password',
      newPassword: OWN,
      confirmPassword: 'x',
    });
    expect(alerts(unequal.html)).toContain('tidak sama');
    const used = await browser.post(path, {
      step: 'change_password',
      newPassword: NIK,
      confirmPassword: NIK,
    });
    expect(used.status).toBe(422);
    const changed = await browser.post(path, {
      step: 'change_password',
      newPassword: OWN,
      confirmPassword: OWN,
    });
    expect(changed.location).toBe(path);
    expect((await signin.account(nips.dewi)).password).toMatchObject({ initial: false, mustChange: false });
  });

  let secret = '';
  test('the authenticator: QR, text and link of one secret, stable over reloads, counted once its code was right', async () => {
    const read = (html: string) =>
      (/data-secret[^>]*>([\s\S]*?)<\/p>/.exec(html)?.[1] ?? '').replace(/<[^>]+>|\s/g, '');
    const page = await browser.get(path);
    secret = read(page.html);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(read((await browser.get(path)).html)).toBe(secret);
    expect(page.html).toContain(`secret=${secret}`);
    expect(page.html).toMatch(/href="otpauth:\/\/totp\//);
    expect(page.html).toContain('<svg');
    for (let wrong = 0; wrong < 7; wrong += 1) {
      const answer = await browser.post(path, { step: 'enrol', code: '000001' });
      expect(answer.status).toBe(422);
    }
    expect((await signin.account(nips.dewi)).authenticators).toHaveLength(0);
    const code = phoneCode(signin.clock.now(), { secret });
    const taps = await Promise.all([1, 2].map(() => browser.post(path, { step: 'enrol', code })));
    expect(taps.map(({ location }) => location)).toEqual([path, path]);
    expect((await signin.account(nips.dewi)).authenticators).toHaveLength(1);
  });

  test('ten recovery codes, the same over reloads until confirmed; only then the relying party learns anything', async () => {
    const page = await browser.get(path);
    expect(heading(page.html)).toMatch(/pemulihan/i);
    const codes = plainText(page.html).match(/\b[A-Z0-9]{4,}(?:-[A-Z0-9]{4,}){2,}\b/gi) ?? [];
    expect(codes).toHaveLength(10);
    expect(plainText((await browser.get(path)).html)).toBe(plainText(page.html));
    expect(await signin.kv.get(`ix:${path.split('/')[2]}`)).not.toContain(codes[0]);
    expect(signin.results.size).toBe(0);
    const done = await browser.post(path, { step: 'recovery_codes', saved: '1' });
    expect(done.location).toContain('/auth/');
    const result = signin.results.get(path.split('/')[2] ?? '');
    const { pwd = 0, otp = 0 } = result && 'login' in result ? (result.login?.factors ?? {}) : {};
    expect(Math.min(pwd, otp)).toBeGreaterThan(0);
    expect(await signin.kv.get(`ix:${path.split('/')[2]}`)).not.toContain('recoveryCodes');
    for (const type of [
      'activation.started',
      'password.changed',
      'totp.enrolled',
      'recovery-codes.made',
      'activation.completed',
    ])
      expect(await signin.audits(type)).toHaveLength(1);

    const next = signin.browser();
    const later = await signin.begin(next);
    expect((await next.post(later, { nip: nips.dewi, password: NIK })).status).toBe(422);
    await next.post(later, { nip: nips.dewi, password: OWN });
    const link = /href="([^"]*way=recovery-code)"/.exec((await next.get(later)).html)?.[1] ?? '';
    expect((await next.get(link)).html).toContain('name="recoveryCode"');
    const empty = await next.post(later, { step: 'recovery-code', recoveryCode: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('name="recoveryCode"');
    const wrong = await next.post(later, { step: 'recovery-code', recoveryCode: 'AAAA-BBBB-CCCC' });
    expect(alerts(wrong.html)).toContain('Sisa 4');
    const used = await next.post(later, {
      step: 'recovery-code',
      recoveryCode: codes[0]?.toLowerCase() ?? '',
    });
    expect(used.location).toContain('/auth/');
    const third = signin.browser();
    const last = await signin.begin(third);
    await third.post(last, { nip: nips.dewi, password: OWN });
    expect((await third.post(last, { step: 'recovery-code', recoveryCode: codes[0] ?? '' })).status).toBe(
      422,
    );
  });
});

test('an activation that its account lost on the way opens nothing for the next person', async () => {
  const signin = await openSignin({ sql: 'postgres', kv: 'memory' });
  const browser = signin.browser();
  const path = await signin.begin(browser);
  const lastCode = async () => {
    const sent = (await signin.outbox()).findLast(({ kind }) => kind === 'code_activation');
    return /"code":"(\d{6})"/.exec(sent?.text ?? '')?.[1] ?? '';
  };
  await browser.post(path, { step: 'password', nip: nips.dewi, password: NIK });
  await browser.get(path);
  await browser.post(path, { step: 'email_code', emailCode: await lastCode() });
  await browser.get(path);
  await browser.post(path, { step: 'sms_code', smsCode: await lastCode() });
  await browser.post(path, { step: 'change_password', newPassword: OWN, confirmPassword: OWN });
  const secret = /secret=([A-Z2-7]{32})/.exec((await browser.get(path)).html)?.[1] ?? '';
  await browser.post(path, { step: 'enrol', code: phoneCode(signin.clock.now(), { secret }) });
  expect(heading((await browser.get(path)).html)).toMatch(/pemulihan/i);

  const { id } = await signin.account(nips.dewi);
  await signin.db.updateTable('account').set({ state: 'suspended' }).where('id', '=', id).execute();
  expect((await browser.get(path)).html).toContain('name="password"');
  await browser.post(path, { step: 'password', nip: nips.budi, password: 'Merdeka#1945!' });
  expect(heading((await browser.get(path)).html)).toMatch(/OTP/);
  expect(signin.results.size).toBe(0);
  await signin.close();
});

describe('the first authenticator', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin({ sql: 'postgres', kv: 'memory' });
    const { id } = await signin.account(nips.budi);
    await signin.db.deleteFrom('totp').where('account_id', '=', id).execute();
  });
  afterAll(async () => signin?.close());

  const lastCode = async () => {
    const sent = (await signin.outbox()).findLast(({ kind }) => kind === 'code_activation');
    return /"code":"(\d{6})"/.exec(sent?.text ?? '')?.[1] ?? '';
  };
  const toSms = async (browser: TestBrowser) => {
    const path = await signin.begin(browser);
    await browser.post(path, { step: 'password', nip: nips.budi, password: 'Merdeka#1945!' });
    await browser.get(path);
    await browser.post(path, { step: 'email_code', emailCode: await lastCode() });
    await browser.get(path);
    return path;
  };
  const toEnrol = async (browser: TestBrowser) => {
    const { id } = await signin.account(nips.budi);
    await signin.kv.limits.reset('codes-hour', id, { points: 5, seconds: 3600 });
    const path = await toSms(browser);
    await browser.post(path, { step: 'sms_code', smsCode: await lastCode() });
    const secret = /secret=([A-Z2-7]{32})/.exec((await browser.get(path)).html)?.[1] ?? '';
    expect(secret).not.toBe('');
    return { path, secret };
  };

  // Codes that no SMS budget let out took the place of those that people had in their hands.
  test('a code that is not sent leaves the one before it good', async () => {
    const browser = signin.browser();
    const path = await toSms(browser);
    const sms = await lastCode();
    const { contacts } = await signin.account(nips.budi);
    const number = contacts.find(({ kind }) => kind === 'phone')?.value ?? '';
    const budget = { points: policy.budgets.smsPerNumberPerDay, seconds: 86_400 };
    for (let sent = 0; sent < budget.points; sent += 1)
      await signin.kv.limits.consume('sms-number', number, budget);
    for (let press = 0; press < 2; press += 1) await browser.post(path, { step: 'sms_code', resend: '1' });
    await signin.kv.limits.reset('sms-number', number, budget);
    await browser.post(path, { step: 'sms_code', smsCode: sms });
    expect((await browser.get(path)).html).toContain('data-secret');
  });

  // It was one a account: whoever once stood on this page knew the secret that its owner confirmed later.
  test('its secret is shown to one browser only, and to that one in every tab', async () => {
    const [mine, theirs] = [signin.browser(), signin.browser()];
    const first = await toEnrol(mine);
    const other = await toEnrol(theirs);
    const again = await toEnrol(mine);
    expect(other.secret).not.toBe(first.secret);
    expect(again.secret).toBe(first.secret);
    const code = phoneCode(signin.clock.now(), { secret: other.secret });
    expect((await mine.post(again.path, { step: 'enrol', code })).status).toBe(422);
  });

  // They were two transactions: an authenticator without codes is never offered any again.
  test('comes with its recovery codes or not at all', async () => {
    const browser = signin.browser();
    const { path, secret } = await toEnrol(browser);
    const code = phoneCode(signin.clock.now(), { secret });
    await sql`alter table recovery_code add constraint broken check (false) not valid`.execute(signin.db);
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => {});
    expect((await browser.post(path, { step: 'enrol', code })).status).toBe(500);
    quiet.mockRestore();
    await sql`alter table recovery_code drop constraint broken`.execute(signin.db);
    expect((await signin.account(nips.budi)).authenticators).toHaveLength(0);
    expect((await browser.post(path, { step: 'enrol', code })).location).toBe(path);
    expect(await signin.account(nips.budi)).toMatchObject({ recoveryCodesLeft: 10 });
  });
});

describe('an account with less on record', () => {
  let signin: SigninFixture;
  beforeAll(async () => {
    signin = await openSignin({ sql: 'postgres', kv: 'redis' });
  });
  afterAll(async () => signin?.close());

  const afterNik = async () => {
    const browser = signin.browser();
    const path = await signin.begin(browser);
    await browser.post(path, { nip: nips.dewi, password: NIK });
    return { browser, path };
  };

  test('one contact: a day of waiting with a notice; then it goes on', async () => {
    const { id } = await signin.account(nips.dewi);
    await signin.db
      .updateTable('contact')
      .set({ removed_at: new Date() })
      .where('account_id', '=', id)
      .where('kind', '=', 'phone')
      .execute();
    const give = async ({ browser, path }: { browser: TestBrowser; path: string }) => {
      await browser.get(path);
      const sent = (await signin.outbox()).filter(({ kind }) => kind === 'code_activation').at(-1);
      const emailCode = /"code":"(\d{6})"/.exec(sent?.text ?? '')?.[1] ?? '';
      await browser.post(path, { step: 'email_code', emailCode });
      return browser.get(path);
    };
    const first = await afterNik();
    expect(heading((await give(first)).html)).toMatch(/Tunggu/);
    await first.browser.get(first.path);
    expect((await signin.outbox()).filter(({ kind }) => kind === 'contact_wait')).toHaveLength(1);
    expect((await first.browser.post(first.path, { step: 'enrol', code: '123456' })).location).toBe(
      first.path,
    );
    signin.clock.advance(23 * 3600);
    expect(heading((await give(await afterNik())).html)).toMatch(/Tunggu/);
    signin.clock.advance(3601);
    expect(heading((await give(await afterNik())).html)).toMatch(/kata sandi/i);
  });

  test('none that counts: the page names who helps, with hours, and nothing goes on', async () => {
    const { id } = await signin.account(nips.dewi);
    const recent = new Date(signin.clock.now() - 3600_000);
    await signin.db
      .updateTable('contact')
      .set({ recorded_at: recent })
      .where('account_id', '=', id)
      .execute();
    const { browser, path } = await afterNik();
    const page = await browser.get(path);
    expect(page.status).toBe(200);
    expect(plainText(page.html)).toMatch(/Kementerian Kesehatan/);
    // They are on record: nobody is sent to have them recorded.
    expect(heading(page.html)).toBe('Kontak Anda baru dicatat');
    expect(plainText(page.html)).toContain('Masuklah lagi dengan cara yang sama mulai');
    expect((await browser.post(path, { step: 'email_code', emailCode: '123456' })).location).toBe(path);
    expect((await signin.audits('signin.refused')).at(-1)?.details).toEqual({ reason: 'no_contact' });
  });

  test('five messages an hour for one account: beyond them the same page and nothing sent', async () => {
    const { id } = await signin.account(nips.dewi);
    await signin.db
      .updateTable('contact')
      .set({ recorded_at: new Date(0), removed_at: null })
      .where('account_id', '=', id)
      .execute();
    await signin.kv.limits.reset('codes-hour', id, { points: 5, seconds: 3600 });
    const { browser, path } = await afterNik();
    await browser.get(path);
    const before = (await signin.outbox()).length;
    for (let press = 0; press < 7; press += 1) {
      const again = await browser.post(path, { step: 'email_code', resend: '1' });
      expect(again.status).toBe(303);
    }
    expect((await signin.outbox()).length - before).toBe(4);
    expect((await signin.audits('contact.code-over-budget')).length).toBe(3);
  });
});
