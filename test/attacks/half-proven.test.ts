import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { asked, form, passkeyPeople, pathOf } from '../support/passkey-owner.ts';
import type { PasskeyPeople } from '../support/passkey-owner.ts';
import { somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { softPasskey } from '../support/soft-passkey.ts';
import { visitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

/**
 * Between the proof and what it was given for lie up to five minutes and another page: whoever has stolen the session's
 * cookie alone waits for its owner to prove something, and comes to the second half first.
 */
let app: TestApp;
let people: PasskeyPeople;
let nextPerson: () => Someone;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 8);
  people = passkeyPeople(app, nextPerson);
});
afterAll(() => app.stop());

const BROWSER = 'browser|/';

/** The same session in other browsers: one without our binding cookie, one with its own. */
async function thievesOf(owner: Visitor): Promise<Visitor[]> {
  const bare = visitor(app);
  const bound = visitor(app);
  await bound.get('/portal');
  const own = bound.cookies.get(BROWSER) ?? '';
  for (const thief of [bare, bound])
    for (const [name, value] of owner.cookies) thief.cookies.set(name, value);
  bare.cookies.delete(BROWSER);
  bound.cookies.set(BROWSER, own);
  for (const thief of [bare, bound]) expect(pathOf(await thief.get('/account'))).toBe('/account');
  expect(own).not.toBe(owner.cookies.get(BROWSER));
  return [bare, bound];
}

describe('a stolen session finds no proof of its owner’s', () => {
  test('for a passkey', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const thieves = await thievesOf(owner);
    const page = await owner.post('/account/passkeys/add', form({ code: person.code() }));
    expect(pathOf(page)).toBe('/account/passkeys/new');
    for (const thief of thieves) {
      expect(pathOf(await thief.get('/account/passkeys/new'))).toBe('/account/passkeys/add');
      const passkey = softPasskey(app.issuer).register(asked(page));
      const added = await thief.post('/account/passkeys/new', form({ name: 'HP', passkey }));
      expect(pathOf(added)).toBe('/account/passkeys/add');
    }
    const passkey = softPasskey(app.issuer).register(asked(page));
    const own = await owner.post('/account/passkeys/new', form({ name: 'HP', passkey }));
    expect(own.url).toContain('done=added');
  });

  test('for an authenticator', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const thieves = await thievesOf(owner);
    const page = await owner.post('/account/authenticators/add', form({ code: person.code() }));
    expect(pathOf(page)).toBe('/account/authenticators/new');
    for (const thief of thieves) {
      const seen = await thief.get('/account/authenticators/new');
      expect([pathOf(seen), seen.text.includes('data-secret')]).toEqual([
        '/account/authenticators/add',
        false,
      ]);
    }
    expect(pathOf(await owner.get('/account/authenticators/new'))).toBe('/account/authenticators/new');
  });

  test('for recovery codes', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const thieves = await thievesOf(owner);
    const page = await owner.post('/account/recovery-codes', form({ code: person.code() }));
    expect(pathOf(page)).toBe('/account/recovery-codes/new');
    for (const thief of thieves)
      expect(pathOf(await thief.get('/account/recovery-codes/new'))).toBe('/account/recovery-codes');
    expect(pathOf(await owner.get('/account/recovery-codes/new'))).toBe('/account/recovery-codes/new');
  });

  test('for the copy of one’s data', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const thieves = await thievesOf(owner);
    expect(pathOf(await owner.post('/account/data', form({ code: person.code() })))).toBe(
      '/account/data/ready',
    );
    for (const thief of thieves)
      for (const page of ['ready', 'file', 'print'])
        expect(pathOf(await thief.get(`/account/data/${page}`))).toBe('/account/data');
    expect(pathOf(await owner.get('/account/data/ready'))).toBe('/account/data/ready');
  });

  test('and a browser that had lost its cookie gets one with the proof', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    owner.cookies.delete(BROWSER);
    const page = await owner.post('/account/recovery-codes', form({ code: person.code() }));
    expect(pathOf(page)).toBe('/account/recovery-codes/new');
  });
});
