import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import { decideRegistration } from '../../../src/model/registrations/waiting.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import {
  PASSWORD,
  begin,
  choose,
  codeIn,
  knownForLong,
  linkIn,
  nobody,
  pathIn,
  people,
  prove,
  rowOf,
  textTo,
} from '../../support/registration.ts';
import type { Applicant } from '../../support/registration.ts';
import { nips, plainCompose } from '../../support/model.ts';
import { headingOf, visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  const { kartini, putri, wulan, arif, rizky, maria, yohanes } = people;
  await knownForLong(app, ...[kartini, putri, wulan, arif, rizky, maria, yohanes].map(({ nip }) => nip));
});
afterAll(() => app?.stop());

const account = ({ nip }: Applicant) => findSigninAccount(app.db, nip);
const approve = async (form: Applicant) => {
  const { id, pns_id } = await rowOf(app, form);
  const { instansi_id } = await app.db
    .selectFrom('employee')
    .select('instansi_id')
    .where('pns_id', '=', pns_id ?? '')
    .executeTakeFirstOrThrow();
  const officer = (await account({ ...form, nip: nips.rina }))?.id ?? '';
  const decision = { id, agencyId: instansi_id, decision: 'approve' as const, reason: 'datang', officer };
  const now = app.clock.now();
  const context = { actor: officer, at: now };
  const telling = { compose: plainCompose, context, ring: app.ring, issuer: app.issuer };
  const decided = await app.db
    .transaction()
    .execute((trx) => decideRegistration(trx, { ...decision, now }, telling));
  expect(decided).toBe('decided');
};
const audits = (type: string) =>
  app.db.selectFrom('audit').selectAll().where('type', '=', type).orderBy('id').execute();

describe('registration with a contact on record', () => {
  test('leads from codes over a password and a mailed link to an account that signs in', async () => {
    const { andi } = people;
    const person = visitor(app);
    const verify = await begin(person, { ...andi, nip: '19950909 202203 1 006', phone: '+62 812-0000-0006' });
    expect([verify.status, new URL(verify.url).pathname]).toEqual([200, '/register/verify']);
    expect(await rowOf(app, andi)).toMatchObject({
      state: 'verifying',
      pns_id: null,
      phone: '+6281200000006',
    });

    // One right code stays; the wrong one is named at its field.
    const half = await person.submit({
      emailCode: codeIn(await textTo(app, andi.email)),
      smsCode: '000000',
    });
    expect(half.status).toBe(422);
    expect(half.text).toMatch(/id="smsCode"[^>]*aria-invalid="true"/);
    expect(half.text).not.toContain('id="emailCode"');
    const password = await person.submit({ smsCode: codeIn(await textTo(app, andi.phone)) });
    expect([headingOf(password.text), new URL(password.url).pathname]).toEqual([
      'Buat kata sandi',
      '/register/password',
    ]);

    // The contacts on record hear of it at once, with a way to stop it.
    for (const to of [andi.email, andi.phone])
      expect(await textTo(app, to, 'registration_started')).toContain(`${app.issuer}/register/object/`);

    for (const weak of ['pendek', 'Pratama#1234', 'Andi19950909!', PASSWORD]) {
      const refused = await person.submit({ password: weak, confirmPassword: `${weak}x` });
      expect(refused.status).toBe(422);
    }
    const done = await person.submit({ password: PASSWORD, confirmPassword: PASSWORD });
    expect(headingOf(done.text)).toBe('Periksa email Anda');
    expect(await account(andi)).toBeNull();

    const path = pathIn(await textTo(app, andi.email, 'link_activation'));
    // A mail scanner opens it, with GET and HEAD, again and again.
    for (let times = 0; times < 3; times += 1) expect((await visitor(app).get(path)).status).toBe(200);
    expect((await fetch(app.issuer + path, { method: 'HEAD', redirect: 'manual' })).status).toBe(303);
    expect(await account(andi)).toBeNull();

    const phone = visitor(app);
    const page = await phone.get(path);
    expect([headingOf(page.text), new URL(page.url).pathname]).toEqual(['Aktifkan akun Anda', '/activate']);
    const active = await phone.submit();
    expect(headingOf(active.text)).toBe('Akun Anda aktif');
    expect(active.text).toContain('href="/portal"');
    const made = await account(andi);
    expect(made).toMatchObject({
      state: 'active',
      authenticators: [],
      password: { initial: false, mustChange: false },
    });
    expect(made?.contacts.map(({ kind, source, verifiedAt }) => [kind, source, verifiedAt !== null])).toEqual(
      [
        ['email', 'directory', true],
        ['phone', 'directory', true],
      ],
    );

    // Back in the first browser, and with the link once more.
    expect(headingOf((await person.get('/register/status')).text)).toBe('Akun Anda aktif');
    const replay = await visitor(app).get(path);
    expect([replay.status, headingOf(replay.text)]).toEqual([422, 'Tautan tidak berlaku lagi']);

    await phone.get('/portal');
    const next = await phone.submit({ nip: andi.nip, password: PASSWORD });
    expect(headingOf(next.text)).toBe('Pastikan email Anda');
  });

  test('and another number than the recorded one: it goes on, the old one may undo, the new one waits', async () => {
    const { kartini } = people;
    const { page } = await choose(app, { ...kartini, phone: '081300009912' });
    expect(headingOf(page.text)).toBe('Periksa email Anda');
    const link = pathIn(await textTo(app, kartini.email, 'link_activation'));
    const person = visitor(app);
    await person.get(link);
    await person.submit();
    const contacts = (await account(kartini))?.contacts ?? [];
    expect(contacts).toMatchObject([
      { kind: 'email', source: 'directory', value: kartini.email },
      { kind: 'phone', source: 'self', value: '+6281300009912' },
    ]);
    expect(app.clock.now() - (contacts[1]?.recordedAt ?? 0)).toBeLessThan(60_000);
    expect(await textTo(app, kartini.phone, 'contact_changed')).toContain('/account/undo/');
  });

  test('that a colleague has as well proves nobody: the agency decides', async () => {
    const { maria } = people;
    const { page } = await choose(app, { ...maria, phone: '081300009920' });
    expect(headingOf(page.text)).toBe('Pendaftaran Anda menunggu pengelola kepegawaian');
    expect(await rowOf(app, maria)).toMatchObject({ state: 'waiting', cause: 'contact_differs' });
  });
});

describe('registration without a contact on record', () => {
  test('looks the same until the password, waits for the agency, and tells the contacts on record', async () => {
    const { putri } = people;
    const other = { ...putri, email: 'lain@example.com', phone: '081300009924' };
    const person = visitor(app);
    const password = await prove(app, person, other);
    expect(headingOf(password.text)).toBe('Buat kata sandi');
    const page = await person.submit({ password: PASSWORD, confirmPassword: PASSWORD });
    expect(headingOf(page.text)).toBe('Pendaftaran Anda menunggu pengelola kepegawaian');
    expect(page.text).toContain('Pemerintah Provinsi Jawa Barat');
    expect(await textTo(app, putri.email, 'registration_started')).toContain('/register/object/');
    expect(await textTo(app, putri.phone, 'registration_started')).toContain('/register/object/');
    expect(await textTo(app, other.email, 'link_activation')).toBe('');
    expect(await account(putri)).toBeNull();

    // The mailed status link opens anywhere, and names neither number nor NIK.
    const status = await visitor(app).get(pathIn(await textTo(app, other.email, 'registration_waiting')));
    expect([status.status, new URL(status.url).pathname]).toEqual([200, '/register/status']);
    expect(headingOf(status.text)).toBe('Pendaftaran Anda menunggu pengelola kepegawaian');
    expect(status.text).not.toContain(putri.nip);
    expect(status.text).not.toContain(putri.nik);

    // Approved, it is activated like any other; contacts that were never on record count 72 hours later, and are told to wait.
    await approve(putri);
    const approved = await person.get('/register/status');
    expect(headingOf(approved.text)).toBe('Pendaftaran Anda disetujui');
    const sent = await person.post('/register/status', 'resend=1');
    expect(headingOf(sent.text)).toBe('Periksa email Anda');
    await person.get(pathIn(await textTo(app, other.email, 'link_activation')));
    const done = await person.submit();
    expect(headingOf(done.text)).toBe('Akun Anda aktif');
    expect(done.text).toContain('Demi keamanan, masuk pertama baru dapat diselesaikan mulai');
    expect((await account(putri))?.contacts.map(({ source, value }) => [source, value])).toEqual([
      ['self', other.email],
      ['self', '+6281300009924'],
    ]);
    for (const to of [putri.email, putri.phone])
      expect(await textTo(app, to, 'contact_changed')).toContain('/account/undo/');
  });

  test('whoever has the contact on record stops it, and it cannot be activated or approved any more', async () => {
    const { wulan } = people;
    const { person } = await choose(app, wulan);
    const path = pathIn(await textTo(app, wulan.email, 'registration_started'));
    const owner = visitor(app);
    const shown = await owner.get(path);
    expect([headingOf(shown.text), shown.status]).toEqual(['Bukan Anda yang mendaftar?', 200]);
    expect((await rowOf(app, wulan)).state).toBe('activating');
    const ended = await owner.submit();
    expect(headingOf(ended.text)).toBe('Pendaftaran dihentikan');
    expect(await rowOf(app, wulan)).toMatchObject({
      state: 'refused',
      cause: 'objected',
      password_hash: null,
    });
    expect(headingOf((await person.get('/register/status')).text)).toBe('Pendaftaran dihentikan');
    const link = await visitor(app).get(pathIn(await textTo(app, wulan.email, 'link_activation')));
    expect(link.status).toBe(422);
    expect(await account(wulan)).toBeNull();
    expect((await audits('registration.objected')).length).toBe(1);
  });
});

describe('what stands in the way is named, with what to do next, to who has proven both contacts', () => {
  const mine = { email: 'siapa@example.com', phone: '081311112222' };
  const cases: [string, Applicant, string, string[]][] = [
    ['a NIP that nobody has', nobody, 'NIP belum ada di data kepegawaian', ['/help/correction', '/register']],
    ['a NIP recorded twice', people.nur, 'NIP tercatat lebih dari sekali', ['/help/correction']],
    [
      'a NIK of somebody else',
      { ...people.arif, nik: people.budi.nik },
      'NIP dan NIK tidak cocok',
      ['/help/correction', '/register'],
    ],
    [
      'a person with an account',
      people.budi,
      'NIP ini sudah punya akun',
      ['/portal', '/forgot-password', '/reset-mfa'],
    ],
    ['a person whose account waits', people.dewi, 'Akun Anda sudah ada, tinggal diaktifkan', ['/portal']],
    ['a retired person', people.hadi, 'NIP ini tidak aktif', ['kepegawaian-']],
    ['a suspended person', people.bambang, 'NIP ini tidak aktif', ['Pemerintah Kota Bandung']],
  ];
  let each = 0;

  test.each(cases)('%s', async (_name, form, title, ways) => {
    each += 1;
    const contacts = { email: `${each}${mine.email}`, phone: mine.phone.replace(/.$/, String(each)) };
    const page = await prove(app, visitor(app), { ...form, ...contacts });
    expect([headingOf(page.text), page.status]).toEqual([title, 200]);
    for (const way of ways) expect(page.text).toContain(way);
    expect(page.text).not.toContain(form.nik);
    // Nobody on record is told of what cannot go on.
    expect(await textTo(app, form.email, 'registration_started')).toBe('');
  });

  test('a wrong NIK tells neither that there is an account nor whose agency it is', async () => {
    const page = await prove(app, visitor(app), {
      ...people.budi,
      nik: people.arif.nik,
      email: 'penebak@example.com',
      phone: '081311113333',
    });
    expect(headingOf(page.text)).toBe('NIP dan NIK tidak cocok');
    expect(page.text).not.toContain('Badan Kepegawaian Negara');
  });

  test('whoever typed a number wrong types that one alone again, and is offered the right request', async () => {
    const person = visitor(app);
    const typed = { ...people.arif, nik: people.budi.nik, email: 'arif.lagi@example.com' };
    const refused = await prove(app, person, { ...typed, phone: '081311114444' });
    expect(refused.text).toContain('href="/register?edit=1"');
    expect(refused.text).toContain('href="/help/correction?kind=record"');
    expect(refused.text).toContain('href="/help/case"');
    const again = await person.get('/register?edit=1');
    for (const kept of [people.arif.nip, 'arif.lagi@example.com', '+6281311114444'])
      expect(again.text).toContain(`value="${kept}"`);
    expect(again.text).not.toContain(people.budi.nik);
    const gone = await visitor(app).get('/register?edit=1');
    expect(gone.text).not.toContain(people.arif.nip);
  });

  test('a contact that has had its messages for the hour is said to have got none', async () => {
    const form = { ...nobody, email: 'penuh@example.com', phone: '081311115555' };
    const { perContactPerHour } = policy.registration;
    for (let times = 0; times < perContactPerHour; times += 1) await begin(visitor(app), form);
    const page = await begin(visitor(app), form);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Belum ada yang dikirim');
  });

  test('a name that the population register does not know waits for the agency, with contacts on record too', async () => {
    await knownForLong(app, people.ratna.nip);
    const { page } = await choose(app, people.ratna);
    expect(headingOf(page.text)).toBe('Pendaftaran Anda menunggu pengelola kepegawaian');
    expect(await rowOf(app, people.ratna)).toMatchObject({ state: 'waiting', cause: 'population_mismatch' });
  });

  test('contacts that the directory has had for less than 72 hours prove nothing yet', async () => {
    const { page } = await choose(app, people.fitri);
    expect(headingOf(page.text)).toBe('Pendaftaran Anda menunggu pengelola kepegawaian');
    expect((await rowOf(app, people.fitri)).cause).toBe('contact_differs');
  });
});

test('a link of an earlier registration does not stand before the next one in the same browser', async () => {
  const { page, person } = await choose(app, {
    ...people.joko,
    email: 'joko.lain@example.com',
    phone: '081300009909',
  });
  expect(headingOf(page.text)).toMatch(/menunggu pengelola/);
  await person.get(pathIn(await textTo(app, 'joko.lain@example.com', 'registration_waiting')));
  const next = await prove(app, person, { ...nobody, email: 'joko.lagi@example.com', phone: '081300009908' });
  expect(headingOf(next.text)).toBe('NIP belum ada di data kepegawaian');
});

describe('an activation link', () => {
  test('dies after 30 minutes and by a newer one, and two registrations of one person give one account', async () => {
    const { arif } = people;
    const first = await choose(app, arif);
    const old = pathIn(await textTo(app, arif.email, 'link_activation'));
    await first.person.post('/register/status', 'resend=1');
    const newer = pathIn(await textTo(app, arif.email, 'link_activation'));
    expect(newer).not.toBe(old);
    expect((await visitor(app).get(old)).status).toBe(422);

    await choose(app, arif);
    const second = pathIn(await textTo(app, arif.email, 'link_activation'));
    const tabs = [visitor(app), visitor(app)] as const;
    await Promise.all([tabs[0].get(newer), tabs[1].get(second)]);
    const pages = await Promise.all(tabs.map((tab) => tab.submit()));
    expect(pages.map(({ text }) => headingOf(text)).toSorted()).toEqual([
      'Akun Anda aktif',
      'NIP ini sudah punya akun',
    ]);
    const accounts = await app.db
      .selectFrom('nip_alias')
      .select('account_id')
      .where('nip', '=', arif.nip)
      .execute();
    expect(accounts).toHaveLength(1);
    expect(
      (await audits('account.created')).filter(({ details }) => details.source === 'registration').length,
    ).toBeGreaterThan(0);
  });

  test('a double tap of its button ends on the same page', async () => {
    const { rizky } = people;
    await choose(app, rizky);
    const person = visitor(app);
    await person.get(pathIn(await textTo(app, rizky.email, 'link_activation')));
    const taps = await Promise.all([person.post('/activate', ''), person.post('/activate', '')]);
    expect(taps.map(({ text }) => headingOf(text))).toEqual(['Akun Anda aktif', 'Akun Anda aktif']);
  });

  test('one made up, or too old, gets the same careful page', async () => {
    const made = await visitor(app).get(`/activate/${'A'.repeat(43)}`);
    expect([made.status, headingOf(made.text)]).toEqual([422, 'Tautan tidak berlaku lagi']);
    expect((await visitor(app).get('/activate/kurang')).status).toBe(422);
    expect((await visitor(app).post('/activate', '')).status).toBe(422);
    const linkFromHost = linkIn(await textTo(app, people.rizky.email, 'link_activation'));
    expect(linkFromHost.startsWith(`${app.issuer}/activate/`)).toBe(true);
  });
});
