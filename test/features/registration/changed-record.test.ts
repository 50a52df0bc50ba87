import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import { decideRegistration } from '../../../src/model/registrations/waiting.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { choose, knownForLong, pathIn, people, rowOf, textTo } from '../../support/registration.ts';
import type { Applicant } from '../../support/registration.ts';
import { nips, plainCompose } from '../../support/model.ts';
import { headingOf, visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

const account = ({ nip }: Applicant) => findSigninAccount(app.db, nip);
const approve = async (form: Applicant) => {
  const { id, pns_id } = await rowOf(app, form);
  const { instansi_id } = await app.db
    .selectFrom('employee')
    .select('instansi_id')
    .where('pns_id', '=', pns_id ?? '')
    .executeTakeFirstOrThrow();
  const officer = (await account({ ...form, nip: nips.rina }))?.id ?? '';
  const decision = { id, agencyId: instansi_id, decision: 'approve' as const, reason: 'datang', officer };
  const now = app.clock.now();
  const context = { actor: officer, at: now };
  const telling = { compose: plainCompose, context, ring: app.ring, issuer: app.issuer };
  const decided = await app.db
    .transaction()
    .execute((trx) => decideRegistration(trx, { ...decision, now }, telling));
  expect(decided).toBe('decided');
};
const audits = (type: string) =>
  app.db.selectFrom('audit').selectAll().where('type', '=', type).orderBy('id').execute();

// Minutes to days pass between the codes and the button; the record that answered for the person may have changed since.
test('a contact that is on record no more when the button is pressed: nothing is activated, and the agency decides', async () => {
  const { joko } = people;
  await knownForLong(app, joko.nip);
  const { person, page } = await choose(app, { ...joko, phone: '081300009909' });
  expect(headingOf(page.text)).toBe('Periksa email Anda');
  const link = pathIn(await textTo(app, joko.email, 'link_activation'));
  const employee = app.db.updateTable('employee').where('nip', '=', joko.nip);
  await employee.set({ email: 'joko.baru@asn.example', email_since: new Date(app.clock.now()) }).execute();
  await person.get(link);
  const taps = await Promise.all([person.post('/activate', ''), person.post('/activate', '')]);
  for (const { text } of taps) {
    expect(headingOf(text)).toBe('Pendaftaran Anda menunggu pengelola kepegawaian');
    expect(text).toContain('tidak lagi sama dengan kontak di data kepegawaian');
  }
  expect(await account(joko)).toBeNull();
  expect(await rowOf(app, joko)).toMatchObject({
    state: 'waiting',
    cause: 'contact_differs',
    matches: false,
  });
  expect(await textTo(app, joko.email, 'registration_waiting')).toContain('/register/status/');
  expect(await audits('registration.put-back')).toHaveLength(1);
  expect((await visitor(app).get(link)).status).toBe(422);

  // An admin who knows the person decides, and then it is not asked again.
  await approve(joko);
  await person.post('/register/status', 'resend=1');
  await person.get(pathIn(await textTo(app, joko.email, 'link_activation')));
  expect(headingOf((await person.submit()).text)).toBe('Akun Anda aktif');
});

test('one that others share by then proves nobody either', async () => {
  const { fitri, ratna } = people;
  await knownForLong(app, fitri.nip, ratna.nip);
  await choose(app, { ...fitri, phone: '081300009908' });
  const colleague = app.db.updateTable('employee').where('nip', '=', ratna.nip);
  await colleague.set({ email: fitri.email }).execute();
  const person = visitor(app);
  await person.get(pathIn(await textTo(app, fitri.email, 'link_activation')));
  expect(headingOf((await person.submit()).text)).toMatch(/menunggu pengelola/);
  expect(await account(fitri)).toBeNull();
});

test('one that was taken off and put back meanwhile is too young, and one of two that still counts is enough', async () => {
  const { kartini, rizky } = people;
  await knownForLong(app, kartini.nip, rizky.nip);
  const now = new Date(app.clock.now());
  const press = async (form: Applicant) => {
    const person = visitor(app);
    await person.get(pathIn(await textTo(app, form.email, 'link_activation')));
    return headingOf((await person.submit()).text);
  };
  await choose(app, kartini);
  await choose(app, rizky);
  const young = app.db.updateTable('employee').where('nip', 'in', [kartini.nip, rizky.nip]);
  await young.set({ email_since: now }).execute();
  await app.db.updateTable('employee').set({ no_hp_since: now }).where('nip', '=', kartini.nip).execute();
  expect(await press(kartini)).toMatch(/menunggu pengelola/);
  expect(await press(rizky)).toBe('Akun Anda aktif');
});
