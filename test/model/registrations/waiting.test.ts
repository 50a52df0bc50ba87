import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { agencies } from '../../../config/demo-people.ts';
import { policy } from '../../../config/policy.ts';
import { beginRegistration } from '../../../src/model/registrations/begin.ts';
import { statusLink, statusToken } from '../../../src/model/registrations/registration.ts';
import { sweepRegistrations } from '../../../src/model/registrations/sweep.ts';
import { decideRegistration, listWaitingRegistrations } from '../../../src/model/registrations/waiting.ts';
import { nips, openModel, start } from '../../support/model.ts';
import type { ModelFixture } from '../../support/model.ts';

const issuer = 'http://localhost:3000';
const jabar = agencies.jabar.id;
let model: ModelFixture;
beforeAll(async () => {
  model = await openModel('postgres');
});
afterAll(() => model?.close());

/** Andi's, with a password chosen, waiting for the agency. */
async function waiting(contacts: { email: string; phone: string }): Promise<string> {
  const typed = { nip: nips.andi, nik: '3204100909950006', locale: 'id', ...contacts };
  const { registration } = await beginRegistration({ ...model, now: start }, typed, {
    browserHash: randomUUID(),
    context: { actor: 'anonymous', at: start },
  });
  const employee = await model.db
    .selectFrom('employee')
    .select('pns_id')
    .where('nip', '=', nips.andi)
    .executeTakeFirstOrThrow();
  await model.db
    .updateTable('registration')
    .set({ state: 'waiting', cause: 'contact_differs', pns_id: employee.pns_id, password_hash: 'x' })
    .set({ expires_at: new Date(start + policy.registration.waitingSeconds * 1000) })
    .where('id', '=', registration.id)
    .execute();
  return registration.id;
}

const officer = async (nip: string) => (await model.account(nip)).id;
const telling = () => ({ ...model.telling, ring: model.ring, issuer });
const stateOf = async (id: string) =>
  (await model.db.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst())?.state;
const decide = async (
  id: string,
  change: Partial<Parameters<typeof decideRegistration>[1]> & { by?: string } = {},
) => {
  const by = change.by ?? (await officer(nips.siti));
  const decision = {
    id,
    agencyId: jabar,
    decision: 'approve' as const,
    reason: 'datang sendiri',
    now: start,
  };
  return model.inTransaction((trx) =>
    decideRegistration(trx, { ...decision, officer: by, ...change }, telling()),
  );
};

describe('registrations that wait for the agency', () => {
  test('are listed for that agency alone, with the evidence and without the NIK', async () => {
    const id = await waiting({ email: 'andi@asn.example', phone: '+6281399990001' });
    const listed = await listWaitingRegistrations(model.db, { agencyId: jabar, now: start });
    const found = listed.find((one) => one.id === id);
    expect(found).toMatchObject({
      nama: 'Andi Pratama',
      emailOnRecord: true,
      phoneOnRecord: false,
      cause: 'contact_differs',
      createdAt: start,
    });
    expect(JSON.stringify(listed)).not.toContain('3204100909950006');
    expect(await listWaitingRegistrations(model.db, { agencyId: agencies.bkn.id, now: start })).toEqual([]);
  });

  test('are decided once, and the person is told with the way to the status page', async () => {
    const id = await waiting({ email: 'andi.dua@example.com', phone: '+6281399990002' });
    const outcomes = await Promise.all([decide(id), decide(id, { decision: 'refuse' })]);
    expect(outcomes.toSorted()).toEqual(['decided', 'gone']);
    const row = await model.db
      .selectFrom('registration')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const token = statusToken(model.ring, row);
    expect(token).toMatch(/^[\w-]{43}$/);
    const mails = await model.db
      .selectFrom('outbox')
      .select(['kind', 'text'])
      .where('recipient', '=', 'andi.dua@example.com')
      .execute();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(statusLink({ ring: model.ring, issuer }, row));
    const audit = await model.db
      .selectFrom('audit')
      .select(['actor', 'details'])
      .where('type', '=', 'registration.decided')
      .execute();
    expect(audit).toHaveLength(1);
  });

  test('of another agency, or decided before, are gone; refused ones lose their password', async () => {
    const id = await waiting({ email: 'andi.tiga@example.com', phone: '+6281399990003' });
    expect(await decide(id, { agencyId: agencies.bkn.id })).toBe('gone');
    expect(await stateOf(id)).toBe('waiting');
    expect(await decide(id, { decision: 'refuse' })).toBe('decided');
    const row = await model.db
      .selectFrom('registration')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'refused', cause: 'agency', password_hash: null });
  });

  test('are not decided by an officer whose own contacts were typed there', async () => {
    const id = await waiting({ email: 'siti@asn.example', phone: '+6281399990004' });
    expect(await decide(id)).toBe('own');
    expect(await stateOf(id)).toBe('waiting');
    expect(await decide(id, { by: await officer(nips.agus) })).toBe('decided');
  });
});

describe('what is left lying', () => {
  const sweep = (now: number) =>
    sweepRegistrations({ ...model, compose: model.telling.compose, issuer, now: () => now });

  test('goes: unproven after an hour, waiting after two weeks with word of it, ended after a month', async () => {
    const id = await waiting({ email: 'andi.lima@example.com', phone: '+6281399990005' });
    const typed = { nip: nips.andi, nik: '3204100909950006', email: 'x@y.id', phone: '+6281399990006' };
    const unproven = await beginRegistration(
      { ...model, now: start },
      { ...typed, locale: 'id' },
      { browserHash: 'b', context: { actor: 'anonymous' } },
    );
    await sweep(start + policy.registration.unprovenSeconds * 1000 - 1);
    expect(await stateOf(unproven.registration.id)).toBe('verifying');
    await sweep(start + policy.registration.unprovenSeconds * 1000);
    expect(await stateOf(unproven.registration.id)).toBeUndefined();
    expect(await stateOf(id)).toBe('waiting');

    const late = start + policy.registration.waitingSeconds * 1000;
    await sweep(late);
    expect(await stateOf(id)).toBe('expired');
    const mails = model.db
      .selectFrom('outbox')
      .select('kind')
      .where('recipient', '=', 'andi.lima@example.com');
    expect(await mails.execute()).toEqual([{ kind: 'registration_refused' }]);
    await sweep(late + policy.registration.keptSeconds * 1000);
    expect(await stateOf(id)).toBeUndefined();
  });
});
