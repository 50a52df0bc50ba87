import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { auditAll } from '../../../src/model/audit.ts';
import { listActivity, activityParts } from '../../../src/model/activity.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips } from '../../support/model.ts';
import { authenticator } from '../../support/totp.ts';
import { somePeople } from '../../support/recovery.ts';
import type { Someone } from '../../support/recovery.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
let nextPerson: () => Someone;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 14);
});
afterAll(() => app?.stop());

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const pathOf = (page: Page) => new URL(page.url).pathname;

async function signIn(person: Pick<Someone, 'nip' | 'password' | 'code'>): Promise<Visitor> {
  const who = visitor(app);
  await who.get('/portal');
  await who.submit({ nip: person.nip, password: person.password });
  const portal = await who.submit({ code: person.code() });
  expect(pathOf(portal)).toBe('/portal');
  return who;
}
const rowsOf = async (accountId: string, type: string) =>
  app.db
    .selectFrom('audit')
    .select(['id', 'details', 'sid'])
    .where('account_id', '=', accountId)
    .where('type', '=', type)
    .execute();

interface Copy {
  format: string;
  profile: Record<string, unknown>;
  account: Record<string, unknown>;
  contacts: { kind: string; value: string }[];
  activity: { id: number; event: string; text: string; by: string; address: string | null }[];
}
const filesOf = (page: Page) =>
  [...page.text.matchAll(/href="(\/account\/data\/file[^"]*)"/g)].map(([, href]) => href ?? '');

describe('the profile', () => {
  test('says what the directory says, how old that is, and who mends it; the NIK ends in four digits', async () => {
    const phone = authenticator();
    const who = visitor(app);
    await who.get('/portal');
    await who.submit({ nip: nips.budi, password: 'Merdeka#1945!' });
    await who.submit({ code: await phone.code() });
    const page = await who.get('/account/profile');
    expect(headingOf(page.text)).toBe('Profil');
    for (const part of [
      'Budi Santoso',
      'Penata Muda (III/a)',
      'Aktif',
      '1 Januari 1990',
      '•••• •••• •••• 0001',
    ])
      expect(page.text).toContain(part);
    expect(page.text).toMatch(/Salinan kami diambil \d+ \p{L}+ \d{4} pukul \d\d\.\d\d WIB/u);
    expect(page.text).toContain('/help/correction?kind=record');
    expect(page.text).not.toContain('3171010101900001');
    expect((await who.get('/account/profile?lang=en')).text).toContain('Rank and grade');
  });

  test('says in English what has an English name, and what is the agency’s own text in its language', async () => {
    const phone = authenticator();
    const who = visitor(app);
    await who.get('/portal');
    await who.submit({ nip: nips.siti, password: 'Merdeka#1945!' });
    await who.submit({ code: await phone.code() });
    await who.get('/?lang=en');
    for (const path of ['/account/profile', '/portal'])
      expect((await who.get(path)).text).toMatch(/<dt>Legal position<\/dt><dd>Active<\/dd>/);
    const { text } = await who.get('/account/profile');
    expect(text).toMatch(/<p lang="id">\s*Pengelola kepegawaian /);
    expect(text).toMatch(/<p lang="id">Senin–Jumat/);
  });

  test('tells the time served as the portal does: counted to today', async () => {
    const phone = authenticator();
    const who = visitor(app);
    await who.get('/portal');
    await who.submit({ nip: nips.siti, password: 'Merdeka#1945!' });
    app.clock.advance(30);
    const portal = await who.submit({ code: phone.at(app.clock.now()) });
    const served = (page: Page) => /\d+ tahun \d+ bulan/.exec(page.text)?.[0];
    expect(served(portal)).toBeDefined();
    expect(served(await who.get('/account/profile'))).toBe(served(portal));
    app.clock.advance(30);
    await who.post('/account/data', form({ code: phone.at(app.clock.now()) }));
    expect(served(await who.get('/account/data/print'))).toBe(served(portal));
    const [file = ''] = filesOf(await who.get('/account/data/ready'));
    const { profile } = JSON.parse((await who.get(file)).text) as Copy;
    const { tahun, bulan } = profile.masa_kerja as { tahun: number; bulan: number };
    expect(`${tahun} tahun ${bulan} bulan`).toBe(served(portal));
    expect(profile.masa_kerja_direktori).toEqual({ tahun: expect.any(Number), bulan: expect.any(Number) });
  });

  test('is nobody’s without a sign-in', async () => {
    for (const path of [
      'profile',
      'preferences',
      'activity',
      'data',
      'data/ready',
      'data/file',
      'data/print',
    ])
      expect([path, pathOf(await visitor(app).get(`/account/${path}`))]).toEqual([
        path,
        expect.stringContaining('/interaction/'),
      ]);
  });
});

describe('language and appearance', () => {
  test('are kept for a year, apply to every page and to messages, without script', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const page = await who.get('/account/preferences');
    expect(page.text).toMatch(/id="language-id"[^>]*checked/);
    const answer = await fetch(`${app.issuer}/account/preferences`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: [...who.cookies].map(([key, value]) => `${key.split('|')[0]}=${value}`).join('; '),
      },
      body: form({ language: 'en', appearance: 'dark' }),
    });
    const cookies = answer.headers.getSetCookie();
    expect(answer.status).toBe(303);
    for (const cookie of ['lang=en', 'theme=dark'])
      expect(cookies).toContain(`${cookie}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`);

    const saved = await who.post('/account/preferences', form({ language: 'en', appearance: 'dark' }));
    expect(saved.text).toContain('Your choice was saved.');
    for (const path of ['/', '/account', '/nowhere', '/help'])
      expect((await who.get(path)).text).toContain('<html lang="en" data-theme="dark">');
    const account = await app.db
      .selectFrom('account')
      .select('locale')
      .where('id', '=', person.id)
      .executeTakeFirst();
    expect(account?.locale).toBe('en');
    // Chosen twice, changed once.
    expect(await rowsOf(person.id, 'language.chosen')).toHaveLength(1);

    await who.post('/account/preferences', form({ language: 'id', appearance: 'auto' }));
    expect((await who.get('/account')).text).toContain('<html lang="id">');
  });

  test('are no place for other values, nor for other sites', async () => {
    const who = await signIn(nextPerson());
    for (const fields of [
      { language: 'fr', appearance: 'auto' },
      { language: 'en', appearance: '"><script>' },
      { language: 'en' },
    ] as Record<string, string>[])
      expect((await who.post('/account/preferences', form(fields))).status).toBe(400);
    const planted = await who.get('/account', { cookie: 'theme="><script>alert(1)</script>' });
    expect(planted.text).not.toContain('<script>alert');
    const foreign = await who.post('/account/preferences', form({ language: 'en', appearance: 'dark' }), {
      'sec-fetch-site': 'cross-site',
    });
    expect(foreign.status).toBe(403);
  });
});

describe('the copy of one’s data', () => {
  test('opens with a second factor alone, tells its owner, and holds everything but secrets', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    for (const path of ['ready', 'file', 'print'])
      expect(pathOf(await who.get(`/account/data/${path}`))).toBe('/account/data');
    expect((await who.post('/account/data', form({ code: '000000' }))).status).toBe(422);
    expect(await rowsOf(person.id, 'data.exported')).toEqual([]);
    const ready = await who.post('/account/data', form({ code: person.code() }));
    expect(pathOf(ready)).toBe('/account/data/ready');
    expect(await rowsOf(person.id, 'data.exported')).toHaveLength(1);
    const told = await app.db
      .selectFrom('outbox')
      .select('channel')
      .where('account_id', '=', person.id)
      .where('kind', '=', 'data_exported')
      .orderBy('channel')
      .execute();
    expect(told.map(({ channel }) => channel)).toEqual(['email', 'sms']);

    const file = await who.get(filesOf(ready)[0] ?? '');
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="data-asn-digital-[\d-]+\.json"$/,
    );
    expect([file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      'application/json; charset=utf-8',
      'no-store',
    ]);
    const copy = JSON.parse(file.text) as Copy;
    expect(Object.keys(copy)).toEqual([
      ...['format', 'made_at', 'profile', 'account', 'contacts', 'authenticators', 'passkeys', 'sessions'],
      ...['devices', 'applications', 'consents', 'favourites', 'roles', 'requests', 'help_cases', 'activity'],
    ]);
    const documented = readFileSync('docs/data-copy.md', 'utf8');
    for (const field of Object.keys(copy)) expect(documented).toContain(`| \`${field}\``);
    expect(copy.format).toBe('asn-digital-data/1');
    expect(copy.profile).toMatchObject({ nip: person.nip, jenis_asn: 'PNS' });
    expect(copy.contacts.map(({ kind }) => kind)).toEqual(['email', 'phone']);
    expect(copy.activity).toContainEqual(
      expect.objectContaining({
        event: 'signin.success',
        text: 'Masuk dengan kata sandi dan kode.',
        by: 'account',
      }),
    );
    const secrets = await app.db
      .selectFrom('totp')
      .innerJoin('password', 'password.account_id', 'totp.account_id')
      .select(['secret_enc', 'hash'])
      .where('totp.account_id', '=', person.id)
      .execute();
    const codes = await app.db
      .selectFrom('recovery_code')
      .select('hash')
      .where('account_id', '=', person.id)
      .execute();
    const devices = await app.db
      .selectFrom('device')
      .select('token_hash')
      .where('account_id', '=', person.id)
      .execute();
    for (const secret of [
      ...secrets.flatMap((row) => [row.secret_enc, row.hash]),
      ...codes.map(({ hash }) => hash),
      ...devices.map((row) => row.token_hash),
    ])
      expect(file.text).not.toContain(secret);
    expect(Object.keys(copy.profile)).not.toContain('nik');

    const print = await who.get('/account/data/print');
    expect(print.text).toContain('Masuk dengan kata sandi dan kode.');
    expect((await who.get('/account/data/print?lang=en')).text).toContain(
      'Signed in with password and code.',
    );
  });

  test('is open to the session that proved it, and to that for five minutes', async () => {
    const person = nextPerson();
    const [mine, other] = [await signIn(person), await signIn(person)];
    expect(pathOf(await mine.post('/account/data', form({ code: person.code() })))).toBe(
      '/account/data/ready',
    );
    expect(pathOf(await other.get('/account/data/file'))).toBe('/account/data');
    app.clock.advance(policy.proof.ttlSeconds + 1);
    expect(pathOf(await mine.get('/account/data/file'))).toBe('/account/data');
  });

  test('pressed twice opens once and is told of once; a code used elsewhere opens nothing', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const code = person.code();
    const presses = await Promise.all([
      who.post('/account/data', form({ code })),
      who.post('/account/data', form({ code })),
    ]);
    expect(presses.map(({ status }) => status)).toContain(200);
    expect(pathOf(await who.post('/account/data', form({ code })))).toBe('/account/data/ready');
    expect(await rowsOf(person.id, 'data.exported')).toHaveLength(1);
    const other = await signIn(person);
    expect((await other.post('/account/data', form({ code }))).status).toBe(422);
  });

  test('is no place to guess codes', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1)
      statuses.push((await who.post('/account/data', form({ code: '000000' }))).status);
    expect(statuses).toEqual([422, 422, 422, 422, 429, 429]);
    const locked = await who.post('/account/data', form({ code: person.code() }));
    expect([locked.status, locked.headers.get('retry-after') !== null]).toEqual([429, true]);
  });

  test('shows nobody else’s: neither rows of others nor who an officer is', async () => {
    const [person, stranger] = [nextPerson(), nextPerson()];
    await auditAll(
      app.db,
      [
        {
          type: 'person.viewed',
          accountId: person.id,
          details: { console: 'agency', why: 'alasan-rahasia' },
        },
        { type: 'password.changed', accountId: stranger.id, details: { reason: 'chosen' } },
      ],
      { actor: stranger.id, address: '198.51.100.99' },
    );
    const theirs = await rowsOf(stranger.id, 'password.changed');
    const who = await signIn(person);
    await who.post('/account/data', form({ code: person.code() }));
    const file = await who.get(`/account/data/file?before=${(theirs[0]?.id ?? 0) + 1}`);
    const { activity } = JSON.parse(file.text) as Copy;
    expect(activity.map(({ event }) => event)).not.toContain('password.changed');
    expect(activity.find(({ event }) => event === 'person.viewed')).toMatchObject({
      by: 'agency',
      address: null,
    });
    for (const hidden of [stranger.id, '198.51.100.99', 'alasan-rahasia'])
      expect(file.text).not.toContain(hidden);
    for (const odd of ['-1', 'x', '1e9', '99999999999999999999'])
      expect((await who.get(`/account/data/file?before=${odd}`)).status).toBe(200);
  });

  test('comes in parts that lose and double no row', async () => {
    const person = nextPerson();
    await auditAll(
      app.db,
      Array.from({ length: 1203 }, () => ({
        type: 'password.changed' as const,
        accountId: person.id,
        details: { reason: 'chosen' as const },
      })),
      { actor: person.id },
    );
    const all = (await rowsOf(person.id, 'password.changed')).map(({ id }) => id).toSorted((a, b) => b - a);
    const parts = await activityParts(app.db, person.id, 500);
    await auditAll(
      app.db,
      [{ type: 'password.changed', accountId: person.id, details: { reason: 'chosen' } }],
      { actor: person.id },
    );
    const ids: number[] = [];
    for (const before of parts) {
      const rows = await listActivity(app.db, { accountId: person.id, types: null, before, limit: 500 });
      ids.push(...rows.map(({ id }) => id));
    }
    expect(ids).toEqual(all);
    // The whole of it through the door, which reads page by page.
    const who = await signIn(person);
    await who.post('/account/data', form({ code: person.code() }));
    const { activity } = JSON.parse((await who.get('/account/data/file')).text) as Copy;
    const listed = activity.filter(({ event }) => event === 'password.changed').map(({ id }) => id);
    expect(listed).toHaveLength(1204);
    expect(new Set(activity.map(({ id }) => id)).size).toBe(activity.length);
    expect((await who.get('/account/data/print')).text).toContain('Selebihnya ada di berkas JSON');
  });
});

test('the account’s pages and the copy work on the embedded stores', async () => {
  const embedded = await startApp({ database: 'pglite', kv: 'memory' });
  try {
    const phone = authenticator();
    const who = visitor(embedded);
    await who.get('/portal');
    await who.submit({ nip: nips.siti, password: 'Merdeka#1945!' });
    await who.submit({ code: await phone.code() });
    for (const path of [
      '',
      '/profile',
      '/activity',
      '/activity?group=signin&until=2030-01-01',
      '/preferences',
    ])
      expect([path, (await who.get(`/account${path}`)).status]).toEqual([path, 200]);
    embedded.clock.advance(60);
    const ready = await who.post('/account/data', form({ code: phone.at(embedded.clock.now()) }));
    expect(pathOf(ready)).toBe('/account/data/ready');
    const copy = JSON.parse((await who.get(filesOf(ready)[0] ?? '')).text) as Copy;
    expect(copy.profile).toMatchObject({ nip: nips.siti, nama: 'Siti Rahmawati' });
    expect((await who.get('/account/data/print')).status).toBe(200);
  } finally {
    await embedded.stop();
  }
});
