import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { passkeyPeople } from '../../support/passkey-owner.ts';
import type { Someone } from '../../support/recovery.ts';
import { softPasskey } from '../../support/soft-passkey.ts';
import { visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';

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
