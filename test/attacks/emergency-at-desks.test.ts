import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findApproval } from '../../src/model/approvals/approval.ts';
import { endSessionsFrom } from '../../src/model/people/end-sessions.ts';
import { findAgencyPerson } from '../../src/model/agencies/find-person.ts';
import { bandung, grantAgency } from '../support/agency.ts';
import { hireAt, signIn as signInAtAgency } from '../support/agency-app.ts';
import { openDesk, postForm } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { nips } from '../support/model.ts';

const REASON = 'Datang dengan KTP, HP jatuh ke laut.';
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.app.stop());
beforeEach(async () => {
  await desk.app.db.deleteFrom('approval').execute();
  await desk.app.db.deleteFrom('setting').execute();
});

const states = async () =>
  (await desk.app.db.selectFrom('approval').select('state').execute()).map(({ state }) => state);

/** On another node: this one looked a moment ago, and hears of it within 30 seconds. */
const emergency = () =>
  desk.app.db
    .transaction()
    .execute((trx) =>
      endSessionsFrom(trx, { agencyId: null, now: desk.app.clock.now() + 1000 }, { actor: 'system' }),
    );

describe('an officer whose session an emergency on another node has ended', () => {
  test('asks for nothing at the helpdesk and approves nothing there', async () => {
    const [agus, rina] = [await desk.signIn(nips.agus), await desk.signIn(nips.rina)];
    const path = await desk.readyFor(agus);
    const act = `${path}/acts/reset-authenticator`;
    await agus.get(act);
    const request = new URL((await agus.submit({ reason: 'Cocok.', code: desk.code() })).url).pathname;
    const hash = (await findApproval(desk.app.db, request.split('/').at(-1) ?? ''))?.payloadHash ?? '';
    const [asks, approves] = [desk.code(), desk.code()];
    await Promise.all([agus.get(path), rina.get(request)]);
    await emergency();
    const approved = await postForm(rina, request, { hash, decision: 'approve', reason: '', code: approves });
    expect(approved.status).toBe(404);
    expect(await states()).toEqual(['pending']);
    const asked = await postForm(agus, `${path}/acts/give-code`, { reason: 'Cocok.', code: asks });
    expect(asked.status).toBe(404);
    expect(await states()).toEqual(['pending']);
  });

  test('asks for no reset at the agency, changes no contact, prints no letter', async () => {
    const { app } = desk;
    const [rudi, tuti] = await hireAt(app, ['Rudi Hartono', 'Tuti Admin']);
    if (!rudi || !tuti) throw new Error('nobody was hired');
    await grantAgency(app.db, tuti.accountId, app.clock.now());
    const admin = await signInAtAgency(app, tuti);
    const before = await findAgencyPerson(app.db, {
      agencyId: bandung,
      pnsId: rudi.pnsId,
      now: app.clock.now(),
    });
    const codes = [admin.code(), admin.code(), admin.code()];
    const person = `/agency/people/${rudi.pnsId}`;
    expect((await admin.get(person)).status).toBe(200);
    await emergency();
    const meeting = { meeting: 'presence', reason: REASON };
    const tries: [string, Record<string, string>][] = [
      [`${person}/reset`, meeting],
      [`${person}/contact/email`, { ...meeting, email: 'baru@mail.example', step: 'confirm' }],
      ['/agency/letters/new', { [`p-${rudi.pnsId}`]: '1', step: 'confirm' }],
    ];
    for (const [index, [path, fields]] of tries.entries()) {
      const page = await postForm(admin, path, { ...fields, code: codes[index] ?? '' });
      expect([path, page.status]).toEqual([path, 404]);
    }
    expect(await states()).toEqual([]);
    const after = await findAgencyPerson(app.db, {
      agencyId: bandung,
      pnsId: rudi.pnsId,
      now: app.clock.now(),
    });
    expect(after).toEqual(before);
    expect(await app.db.selectFrom('letter_batch').select('id').execute()).toEqual([]);
  });
});
