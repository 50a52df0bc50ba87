import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { correctAgencyContact } from '../../src/model/agencies/correct-contact.ts';
import { coverageByUnit } from '../../src/model/agencies/coverage.ts';
import { endRoles } from '../../src/model/agencies/end-roles.ts';
import { findAgencyPerson } from '../../src/model/agencies/find-person.ts';
import { letterBatches, revokeBatch } from '../../src/model/agencies/letter-batches.ts';
import { letterCandidates, makeLetters } from '../../src/model/agencies/letters.ts';
import {
  agenciesLike,
  agencyNames,
  findAgency,
  nameAgencies,
} from '../../src/model/agencies/name-agencies.ts';
import { openAccount } from '../../src/model/agencies/open-account.ts';
import { searchPeople } from '../../src/model/agencies/search-people.ts';
import type { PeopleState } from '../../src/model/agencies/search-people.ts';
import { findOfficer } from '../../src/model/people/officer.ts';
import { placeBlock } from '../../src/model/people/accounts.ts';
import { readPeopleQuery } from '../../src/policies/people-search.ts';
import { appoint, bandung, grantAgency, hire, jabar, units } from '../support/agency.ts';
import type { Hired } from '../support/agency.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const DAY = 86_400_000;

describe.each(['postgres', 'pglite'] as const)('an agency on %s', (kind) => {
  let model: ModelFixture;
  let hired: Hired[];
  let fresh: string[];
  beforeAll(async () => {
    model = await openModel(kind);
    const deps = { ...model, now: start };
    hired = await hire(deps, ['Siti Aminah', 'Rudi Hartono', 'Wayan Sudira']);
    fresh = await appoint(deps, [
      {
        nama: 'Ahmad Fauzi',
        nip: '199001012022031101',
        email: 'Ahmad@Sekolah.example',
        phone: '0813 1111 1101',
      },
      { nama: 'Budi Aminudin', nip: '199001012022031102', unit: units.bkpsdm },
      { nama: 'Citra Pensiun', nip: '196001011985031103', kedudukan: '99' },
      { nama: 'Siti Orang Lain', nip: '199001012022032104', agencyId: jabar },
    ]);
  });
  afterAll(() => model.close());

  const search = async (q: string, more: { state?: PeopleState; unitIds?: string[]; limit?: number } = {}) =>
    searchPeople(model.db, {
      ...{ agencyId: bandung, unitIds: more.unitIds ?? null, query: readPeopleQuery(q) },
      ...{ state: more.state ?? null, after: null, limit: more.limit ?? 50, now: start },
    });
  const names = async (...args: Parameters<typeof search>) => (await search(...args)).map(({ nama }) => nama);

  test('is found by its id or its whole name, and not by a name that two have', async () => {
    const found = { id: bandung, nama: 'Pemerintah Kota Bandung' };
    expect(await findAgency(model.db, ` ${bandung} `)).toEqual(found);
    expect(await findAgency(model.db, 'pemerintah kota BANDUNG')).toEqual(found);
    expect(await findAgency(model.db, 'Bandung')).toBeNull();
    expect(await agenciesLike(model.db, 'kota bandung')).toEqual([found]);
    expect(await agenciesLike(model.db, '%')).toEqual([]);
    expect(await nameAgencies(model.db, [bandung, 'nobody'])).toEqual({ [bandung]: found.nama });
    await sql`insert into agency (id, nama, jenis) values ('twin', ${found.nama}, 'D')`.execute(model.db);
    expect(await findAgency(model.db, found.nama)).toBeNull();
    expect(await findAgency(model.db, bandung)).toEqual(found);
    expect(await agencyNames(model.db)).toContain(found.nama);
    await sql`delete from agency where id = 'twin'`.execute(model.db);
  });

  test('finds its people by the beginnings of words, in any order, and nobody else’s', async () => {
    expect(await names('siti')).toEqual(['Siti Aminah', 'Siti Rahmawati']);
    expect(await names('ami sit')).toEqual(['Siti Aminah']);
    expect(await names('ami')).toEqual(['Budi Aminudin', 'Siti Aminah']);
    expect(await names('orang')).toEqual([]);
    expect(await names(`siti' | 'budi`)).toEqual([]);
  });

  test('finds by the beginning of a NIP, and by a number a person had before', async () => {
    expect(await names('19850515')).toEqual(['Siti Rahmawati']);
    const [first] = hired;
    await model.db
      .insertInto('nip_alias')
      .values({
        nip: '197001012000019901',
        account_id: first?.accountId ?? '',
        current: false,
        since: new Date(start),
      })
      .execute();
    expect(await names('197001012000019901')).toEqual(['Siti Aminah']);
    // Another agency's number, old or new, is nobody's here.
    expect(await names(nips.budi)).toEqual([]);
  });

  test('filters by state and by branch', async () => {
    expect(await names('', { state: 'never' })).toEqual(['Ahmad Fauzi', 'Budi Aminudin']);
    expect(await names('', { state: 'dead_contact' })).toEqual(['Budi Aminudin']);
    expect(await names('', { state: 'no_mfa' })).toEqual([]);
    expect(await names('', { unitIds: [units.bkpsdm] })).toEqual(['Budi Aminudin', 'Siti Rahmawati']);
    await model.inTransaction((trx) =>
      placeBlock(
        trx,
        { accountId: hired[2]?.accountId ?? '', kind: 'freeze', reason: 'test', now: start },
        { actor: 'self', at: start },
      ),
    );
    expect(await names('', { state: 'suspended' })).toEqual(['Wayan Sudira']);
    await model.db
      .updateTable('contact')
      .set({ bounced_at: new Date(start) })
      .where('account_id', '=', hired[1]?.accountId ?? '')
      .where('kind', '=', 'email')
      .execute();
    expect(await names('', { state: 'dead_contact' })).toEqual(['Budi Aminudin', 'Rudi Hartono']);
  });

  test('goes on where a page ended, without one twice or left out', async () => {
    const all = await names('');
    const seen: string[] = [];
    let after: { nama: string; pnsId: string } | null = null;
    for (;;) {
      const page = await searchPeople(model.db, {
        ...{
          agencyId: bandung,
          unitIds: null,
          query: { kind: 'all' },
          state: null,
          after,
          limit: 2,
          now: start,
        },
      });
      seen.push(...page.map(({ nama }) => nama));
      const last = page.at(-1);
      if (!last || page.length < 2) break;
      after = last;
    }
    expect(seen).toEqual(all);
    expect(all.length).toBeGreaterThan(5);
  });

  test('counts by unit whoever may sign in', async () => {
    const rows = await coverageByUnit(model.db, bandung, start);
    expect(rows.toSorted((a, b) => a.people - b.people)).toEqual([
      { unitId: units.bkpsdm, people: 2, active: 1, mfa: 1, never: 1, dead: 1 },
      { unitId: units.dinas, people: 4, active: 3, mfa: 3, never: 1, dead: 1 },
    ]);
  });

  test('sees a person of its own, without NIK or secret, and none of another', async () => {
    const [first] = hired;
    const seen = await findAgencyPerson(model.db, {
      agencyId: bandung,
      pnsId: first?.pnsId ?? '',
      now: start,
    });
    expect(seen?.account).toMatchObject({ state: 'active', recoveryCodesLeft: 0, roles: [], reset: null });
    expect(seen?.account?.totp).toHaveLength(1);
    expect(JSON.stringify(seen)).not.toMatch(/nik|secret|hash/i);
    const elsewhere = { agencyId: jabar, pnsId: first?.pnsId ?? '', now: start };
    expect(await findAgencyPerson(model.db, elsewhere)).toBeNull();
  });

  test('opens one account for somebody without one, with the directory’s contacts and dates', async () => {
    const open = () =>
      model.inTransaction((trx) =>
        openAccount(trx, { pnsId: fresh[0] ?? '', agencyId: bandung, now: start }, { actor: 'x', at: start }),
      );
    const [one, two] = await Promise.all([open(), open()]);
    expect(one).not.toBeNull();
    expect(two).toBe(one);
    const contacts = await model.db
      .selectFrom('contact')
      .select(['kind', 'value', 'source', 'recorded_at', 'verified_at'])
      .where('account_id', '=', one ?? '')
      .orderBy('kind')
      .execute();
    expect(contacts).toEqual([
      {
        ...{ kind: 'email', value: 'ahmad@sekolah.example', source: 'directory' },
        ...{ recorded_at: new Date(start - 400 * DAY), verified_at: null },
      },
      {
        ...{ kind: 'phone', value: '+6281311111101', source: 'directory' },
        ...{ recorded_at: new Date(start - 400 * DAY), verified_at: null },
      },
    ]);
    const foreign = { pnsId: fresh[3] ?? '', agencyId: bandung, now: start };
    expect(
      await model.inTransaction((trx) => openAccount(trx, foreign, { actor: 'x', at: start })),
    ).toBeNull();
  });

  test('makes letters for its own people who never activated, and nobody else', async () => {
    const { id: siti } = await model.account(nips.siti);
    const everybody = [...fresh, ...hired.map(({ pnsId }) => pnsId)];
    const wanted = {
      ...{ agencyId: bandung, unitId: null, pnsIds: everybody },
      ...{ officer: siti, session: 's', now: start },
    };
    const telling = { ...model.telling, ring: model.ring };
    const make = () => model.inTransaction((trx) => makeLetters(trx, wanted, telling));
    const made = await make();
    if (made.kind !== 'made') throw new Error('no letters');
    expect(made.letters.map(({ nama }) => nama)).toEqual(['Budi Aminudin', 'Ahmad Fauzi']);
    for (const { code } of made.letters) expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    const stored = await sql<{
      text: string;
    }>`select row_to_json(h)::text as text from handed_code h`.execute(model.db);
    for (const { code } of made.letters)
      expect(
        stored.rows.some(({ text }) => text.includes(code) || text.includes(code.replaceAll('-', ''))),
      ).toBe(false);
    expect(
      await letterCandidates(model.db, { agencyId: bandung, unitIds: null, officer: siti, now: start }),
    ).toMatchObject([
      { nama: 'Ahmad Fauzi', letterAt: start },
      { nama: 'Budi Aminudin', letterAt: start },
    ]);
    // Again: the codes of before stop working.
    await make();
    const open = (id: string) => letterBatches(model.db, { agencyId: bandung, id, now: start });
    expect(await open(made.batch)).toMatchObject([{ count: 2, used: 0, open: 0 }]);
    expect(await letterBatches(model.db, { agencyId: jabar, now: start })).toEqual([]);
  });

  test('revokes a batch of its own, never another agency’s', async () => {
    const batches = await letterBatches(model.db, { agencyId: bandung, now: start });
    const id = batches.find(({ open }) => open > 0)?.id ?? '';
    const context = { actor: 'x', at: start };
    const revoke = (agencyId: string) =>
      model.inTransaction((trx) => revokeBatch(trx, { agencyId, id, now: start }, context));
    expect(await revoke(jabar)).toBe(0);
    expect(await revoke(bandung)).toBe(2);
    expect(await revoke(bandung)).toBe(0);
  });

  test('ends roles by their date and by their holder’s leaving, once, and tells them', async () => {
    const [first, second] = hired;
    const { telling, db } = model;
    await grantAgency(db, first?.accountId ?? '', start, start + DAY);
    await grantAgency(db, second?.accountId ?? '', start);
    const run = (now: number) => model.inTransaction((trx) => endRoles(trx, now, telling));
    expect(await run(start)).toBe(0);
    await db
      .updateTable('employee')
      .set({ instansi_id: jabar, unor_id: null })
      .where('pns_id', '=', second?.pnsId ?? '')
      .execute();
    // At once, before any job.
    expect((await findOfficer(db, second?.accountId ?? '', start))?.roles).toEqual([]);
    const [one, two] = await Promise.all([run(start), run(start)]);
    expect(one + two).toBe(1);
    expect((await findOfficer(db, first?.accountId ?? '', start + DAY))?.roles).toEqual([]);
    expect(await run(start + DAY)).toBe(1);
    expect(await run(start + DAY)).toBe(0);
    const ended = await db
      .selectFrom('audit')
      .select(['account_id', 'details'])
      .where('type', '=', 'role.ended')
      .orderBy('id')
      .execute();
    expect(ended).toEqual([
      { account_id: second?.accountId, details: { role: 'agency', agency: bandung, reason: 'left' } },
      { account_id: first?.accountId, details: { role: 'agency', agency: bandung, reason: 'until' } },
    ]);
    const told = await db
      .selectFrom('outbox')
      .select('account_id')
      .where('kind', '=', 'role_ended')
      .execute();
    expect(new Set(told.map(({ account_id }) => account_id))).toEqual(
      new Set([first?.accountId, second?.accountId]),
    );
    // Siti and the officers of other agencies keep theirs.
    const left = await db.selectFrom('role_grant').select('role').where('revoked_at', 'is', null).execute();
    expect(left.map(({ role }) => role).toSorted()).toEqual(['admin', 'agency', 'helpdesk']);
  });

  // One admin put both contacts of somebody on record, confirmed them, and began with the NIK as anybody can.
  test('lets nobody change both contacts of somebody who never activated an account', async () => {
    const [pnsId = ''] = await appoint({ ...model, now: start }, [
      { nama: 'Dodi Baru', nip: '199001012022031105' },
    ]);
    const officer = (await model.account(nips.siti)).id;
    const telling = { ...model.telling, issuer: 'http://localhost:3000', context: { actor: officer } };
    const correct = (contact: 'email' | 'phone', value: string, by: string) => {
      const agency = { id: bandung, nama: 'Kota Bandung' };
      const correction = { pnsId, agency, kind: contact, value, officer: by, now: start };
      const told = { ...telling, context: { actor: by } };
      return model.inTransaction((trx) =>
        correctAgencyContact(trx, { ...correction, meeting: { callBack: null, presence: true } }, told),
      );
    };
    expect(await correct('email', 'mine@asn.example', officer)).toEqual({ kind: 'changed' });
    expect(await correct('phone', '+6281399990001', officer)).toEqual({
      kind: 'refused',
      reason: 'other_contact',
    });
    const another = (await model.account(nips.rina)).id;
    expect(await correct('phone', '+6281399990001', another)).toEqual({ kind: 'changed' });
  });
});
