import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { notice, sendCode, sendLink, sendNews } from '../../src/model/notices.ts';
import { deliveryOf, markFailed, markSent } from '../../src/model/outbox.ts';
import { findDisavowal, takeDisavowal } from '../../src/model/people/disavowals.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const now = start;
const ref = 'registration:00000000-0000-4000-8000-000000000001';

describe.each(['postgres', 'pglite'] as const)('notices on %s', (kind) => {
  let model: ModelFixture;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterEach(async () => {
    await model.db.deleteFrom('outbox').execute();
    await model.db.deleteFrom('disavowal').execute();
  });
  afterAll(() => model.close());

  const compose = () => model.telling.compose;
  const written = () => model.db.selectFrom('outbox').selectAll().orderBy('id').execute();
  const tokens = async () =>
    (await written()).map(({ text }) => /"disavow":"([^"]+)"/.exec(text)?.[1] ?? null);

  test('of one event make one link of "bukan saya", the same on every channel, good for ten days', async () => {
    const { id } = await model.account(nips.budi);
    await notice(model.db, {
      accountId: id,
      kind: 'totp_replaced',
      sid: 'sid-1',
      now,
      compose: compose(),
    });
    const [one, two] = await tokens();
    expect([one, one]).toEqual([two, expect.stringMatching(/^[\w-]{43}$/)]);
    const token = one ?? '';
    const found = { accountId: id, event: 'totp_replaced', eventAt: now, sid: 'sid-1', signin: null };
    expect(await findDisavowal(model.db, token, now)).toEqual(found);
    expect(await findDisavowal(model.db, token, now + 10 * 86_400_000 - 1)).toEqual(found);
    expect(await findDisavowal(model.db, token, now + 10 * 86_400_000)).toBeNull();
  });

  test('speak the account’s language, else what its owner just spoke, and never a stranger’s or an officer’s', async () => {
    const { id } = await model.account(nips.budi);
    const told = async (context: { actor: string; locale?: string }, locale: string | null = null) => {
      await model.db.updateTable('account').set({ locale }).where('id', '=', id).execute();
      await model.db.deleteFrom('outbox').execute();
      await notice(model.db, { accountId: id, kind: 'password_changed', context, now, compose: compose() });
      return (await written())[0]?.text.split(' ')[2];
    };
    expect(await told({ actor: id, locale: 'en' })).toBe('en');
    expect(await told({ actor: id, locale: 'en' }, 'id')).toBe('id');
    expect(await told({ actor: 'anonymous', locale: 'en' })).toBe('-');
    expect(await told({ actor: (await model.account(nips.agus)).id, locale: 'en' })).toBe('-');
    expect(await told({ actor: id })).toBe('-');
    await told({ actor: id });
  });

  test('of two takers of one link one gets it', async () => {
    const { id } = await model.account(nips.budi);
    await notice(model.db, { accountId: id, kind: 'password_changed', now, compose: compose() });
    const [token] = await tokens();
    const take = () =>
      model.inTransaction((trx) =>
        takeDisavowal(trx, { token: token ?? '', choice: 'freeze', now }, model.telling.context),
      );
    const taken = [await take(), await take()];
    expect(taken.map((one) => one?.event ?? null)).toEqual(['password_changed', null]);
  });

  test('that nobody could take back carry none', async () => {
    const { id } = await model.account(nips.budi);
    await notice(model.db, { accountId: id, kind: 'account_frozen', now, compose: compose() });
    expect(await tokens()).toEqual([null, null]);
    expect(await model.db.selectFrom('disavowal').selectAll().execute()).toEqual([]);
  });

  test('to nobody leave nothing behind', async () => {
    const id = '00000000-0000-4000-8000-00000000beef';
    await notice(model.db, { accountId: id, kind: 'password_changed', now, compose: compose() });
    expect([await written(), await model.db.selectFrom('disavowal').selectAll().execute()]).toEqual([[], []]);
  });

  test('codes, links and news of one matter are found by it, newest first', async () => {
    const email = { kind: 'email', value: 'andi@asn.example' } as const;
    const phone = { kind: 'phone', value: '+6281200000006' } as const;
    const code = { accountId: null, kind: 'code_registration', code: '012345', minutes: 30, ref } as const;
    const rest = { locale: null, now, compose: compose() };
    await sendCode(model.db, { ...code, contact: email, ...rest });
    await sendCode(model.db, { ...code, contact: phone, ...rest });
    await sendNews(model.db, {
      to: email,
      kind: 'registration_waiting',
      values: { link: 'x' },
      ref,
      ...rest,
    });
    await sendLink(model.db, {
      ...{ accountId: null, to: email.value, kind: 'link_activation', link: 'x', minutes: 30, ref },
      ...rest,
      now: now + 1000,
    });
    const [first, second, third] = await written();
    await markSent(model.db, first?.id ?? 0, { now: now + 5000, keepText: false });
    await markFailed(model.db, second?.id ?? 0, { now: now + 6000, retryAt: null, error: 'no' });
    await markFailed(model.db, third?.id ?? 0, { now, retryAt: now + 60_000, error: 'not yet' });
    expect(await deliveryOf(model.db, ref)).toEqual([
      { channel: 'email', state: 'waiting', at: new Date(now + 1000) },
      { channel: 'email', state: 'waiting', at: new Date(now) },
      { channel: 'sms', state: 'failed', at: new Date(now + 6000) },
      { channel: 'email', state: 'sent', at: new Date(now + 5000) },
    ]);
    expect(await deliveryOf(model.db, 'registration:another')).toEqual([]);
  });
});
