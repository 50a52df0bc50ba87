import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { audit, auditAll } from '../../../src/model/audit.ts';
import type { AuditEvent } from '../../../src/model/audit.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { somePeople } from '../../support/recovery.ts';
import type { Someone } from '../../support/recovery.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
let nextPerson: () => Someone;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 16);
});
afterAll(() => app?.stop());

const { pageSize } = policy.activity;

async function signIn(person: Someone): Promise<Visitor> {
  const who = visitor(app);
  await who.get('/portal');
  await who.submit({ nip: person.nip, password: person.password });
  const portal = await who.submit({ code: person.code() });
  expect(new URL(portal.url).pathname).toBe('/portal');
  return who;
}

const idsOf = (page: Page) =>
  [...page.text.matchAll(/\/account\/activity\/(\d+)\/bukan-saya/g)].map(([, id]) => Number(id));
const textOf = (page: Page) => page.text.slice(page.text.indexOf('<main')).replace(/<[^>]*>/g, ' ');
const olderOf = (page: Page) =>
  /href="(\/account\/activity\?[^"]*before=\d+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? null;

/** Of a kind that is told with "bukan saya", so that each row shows its number. */
const changed = (accountId: string): AuditEvent => ({
  type: 'password.changed',
  accountId,
  details: { reason: 'chosen' },
});
const refusedLooks = async (actor: string) =>
  (
    await app.db
      .selectFrom('audit')
      .select('id')
      .where('type', '=', 'scope.refused')
      .where('actor', '=', actor)
      .execute()
  ).length;

describe('the account', () => {
  test('leads to everything one governs, and each of it is there', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const page = await who.get('/account?done=email');
    expect(page.text).toContain('Berlaku untuk pemulihan setelah 72 jam');
    const links = [...page.text.matchAll(/href="(\/account\/[^"]+)"/g)].map(([, href]) => href ?? '');
    expect(links).toEqual(
      [
        ...['password', 'authenticators', 'passkeys', 'recovery-codes', 'contacts/email', 'contacts/phone'],
        ...['sessions', 'activity', 'applications', 'profile', 'preferences', 'data'],
      ].map((path) => `/account/${path}`),
    );
    for (const link of links) {
      const there = await who.get(link);
      expect([link, there.status, there.url]).toEqual([link, 200, `${app.issuer}${link}`]);
      expect((await who.get(`${link}?lang=en`)).status).toBe(200);
    }
    for (const odd of ['__proto__', 'toString', '<script>'])
      expect((await who.get(`/account?done=${encodeURIComponent(odd)}`)).status).toBe(200);
  });
});

describe('activity', () => {
  test('is told in plain sentences, in both languages, with browser, address and application', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const page = await who.get('/account/activity', {
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0',
    });
    expect(headingOf(page.text)).toBe('Aktivitas akun');
    expect(page.text).toContain('Masuk dengan kata sandi dan kode.');
    expect(page.text).toContain('Dengan akun Anda · 127.0.0.1');
    expect(page.text).toMatch(/\d\d\.\d\d WIB/);
    expect((await who.get('/account/activity?lang=en')).text).toContain('Signed in with password and code.');
  });

  test('says which session was ended, and where that was done', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    await signIn(person);
    const list = await who.get('/account/sessions');
    const [, end = ''] = /action="(\/account\/sessions\/[\w-]{22}\/end)"/.exec(list.text) ?? [];
    await who.post(end, '');
    const page = await who.get('/account/activity');
    const row =
      /Sebuah sesi diakhiri dari halaman akun: [^<]*127\.0\.0\.1\.<\/p>\s*<p class="soft">([^<]*)</.exec(
        page.text,
      );
    expect(row?.[1]).toContain('Dengan akun Anda · ');
    expect(row?.[1]).toContain('127.0.0.1');
  });

  test('never shows a raw name, nor who an officer is and where they sit', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const officer = randomUUID();
    const from = {
      actor: officer,
      address: '198.51.100.77',
      userAgent: 'Firefox/130.0 Windows',
      clientId: 'siasn',
    };
    await auditAll(
      app.db,
      [
        {
          type: 'person.viewed',
          accountId: person.id,
          details: { console: 'helpdesk', why: 'rahasia-petugas' },
        },
        { type: 'case.viewed', accountId: person.id, details: { case: officer } },
      ],
      from,
    );
    const page = await who.get('/account/activity');
    expect(page.text).toContain('Oleh petugas helpdesk');
    expect(page.text).toContain('Oleh petugas<');
    for (const secret of [officer, '198.51.100.77', 'Firefox', 'rahasia-petugas'])
      expect(page.text).not.toContain(secret);
    expect(textOf(page)).not.toMatch(/\b(person|case|signin)\.[a-z]/);
  });

  test('tells of a type that this release does not know in general words', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    await app.db
      .insertInto('audit')
      .values({ type: 'future.thing', account_id: person.id, actor: 'system', details: '{}' })
      .execute();
    const page = await who.get('/account/activity');
    expect(page.text).toContain('Kejadian lain dicatat untuk akun Anda.');
    expect(page.text).not.toContain('future.thing');
  });

  test('is paged without losing or doubling a row while new ones arrive', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    await auditAll(
      app.db,
      Array.from({ length: 2 * pageSize + 5 }, () => changed(person.id)),
      { actor: person.id },
    );
    const all = await app.db
      .selectFrom('audit')
      .select('id')
      .where('account_id', '=', person.id)
      .where('type', '=', 'password.changed')
      .orderBy('id', 'desc')
      .execute();
    const seen: number[] = [];
    let page: Page = await who.get('/account/activity?group=security');
    for (;;) {
      seen.push(...idsOf(page));
      expect(idsOf(page).length).toBeLessThanOrEqual(pageSize);
      await audit(app.db, changed(person.id), { actor: person.id });
      const older = olderOf(page);
      if (older === null) break;
      page = await who.get(older);
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('is filtered by group and by day, and takes no nonsense from the address', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    await audit(app.db, changed(person.id), { actor: person.id });
    const security = await who.get('/account/activity?group=security');
    expect(security.text).toContain('Kata sandi diganti.');
    expect(security.text).not.toContain('Masuk dengan kata sandi');
    const early = await who.get('/account/activity?until=2020-01-01');
    expect(early.text).toContain('Tidak ada kejadian seperti ini.');
    for (const odd of [
      'group=__proto__',
      'group=%3Cscript%3E',
      'before=-1',
      'before=9999999999999999999999',
      'before=1%20or%201=1',
      'until=2026-02-31',
      'until=x',
      'group=signin&group=data',
    ]) {
      const page = await who.get(`/account/activity?${odd}`);
      expect([odd, page.status, page.text.includes('<script>')]).toEqual([odd, 200, false]);
    }
  });
});

describe('"bukan saya" on a row', () => {
  const rowOf = async (accountId: string, type: string) =>
    app.db
      .selectFrom('audit')
      .select(['id', 'sid'])
      .where('account_id', '=', accountId)
      .where('type', '=', type)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
  const press = (who: Visitor, id: number | string) => who.post(`/account/activity/${id}/bukan-saya`, '');

  test('leads to the two choices, and freezes for that event once', async () => {
    const person = nextPerson();
    const [mine, thief] = [await signIn(person), await signIn(person)];
    await audit(app.db, changed(person.id), { actor: person.id, session: 'gone-session' });
    const page = await press(mine, (await rowOf(person.id, 'password.changed')).id);
    expect(new URL(page.url).pathname).toBe('/bukan-saya');
    expect(page.text).toContain('Kata sandi diganti.');
    expect(page.text).toContain('value="session"');
    const done = await mine.post('/bukan-saya', 'choice=freeze');
    expect(new URL(done.url).pathname).toBe('/bukan-saya/done');
    const again = await mine.post('/bukan-saya', 'choice=freeze');
    expect(again.status).toBe(422);
    for (const who of [mine, thief]) expect((await who.get('/account')).url).toContain('/interaction/');
    const freeze = await app.db
      .selectFrom('account_block')
      .selectAll()
      .where('account_id', '=', person.id)
      .execute();
    expect(freeze).toMatchObject([{ kind: 'freeze', reason: 'password.changed' }]);
  });

  test('ends the session it happened in, and only that', async () => {
    const person = nextPerson();
    const [mine, other] = [await signIn(person), await signIn(person)];
    await other.post(
      '/account/preferences',
      new URLSearchParams({ language: 'en', appearance: 'auto' }).toString(),
    );
    const row = await rowOf(person.id, 'language.chosen');
    expect(row.sid).not.toBeNull();
    await press(mine, row.id);
    await mine.post('/bukan-saya', 'choice=session');
    expect((await mine.get('/account')).status).toBe(200);
    expect((await other.get('/account')).url).toContain('/interaction/');
  });

  test('on a sign-in ends the session that it became', async () => {
    const person = nextPerson();
    const other = await signIn(person);
    const { id } = await rowOf(person.id, 'signin.success');
    app.clock.advance(60);
    const mine = visitor(app);
    await mine.get('/portal');
    await mine.submit({ nip: person.nip, password: person.password });
    await mine.submit({ code: person.code() });
    const page = await mine.post(`/account/activity/${id}/bukan-saya`, '');
    expect(page.text).toContain('value="session"');
    // As the row it was pressed on told of it, with the way back there.
    expect(textOf(page)).toMatch(/Masuk dengan kata sandi dan kode[^·]*127\.0\.0\.1/);
    expect(page.text).toContain('href="/account/activity"');
    await mine.post('/bukan-saya', 'choice=session');
    expect((await other.get('/account')).url).toContain('/interaction/');
  });

  test('on a session leads to the same choices, and ends that one', async () => {
    const person = nextPerson();
    const [mine, other] = [await signIn(person), await signIn(person)];
    const stranger = await signIn(nextPerson());
    const list = await mine.get('/account/sessions');
    const [id = ''] = [...list.text.matchAll(/\/account\/sessions\/([\w-]{22})\/bukan-saya/g)].map(
      ([, found]) => found,
    );
    expect((await stranger.post(`/account/sessions/${id}/bukan-saya`, '')).status).toBe(404);
    const page = await mine.post(`/account/sessions/${id}/bukan-saya`, '');
    expect(new URL(page.url).pathname).toBe('/bukan-saya');
    expect(textOf(page)).toContain('127.0.0.1');
    expect(page.text).toContain('href="/account/sessions"');
    await mine.post('/bukan-saya', 'choice=session');
    expect((await other.get('/account')).url).toContain('/interaction/');
    expect((await mine.get('/account')).status).toBe(200);
    // Already ended: it is nobody's any more.
    expect((await mine.post(`/account/sessions/${id}/bukan-saya`, '')).status).toBe(404);
  });

  test('is refused for rows of others, of nobody, and for ids that are none: 404, and written down', async () => {
    const [victim, thief] = [nextPerson(), nextPerson()];
    await audit(app.db, changed(victim.id), { actor: victim.id });
    const who = await signIn(thief);
    const before = await refusedLooks(thief.id);
    const theirs = await rowOf(victim.id, 'password.changed');
    const ids = [theirs.id, '0', '-1', '1e3', '99999999999999', '999999999999999999999', 'x'];
    for (const id of ids) expect([id, (await press(who, id)).status]).toEqual([id, 404]);
    expect(await refusedLooks(thief.id)).toBe(before + ids.length);
    const made = await app.db
      .selectFrom('disavowal')
      .select('token_hash')
      .where('account_id', '=', victim.id)
      .execute();
    expect(made).toEqual([]);
    const own = await signIn(victim);
    const foreign = await own.post(`/account/activity/${theirs.id}/bukan-saya`, '', {
      'sec-fetch-site': 'cross-site',
    });
    expect(foreign.status).toBe(403);
    const stranger = await press(visitor(app), theirs.id);
    expect(stranger.url).toContain('/interaction/');
  });

  test('is not offered for what is too old, or what nobody could do in one’s name', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const old = app.clock.now() - policy.disavowals.ttlSeconds * 1000 - 1000;
    await audit(app.db, changed(person.id), { actor: person.id, at: old });
    await audit(
      app.db,
      { type: 'password.rehashed', accountId: person.id, details: { from: 'bcrypt' } },
      { actor: person.id },
    );
    for (const type of ['password.changed', 'password.rehashed']) {
      const { id } = await rowOf(person.id, type);
      expect(idsOf(await who.get('/account/activity?group=security'))).not.toContain(id);
      const page = await press(who, id);
      expect(page.url).toContain('done=too-old');
    }
  });
});
