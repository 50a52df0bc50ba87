import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { form, passkeyPeople, pathOf } from '../support/passkey-owner.ts';
import type { PasskeyPeople } from '../support/passkey-owner.ts';
import { somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { softPasskey } from '../support/soft-passkey.ts';
import { headingOf, visitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

let app: TestApp;
let nextPerson: () => Someone;
let people: PasskeyPeople;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 20);
  people = passkeyPeople(app, nextPerson);
});
afterAll(() => app.stop());

const NEW = 'Gunung-Rinjani#3726';
const isIn = async (who: Visitor) => pathOf(await who.get('/portal')) === '/portal';

interface Parked {
  thief: Visitor;
  /** Its last redirect, which the thief has not followed yet. */
  last: string;
  /** Sent with every request of this browser. */
  headers: Record<string, string>;
}

/** Everything is proven, and the last redirect is left for later. */
async function park(person: Someone, prove?: (thief: Visitor) => Promise<{ url: string }>): Promise<Parked> {
  const headers: Record<string, string> = { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/130' };
  const thief = visitor(app, { headers, stopAt: /^\/auth\/./ });
  const byPassword = async () => {
    await thief.get('/portal');
    await thief.submit({ nip: person.nip, password: person.password });
    return thief.submit({ code: person.code() });
  };
  const { url } = await (prove ?? byPassword)(thief);
  expect(url).toMatch(/\/auth\/[^/]+$/);
  app.clock.advance(2);
  return { thief, last: new URL(url).pathname, headers };
}

/** Whether opening the parked redirect makes a session. */
async function opens({ thief, last }: Parked): Promise<boolean> {
  const page = await thief.get(last);
  if (pathOf(page) !== '/portal') expect(pathOf(page)).toMatch(/^\/interaction\//);
  return isIn(thief);
}

describe('a sign-in that waits before its last redirect', () => {
  test('goes on within a moment, in its own browser', async () => {
    expect(await opens(await park(nextPerson()))).toBe(true);
  });

  test('is over after a minute, and again at once', async () => {
    const parked = await park(nextPerson());
    app.clock.advance(policy.interaction.finishedSeconds);
    expect([await opens(parked), await opens(parked)]).toEqual([false, false]);
  });

  test('is ended with all other sessions, and theirs goes on', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const parked = await park(person);
    await owner.post('/account/sessions/end-others', '');
    expect([await opens(parked), await isIn(owner)]).toEqual([false, true]);
    // Whoever signs in afterwards is not meant.
    expect(await isIn(await people.signIn(person))).toBe(true);
  });

  test('is ended with the password it was proven by', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const parked = await park(person);
    const fields = { currentPassword: person.password, newPassword: NEW, confirmPassword: NEW };
    const page = await owner.post('/account/password', form({ ...fields, code: person.code() }));
    expect(page.url).toContain('done=password');
    expect([await opens(parked), await isIn(owner)]).toEqual([false, true]);
  });

  test('is ended with the passkey it was proven by', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const passkey = softPasskey(app.issuer);
    await people.enrol(owner, person, passkey);
    const parked = await park(person, (thief) => people.bySign(passkey, undefined, thief));
    const list = await owner.get('/account/passkeys');
    const [one = ''] = /\/account\/passkeys\/[0-9a-f-]{36}/.exec(list.text) ?? [];
    const removed = await owner.post(`${one}/remove`, form({ code: person.code() }));
    expect(removed.url).toContain('done=removed');
    expect(await opens(parked)).toBe(false);
  });

  test('is ended when recovery codes are made anew', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const parked = await park(person);
    await owner.post('/account/recovery-codes', form({ code: person.code() }));
    expect(await opens(parked)).toBe(false);
  });

  test('is ended where its factors were proven before, and finished after', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const thief = visitor(app);
    await thief.get('/portal');
    await thief.submit({ nip: person.nip, password: person.password });
    app.clock.advance(2);
    await owner.post('/account/sessions/end-others', '');
    await thief.submit({ code: person.code() });
    expect(await isIn(thief)).toBe(false);
  });
});

describe('"Akhiri sesi itu"', () => {
  /** Presses "Bukan saya" at the newest sign-in of the list, as its owner does. */
  async function disavow(owner: Visitor, person: Someone): Promise<void> {
    const row = await app.db
      .selectFrom('audit')
      .select('id')
      .where('account_id', '=', person.id)
      .where('type', '=', 'signin.success')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const page = await owner.post(`/account/activity/${row.id}/bukan-saya`, '');
    expect(page.text).toContain('Akhiri sesi itu');
  }

  test.each<[string, (parked: Parked) => void]>([
    ['in the same browser', () => {}],
    ['that came back as another browser', ({ headers }) => void (headers['user-agent'] = 'curl/8')],
    ['that came back seconds later', () => app.clock.advance(20)],
  ])('ends a session %s, and no other', async (_how, change) => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const parked = await park(person);
    change(parked);
    expect(await opens(parked)).toBe(true);
    await disavow(owner, person);
    expect(headingOf((await owner.submit({ choice: 'session' })).text)).toBe('Sesi itu diakhiri');
    expect([await isIn(parked.thief), await isIn(owner)]).toEqual([false, true]);
  });

  test('finds it after a second sign-in of the same browser, begun before the first', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const thief = visitor(app, { headers: { 'user-agent': 'curl/8' }, stopAt: /^\/auth\/./ });
    const tab = async () => {
      await thief.get('/portal');
      await thief.submit({ nip: person.nip, password: person.password });
      return pathOf(await thief.submit({ code: person.code() }));
    };
    const first = await tab();
    await disavow(owner, person);
    const second = await tab();
    await thief.get(first);
    await thief.get(second);
    expect(await isIn(thief)).toBe(true);
    await owner.get('/bukan-saya');
    expect(headingOf((await owner.submit({ choice: 'session' })).text)).toBe('Sesi itu diakhiri');
    expect(await isIn(thief)).toBe(false);
  });

  test('says so where there is none, keeps what waits from becoming one, and offers to end all', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const parked = await park(person);
    await disavow(owner, person);
    const page = await owner.submit({ choice: 'session' });
    expect([page.status, headingOf(page.text)]).toEqual([422, 'Bukan Anda?']);
    expect(page.text).toContain('tidak ditemukan');
    expect(page.text).not.toContain('Sesi itu diakhiri');
    expect(page.text).not.toContain('Akhiri sesi itu');
    expect([await opens(parked), await isIn(owner)]).toEqual([false, true]);
    // The link is not used up by that.
    await owner.get('/bukan-saya');
    const done = await owner.submit({ choice: 'sessions' });
    expect(headingOf(done.text)).toBe('Semua sesi sudah diakhiri');
    expect(await isIn(owner)).toBe(false);
  });

  test('says the same of a session that had ended by itself', async () => {
    const person = nextPerson();
    const owner = await people.signIn(person);
    const parked = await park(person);
    expect(await opens(parked)).toBe(true);
    await parked.thief.post('/logout', '');
    await disavow(owner, person);
    await owner.post('/account/sessions/end-others', '');
    await owner.get('/bukan-saya');
    expect((await owner.submit({ choice: 'session' })).status).toBe(422);
  });
});
