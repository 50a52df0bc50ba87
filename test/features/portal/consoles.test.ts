import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { consolesOf } from '../../../src/features/portal/consoles.ts';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import type { SsoSession } from '../../../src/oidc/sessions.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { passkeyPeople } from '../../support/passkey-owner.ts';
import type { Someone } from '../../support/recovery.ts';
import { softPasskey } from '../../support/soft-passkey.ts';
import { visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

async function signIn(nip: string): Promise<Visitor> {
  const person = visitor(app);
  await person.get('/portal');
  await person.submit({ nip, password: 'Merdeka#1945!' });
  await person.submit({ code: phoneCode(app.clock.now()) });
  return person;
}

test('whoever came by a young passkey hears that an older factor opens the console now, and it does', async () => {
  const owner = await signIn(nips.agus);
  app.clock.advance(30);
  const passkey = softPasskey(app.issuer);
  const person = { code: () => phoneCode(app.clock.now()) } as Someone;
  const people = passkeyPeople(app, () => person);
  await people.enrol(owner, person, passkey);
  const agus = visitor(app);
  const young = await people.bySign(passkey, undefined, agus);
  expect([young.text.includes('href="/helpdesk"'), young.text.includes('href="/portal/again"')]).toEqual([
    false,
    true,
  ]);
  expect((await agus.get('/helpdesk')).status).toBe(404);
  await agus.get('/portal/again');
  app.clock.advance(30);
  await agus.submit({ nip: nips.agus, password: 'Merdeka#1945!' });
  const open = await agus.submit({ code: phoneCode(app.clock.now()) });
  expect(open.text).toContain('href="/helpdesk"');
  expect((await agus.get('/helpdesk')).status).toBe(200);
});

describe('the tile of the platform console says what its door does', () => {
  const DAY = 86_400_000;
  const YOUNG = policy.proof.youngFactorSeconds * 1000;
  const person = { code: () => phoneCode(app.clock.now()) } as Someone;
  const people = () => passkeyPeople(app, () => person);
  const rinasId = async () => (await findSigninAccount(app.db, nips.rina))?.id ?? '';
  /** Of the tile: where it leads, or what it says of the wait. */
  const tile = (page: Page) => {
    const item =
      page.text.split(/<\/?li>/).find((one) => one.includes('<strong>Konsol platform</strong>')) ?? '';
    return /href="([^"]*)"/.exec(item)?.[1] ?? (item.includes('Konsol terbuka mulai') ? 'wait' : '');
  };
  const setPasskey = async (id: string, change: { created_at: Date; removed_at: Date | null }) => {
    const key = { public_key: 'a2V5', transports: '[]', device_bound: true, backed_up: false };
    const named = { id: randomUUID(), account_id: id, name: 'HP', credential_id: randomUUID() };
    await app.db
      .insertInto('passkey')
      .values({ ...named, ...key, ...change })
      .execute();
  };
  const passkey = () => softPasskey(app.issuer);
  const forget = async () =>
    app.db
      .deleteFrom('passkey')
      .where('account_id', '=', await rinasId())
      .execute();

  test('to a session by a young passkey: the older factor opens it now, where it does', async () => {
    app.clock.advance(30);
    const owner = await signIn(nips.rina);
    app.clock.advance(30);
    const young = passkey();
    await people().enrol(owner, person, young);
    const rina = visitor(app);
    expect(tile(await people().bySign(young, undefined, rina))).toBe('/portal/again');
    expect((await rina.get('/admin')).status).toBe(404);
    await rina.get('/portal/again');
    app.clock.advance(30);
    await rina.submit({ nip: nips.rina, password: 'Merdeka#1945!' });
    expect(tile(await rina.submit({ code: person.code() }))).toBe('/admin');
    expect((await rina.get('/admin')).status).toBe(200);
    await forget();
  });

  test('where an old passkey was taken away: add one, wait for it whatever was shown, and come by it', async () => {
    app.clock.advance(30);
    const owner = await signIn(nips.rina);
    const id = await rinasId();
    const now = app.clock.now();
    await setPasskey(id, { created_at: new Date(now - 9 * DAY), removed_at: new Date(now - 1000) });
    expect(tile(await owner.get('/portal'))).toBe('/admin');
    expect((await owner.get('/admin')).url).toContain('/account/passkeys/add');
    app.clock.advance(30);
    const young = passkey();
    await people().enrol(owner, person, young);
    app.clock.advance(30);
    const byCode = await signIn(nips.rina);
    expect(tile(await byCode.get('/portal'))).toBe('wait');
    expect((await byCode.get('/admin')).status).toBe(404);
    const byPasskey = visitor(app);
    expect(tile(await people().bySign(young, undefined, byPasskey))).toBe('wait');
    expect((await byPasskey.get('/admin')).status).toBe(404);
    const old = { created_at: new Date(app.clock.now() - YOUNG) };
    await app.db
      .updateTable('passkey')
      .set(old)
      .where('account_id', '=', id)
      .where('removed_at', 'is', null)
      .execute();
    expect(tile(await byCode.get('/portal'))).toBe('/admin');
    expect((await byCode.get('/admin')).url).toContain('/interaction/');
    await forget();
  });

  test('in production once the days for making a passkey are over', async () => {
    const id = await rinasId();
    const now = app.clock.now();
    const made = now - DAY / 2;
    const late = new Date(now - policy.admin.passkeyGraceSeconds * 1000 - DAY);
    await app.db.updateTable('role_grant').set({ granted_at: late }).where('account_id', '=', id).execute();
    await setPasskey(id, { created_at: new Date(made), removed_at: null });
    const deps = { db: app.db, now: app.clock.now, production: true };
    const of = async (session: Pick<SsoSession, 'acr' | 'factors'>) =>
      (await consolesOf(deps, { id, roles: [{ role: 'admin', agencyId: null, until: null }] }, session)).find(
        ({ role }) => role === 'admin',
      );
    const at = Math.floor(now / 1000);
    const waits = { opensAt: made + YOUNG, older: false };
    const byCode = { pwd: at, otp: at, since: at - 90 * 86_400 };
    expect(await of({ acr: 'urn:asn:acr:2', factors: byCode })).toMatchObject(waits);
    expect(await of({ acr: 'phr', factors: { hwk: at, keySince: made / 1000 } })).toMatchObject(waits);
    await forget();
  });
});

test('the portal leads holders of a role to their consoles, and nobody else', async () => {
  app.clock.advance(30);
  const agus = await signIn(nips.agus);
  const desk = await agus.get('/portal');
  expect([desk.text.includes('href="/helpdesk"'), desk.text.includes('href="/agency"')]).toEqual([
    true,
    false,
  ]);
  expect((await agus.get('/helpdesk')).status).toBe(200);
  const siti = await (await signIn(nips.siti)).get('/portal');
  expect([siti.text.includes('href="/helpdesk"'), siti.text.includes('href="/agency"')]).toEqual([
    false,
    true,
  ]);
  expect((await (await signIn(nips.budi)).get('/portal')).text).not.toContain('Konsol Anda');
  await app.db
    .updateTable('totp')
    .set({ confirmed_at: new Date(app.clock.now()) })
    .execute();
  const young = await agus.get('/portal');
  expect([young.text.includes('href="/helpdesk"'), young.text.includes('masih baru')]).toEqual([false, true]);
});
