import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyRecord } from '../../src/model/directory/apply-record.ts';
import { findSigninAccount } from '../../src/model/people/signin-account.ts';
import { recordOf } from '../model/directory/records.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nips, phoneCode, plainCompose } from '../support/model.ts';
import { visitor } from '../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

test('the node is ready while the outside systems are away', async () => {
  await app.outside.switch('down');
  expect((await fetch(`${app.issuer}/readyz`)).status).toBe(200);
  await app.outside.switch('ok');
});

test('whoever the directory says may not sign in any more is out within 30 seconds, everywhere', async () => {
  const budi = visitor(app);
  await budi.get('/portal');
  await budi.submit({ nip: nips.budi, password: 'Merdeka#1945!' });
  const portal = await budi.submit({ code: phoneCode(app.clock.now()) });
  expect(portal.text).toContain('Budi Santoso');

  const now = app.clock.now();
  const deps = {
    ...{ ring: app.ring, issuer: app.issuer, compose: plainCompose, now },
    context: { actor: 'shell', at: now },
  };
  const record = recordOf(nips.budi, { kedudukanHukumId: '04' });
  await app.db.transaction().execute((trx) => applyRecord(trx, record, deps));

  app.clock.advance(31);
  expect((await budi.get('/portal')).url).toContain('/interaction/');
  const account = await findSigninAccount(app.db, nips.budi);
  const told = await app.db
    .selectFrom('logout_delivery')
    .select('client_id')
    .where('account_id', '=', account?.id ?? '')
    .orderBy('client_id')
    .execute();
  expect(told.map(({ client_id: id }) => id)).toEqual(['ekinerja', 'myasn', 'siasn']);
});
