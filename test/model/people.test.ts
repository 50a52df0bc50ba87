import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seedAccounts, bulkNip } from '../../src/model/demo/bulk.ts';
import type { BulkAccount } from '../../src/model/demo/bulk.ts';
import { isDemoDatabase, seedDemo } from '../../src/model/demo/seed.ts';
import { createAccountWatch } from '../../src/model/people/account-watch.ts';
import { endBlock, placeBlock, raiseEpoch, verifyContact } from '../../src/model/people/accounts.ts';
import { nikAad } from '../../src/model/people/nik-aad.ts';
import { history } from '../../src/model/people/history.ts';
import { findPerson } from '../../src/model/people/person.ts';
import { grantRole, listRoles, revokeRole } from '../../src/model/people/roles.ts';
import { findSigninAccount, findSigninAccountById } from '../../src/model/people/signin-account.ts';
import { listActivity } from '../../src/model/activity.ts';
import { judgeTotp } from '../../src/model/credentials/judge-totp.ts';
import { recordSignin } from '../../src/model/record-signin.ts';
import { readNip } from '../../src/policies/nip.ts';
import { nips, openModel, phoneCode, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

describe.each(['postgres', 'pglite'] as const)('people on %s', (kind) => {
  let model: ModelFixture;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterAll(() => model.close());

  test('the demo is seeded once and marks the database', async () => {
    expect(await isDemoDatabase(model.db)).toBe(true);
    expect(await seedDemo({ ...model, now: start })).toBe(false);
  });

  test('a person of the demo has all that the sign-in asks for', async () => {
    const budi = await model.account(nips.budi);
    expect(budi).toMatchObject({
      nip: nips.budi,
      aliases: [nips.budi],
      nama: 'Budi Santoso',
      state: 'active',
      epoch: 1,
      tglLahir: '1990-01-01',
      kedudukanHukum: '01',
      blocks: [],
      password: { initial: false, mustChange: false, recoveryForced: false, setAt: start },
      authenticators: [{ name: null, confirmedAt: start - 400 * 86_400_000, lastUsedAt: null }],
      recoveryCodesLeft: 0,
      lastSigninAt: null,
    });
    expect(budi.instansi.nama).toBe('Badan Kepegawaian Negara');
    expect(budi.contacts.map((contact) => [contact.kind, contact.value, contact.onSeveralAccounts])).toEqual([
      ['email', 'budi@asn.example', false],
      ['phone', '+6281200000001', false],
    ]);
    expect(model.ring.decrypt(budi.nikSealed ?? '', nikAad(budi.pnsId))).toBe('3171010101900001');
    expect(await findSigninAccountById(model.db, budi.id)).toEqual(budi);
  });

  test("passwords: Siti's is an imported bcrypt hash, Dewi's is her NIK", async () => {
    const siti = await model.account(nips.siti);
    expect(await model.hasher.verify(siti.password?.hash ?? null, 'Merdeka#1945!')).toMatchObject({
      right: true,
      outdated: true,
    });
    const dewi = await model.account(nips.dewi);
    expect(dewi).toMatchObject({
      state: 'unverified',
      authenticators: [],
      password: { initial: true, mustChange: true },
    });
    expect(await model.hasher.verify(dewi.password?.hash ?? null, '3174044303920003')).toMatchObject({
      right: true,
    });
  });

  test('who is in the directory only, or nowhere, has no account', async () => {
    expect(await findSigninAccount(model.db, nips.andi)).toBeNull();
    expect(await findSigninAccount(model.db, '190001012020011001')).toBeNull();
    expect(await findSigninAccount(model.db, "' or 1=1")).toBeNull();
  });

  test('an old number finds the account, and its person keeps both', async () => {
    const dewi = await model.account(nips.dewi);
    const old = {
      nip: '199203032019211003',
      account_id: dewi.id,
      current: false,
      since: new Date(start - 1e12),
    };
    await model.db.insertInto('nip_alias').values(old).execute();
    expect((await model.account(old.nip)).nip).toBe(nips.dewi);
    expect((await findPerson(model.db, dewi.id))?.nipSebelumnya).toEqual([old.nip]);
  });

  test('an address on two accounts is marked', async () => {
    const [budi, agus] = [await model.account(nips.budi), await model.account(nips.agus)];
    const both = model.db
      .updateTable('contact')
      .set({ value: 'kantor@asn.example' })
      .where('kind', '=', 'email');
    await both.where('account_id', 'in', [budi.id, agus.id]).execute();
    expect((await model.account(nips.budi)).contacts.map((contact) => contact.onSeveralAccounts)).toEqual([
      true,
      false,
    ]);
    const back = model.db
      .updateTable('contact')
      .set({ value: 'budi@asn.example' })
      .where('kind', '=', 'email');
    await back.where('account_id', '=', budi.id).execute();
  });

  test('claims and portal get one whole person', async () => {
    const budi = await model.account(nips.budi);
    expect(await findPerson(model.db, budi.id)).toMatchObject({
      nip: nips.budi,
      nipSebelumnya: [],
      nama: 'Budi Santoso',
      jenisAsn: 'PNS',
      pangkat: 'Penata Muda',
      golongan: 'III/a',
      masaKerja: { tahun: 6, bulan: 10 },
      unitKerja: { nama: 'Direktorat Pengelolaan Data dan Informasi ASN' },
      email: { value: 'budi@asn.example', verified: true },
      phone: { value: '+6281200000001', verified: true },
      roles: [],
      updatedAt: start,
    });
    const roles = await Promise.all(
      [nips.agus, nips.siti, nips.rina].map(
        async (nip) => (await findPerson(model.db, (await model.account(nip)).id))?.roles,
      ),
    );
    expect(roles.flat().map((role) => role?.role)).toEqual(['helpdesk', 'agency', 'admin']);
    expect(await findPerson(model.db, '00000000-0000-4000-8000-000000000000')).toBeNull();
  });

  test('ranks and positions come newest first', async () => {
    const record = await history(model.db, (await model.account(nips.siti)).id);
    expect(record).toMatchObject({
      nip: nips.siti,
      nama: 'Siti Rahmawati',
      diperbarui: new Date(start).toISOString(),
    });
    expect(record?.riwayat_pangkat.map((rank) => rank.golongan)).toEqual([
      'III/d',
      'III/c',
      'III/b',
      'III/a',
    ]);
    expect(record?.riwayat_jabatan[0]).toMatchObject({
      jabatan: 'Analis SDM Aparatur Ahli Muda',
      instansi: 'Pemerintah Kota Bandung',
    });
  });

  test('the watch sees a raised epoch and a block at most 30 seconds later', async () => {
    let now = start;
    const watch = createAccountWatch({ db: model.db, now: () => now });
    const { id } = await model.account(nips.agus);
    expect(await watch.current(id)).toEqual({ epoch: 1, usable: true, sessionsFrom: null });
    await raiseEpoch(model.db, id);
    expect(await watch.current(id)).toEqual({ epoch: 1, usable: true, sessionsFrom: null });
    now += 30_000;
    expect(await watch.current(id)).toEqual({ epoch: 2, usable: true, sessionsFrom: null });
    const context = { actor: 'shell' };
    await model.inTransaction((trx) =>
      placeBlock(trx, { accountId: id, kind: 'freeze', reason: 'lost phone', now }, context),
    );
    watch.forget(id);
    expect(await watch.current(id)).toEqual({ epoch: 3, usable: false, sessionsFrom: null });
    expect(
      await model.inTransaction((trx) => endBlock(trx, { accountId: id, kind: 'freeze', now }, context)),
    ).toBe(true);
    expect(
      await model.inTransaction((trx) => endBlock(trx, { accountId: id, kind: 'freeze', now }, context)),
    ).toBe(false);
    watch.forget(id);
    expect(await watch.current(id)).toEqual({ epoch: 3, usable: true, sessionsFrom: null });
    expect(await watch.current('00000000-0000-4000-8000-000000000000')).toBeNull();
  });

  test('a retired person and an account not yet activated are not usable', async () => {
    const watch = createAccountWatch({ db: model.db, now: () => start });
    expect(await watch.current((await model.account(nips.hadi)).id)).toMatchObject({ usable: false });
    expect(await watch.current((await model.account(nips.dewi)).id)).toMatchObject({ usable: false });
  });

  test('the first whole sign-in makes an account active', async () => {
    const { id, epoch, contacts } = await model.account(nips.dewi);
    const contactId = contacts[0]?.id ?? '';
    await model.inTransaction(async (trx) => {
      await verifyContact(trx, { accountId: id, contactId, now: start + 5 }, { actor: 'self' });
      const browser = { token: null, userAgent: null, remember: false };
      const signin = { accountId: id, now: start + 10, startedAt: 0, browser, activated: true };
      const proven = { acr: 'urn:asn:acr:2', amr: ['pwd', 'otp'], shared: true };
      const record = (epochThen: number) =>
        recordSignin(trx, { ...signin, proven, epoch: epochThen }, { actor: 'self' });
      expect(await record(epoch + 1)).toBeNull();
      expect(await record(epoch)).toMatchObject({ device: null });
      const events = await listActivity(trx, {
        accountId: id,
        types: ['signin.success', 'activation.completed', 'device.remembered'],
        limit: 20,
      });
      expect(events.map(({ type }) => type)).toEqual(['activation.completed', 'signin.success']);
    });
    const dewi = await model.account(nips.dewi);
    expect(dewi).toMatchObject({ state: 'active', lastSigninAt: start + 10 });
    expect(dewi.contacts[0]?.verifiedAt).toBe(start + 5);
  });

  test('a role is granted once, until its end, and revoked', async () => {
    const { id } = await model.account(nips.budi);
    const grant = {
      accountId: id,
      role: 'helpdesk' as const,
      agencyId: null,
      until: start + 1000,
      now: start,
    };
    const context = { actor: 'shell' };
    const twice = await Promise.all(
      [1, 2].map(() => model.inTransaction((trx) => grantRole(trx, grant, context))),
    );
    expect(twice.map((outcome) => outcome.kind).toSorted()).toEqual(['granted', 'held_already']);
    expect(await grantRole(model.db, { ...grant, role: 'agency' }, context)).toEqual({
      kind: 'agency_needed',
    });
    expect(await grantRole(model.db, { ...grant, agencyId: 'none' }, context)).toEqual({
      kind: 'unknown_agency',
    });
    expect((await listRoles(model.db, { accountId: id, now: start })).map((role) => role.role)).toEqual([
      'helpdesk',
    ]);
    expect(await listRoles(model.db, { accountId: id, now: start + 1000 })).toEqual([]);
    const revoke = { accountId: id, role: 'helpdesk' as const, agencyId: null, now: start };
    expect(await revokeRole(model.db, revoke, context)).toBe(1);
    expect(await revokeRole(model.db, revoke, context)).toBe(0);
    expect(
      (await listActivity(model.db, { accountId: id, types: null, limit: 20 })).map((event) => event.type),
    ).toEqual(['role.revoked', 'role.granted', 'account.created']);
  });

  test('the audit cannot be changed or emptied', async () => {
    await expect(model.db.updateTable('audit').set({ actor: 'x' }).execute()).rejects.toMatchObject({
      code: '42501',
    });
    await expect(model.db.deleteFrom('audit').execute()).rejects.toMatchObject({ code: '42501' });
  });

  test('accounts for a benchmark can sign in, and a second seeding goes on', async () => {
    const made: BulkAccount[] = [];
    await seedAccounts({ ...model, now: start }, 2, (account) => void made.push(account));
    await seedAccounts({ ...model, now: start }, 1, (account) => void made.push(account));
    expect(made.map((account) => account.nip)).toEqual([0, 1, 2].map(bulkNip));
    const [, , last] = made;
    const account = await model.account(last?.nip ?? '');
    expect((await model.hasher.verify(account.password?.hash ?? null, last?.password ?? '')).right).toBe(
      true,
    );
    const code = phoneCode(start, { secret: last?.secret ?? '' });
    expect(await judgeTotp(model, { account, code, uid: 'a', now: start })).toMatchObject({
      kind: 'right',
    });
  });
});

test('NIPs of the benchmark count up through serial, month and birth date, and are well-formed', () => {
  expect([0, 998, 999, 999 * 12].map(bulkNip)).toEqual([
    '197001012000011001',
    '197001012000011999',
    '197001012000021001',
    '197001022000011001',
  ]);
  for (const index of [0, 5000, 123_456, 1_000_000]) expect(readNip(bulkNip(index)).kind).toBe('ok');
});
