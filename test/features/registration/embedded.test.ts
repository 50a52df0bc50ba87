import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { choose, pathIn, people, rowOf, textTo } from '../../support/registration.ts';
import { headingOf, visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ database: 'pglite', kv: 'memory' });
});
afterAll(() => app?.stop());

test('the embedded stores of `npm start` carry a registration from the form to the account', async () => {
  const { andi } = people;
  const { page } = await choose(app, andi);
  expect(headingOf(page.text)).toBe('Periksa email Anda');
  const person = visitor(app);
  await person.get(pathIn(await textTo(app, andi.email, 'link_activation')));
  expect(headingOf((await person.submit()).text)).toBe('Akun Anda aktif');
  expect((await rowOf(app, andi)).state).toBe('done');
});
