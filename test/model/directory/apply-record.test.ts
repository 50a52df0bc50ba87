import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { applyRecord } from '../../../src/model/directory/apply-record.ts';
import type { ApplyDeps } from '../../../src/model/directory/apply-record.ts';
import { loadEmployee } from '../../../src/model/directory/employee.ts';
import type { DirectoryRecord } from '../../../src/model/directory/outside.ts';
import { answerNipOffer } from '../../../src/model/people/nip-offers.ts';
import { nips, openModel, start } from '../../support/model.ts';
import type { ModelFixture } from '../../support/model.ts';
import { recordOf } from './records.ts';

const HOUR = 3_600_000;

describe.each(['postgres', 'pglite'] as const)('on %s', (kind) => {
  let model: ModelFixture;
  let now: number;
  beforeAll(async () => {
    model = await openModel(kind);
    now = start + 100 * HOUR;
  });
  afterAll(() => model.close());
  beforeEach(() => {
    now += HOUR;
  });

  const deps = (): ApplyDeps => ({
    ...{ ring: model.ring, issuer: 'https://sso.example', now },
    ...{ compose: model.telling.compose, context: { actor: 'shell', at: now } },
  });
  const apply = (record: DirectoryRecord) => model.inTransaction((trx) => applyRecord(trx, record, deps()));
  const audits = (accountId: string | null, since = now) =>
    model.db
      .selectFrom('audit')
      .select(['type', 'details'])
      .where('account_id', accountId === null ? 'is' : '=', accountId)
      .where('at', '>=', new Date(since))
      .orderBy('id')
      .execute();
  const messages = async () =>
    (
      await model.db
        .selectFrom('outbox')
        .select(['kind', 'recipient'])
        .where('created_at', '=', new Date(now))
        .orderBy('id')
        .execute()
    ).map(({ kind: what, recipient }) => `${what} ${recipient}`);
  const contacts = (accountId: string) =>
    model.db
      .selectFrom('contact')
      .select(['kind', 'value', 'source', 'recorded_at', 'verified_at'])
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .orderBy('kind')
      .execute();
  const offers = (accountId: string) =>
    model.db.selectFrom('nip_offer').selectAll().where('account_id', '=', accountId).execute();

  test('what the demo was seeded with is what its directory says', async () => {
    for (const nip of Object.values(nips)) {
      expect(await apply(recordOf(nip))).toEqual({ kind: 'unchanged', offered: null });
    }
    expect(await audits(null)).toEqual([]);
    expect((await loadEmployee(model.db, nips.budi))?.fetchedAt).toBe(now);
  });

  test('somebody newly appointed is added, agency and all, once', async () => {
    const record = recordOf('199207072017081027');
    expect(await apply(record)).toEqual({ kind: 'added', offered: null });
    expect(await apply(record)).toEqual({ kind: 'unchanged', offered: null });
    expect(await loadEmployee(model.db, record.nip)).toMatchObject({
      ...{ nama: 'Arif Setiawan', instansiNama: 'Kementerian Komunikasi dan Digital', accountId: null },
      ...{ email: 'arif@asn.example', noHp: '+6281200000027', emailSince: now, noHpSince: now },
    });
  });

  test('who may not sign in any more is signed out everywhere, and told', async () => {
    const { id: accountId, epoch } = await model.account(nips.budi);
    await addClients(model);
    await model.db
      .updateTable('account')
      .set({ last_signin_at: new Date(now - HOUR) })
      .where('id', '=', accountId)
      .execute();
    const applied = await apply(recordOf(nips.budi, { kedudukanHukumId: '04' }));
    expect(applied).toEqual({
      ...{ kind: 'changed', fields: ['kedudukan_hukum_id'] },
      ...{ ended: accountId, offered: null },
    });
    expect((await model.account(nips.budi)).epoch).toBe(epoch + 1);
    const deliveries = await model.db
      .selectFrom('logout_delivery')
      .select(['client_id', 'sid'])
      .where('account_id', '=', accountId)
      .execute();
    // A third party only where the person has been; who has no address for it is not told.
    expect(deliveries).toEqual([{ client_id: 'first', sid: null }]);
    const details = { fields: ['kedudukan_hukum_id'], kedudukanHukum: '04', ended: true };
    expect(await audits(accountId)).toMatchObject([{ type: 'directory.changed', details }]);
    expect(await messages()).toEqual([
      'directory_changed budi@asn.example',
      'directory_changed +6281200000001',
    ]);
  });

  test('back in office, nothing is ended', async () => {
    const { id: accountId, epoch } = await model.account(nips.budi);
    expect(await apply(recordOf(nips.budi))).toMatchObject({ kind: 'changed', ended: null });
    expect((await model.account(nips.budi)).epoch).toBe(epoch);
    expect(await audits(accountId)).toHaveLength(1);
  });

  test('who leaves an agency is its admin no more; other roles stay', async () => {
    const [siti, agus] = [await model.account(nips.siti), await model.account(nips.agus)];
    const elsewhere = { instansiId: 'b5'.padEnd(32, '0'), instansiNama: 'Elsewhere', unorId: null };
    await apply(recordOf(nips.siti, elsewhere));
    await apply(recordOf(nips.agus, elsewhere));
    const held = await model.db
      .selectFrom('role_grant')
      .select(['account_id', 'role'])
      .where('revoked_at', 'is', null)
      .where('account_id', 'in', [siti.id, agus.id])
      .execute();
    expect(held).toEqual([{ account_id: agus.id, role: 'helpdesk' }]);
    expect((await audits(siti.id)).map(({ type }) => type)).toEqual(['role.revoked', 'directory.changed']);
    expect(await messages()).toContain('role_ended siti@asn.example');
    await apply(recordOf(nips.siti));
    await apply(recordOf(nips.agus));
  });

  describe('a contact of the directory', () => {
    test('that changed is put on record, told to the old one, and counts from today', async () => {
      const { id: accountId } = await model.account(nips.agus);
      const [, phone] = await contacts(accountId);
      await apply(recordOf(nips.agus, { email: 'agus.wijaya@asn.example' }));
      expect(await contacts(accountId)).toEqual([
        {
          ...{ kind: 'email', value: 'agus.wijaya@asn.example', source: 'directory' },
          ...{ recorded_at: new Date(now), verified_at: null },
        },
        phone,
      ]);
      expect(await messages()).toEqual([
        'contact_changed agus@asn.example',
        'contact_changed +6281200000004',
      ]);
      const employee = await loadEmployee(model.db, nips.agus);
      expect(employee).toMatchObject({ email: 'agus.wijaya@asn.example', emailSince: now });
      expect(employee?.noHpSince).toBeLessThan(start);
    });

    test('that is the same as before keeps its date', async () => {
      const before = await loadEmployee(model.db, nips.agus);
      await apply(recordOf(nips.agus, { email: 'agus.wijaya@asn.example', jabatan: 'Another' }));
      expect((await loadEmployee(model.db, nips.agus))?.emailSince).toBe(before?.emailSince);
      expect(await messages()).toEqual([]);
    });

    test.each([
      ['self', true, false],
      ['helpdesk', true, false],
      ['agency', false, true],
      ['directory', true, true],
    ] as const)('and one by %s, verified %s: replaced %s', async (source, verified, replaced) => {
      const { id: accountId } = await model.account(nips.rina);
      await model.db
        .updateTable('contact')
        .set({ value: 'own@elsewhere.example', source, verified_at: verified ? new Date(start) : null })
        .where('account_id', '=', accountId)
        .where('kind', '=', 'email')
        .where('removed_at', 'is', null)
        .execute();
      const email = `rina-${source}@asn.example`;
      await apply(recordOf(nips.rina, { email }));
      const [current] = await contacts(accountId);
      expect(current?.value).toBe(replaced ? email : 'own@elsewhere.example');
    });

    test('that the directory has no more leaves nobody without one', async () => {
      const { id: accountId } = await model.account(nips.dewi);
      await apply(recordOf(nips.dewi, { email: null, noHp: null }));
      expect(await contacts(accountId)).toHaveLength(2);
    });
  });

  describe('a new number of the same record', () => {
    const number = '199203032026212003';

    test('is offered to the owner, once, and is no alias before', async () => {
      const { id: accountId } = await model.account(nips.dewi);
      expect(await apply(recordOf(nips.dewi, { nip: number }))).toMatchObject({ offered: accountId });
      expect(await apply(recordOf(nips.dewi, { nip: number }))).toMatchObject({ offered: null });
      expect(await offers(accountId)).toMatchObject([{ nip: number, answered_at: null }]);
      const aliases = model.db.selectFrom('nip_alias').select('nip').where('account_id', '=', accountId);
      expect(await aliases.execute()).toEqual([{ nip: nips.dewi }]);
      const types = (await audits(accountId)).map(({ type }) => type);
      expect(types).toEqual(['directory.number-offered', 'directory.changed']);
      // Asked by either number, it is the same person.
      const [byOld, byNew] = [await loadEmployee(model.db, nips.dewi), await loadEmployee(model.db, number)];
      expect([byOld, byOld?.nip]).toEqual([byNew, number]);
    });

    test('that a newer one follows is withdrawn', async () => {
      const { id: accountId } = await model.account(nips.dewi);
      await apply(recordOf(nips.dewi, { nip: '199203032027212003' }));
      const open = (await offers(accountId)).filter(({ answered_at: at }) => at === null);
      expect(open.map(({ nip }) => nip)).toEqual(['199203032027212003']);
    });

    test.each([
      ['NIK', { nik: '3174044303920099' }],
      ['birth date', { tglLahir: '1992-03-04' }],
      ['sex', { jenisKelamin: 'M' as const }],
      ['missing NIK', { nik: null }],
    ])('with another %s changes nothing, and is audited once', async (_what, other) => {
      const { id: accountId } = await model.account(nips.siti);
      const record = recordOf(nips.siti, { nip: '198505152026122002', kedudukanHukumId: '99', ...other });
      const conflicts = async () =>
        (await audits(accountId, 0)).filter(({ type }) => type === 'directory.number-conflict').length;
      expect(await apply(record)).toEqual({ kind: 'conflict', reason: 'person_differs' });
      const once = await conflicts();
      expect(await apply(record)).toEqual({ kind: 'conflict', reason: 'person_differs' });
      expect([once, await conflicts()]).toEqual([1, 1]);
      expect(await loadEmployee(model.db, nips.siti)).toMatchObject({ kedudukanHukumId: '01' });
    });

    test('simply follows where there is no account', async () => {
      const record = recordOf(nips.andi, { nip: '199509092026031006' });
      const applied = await apply(record);
      expect(applied).toEqual({ kind: 'changed', fields: ['nip'], ended: null, offered: null });
      expect(await loadEmployee(model.db, nips.andi)).toBeNull();
      await apply(recordOf(nips.andi));
    });
  });

  describe('a record of its own', () => {
    const own = { pnsId: 'D0E5'.padEnd(32, 'F'), nip: '199001012026211001' };

    test('with the NIK of somebody else, born on another day, is nobody we know', async () => {
      const { id: accountId } = await model.account(nips.budi);
      const applied = await apply(recordOf(nips.budi, { ...own, tglLahir: '1990-01-02' }));
      expect(applied).toEqual({ kind: 'added', offered: null });
      expect(await audits(accountId)).toMatchObject([
        { type: 'directory.number-conflict', details: { reason: 'nik_shared' } },
      ]);
      expect(await offers(accountId)).toEqual([]);
    });

    test('of somebody out of office is no offer', async () => {
      const { id: accountId } = await model.account(nips.budi);
      await apply(recordOf(nips.budi, { ...own, kedudukanHukumId: '66' }));
      expect(await offers(accountId)).toEqual([]);
    });

    test('of the same person is offered; accepted, the account follows to it', async () => {
      const { id: accountId } = await model.account(nips.budi);
      expect(await apply(recordOf(nips.budi, own))).toMatchObject({ kind: 'changed', offered: accountId });
      const answer = { accountId, nip: own.nip, accepted: true, now };
      const outcome = await model.inTransaction((trx) => answerNipOffer(trx, answer, model.telling));
      expect(outcome).toBe('accepted');
      expect(await loadEmployee(model.db, own.nip)).toMatchObject({ pnsId: own.pnsId, accountId });
      expect(await loadEmployee(model.db, nips.budi)).toMatchObject({ accountId: null });
      expect((await model.account(nips.budi)).id).toBe(accountId);
      // The former record says nothing new about the person.
      expect(await apply(recordOf(nips.budi))).toMatchObject({ kind: 'unchanged', offered: null });
    });
  });

  test.each([
    ['has today', 'siti'],
    ['had before', 'budi'],
  ] as const)('a number that another person %s is a conflict', async (_when, name) => {
    const stranger = { pnsId: randomUUID(), nik: '3171010101900099', nip: nips[name] };
    expect(await apply(recordOf('199304212019032012', stranger))).toEqual({
      ...{ kind: 'conflict', reason: 'nip_taken' },
    });
  });

  test('the same news twice at once take effect once', async () => {
    const { id: accountId } = await model.account(nips.siti);
    const record = recordOf(nips.siti, { golongan: 'IV/a', pangkat: 'Pembina' });
    const kinds = (await Promise.all([apply(record), apply(record)])).map((applied) => applied.kind);
    expect(kinds.toSorted()).toEqual(['changed', 'unchanged']);
    expect(await audits(accountId)).toHaveLength(1);
  });

  test('the same newcomer twice at once is added once', async () => {
    const record = recordOf('200003152026032008');
    const kinds = (await Promise.all([apply(record), apply(record)])).map((applied) => applied.kind);
    expect(kinds.toSorted()).toEqual(['added', 'unchanged']);
  });

  test('no audit row holds a NIK, a whole NIP or a contact', async () => {
    const rows = await model.db.selectFrom('audit').select('details').execute();
    const text = JSON.stringify(rows.map(({ details }) => details));
    expect(text).not.toMatch(/(?<![0-9A-F])\d{16,18}(?![0-9A-F])|@|\+62/);
  });
});

async function addClients({ db }: ModelFixture): Promise<void> {
  const at = new Date(start);
  const row = (id: string, more: Record<string, unknown>, thirdParty = false) => ({
    ...{ client_id: id, metadata: JSON.stringify({ client_id: id, ...more }), third_party: thirdParty },
    ...{ min_acr: 'urn:asn:acr:2', created_at: at, updated_at: at },
  });
  const uri = { backchannel_logout_uri: 'https://x.example/logout' };
  await db
    .insertInto('client')
    .values([row('first', uri), row('deaf', {}), row('third', uri, true)])
    .execute();
}
