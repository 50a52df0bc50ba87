import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
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

test('the portal leads holders of a role to their consoles, and nobody else', async () => {
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
