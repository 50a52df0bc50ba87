import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listActivity } from '../../src/model/activity.ts';
import type { AuditType } from '../../src/model/audit.ts';
import { findDevice, killDevice } from '../../src/model/credentials/devices.ts';
import {
  forcePasswordRecovery,
  replaceHash,
  setPassword,
  wasUsedBefore,
} from '../../src/model/credentials/password.ts';
import { makeRecoveryCodes, takeRecoveryCode } from '../../src/model/credentials/recovery-codes.ts';
import { findSigninAccountById } from '../../src/model/people/signin-account.ts';
import { recordSignin } from '../../src/model/record-signin.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const day = 86_400_000;

describe.each(['postgres', 'pglite'] as const)('credentials on %s', (kind) => {
  let model: ModelFixture;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterAll(() => model.close());

  const messages = (accountId: string) =>
    model.db
      .selectFrom('outbox')
      .select(['channel', 'recipient', 'kind'])
      .where('account_id', '=', accountId)
      .orderBy('id')
      .execute();

  const eventsOf = (accountId: string, types: AuditType[]) =>
    listActivity(model.db, { accountId, types, limit: 20 });

  const signIn = async (accountId: string, token: string | null = null, now = start) => {
    const account = await findSigninAccountById(model.db, accountId);
    const signin = {
      accountId,
      epoch: account?.epoch ?? 0,
      now,
      startedAt: Math.floor(now / 1000),
      browser: { token, userAgent: 'Firefox', remember: true },
      proven: { acr: 'urn:asn:acr:2', amr: ['pwd', 'otp'], shared: false },
      activated: false,
    };
    return recordSignin(model.db, signin, model.telling.context);
  };
  const remember = async (...args: Parameters<typeof signIn>) => (await signIn(...args))?.device ?? '';

  describe('password', () => {
    test('a change remembers the last five and tells the owner on every channel', async () => {
      const { id } = await model.account(nips.budi);
      const chosen = ['Satu#Kata1', 'Dua#Kata22', 'Tiga#Kata3', 'Empat#Kata4', 'Lima#Kata5'];
      for (const [index, password] of chosen.entries()) {
        const hash = await model.hasher.hash(password);
        const change = { accountId: id, hash, reason: 'chosen' as const, now: start + index };
        await model.inTransaction((trx) => setPassword(trx, change, model.telling));
      }
      expect(await wasUsedBefore(model, id, 'Satu#Kata1')).toBe(true);
      expect(await wasUsedBefore(model, id, 'Lima#Kata5')).toBe(true);
      expect(await wasUsedBefore(model, id, 'Merdeka#1945!')).toBe(false);
      expect((await messages(id)).slice(0, 2)).toEqual([
        { channel: 'email', recipient: 'budi@asn.example', kind: 'password_changed' },
        { channel: 'sms', recipient: '+6281200000001', kind: 'password_changed' },
      ]);
      expect((await eventsOf(id, ['password.changed'])).length).toBe(5);
    });

    test('a first password of one’s own ends the one that is the NIK', async () => {
      const { id } = await model.account(nips.dewi);
      const hash = await model.hasher.hash('Kopi#Susu99');
      await model.inTransaction((trx) =>
        setPassword(trx, { accountId: id, hash, reason: 'activation', now: start + 1 }, model.telling),
      );
      expect((await model.account(nips.dewi)).password).toEqual({
        hash,
        initial: false,
        mustChange: false,
        recoveryForced: false,
        setAt: start + 1,
      });
      expect(await wasUsedBefore(model, id, '3174044303920003')).toBe(true);
    });

    test('nothing of it stays where the transaction fails', async () => {
      const { id } = await model.account(nips.agus);
      const before = await model.account(nips.agus);
      const failing = model.inTransaction(async (trx) => {
        await setPassword(trx, { accountId: id, hash: 'x', reason: 'chosen', now: start }, model.telling);
        throw Object.assign(new Error('later'), { code: 'later' });
      });
      await expect(failing).rejects.toMatchObject({ code: 'later' });
      expect(await model.account(nips.agus)).toEqual(before);
      expect(await messages(id)).toEqual([]);
    });

    test('an imported hash is replaced, unless the password was changed meanwhile', async () => {
      const { id, password } = await model.account(nips.siti);
      const hash = await model.hasher.hash('Merdeka#1945!');
      const replace = { accountId: id, oldHash: password?.hash ?? '', hash };
      const both = await Promise.all(
        [1, 2].map(() => model.inTransaction((trx) => replaceHash(trx, replace, model.telling.context))),
      );
      expect(both.toSorted()).toEqual([false, true]);
      expect((await model.account(nips.siti)).password).toMatchObject({ hash, setAt: password?.setAt });
      expect(await messages(id)).toEqual([]);
    });

    test('a password known to somebody else must be recovered; its owner is told once', async () => {
      const { id } = await model.account(nips.rina);
      const force = { accountId: id, wrongCodes: 20, now: start };
      const act = () => model.inTransaction((trx) => forcePasswordRecovery(trx, force, model.telling));
      expect([await act(), await act()]).toEqual([true, false]);
      expect((await model.account(nips.rina)).password?.recoveryForced).toBe(true);
      expect((await messages(id)).map((message) => message.kind)).toEqual([
        'password_recovery_forced',
        'password_recovery_forced',
      ]);
      await model.inTransaction((trx) =>
        setPassword(trx, { accountId: id, hash: 'y', reason: 'recovery', now: start }, model.telling),
      );
      expect((await model.account(nips.rina)).password?.recoveryForced).toBe(false);
    });
  });

  describe('recovery codes', () => {
    const toldOfNewCodes = async (id: string) => {
      const told = await model.db.selectFrom('outbox').select('kind').where('account_id', '=', id).execute();
      return told.filter(({ kind: sent }) => sent === 'recovery_codes_made').length;
    };

    test('ten readable ones, each usable once however it is typed', async () => {
      const { id } = await model.account(nips.agus);
      const codes = await model.inTransaction((trx) =>
        makeRecoveryCodes(trx, id, start, model.telling, { with: 'authenticator' }),
      );
      expect(codes).toHaveLength(10);
      // The authenticator's own notice speaks of them.
      expect(await toldOfNewCodes(id)).toBe(0);
      for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){2}[0-9A-HJKMNP-TV-Z]{5}$/);
      const [first = '', second = ''] = codes;
      const take = (typed: string) =>
        model.inTransaction((trx) =>
          takeRecoveryCode(trx, { accountId: id, typed, now: start }, model.telling),
        );
      expect(await take('00000-00000-00000')).toBe(false);
      expect(
        await take(first.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')),
      ).toBe(true);
      expect(await take(first)).toBe(false);
      const parallel = await Promise.all(Array.from({ length: 20 }, () => take(second)));
      expect(parallel.filter(Boolean)).toHaveLength(1);
      expect((await model.account(nips.agus)).recoveryCodesLeft).toBe(8);
      const used = await eventsOf(id, ['recovery-code.used']);
      expect(used.map((event) => event.details)).toEqual([{ left: 8 }, { left: 9 }]);
    });

    test('are stored hashed, belong to one account, and fresh ones end the old', async () => {
      const [agus, rina] = [await model.account(nips.agus), await model.account(nips.rina)];
      const make = (id: string) =>
        model.inTransaction((trx) => makeRecoveryCodes(trx, id, start, model.telling));
      const old = await make(agus.id);
      const take = (id: string, typed: string) =>
        model.inTransaction((trx) =>
          takeRecoveryCode(trx, { accountId: id, typed, now: start }, model.telling),
        );
      expect(await take(rina.id, old[0] ?? '')).toBe(false);
      const fresh = await make(agus.id);
      expect(await toldOfNewCodes(agus.id)).toBeGreaterThan(0);
      expect(await take(agus.id, old[0] ?? '')).toBe(false);
      expect(await take(agus.id, fresh[0] ?? '')).toBe(true);
      const stored = JSON.stringify(await model.db.selectFrom('recovery_code').selectAll().execute());
      for (const code of fresh) expect(stored).not.toContain(code);
    });
  });

  describe('known browsers', () => {
    test('a browser stays known while it is used, for 90 days', async () => {
      const { id } = await model.account(nips.budi);
      const token = await remember(id);
      expect(await remember(id, token, start + 80 * day)).toBe(token);
      expect(await findDevice(model.db, id, token, start + 160 * day)).not.toBeNull();
      expect(await findDevice(model.db, id, token, start + 171 * day)).toBeNull();
      expect(await findDevice(model.db, id, null, start)).toBeNull();
    });

    test('a second account of the browser gets a new token, and the first moves along', async () => {
      const [budi, agus] = [await model.account(nips.budi), await model.account(nips.agus)];
      const first = await remember(budi.id);
      const second = await remember(agus.id, first);
      expect(second).not.toBe(first);
      expect(await findDevice(model.db, budi.id, second, start)).not.toBeNull();
      expect(await findDevice(model.db, budi.id, first, start)).toBeNull();
      expect(await findDevice(model.db, agus.id, first, start)).toBeNull();
    });

    test('a killed one is a stranger, and its return is a new one', async () => {
      const { id } = await model.account(nips.siti);
      const token = await remember(id);
      const device = await findDevice(model.db, id, token, start);
      const kill = { accountId: id, deviceId: device?.id ?? '', reason: 'wrong_passwords', now: start };
      const act = () => model.inTransaction((trx) => killDevice(trx, kill, model.telling.context));
      expect([await act(), await act()]).toEqual([true, false]);
      expect(await findDevice(model.db, id, token, start)).toBeNull();
      expect(await remember(id, token)).not.toBe(token);
    });

    test('the log says whether the browser was known, and of each new one', async () => {
      const { id } = await model.account(nips.rina);
      const token = await remember(id);
      await remember(id, token, start + day);
      const events = await eventsOf(id, ['signin.success', 'device.remembered']);
      expect(events.map(({ type, details }) => [type, details.knownBrowser])).toEqual([
        ['signin.success', true],
        ['signin.success', false],
        ['device.remembered', undefined],
      ]);
      expect(events[0]?.details).toEqual({
        acr: 'urn:asn:acr:2',
        amr: ['pwd', 'otp'],
        shared: false,
        knownBrowser: true,
        signin: expect.any(String) as unknown,
      });
    });
  });
});
