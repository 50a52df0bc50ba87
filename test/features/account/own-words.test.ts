import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { passkeyPeople, form } from '../../support/passkey-owner.ts';
import type { PasskeyPeople } from '../../support/passkey-owner.ts';
import { somePeople } from '../../support/recovery.ts';
import type { Someone } from '../../support/recovery.ts';
import type { Page } from '../../support/visitor.ts';

const FOUR_DAYS = 4 * 86_400;
let app: TestApp;
let nextPerson: () => Someone;
let people: PasskeyPeople;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 10);
  people = passkeyPeople(app, nextPerson);
});
afterAll(() => app?.stop());

const codesIn = (page: Page) =>
  [...page.text.matchAll(/<li>([\w-]{17})<\/li>/g)].map(([, code]) => code ?? '');

describe('what proves an act', () => {
  test('a passkey is offered where it would do, and not where it is too young for the act', async () => {
    const { person, owner } = await people.withPasskey();
    const offered = async (path: string) => (await owner.get(path)).text.includes('data-passkey-proof');
    expect(await offered('/account/contacts/email')).toBe(false);
    expect(await offered('/account/data')).toBe(false);
    // These only add something of its owner's, or replace it: a young one proves that too.
    expect(await offered('/account/password')).toBe(true);
    expect(await offered('/account/recovery-codes')).toBe(true);
    app.clock.advance(FOUR_DAYS);
    const later = await people.signIn(person);
    expect((await later.get('/account/contacts/email')).text).toContain('data-passkey-proof');
  });

  test('a passkey is not offered to whoever has none', async () => {
    const who = await people.signIn(nextPerson());
    expect((await who.get('/account/password')).text).not.toContain('data-passkey-proof');
  });

  test('a recovery code is offered to whoever has one', async () => {
    const person = nextPerson();
    await app.db.deleteFrom('recovery_code').where('account_id', '=', person.id).execute();
    const who = await people.signIn(person);
    expect((await who.get('/account/password')).text).not.toContain('Pakai kode pemulihan');
    await who.post('/account/recovery-codes', form({ code: person.code() }));
    expect((await who.get('/account/password')).text).toContain('Pakai kode pemulihan');
  });

  test('a young factor is refused with a way on', async () => {
    const person = nextPerson();
    const who = await people.signIn(person);
    const [code = ''] = codesIn(await who.post('/account/recovery-codes', form({ code: person.code() })));
    const refused = await who.post('/account/data', form({ recoveryCode: code }));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Pakai faktor yang lebih lama');
  });

  test('an empty field is told apart from a wrong form', async () => {
    const who = await people.signIn(nextPerson());
    const empty = await who.post('/account/data', form({ code: '' }));
    const short = await who.post('/account/data', form({ code: '123' }));
    expect(empty.text).toContain('Ketik kode 6 angka.');
    expect(short.text).toContain('Kode terdiri dari 6 angka.');
  });
});

describe('recovery codes', () => {
  test('a wrong one typed back is compared with the card, in words of its own', async () => {
    const person = nextPerson();
    const who = await people.signIn(person);
    await who.post('/account/recovery-codes', form({ code: person.code() }));
    const wrong = await who.post(
      '/account/recovery-codes/confirm',
      form({ recoveryCode: 'AAAAA-BBBBB-CCCCC' }),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Tidak sama dengan kode mana pun di kartu Anda.');
  });
});

describe('the pages of contacts', () => {
  test('have the way out like the others', async () => {
    const person = nextPerson();
    const who = await people.signIn(person);
    expect((await who.get('/account/contacts/email')).text).toContain('action="/portal/logout"');
    const verify = await who.post(
      '/account/contacts/email',
      form({ email: 'lain@asn.example', code: person.code() }),
    );
    expect(new URL(verify.url).pathname).toBe('/account/contacts/email/verify');
    expect(verify.text).toContain('action="/portal/logout"');
  });
});

describe('a session ended twice by a double tap', () => {
  const refusedLooks = async (actor: string) =>
    (
      await app.db
        .selectFrom('audit')
        .select('id')
        .where('type', '=', 'scope.refused')
        .where('actor', '=', actor)
        .execute()
    ).length;
  const idIn = (page: Page) => /\/account\/sessions\/([\w-]{22})\/end/.exec(page.text)?.[1] ?? '';

  test('is ended once, and is no look at somebody else’s; a minute later it is nobody’s', async () => {
    const person = nextPerson();
    const [mine] = [await people.signIn(person), await people.signIn(person)];
    const path = `/account/sessions/${idIn(await mine.get('/account/sessions'))}/end`;
    const first = await mine.post(path, '');
    const second = await mine.post(path, '');
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(new URL(second.url).pathname).toBe('/account/sessions');
    expect(await refusedLooks(person.id)).toBe(0);
    app.clock.advance(61);
    expect((await mine.post(path, '')).status).toBe(404);
    expect(await refusedLooks(person.id)).toBe(1);
  });

  test('tells nobody else of it', async () => {
    const person = nextPerson();
    const [mine] = [await people.signIn(person), await people.signIn(person)];
    const thief = nextPerson();
    const stranger = await people.signIn(thief);
    const path = `/account/sessions/${idIn(await mine.get('/account/sessions'))}/end`;
    await mine.post(path, '');
    expect((await stranger.post(path, '')).status).toBe(404);
    expect(await refusedLooks(thief.id)).toBe(1);
  });
});
