import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { lockAccount } from '../../src/model/approvals/ground.ts';
import { makeRecoveryCodes } from '../../src/model/credentials/recovery-codes.ts';
import { keyNames } from '../../src/oidc/records.ts';
import type { StoredSession } from '../../src/oidc/records.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { plainCompose } from '../support/model.ts';
import { passkeyPeople } from '../support/passkey-owner.ts';
import { audits, somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { alerts } from '../support/signin.ts';
import { softPasskey } from '../support/soft-passkey.ts';
import { visitor } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

let app: TestApp;
let nextPerson: () => Someone;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 18);
});
afterAll(() => app.stop());

const pathOf = (page: Page) => new URL(page.url).pathname;
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const HOUR = 3600;
const NEW = 'Gunung-Rinjani#3726';

async function signIn(person: Someone, password = person.password): Promise<Visitor> {
  const who = visitor(app);
  await who.get('/portal');
  await who.submit({ nip: person.nip, password });
  await who.submit({ code: person.code() });
  return who;
}
const isIn = async (who: Visitor) => pathOf(await who.get('/portal')) === '/portal';
const kindsTo = async (id: string) =>
  (await app.db.selectFrom('outbox').select('kind').where('account_id', '=', id).execute()).map(
    ({ kind }) => kind,
  );

describe('a password changed in the account', () => {
  test('asks for the present one and a factor, ends every other session and tells its owner', async () => {
    const person = nextPerson();
    const [mine, other] = [await signIn(person), await signIn(person)];
    const fields = { currentPassword: person.password, newPassword: NEW, confirmPassword: NEW };
    expect((await mine.post('/account/password', form(fields))).status).toBe(422);
    expect(
      (
        await mine.post(
          '/account/password',
          form({ ...fields, currentPassword: 'salah', code: person.code() }),
        )
      ).status,
    ).toBe(422);
    const page = await mine.post('/account/password', form({ ...fields, code: person.code() }));
    expect(page.url).toContain('done=password');
    expect([await isIn(mine), await isIn(other)]).toEqual([true, false]);
    expect(await kindsTo(person.id)).toContain('password_changed');
    expect(await isIn(await signIn(person, NEW))).toBe(true);
  });

  test('lets nobody guess the present one: five wrong ones lock it, and the right one too, without locking the sign-in', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const guess = (currentPassword: string) =>
      who.post(
        '/account/password',
        form({ currentPassword, newPassword: NEW, confirmPassword: NEW, code: '000000' }),
      );
    const statuses: number[] = [];
    for (let tries = 0; tries < 5; tries += 1) statuses.push((await guess(`salah-${tries}`)).status);
    const right = await guess(person.password);
    expect([...statuses, right.status]).toEqual([422, 422, 422, 422, 429, 429]);
    expect(right.headers.get('retry-after')).not.toBeNull();
    expect(await isIn(await signIn(person))).toBe(true);
  });

  test('with a wrong code is told as what it was, in the portal and the activity', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const fields = { currentPassword: person.password, newPassword: NEW, confirmPassword: NEW };
    const wrong = person.code() === '000000' ? '111111' : '000000';
    expect((await who.post('/account/password', form({ ...fields, code: wrong }))).status).toBe(422);
    for (const path of ['/portal', '/account/activity']) {
      const page = await who.get(path);
      expect(page.text).toContain('Kode yang salah dimasukkan saat mengubah sesuatu di akun Anda.');
      expect(page.text).not.toContain('Kata sandi Anda dimasukkan dengan benar');
    }
  });

  test('by two tabs at once changes once', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const [one, two] = [person.code(), person.code()];
    const change = (newPassword: string, code: string) =>
      who.post(
        '/account/password',
        form({ currentPassword: person.password, newPassword, confirmPassword: newPassword, code }),
      );
    await Promise.all([change(`${NEW}a`, one), change(`${NEW}b`, two)]);
    const changed = await app.db
      .selectFrom('audit')
      .select('id')
      .where('account_id', '=', person.id)
      .where('type', '=', 'password.changed')
      .execute();
    expect(changed.length).toBeLessThanOrEqual(1);
  });
});

describe('recovery codes', () => {
  const codesIn = (page: Page) =>
    [...page.text.matchAll(/<li>([0-9A-Z]{5}(?:-[0-9A-Z]{5}){2})<\/li>/g)].map(([, code]) => code ?? '');

  test('are made with a proof, shown to that session alone, end the old ones, and are told of', async () => {
    const person = nextPerson();
    // By mail and SMS.
    const told = async () =>
      (await kindsTo(person.id)).filter((kind) => kind === 'recovery_codes_made').length / 2;
    const [mine, other] = [await signIn(person), await signIn(person)];
    expect((await mine.post('/account/recovery-codes', form({ code: '123456' }))).status).toBe(422);
    const page = await mine.post('/account/recovery-codes', form({ code: person.code() }));
    const codes = codesIn(page);
    expect(codes).toHaveLength(10);
    // The first ones of an account are a new way in as well.
    expect(await told()).toBe(1);
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(pathOf(await other.get('/account/recovery-codes/new'))).toBe('/account/recovery-codes');
    const again = codesIn(await mine.post('/account/recovery-codes', form({ code: person.code() })));
    const old = await mine.post('/account/recovery-codes/confirm', form({ recoveryCode: codes[0] ?? '' }));
    expect([again.length, old.status]).toEqual([10, 422]);
    expect(await told()).toBe(2);
  });

  test('typed back are confirmed and not used up; a mistyped one is no wrong second factor, and tried ten times an hour', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const [code = ''] = codesIn(await who.post('/account/recovery-codes', form({ code: person.code() })));
    const confirm = (recoveryCode: string) =>
      who.post('/account/recovery-codes/confirm', form({ recoveryCode }));
    expect((await confirm(code.toLowerCase())).url).toContain('done=1');
    expect(pathOf(await who.get('/account/recovery-codes/new'))).toBe('/account/recovery-codes');
    const left = await app.db
      .selectFrom('recovery_code')
      .select('id')
      .where('account_id', '=', person.id)
      .where('used_at', 'is', null)
      .execute();
    expect(left).toHaveLength(10);
    const before = (await kindsTo(person.id)).length;
    const [, ...counted] = Array.from(
      { length: policy.recoveryCodes.typedBack.points },
      (_, gone) => 9 - gone,
    );
    for (const count of counted)
      expect((await confirm('AAAAA-BBBBB-00000')).text).toContain(`Sisa ${count} percobaan.`);
    const full = await confirm(code);
    expect([full.status, full.headers.has('retry-after'), alerts(full.text)]).toEqual([
      429,
      true,
      expect.stringContaining('Terlalu banyak kode yang tidak cocok.'),
    ]);
    // Neither its owner nor the log hears of a wrong factor, and none of its tries is gone.
    expect(await kindsTo(person.id)).toHaveLength(before);
    expect(await audits(app, person.id, 'signin.refused')).toEqual([]);
    expect((await who.post('/account/recovery-codes', form({ code: '123456' }))).text).toContain('Sisa 4');
  });

  test('typed back reset no lock: they stay good, and would give four guesses each time', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const [code = ''] = codesIn(await who.post('/account/recovery-codes', form({ code: person.code() })));
    const guess = () => who.post('/account/recovery-codes', form({ recoveryCode: 'AAAAA-BBBBB-00000' }));
    const confirm = () => who.post('/account/recovery-codes/confirm', form({ recoveryCode: code }));
    for (let tries = 0; tries < 4; tries += 1) expect((await guess()).status).toBe(422);
    for (let tries = 0; tries < 6; tries += 1) expect((await confirm()).url).toContain('done=1');
    expect((await guess()).status).toBe(429);
  });

  test('of the old card do not confirm the fresh ones that another tab is just making', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    const [old = ''] = codesIn(await who.post('/account/recovery-codes', form({ code: person.code() })));
    const telling = { compose: plainCompose, context: { actor: 'self' } };
    let confirming: Promise<Page> | undefined;
    await app.db.transaction().execute(async (trx) => {
      await lockAccount(trx, person.id);
      confirming = who.post('/account/recovery-codes/confirm', form({ recoveryCode: old }));
      // It stands before the lock by now, or comes after it: neither may find the old card.
      await sleep(300);
      await makeRecoveryCodes(trx, person.id, app.clock.now(), telling);
    });
    expect((await confirming)?.status).toBe(422);
    const row = await app.db
      .selectFrom('account')
      .select('recovery_confirmed_at')
      .where('id', '=', person.id)
      .executeTakeFirst();
    expect(row?.recovery_confirmed_at).toBeNull();
  });

  test('are not replaced by a factor younger than they are, which may be somebody else’s', async () => {
    const person = nextPerson();
    const owner = await signIn(person);
    const [paper = ''] = codesIn(await owner.post('/account/recovery-codes', form({ code: person.code() })));
    app.clock.advance(HOUR);
    const passkey = softPasskey(app.issuer);
    const people = passkeyPeople(app, nextPerson);
    await people.enrol(await signIn(person), person, passkey);
    const remake = async () => {
      const thief = visitor(app);
      await people.bySign(passkey, undefined, thief);
      const options = await people.proofFor(thief, '/account/recovery-codes');
      return thief.post('/account/recovery-codes', form({ passkey: passkey.answer(options) }));
    };
    expect((await remake()).status).toBe(422);
    app.clock.advance(72 * HOUR - 60);
    expect((await remake()).status).toBe(422);
    const again = await signIn(person);
    const kept = await again.post('/account/recovery-codes/confirm', form({ recoveryCode: paper }));
    expect(kept.url).toContain('done=1');
    app.clock.advance(HOUR);
    expect(codesIn(await remake())).toHaveLength(10);
  });

  test('are made by a young factor where there are none that are older', async () => {
    const person = nextPerson();
    const passkey = softPasskey(app.issuer);
    const people = passkeyPeople(app, nextPerson);
    const owner = await signIn(person);
    await people.enrol(owner, person, passkey);
    const made = async () => {
      const options = await people.proofFor(owner, '/account/recovery-codes');
      return codesIn(await owner.post('/account/recovery-codes', form({ passkey: passkey.answer(options) })));
    };
    expect(await made()).toHaveLength(10);
    app.clock.advance(60);
    expect(await made()).toHaveLength(10);
  });
});

describe('sessions and applications', () => {
  const others = (page: Page) =>
    [...page.text.matchAll(/\/account\/sessions\/([\w-]{22})\/end/g)].map(([, id]) => id ?? '');

  test('of one’s own end one by one, or all but this one', async () => {
    const person = nextPerson();
    const [mine, one, two] = [await signIn(person), await signIn(person), await signIn(person)];
    const page = await mine.get('/account/sessions');
    expect(others(page)).toHaveLength(2);
    expect(page.text).toContain('perangkat ini');
    const ended = await mine.post(`/account/sessions/${others(page)[0]}/end`, '');
    expect(ended.text).toContain('Sesi sudah diakhiri.');
    expect([await isIn(one), await isIn(two)].filter(Boolean)).toHaveLength(1);
    const asks = await mine.get('/account/sessions/end-others');
    expect([asks.status, (await isIn(one)) || (await isIn(two))]).toEqual([200, true]);
    const after = await mine.post('/account/sessions/end-others', '');
    expect(after.text).toContain('Semua sesi lain sudah diakhiri.');
    // Loaded again it says so no more, and ends nothing.
    expect((await mine.get('/account/sessions?done=1')).text).not.toContain('sudah diakhiri');
    expect([await isIn(mine), await isIn(one), await isIn(two)]).toEqual([true, false, false]);
  });

  test('ended by a double tap name the applications that the first tap has told', async () => {
    const person = nextPerson();
    const mine = visitor(app, { stopAt: /^\/account\/sessions$/ });
    await mine.get('/portal');
    await mine.submit({ nip: person.nip, password: person.password });
    await mine.submit({ code: person.code() });
    await signIn(person);
    // SIASN was opened in both.
    const now = app.clock.now() / 1000;
    for (const uid of await app.kv.members(keyNames.accountSessions(person.id), now)) {
      const session = JSON.parse((await app.kv.get(keyNames.session(uid))) ?? '{}') as StoredSession;
      session.authorizations = { ...session.authorizations, siasn: { sid: 'x' } };
      await app.kv.set(keyNames.session(uid), JSON.stringify(session), 3600);
    }
    await mine.post('/account/sessions/end-others', '');
    await mine.post('/account/sessions/end-others', '');
    const page = await mine.get('/account/sessions?done=1');
    expect(page.text).toMatch(/Semua sesi lain sudah diakhiri\.<\/p>\s*<ul><li>SIASN/);
  });

  test('pressed “bukan saya” on again and again leave one open link: the last', async () => {
    const person = nextPerson();
    const [mine, other] = [await signIn(person), await signIn(person)];
    const [id = ''] = others(await mine.get('/account/sessions'));
    const row = await app.db
      .selectFrom('audit')
      .select('id')
      .where('account_id', '=', person.id)
      .where('type', '=', 'signin.success')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const press = async (path: string) => expect(pathOf(await mine.post(path, ''))).toBe('/bukan-saya');
    for (let tries = 0; tries < 4; tries += 1) {
      await press(`/account/activity/${row.id}/bukan-saya`);
      await press(`/account/sessions/${id}/bukan-saya`);
    }
    const open = await app.db
      .selectFrom('disavowal')
      .select('sid')
      .where('account_id', '=', person.id)
      .where('event', '=', 'signin.success')
      .execute();
    expect(open).toHaveLength(2);
    await mine.post('/bukan-saya', 'choice=session');
    expect([await isIn(mine), await isIn(other)]).toEqual([true, false]);
  });

  test('of others are not there: 404, written down, and they go on', async () => {
    const [victim, thief] = [nextPerson(), nextPerson()];
    const theirs = await signIn(victim);
    const second = await signIn(victim);
    const [id = ''] = others(await theirs.get('/account/sessions'));
    const who = await signIn(thief);
    expect((await who.post(`/account/sessions/${id}/end`, '')).status).toBe(404);
    expect(await isIn(second)).toBe(true);
    expect((await who.get('/account/applications/siasn/revoke')).status).toBe(404);
    expect((await who.post('/account/applications/siasn/revoke', '')).status).toBe(404);
    const refused = await app.db
      .selectFrom('audit')
      .select('id')
      .where('type', '=', 'scope.refused')
      .where('actor', '=', thief.id)
      .execute();
    expect(refused).toHaveLength(3);
    const cross = await who.post('/account/sessions/end-others', '', { 'sec-fetch-site': 'cross-site' });
    expect(cross.status).toBe(403);
  });
});
