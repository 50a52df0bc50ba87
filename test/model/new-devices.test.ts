import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { createCompose } from '../../src/jobs/compose.ts';
import { tellNewDevices } from '../../src/jobs/tell-new-devices.ts';
import { createMessages } from '../../src/messages.ts';
import { tellOfNewDevices } from '../../src/model/people/new-devices.ts';
import { recordSignin } from '../../src/model/record-signin.ts';
import { findSigninAccountById } from '../../src/model/people/signin-account.ts';
import { browserName } from '../../src/parts/browser-name.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const compose = createCompose(createMessages(), { issuer: 'https://sso.example' });
const CHROME = 'Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537';
const later = start + policy.notices.newDeviceBatchSeconds * 1000;

describe.each(['postgres', 'pglite'] as const)('notices of new devices on %s', (kind) => {
  let model: ModelFixture;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterAll(() => model.close());
  beforeEach(async () => {
    for (const table of ['new_device_notice', 'outbox', 'disavowal', 'device'] as const)
      await model.db.deleteFrom(table).execute();
  });

  interface Seat {
    token?: string | null;
    remember?: boolean;
    at?: number;
    userAgent?: string;
    address?: string;
  }
  const signIn = async (nip: string, seat: Seat = {}) => {
    const { id } = await model.account(nip);
    const account = await findSigninAccountById(model.db, id);
    const { token = null, remember = true, at = start, userAgent = CHROME, address = '192.0.2.7' } = seat;
    const signin = {
      accountId: id,
      epoch: account?.epoch ?? 0,
      now: at,
      startedAt: Math.floor(at / 1000),
      browser: { token, userAgent, remember },
      proven: { acr: 'urn:asn:acr:2', amr: ['pwd', 'otp'], shared: !remember },
      activated: account?.state === 'unverified',
    };
    const context = { actor: id, at, clientId: 'portal', address, userAgent };
    return (await recordSignin(model.db, signin, context))?.device ?? null;
  };
  const tell = (now = later) =>
    tellNewDevices({ db: model.db, compose, nameBrowser: browserName, now: () => now });
  const mails = () => model.db.selectFrom('outbox').selectAll().orderBy('id').execute();

  test('three devices within five minutes are one mail that lists them, by mail alone', async () => {
    await signIn(nips.budi);
    await signIn(nips.budi, { at: start + 60_000, userAgent: 'Firefox/130 Linux', address: '2001:db8::7' });
    await signIn(nips.budi, { at: start + 120_000, userAgent: 'curl', remember: false });
    expect(await tell(later - 1)).toBe(0);
    expect(await tell()).toBe(1);
    expect(await tell(later + 60_000)).toBe(0);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ channel: 'email', recipient: 'budi@asn.example', kind: 'new_device' });
    expect(mail?.text).toContain('Chrome, Windows, ke ');
    expect(mail?.text).toContain('dari alamat jaringan 192.0.2.7');
    expect(mail?.text).toContain('Firefox, Linux');
    expect(mail?.text).toContain('2001:db8::7');
    expect(mail?.text).toContain('peramban yang tidak dikenal');
    expect(mail?.text).toContain('(perangkat bersama)');
    expect(mail?.text.match(/\/bukan-saya\//g)).toHaveLength(1);
    const [link, ...links] = await model.db.selectFrom('disavowal').selectAll().execute();
    expect(links).toEqual([]);
    // Of three it is not known which one to end.
    expect(link).toMatchObject({ event: 'new_device', sid: null, signin: null });
  });

  test('one sign-in can be ended by itself: its link knows how its session began', async () => {
    await signIn(nips.budi);
    await tell();
    const link = await model.db.selectFrom('disavowal').selectAll().executeTakeFirstOrThrow();
    const device = await model.db.selectFrom('device').select('id').executeTakeFirstOrThrow();
    expect(link.signin).toMatchObject({
      startedAt: start / 1000,
      userAgent: CHROME,
      address: '192.0.2.7',
      device: device.id,
    });
  });

  test('a known device is told of never, on a shared session of it neither', async () => {
    const token = await signIn(nips.budi);
    await tell();
    await signIn(nips.budi, { token, at: later });
    await signIn(nips.budi, { token, at: later, remember: false });
    expect(await model.db.selectFrom('new_device_notice').selectAll().execute()).toEqual([]);
    // Of somebody else it is new.
    await signIn(nips.siti, { token, at: later });
    const rows = await model.db.selectFrom('new_device_notice').select('account_id').execute();
    expect(rows).toEqual([{ account_id: (await model.account(nips.siti)).id }]);
  });

  test('one whose token was revoked, or has been idle too long, is new again', async () => {
    const token = await signIn(nips.budi);
    await tell();
    const idle = later + policy.devices.ttlSeconds * 1000;
    const again = await signIn(nips.budi, { token, at: idle });
    await model.db
      .updateTable('device')
      .set({ revoked_at: new Date(idle) })
      .execute();
    await tell(idle + 300_000);
    await signIn(nips.budi, { token: again, at: idle + 300_000 });
    await tell(idle + 600_000);
    expect((await mails()).filter((row) => row.kind === 'new_device')).toHaveLength(3);
  });

  test('a shared device is told of in quieter words, each time', async () => {
    await signIn(nips.budi, { remember: false });
    await tell();
    const [mail] = await mails();
    expect(mail).toMatchObject({ kind: 'shared_device', subject: 'Anda masuk di perangkat bersama' });
    expect(await model.db.selectFrom('device').selectAll().execute()).toEqual([]);
  });

  test('an activation alone says nothing more; a second device right after it brings both', async () => {
    const { id } = await model.account(nips.dewi);
    const reset = () =>
      model.db.updateTable('account').set({ state: 'unverified' }).where('id', '=', id).execute();
    await reset();
    await signIn(nips.dewi);
    expect(await tell()).toBe(1);
    expect(await mails()).toEqual([]);
    await reset();
    await signIn(nips.dewi, { at: later });
    await signIn(nips.dewi, { at: later + 1000, userAgent: 'Firefox/1 Android' });
    await tell(later + 300_000);
    const [mail] = await mails();
    expect(mail?.text).toContain('Chrome, Windows');
    expect(mail?.text).toContain('Firefox, Android');
  });

  test('of very many the first ten are listed, and the rest counted', async () => {
    for (let nr = 0; nr < 13; nr++) await signIn(nips.budi, { at: start + nr, address: `192.0.2.${nr}` });
    await tell();
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.text.match(/alamat jaringan/g)).toHaveLength(10);
    expect(mail?.text).toContain('- dan 3 kali lagi');
  });

  test('whoever has no address by mail is not told, and nothing stays behind', async () => {
    const { id } = await model.account(nips.agus);
    await model.db
      .updateTable('contact')
      .set({ removed_at: new Date(start) })
      .where('account_id', '=', id)
      .where('kind', '=', 'email')
      .execute();
    await signIn(nips.agus);
    expect(await tell()).toBe(1);
    expect(await mails()).toEqual([]);
    expect(await model.db.selectFrom('new_device_notice').selectAll().execute()).toEqual([]);
  });

  test('a sign-in that the raised epoch ends tells of nothing', async () => {
    const { id } = await model.account(nips.budi);
    const ended = recordSignin(
      model.db,
      {
        accountId: id,
        epoch: -1,
        now: start,
        startedAt: 0,
        browser: { token: null, userAgent: null, remember: true },
        proven: { acr: 'x', amr: [], shared: false },
        activated: false,
      },
      { actor: id },
    );
    expect(await ended).toBeNull();
    expect(await model.db.selectFrom('new_device_notice').selectAll().execute()).toEqual([]);
  });

  test('a node that dies in between has told nothing, and another one does', async () => {
    await signIn(nips.budi);
    const crashed = model.inTransaction(async (trx) => {
      await tellOfNewDevices(trx, later, { compose, nameBrowser: browserName });
      throw new Error('power cut');
    });
    await expect(crashed).rejects.toThrow('power cut');
    expect(await mails()).toEqual([]);
    await tell();
    expect(await mails()).toHaveLength(1);
  });

  test('many nodes at once send each batch once', async () => {
    await Promise.all([nips.budi, nips.siti, nips.rina].map((nip) => signIn(nip)));
    const told = await Promise.all(Array.from({ length: 6 }, () => tell()));
    expect(told.reduce((sum, one) => sum + one, 0)).toBe(3);
    const sent = (await mails()).map(({ recipient }) => recipient).toSorted();
    expect(sent).toEqual(['budi@asn.example', 'rina@asn.example', 'siti@asn.example']);
  });
});

test('a sign-in while a node tells begins the next batch', async () => {
  const model = await openModel('postgres');
  const { id, epoch } = await model.account(nips.budi);
  const record = (at: number) =>
    recordSignin(
      model.db,
      {
        accountId: id,
        epoch,
        now: at,
        startedAt: at / 1000,
        browser: { token: null, userAgent: CHROME, remember: true },
        proven: { acr: 'x', amr: [], shared: false },
        activated: false,
      },
      { actor: id, at },
    );
  await record(start);
  let meanwhile: Promise<unknown> = Promise.resolve();
  await model.inTransaction(async (trx) => {
    await tellOfNewDevices(trx, later, { compose, nameBrowser: browserName });
    meanwhile = record(later);
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  await meanwhile;
  const rows = await model.db.selectFrom('new_device_notice').select(['count', 'due_at']).execute();
  expect(rows).toEqual([{ count: 1, due_at: new Date(later + 300_000) }]);
  expect(await model.db.selectFrom('outbox').select('id').execute()).toHaveLength(1);
  await model.close();
});
