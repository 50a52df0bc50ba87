import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { asked, form, passkeyPeople, pathOf } from '../support/passkey-owner.ts';
import type { PasskeyPeople } from '../support/passkey-owner.ts';
import { somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { softPasskey } from '../support/soft-passkey.ts';
import type { Asked } from '../support/soft-passkey.ts';
import { visitor } from '../support/visitor.ts';

let app: TestApp;
let people: PasskeyPeople;
let nextPerson: () => Someone;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 12);
  people = passkeyPeople(app, nextPerson);
});
afterAll(() => app.stop());

const DAYS = 24 * 3600;

describe('on a shared device', () => {
  test('a passkey is not the sign-in, whatever the form says', async () => {
    const { passkey } = await people.withPasskey();
    const who = visitor(app);
    const page = await who.get('/portal');
    const answer = passkey.answer(asked(page));
    const refused = await who.post(pathOf(page), form({ step: 'passkey', passkey: answer, shared: '1' }));
    expect([refused.status, refused.text.includes('tidak dipakai di perangkat bersama')]).toEqual([
      422,
      true,
    ]);
    expect(pathOf(await who.get('/portal'))).toMatch(/^\/interaction\//);
  });

  test('it is neither offered nor taken as the second factor', async () => {
    const { person, passkey } = await people.withPasskey();
    const who = visitor(app);
    await who.get('/portal');
    const totp = await who.submit({ nip: person.nip, password: person.password, shared: '1' });
    expect(totp.text).not.toContain('way=passkey');
    const asks = await who.get(`${pathOf(totp)}?way=passkey`);
    expect(asks.text).not.toContain('data-passkey');
    const own = visitor(app);
    const options = asked(await own.get('/portal'));
    const posted = await who.post(pathOf(totp), form({ step: 'passkey', passkey: passkey.answer(options) }));
    expect(pathOf(posted)).toMatch(/^\/interaction\//);
    expect(pathOf(await who.submit({ code: person.code() }))).toBe('/portal');
    // Nor does it prove an act there, or say which passkeys there are.
    const proof = await who.post('/account/proof', form({ path: '/account/recovery-codes' }));
    expect([proof.status, proof.text]).toEqual([204, '']);
  });
});

test('a stranger who posts answers all day writes one line into the audit log, whatever is wrong with them', async () => {
  const who = visitor(app);
  const page = await who.get('/portal');
  const rows = () => app.db.selectFrom('audit').select('id').where('type', '=', 'passkey.refused').execute();
  const before = (await rows()).length;
  for (let tries = 0; tries < 6; tries += 1)
    await who.post(pathOf(page), form({ step: 'passkey', passkey: '{}' }));
  await Promise.all(
    Array.from({ length: 20 }, () => who.post(pathOf(page), form({ step: 'passkey', passkey: '{}' }))),
  );
  const nobodys = softPasskey(app.issuer);
  for (let tries = 0; tries < 6; tries += 1)
    await who.post(
      pathOf(page),
      form({ step: 'passkey', passkey: nobodys.answer(asked(await who.get(pathOf(page)))) }),
    );
  expect((await rows()).length - before).toBe(1);
});

test('nor does one who holds a session fill it: a refused proof is written down once for each reason', async () => {
  const { person } = await people.withPasskey();
  const who = await people.signIn(person);
  const rows = async () =>
    (
      await app.db
        .selectFrom('audit')
        .select('details')
        .where('type', '=', 'passkey.refused')
        .where('account_id', '=', person.id)
        .execute()
    )
      .map(({ details }) => details.reason)
      .toSorted();
  const nobodys = softPasskey(app.issuer);
  const path = '/account/recovery-codes';
  const wrong = async () => {
    const options = JSON.parse((await who.post('/account/proof', form({ path }))).text) as Asked;
    return who.post(path, form({ passkey: nobodys.answer(options) }));
  };
  const malformed = () => who.post(path, form({ passkey: '{}' }));
  for (let tries = 0; tries < 3; tries += 1) expect((await malformed()).status).toBe(422);
  await Promise.all(Array.from({ length: 10 }, malformed));
  for (let tries = 0; tries < 3; tries += 1) await wrong();
  expect(await rows()).toEqual(['malformed', 'unknown']);
});

test('a cookie that nobody of us wrote breaks no way back to the portal', async () => {
  const who = await people.signIn(nextPerson());
  who.cookies.set('portal_back|/', '%E0%A4%A');
  const page = await who.get('/portal/callback');
  expect([page.status, pathOf(page)]).toEqual([200, '/portal']);
});

describe('a passkey younger than 72 hours', () => {
  async function admin(): Promise<Someone> {
    const person = nextPerson();
    const grant = { role: 'admin' as const, granted_by: 'shell', granted_at: new Date(app.clock.now()) };
    await app.db
      .insertInto('role_grant')
      .values({ ...grant, account_id: person.id })
      .execute();
    return person;
  }

  test('opens no console, though its owner has an older authenticator', async () => {
    const person = await admin();
    // Whoever has the browser for a minute, and one code.
    const passkey = softPasskey(app.issuer);
    await people.enrol(await people.signIn(person), person, passkey);
    const thief = visitor(app);
    expect(pathOf(await people.bySign(passkey, undefined, thief))).toBe('/portal');
    expect((await thief.get('/admin')).status).toBe(404);
    app.clock.advance(3 * DAYS);
    const owner = visitor(app);
    await people.bySign(passkey, undefined, owner);
    expect((await owner.get('/admin')).status).toBe(200);
  });

  test('lends no proof to an old authenticator, nor takes its age, in one session of an admin with an old passkey', async () => {
    const person = await admin();
    const [old, young] = [softPasskey(app.issuer), softPasskey(app.issuer)];
    await people.enrol(await people.signIn(person), person, old);
    app.clock.advance(4 * DAYS);
    // A thief between the admin and a false page: the password and a few codes pass through their hands, no passkey does.
    const thief = await people.signIn(person);
    expect(pathOf(await thief.get('/admin'))).toMatch(/^\/interaction\//);
    await people.enrol(thief, person, young);
    const stepUp = await thief.get('/admin');
    await thief.post(pathOf(stepUp), form({ step: 'passkey', passkey: young.answer(asked(stepUp)) }));
    expect((await thief.get('/admin')).status).toBe(404);
    // "Masuk lagi" in the same session, with the password and a code.
    await thief.get('/portal/again');
    await thief.submit({ nip: person.nip, password: person.password });
    expect(pathOf(await thief.submit({ code: person.code() }))).toBe('/portal');
    expect(pathOf(await thief.get('/admin'))).toMatch(/^\/interaction\//);
    const again = await thief.get('/admin');
    await thief.post(pathOf(again), form({ step: 'passkey', passkey: young.answer(asked(again)) }));
    expect((await thief.get('/admin')).status).toBe(404);
  });

  test('opens none in place of an old one that a code has taken away', async () => {
    const person = await admin();
    await people.enrol(await people.signIn(person), person, softPasskey(app.issuer));
    app.clock.advance(4 * DAYS);
    const thief = await people.signIn(person);
    const { id } = await app.db
      .selectFrom('passkey')
      .select('id')
      .where('account_id', '=', person.id)
      .executeTakeFirstOrThrow();
    await thief.post(`/account/passkeys/${id}/remove`, form({ code: person.code() }));
    expect(pathOf(await thief.get('/admin'))).toBe('/account/passkeys/add');
    // One that was never used: the session is still one of codes.
    await people.enrol(thief, person, softPasskey(app.issuer));
    expect((await thief.get('/admin')).status).toBe(404);
  });

  test('opens none beside an older one of the same person either', async () => {
    const person = await admin();
    const [old, young] = [softPasskey(app.issuer), softPasskey(app.issuer)];
    await people.enrol(await people.signIn(person), person, old);
    app.clock.advance(4 * DAYS);
    await people.enrol(await people.signIn(person), person, young);
    const thief = visitor(app);
    await people.bySign(young, undefined, thief);
    expect((await thief.get('/admin')).status).toBe(404);
    const owner = visitor(app);
    await people.bySign(old, undefined, owner);
    expect((await owner.get('/admin')).status).toBe(200);
  });
});

test('fresh recovery codes open no console either, though the authenticator is old', async () => {
  const person = nextPerson();
  const grant = { role: 'admin' as const, granted_by: 'shell', granted_at: new Date(app.clock.now()) };
  await app.db
    .insertInto('role_grant')
    .values({ ...grant, account_id: person.id })
    .execute();
  const minute = await people.signIn(person);
  expect((await minute.get('/admin')).status).toBe(200);
  const made = await minute.post('/account/recovery-codes', form({ code: person.code() }));
  const [, code = ''] = /<li>([0-9A-Z]{5}(?:-[0-9A-Z]{5}){2})<\/li>/.exec(made.text) ?? [];
  const thief = visitor(app);
  const page = await thief.get('/portal');
  await thief.submit({ nip: person.nip, password: person.password });
  await thief.get(`${pathOf(page)}?way=recovery-code`);
  expect(pathOf(await thief.submit({ recoveryCode: code }))).toBe('/portal');
  expect((await thief.get('/admin')).status).toBe(404);
});

describe('a session that was ended meanwhile', () => {
  test('removes no passkey, though this node has not heard of it yet', async () => {
    const { person, passkey } = await people.withPasskey();
    app.clock.advance(4 * DAYS);
    const who = visitor(app);
    await people.bySign(passkey, undefined, who);
    const { id } = await app.db
      .selectFrom('passkey')
      .select('id')
      .where('account_id', '=', person.id)
      .executeTakeFirstOrThrow();
    const options = await people.proofFor(who, `/account/passkeys/${id}/remove`);
    await app.db
      .updateTable('account')
      .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
      .where('id', '=', person.id)
      .execute();
    await who.post(`/account/passkeys/${id}/remove`, form({ passkey: passkey.answer(options) }));
    const row = await app.db
      .selectFrom('passkey')
      .select('removed_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.removed_at).toBeNull();
  });
});
