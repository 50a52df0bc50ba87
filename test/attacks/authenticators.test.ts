import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { phoneCode } from '../support/model.ts';
import { audits, somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { visitor } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

const LIST = '/account/authenticators';

let app: TestApp;
let nextPerson: () => Someone;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 20);
});
afterAll(() => app.stop());

const pathOf = (page: Page) => new URL(page.url).pathname;
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const secretIn = (page: Page) =>
  (/data-secret[^>]*>([\s\S]*?)<\/p>/.exec(page.text)?.[1] ?? '').replace(/<[^>]+>|\s/g, '');
const offerIn = (page: Page) => /name="offer" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
const codeOf = (secret: string) => phoneCode(app.clock.now(), { secret });
const idsIn = (page: Page) =>
  [...page.text.matchAll(/authenticators\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '');

async function signIn(person: Someone, more: Record<string, string> = {}): Promise<Visitor> {
  const who = visitor(app);
  await who.get('/portal');
  await who.submit({ nip: person.nip, password: person.password, ...more });
  expect(pathOf(await who.submit({ code: person.code() }))).toBe('/portal');
  return who;
}

/** As far as the page with the secret. */
async function proven(who: Visitor, person: Someone): Promise<Page> {
  const page = await who.post(`${LIST}/add`, form({ code: person.code() }));
  expect(pathOf(page)).toBe(`${LIST}/new`);
  return page;
}

async function withTwo() {
  const person = nextPerson();
  const owner = await signIn(person);
  const page = await proven(owner, person);
  const secret = secretIn(page);
  const added = await owner.post(`${LIST}/new`, form({ code: codeOf(secret), name: 'Ponsel di rumah' }));
  expect(added.url).toContain('done=added');
  const [first = '', second = ''] = idsIn(await owner.get(LIST));
  return { person, owner, secret, first, second };
}

const inForce = (accountId: string) =>
  app.db
    .selectFrom('totp')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .where('replaced_at', 'is', null)
    .execute();
const kindsTo = async (id: string) =>
  (await app.db.selectFrom('outbox').select('kind').where('account_id', '=', id).execute()).map(
    ({ kind }) => kind,
  );

describe('a second authenticator', () => {
  test('is added with a factor and its own code, named, told, and signs in like the first', async () => {
    const { person, owner, secret } = await withTwo();
    const list = await owner.get(LIST);
    expect(list.text).toContain('Ponsel di rumah');
    expect(await kindsTo(person.id)).toContain('totp_added');
    expect(await audits(app, person.id, 'totp.added')).toHaveLength(1);
    app.clock.advance(30);
    const who = visitor(app);
    await who.get('/portal');
    const asks = await who.submit({ nip: person.nip, password: person.password });
    expect(asks.text).toContain('“Ponsel di rumah”');
    expect(pathOf(await who.submit({ code: codeOf(secret) }))).toBe('/portal');
    expect(pathOf(await signIn(person).then((again) => again.get(LIST)))).toBe(LIST);
  });

  test('shows one secret over reloads, to nobody without the proof, and not to another session', async () => {
    const person = nextPerson();
    const [mine, other] = [await signIn(person), await signIn(person)];
    expect(pathOf(await mine.get(`${LIST}/new`))).toBe(`${LIST}/add`);
    expect((await mine.post(`${LIST}/add`, form({ code: '000000' }))).status).toBe(422);
    const page = await proven(mine, person);
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(secretIn(await mine.get(`${LIST}/new`))).toBe(secretIn(page));
    expect(pathOf(await other.get(`${LIST}/new`))).toBe(`${LIST}/add`);
    const stolen = await other.post(`${LIST}/new`, form({ code: codeOf(secretIn(page)) }));
    expect(pathOf(stolen)).toBe(`${LIST}/add`);
    expect(secretIn(await proven(other, person))).not.toBe(secretIn(page));
    expect(await inForce(person.id)).toHaveLength(1);
  });

  test('a wrong code costs nothing and keeps the name; a second press of the button leads where the first did', async () => {
    const person = nextPerson();
    const owner = await signIn(person);
    const page = await proven(owner, person);
    const wrong = await owner.post(`${LIST}/new`, form({ code: '12345', name: 'Tablet <b>' }));
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="Tablet &lt;b&gt;"');
    expect(wrong.text).toContain('aria-invalid="true"');
    const press = () =>
      owner.post(`${LIST}/new`, form({ code: codeOf(secretIn(page)), name: 'T', offer: offerIn(page) }));
    const taps = await Promise.all([press(), press(), press()]);
    const later = await press();
    expect([...taps, later].map(({ url }) => url.includes('done=added'))).toEqual([true, true, true, true]);
    expect(await inForce(person.id)).toHaveLength(2);
  });

  test('one proof adds one: it is spent, and ends after five minutes', async () => {
    const person = nextPerson();
    const owner = await signIn(person);
    const page = await proven(owner, person);
    app.clock.advance(301);
    const late = await owner.post(`${LIST}/new`, form({ code: codeOf(secretIn(page)) }));
    expect(pathOf(late)).toBe(`${LIST}/add`);
    const again = await proven(owner, person);
    await owner.post(`${LIST}/new`, form({ code: codeOf(secretIn(again)) }));
    expect(pathOf(await owner.get(`${LIST}/new`))).toBe(`${LIST}/add`);
    expect((await owner.post(`${LIST}/add`, form({ code: person.code() }))).status).toBe(422);
    expect((await owner.get(`${LIST}/add`)).text).toContain('2 autentikator');
  });

  test('no third by two sessions at once', async () => {
    const person = nextPerson();
    const sessions = [await signIn(person), await signIn(person), await signIn(person)];
    const pages: Page[] = [];
    for (const who of sessions) pages.push(await proven(who, person));
    await Promise.all(
      sessions.map((who, index) =>
        who.post(`${LIST}/new`, form({ code: codeOf(secretIn(pages[index] as Page)) })),
      ),
    );
    expect(await inForce(person.id)).toHaveLength(2);
  });

  test('is not added by a session that was ended meanwhile, nor on a shared device', async () => {
    const person = nextPerson();
    const owner = await signIn(person);
    const page = await proven(owner, person);
    await app.db
      .updateTable('account')
      .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
      .where('id', '=', person.id)
      .execute();
    await owner.post(`${LIST}/new`, form({ code: codeOf(secretIn(page)) }));
    expect(await inForce(person.id)).toHaveLength(1);
    const shared = await signIn(nextPerson(), { shared: '1' });
    const ask = await shared.get(`${LIST}/add`);
    expect(ask.text).toContain('perangkat bersama');
    expect((await shared.post(`${LIST}/add`, form({ code: '123456' }))).status).toBe(422);
  });

  test('each of the two takes its own steps: a code of one is no replay as the other’s, and passes once', async () => {
    const { person, secret } = await withTwo();
    app.clock.advance(60);
    const code = codeOf(secret);
    const enter = async () => {
      const who = visitor(app);
      await who.get('/portal');
      await who.submit({ nip: person.nip, password: person.password });
      return who;
    };
    const two = [await enter(), await enter()];
    const pages = await Promise.all(two.map((who) => who.submit({ code })));
    expect(pages.map((page) => pathOf(page) === '/portal').toSorted()).toEqual([false, true]);
    expect(pages.find((page) => pathOf(page) !== '/portal')?.text).toContain('sudah dipakai');
  });
});

describe('taking one away', () => {
  test('needs a factor of 72 hours: the young one proves nothing, and its code is spent', async () => {
    const { person, owner, secret, first, second } = await withTwo();
    app.clock.advance(60);
    const young = codeOf(secret);
    const refused = await owner.post(`${LIST}/${first}/remove`, form({ code: young }));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('72 jam');
    expect(await inForce(person.id)).toHaveLength(2);
    const contact = await owner.post(
      '/account/contacts/email',
      form({ value: 'lain@asn.example', code: young }),
    );
    expect(contact.status).toBe(422);
    const removed = await owner.post(`${LIST}/${second}/remove`, form({ code: person.code() }));
    expect(removed.url).toContain('done=removed');
    expect((await inForce(person.id)).map(({ id }) => id)).toEqual([first]);
    expect(await kindsTo(person.id)).toContain('totp_removed');
    expect(await audits(app, person.id, 'totp.removed')).toHaveLength(1);
  });

  test('leaves the last one, whatever proves it', async () => {
    const person = nextPerson();
    const owner = await signIn(person);
    const [only = ''] = idsIn(await owner.get(LIST));
    const kept = await owner.post(`${LIST}/${only}/remove`, form({ code: person.code() }));
    expect(kept.status).toBe(422);
    expect(await inForce(person.id)).toHaveLength(1);
  });

  test('of somebody else is 404 and written down; so is its name', async () => {
    const { first, second } = await withTwo();
    const thief = nextPerson();
    const who = await signIn(thief);
    const answers = [
      await who.get(`${LIST}/${first}`),
      await who.post(`${LIST}/${second}/remove`, form({ code: thief.code() })),
      await who.post(`${LIST}/${first}/name`, form({ name: 'x' })),
      await who.get(`${LIST}/no-such-id`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const refused = await app.db
      .selectFrom('audit')
      .select('id')
      .where('type', '=', 'scope.refused')
      .where('actor', '=', thief.id)
      .execute();
    expect(refused).toHaveLength(4);
    const foreign = await who.post(`${LIST}/${first}/name`, form({ name: 'x' }), {
      'sec-fetch-site': 'cross-site',
    });
    expect(foreign.status).toBe(403);
  });

  test('a name is one line, bounded, and shown as text', async () => {
    const { owner, first, person } = await withTwo();
    const long = `<script>\u202e\n ${'x'.repeat(80)}`;
    const page = await owner.post(`${LIST}/${first}/name`, form({ name: long }));
    expect(page.url).toContain('done=named');
    expect(page.text).not.toContain('<script>\u202e');
    const [named] = await inForce(person.id).then((rows) => rows.filter(({ id }) => id === first));
    expect(named?.name).toBe(`<script> ${'x'.repeat(21)}`);
  });
});
