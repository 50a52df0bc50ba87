import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { addressKey } from '../../src/platform/http/client-address.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { begin, codeIn, nobody, people, prove, rowOf, textTo } from '../support/registration.ts';
import type { Applicant } from '../support/registration.ts';
import { headingOf, visitor } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

let last = 0;
/** Contacts that nobody else here uses. */
function fresh(form: Applicant): Applicant {
  last += 1;
  return {
    ...form,
    email: `penguji${last}@example.com`,
    phone: `0813555500${String(last).padStart(2, '0')}`,
  };
}

const countOf = async (type: string) =>
  (await app.db.selectFrom('audit').select('id').where('type', '=', type).execute()).length;

describe('a stranger who types a NIP', () => {
  const kinds: [string, Applicant][] = [
    ['nobody has', nobody],
    ['with a wrong NIK', { ...people.andi, nik: people.budi.nik }],
    ['of somebody retired', people.hadi],
    ['with an account', people.budi],
    ['that could register', people.andi],
    ['recorded twice', people.nur],
  ];

  test('learns nothing: same answers, same page, same messages, same time, nobody asked or told', async () => {
    const took: number[] = [];
    const pages: string[] = [];
    const ask = async (form: Applicant) => {
      const browser = visitor(app);
      await browser.get('/register');
      const at = performance.now();
      const page = await browser.submit({ ...form });
      return { browser, page, ms: performance.now() - at };
    };
    for (const [, person] of kinds) {
      const form = fresh(person);
      const { browser, page, ms } = await ask(form);
      took.push(ms);
      const wrong = await browser.submit({ emailCode: '000000', smsCode: '000000' });
      expect([page.status, wrong.status, new URL(page.url).pathname]).toEqual([200, 422, '/register/verify']);
      // The warning about birth dates compares what was typed, and nothing else.
      pages.push(plain(page, form), plain(wrong, form));
      expect(codeIn(await textTo(app, form.email))).toMatch(/^\d{6}$/);
      expect(codeIn(await textTo(app, form.phone))).toMatch(/^\d{6}$/);
    }
    expect(new Set(pages.filter((_, at) => at % 2 === 0)).size).toBe(1);
    expect(new Set(pages.filter((_, at) => at % 2 === 1)).size).toBe(1);
    const floorMs = policy.refusals.floorSeconds * 1000;
    expect(Math.min(...took)).toBeGreaterThanOrEqual(floorMs - 5);
    // What a busy machine has added is not there another time; what a NIP costs is.
    for (const [at, [, person]] of kinds.entries())
      for (let tries = 0; tries < 2 && (took[at] ?? 0) > floorMs * 1.5; tries += 1)
        took[at] = Math.min(took[at] ?? 0, (await ask(fresh(person))).ms);
    expect(Math.max(...took) - Math.min(...took)).toBeLessThan(floorMs);
    const told = app.db.selectFrom('outbox').select('id').where('kind', '<>', 'code_registration');
    expect(await told.execute()).toEqual([]);
    const rows = await app.db.selectFrom('registration').selectAll().execute();
    expect(rows.every(({ pns_id, cause, matches }) => pns_id === null && cause === null && !matches)).toBe(
      true,
    );
  });

  function plain({ text }: Page, form: Applicant): string {
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main'));
    return main
      .replaceAll(form.email, 'EMAIL')
      .replaceAll(form.phone, 'PHONE')
      .replace(/<div class="box warn">[\s\S]*?<\/div>/, '')
      .replace(/Terkirim \d\d\.\d\d WIB\.|Sedang dikirim\./g, 'STATE');
  }
});

describe('codes', () => {
  test('are guessed five times, in parallel too, whatever comes right afterwards', async () => {
    const form = fresh(people.andi);
    const browser = visitor(app);
    await begin(browser, form);
    const right = codeIn(await textTo(app, form.email));
    const guesses = Array.from({ length: 12 }, (_, at) => String(100_000 + at)).filter(
      (code) => code !== right,
    );
    await Promise.all(guesses.map((emailCode) => browser.post('/register/verify', `emailCode=${emailCode}`)));
    const late = await browser.post('/register/verify', `emailCode=${right}`);
    expect(late.status).toBe(422);
    expect((await rowOf(app, form)).email_verified_at).toBeNull();
    // A new one helps, in its budget.
    await browser.post('/register/verify', 'resend=1');
    const half = await browser.post('/register/verify', `emailCode=${codeIn(await textTo(app, form.email))}`);
    expect(half.text).toContain('Tinggal kode SMS');
  });

  test('are worth nothing in another browser, nor for another registration', async () => {
    const form = fresh(people.andi);
    await begin(visitor(app), form);
    const emailCode = codeIn(await textTo(app, form.email));
    const foreign = visitor(app);
    expect(new URL((await foreign.post('/register/verify', `emailCode=${emailCode}`)).url).pathname).toBe(
      '/register',
    );
    await begin(foreign, fresh(people.andi));
    expect((await foreign.post('/register/verify', `emailCode=${emailCode}`)).status).toBe(422);
  });

  test('of another person’s mailbox: one hour brings five, from however many browsers', async () => {
    const form = fresh(people.andi);
    const send = async () => {
      const browser = visitor(app);
      await browser.get('/register');
      const page = await browser.submit({ ...form });
      expect([page.status, headingOf(page.text)]).toEqual([200, 'Masukkan kode yang kami kirim']);
    };
    await Promise.all(Array.from({ length: 8 }, send));
    const sent = await app.db.selectFrom('outbox').select('id').where('recipient', '=', form.email).execute();
    expect(sent).toHaveLength(policy.registration.perContactPerHour);
    expect(await countOf('registration.code-over-budget')).toBeGreaterThan(0);
  });
});

describe('the forms', () => {
  test('posted twice at once are one registration', async () => {
    const form = fresh(people.andi);
    const browser = visitor(app);
    await browser.get('/register');
    const body = new URLSearchParams({ ...form }).toString();
    const pages = await Promise.all([browser.post('/register', body), browser.post('/register', body)]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    const rows = await app.db
      .selectFrom('registration')
      .select('id')
      .where('email', '=', form.email)
      .execute();
    expect(rows).toHaveLength(1);
    const mails = await app.db
      .selectFrom('outbox')
      .select('id')
      .where('recipient', '=', form.email)
      .execute();
    expect(mails).toHaveLength(1);
    // Both codes at once, twice.
    const codes = new URLSearchParams({
      emailCode: codeIn(await textTo(app, form.email)),
      smsCode: codeIn(await textTo(app, form.phone)),
    }).toString();
    const verified = await Promise.all([
      browser.post('/register/verify', codes),
      browser.post('/register/verify', codes),
    ]);
    expect(verified.map(({ status }) => status)).toEqual([200, 200]);
    expect(await rowOf(app, form)).toMatchObject({ state: 'password', attempts: 0 });
  });

  test.each([
    '/register',
    '/register/verify',
    '/register/password',
    '/register/status',
    '/register/object',
    '/activate',
  ])('%s takes no post of another origin', async (path) => {
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await visitor(app).post(path, '', { 'sec-fetch-site': site })).status).toBe(403);
  });

  test('refused keep what was typed, exactly', async () => {
    const browser = visitor(app);
    await browser.get('/register');
    const typed = { nip: '1995 0909', nik: '320410-0909', email: 'Andi@gmial', phone: '021 555' };
    const page = await browser.submit(typed);
    expect(page.status).toBe(422);
    for (const value of Object.values(typed)) expect(page.text).toContain(`value="${value}"`);
    expect(page.text.match(/aria-invalid="true"/g)).toHaveLength(4);
    expect(page.text.match(/role="alert"/g)).toHaveLength(1);
    const near = await browser.submit({ ...typed, email: 'andi@gmial.com' });
    expect(near.text).toContain('Maksud Anda andi@gmail.com?');
  });

  test('a slip in the address is mended with one tap, and never blocks', async () => {
    const form = { ...fresh(people.andi), email: 'andi.slip@gmial.com' };
    const browser = visitor(app);
    const page = await begin(browser, form);
    expect(page.text).toContain('Maksud Anda andi.slip@gmail.com?');
    expect(codeIn(await textTo(app, form.email))).not.toBe('');
    const mended = await browser.post('/register/verify', 'suggestion=1');
    expect(mended.text).toContain('andi.slip@gmail.com');
    expect(mended.text).not.toContain('Maksud Anda');
    const old = await browser.post('/register/verify', `emailCode=${codeIn(await textTo(app, form.email))}`);
    expect(old.status).toBe(422);
    const right = codeIn(await textTo(app, 'andi.slip@gmail.com'));
    expect((await browser.post('/register/verify', `emailCode=${right}`)).text).toContain('Tinggal kode SMS');
  });

  test('hostile values do nothing but come back as text', async () => {
    const browser = visitor(app);
    await browser.get('/register');
    const evil = '"><script>alert(1)</script>';
    const page = await browser.submit({ nip: evil, nik: evil, email: evil, phone: evil });
    expect(page.status).toBe(422);
    expect(page.text).not.toContain('<script>alert');
    const status = await visitor(app).get(`/register/status/${'x'.repeat(43)}`);
    expect([status.status, headingOf(status.text)]).toEqual([422, 'Tidak ada pendaftaran di peramban ini']);
    expect((await visitor(app).get(`/register/object/${randomUUID()}`)).status).toBe(422);
  });
});

describe('limits', () => {
  test('a NIP is looked up ten times a day, known or not; then 429 with the time, and nothing lost', async () => {
    const form = { ...nobody, nip: '199001012020011998' };
    const day = { points: policy.registration.perNipPerDay, seconds: 86_400 };
    const { limits } = app.kv;
    const key = app.ring.mac('registration-nip', form.nip).mac;
    for (let times = 0; times < day.points; times += 1) await limits.consume('registration-nip', key, day);
    const browser: Visitor = visitor(app);
    const page = await prove(app, browser, fresh(form));
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(80_000);
    expect(page.text).toContain('tetap terverifikasi');
    expect(await rowOf(app, form)).toMatchObject({ state: 'verifying', cause: null });
    await limits.reset('registration-nip', key, day);
    expect(headingOf((await browser.post('/register/verify', '')).text)).toBe(
      'NIP belum ada di data kepegawaian',
    );
  });

  test('one address begins sixty an hour; then 429, and what was typed is kept', async () => {
    const hour = { points: policy.registration.perAddressPerHour, seconds: 3600 };
    const { limits } = app.kv;
    const spend = (address: string) => limits.consume('registration-address', addressKey(address), hour);
    await Promise.all(['127.0.0.1', '::1'].flatMap((from) => Array.from({ length: 60 }, () => spend(from))));
    const form = fresh(people.andi);
    const browser = visitor(app);
    await browser.get('/register');
    const page = await browser.submit({ ...form });
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(page.text).toContain(`value="${form.email}"`);
  });
});

describe('what was typed', () => {
  test('stands in no log and no audit row: neither NIK nor NIP nor code', async () => {
    const rows = await app.db.selectFrom('audit').select(['type', 'details']).execute();
    const written = JSON.stringify([rows, app.log]);
    for (const person of Object.values(people)) {
      expect(written).not.toContain(person.nik);
      expect(written).not.toContain(person.nip);
    }
    const sealed = await app.db.selectFrom('registration').select(['nik_enc', 'nik_hmac']).execute();
    expect(sealed.every(({ nik_enc }) => nik_enc.startsWith('v1.'))).toBe(true);
    expect(written).not.toContain('"emailCode"');
  });
});
