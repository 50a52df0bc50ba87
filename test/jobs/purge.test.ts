import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { purge } from '../../src/jobs/purge.ts';
import { makeDisavowable } from '../../src/model/people/disavowals.ts';
import { repeat } from '../../src/platform/repeat.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const DAY = 86_400_000;
const nothing = {
  authenticators: 0,
  requests: 0,
  messages: 0,
  texts: 0,
  deliveries: 0,
  disavowals: 0,
  handedCodes: 0,
  letterBatches: 0,
  resets: 0,
  corrections: 0,
  sweeps: 0,
  checks: 0,
};

describe.each(['postgres', 'pglite'] as const)('purge on %s', (kind) => {
  let model: ModelFixture;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterAll(() => model.close());

  const outboxRow = (age: number, fate: { sent?: boolean; dead?: boolean }) => ({
    channel: 'email' as const,
    recipient: 'a@asn.example',
    subject: 's',
    text: 'secret 123456',
    kind: 'code_captcha',
    created_at: new Date(start - age),
    next_attempt_at: new Date(start - age),
    sent_at: fate.sent ? new Date(start - age) : null,
    dead_at: fate.dead ? new Date(start - age) : null,
  });

  test('takes away what has had its day, and keeps the rest', async () => {
    const { db } = model;
    const account = await model.account(nips.dewi);
    const entry = (id: string, age: number, fate: { replaced?: number } = {}) => ({
      id,
      account_id: account.id,
      secret_enc: 'x',
      label: 'x',
      created_at: new Date(start - age),
      burnt_steps: '[]',
      confirmed_at: fate.replaced === undefined ? null : new Date(start - age),
      replaced_at: fate.replaced === undefined ? null : new Date(start - fate.replaced),
    });
    const [stale, fresh, old, recent] = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
    const idsOf = async () => (await db.selectFrom('totp').select('id').execute()).map(({ id }) => id);
    const before = await idsOf();
    await db
      .insertInto('totp')
      .values([
        entry(stale ?? '', 3 * 3_600_000),
        entry(fresh ?? '', 3_600_000),
        entry(old ?? '', 200 * DAY, { replaced: 91 * DAY }),
        entry(recent ?? '', 200 * DAY, { replaced: 89 * DAY }),
      ])
      .execute();
    await db
      .insertInto('outbox')
      .values([
        outboxRow(1000, {}),
        outboxRow(100 * DAY, {}),
        outboxRow(10 * DAY, { sent: true }),
        outboxRow(100 * DAY, { sent: true }),
        outboxRow(10 * DAY, { dead: true }),
      ])
      .execute();
    await makeDisavowable(db, {
      accountId: account.id,
      event: 'password_changed',
      sid: null,
      now: start - 11 * DAY,
    });
    await makeDisavowable(db, {
      accountId: account.id,
      event: 'totp_enrolled',
      sid: null,
      now: start - 9 * DAY,
    });
    expect(await purge(db, start)).toEqual({
      ...nothing,
      authenticators: 2,
      messages: 1,
      texts: 1,
      disavowals: 1,
    });
    expect((await idsOf()).toSorted()).toEqual([...before, fresh, recent].toSorted());
    const left = await db.selectFrom('outbox').select(['text', 'dead_at']).execute();
    expect(left.map(({ text, dead_at }) => (dead_at ? text === '' : text !== ''))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(await purge(db, start)).toEqual(nothing);
    expect(await db.selectFrom('disavowal').select('event').execute()).toEqual([{ event: 'totp_enrolled' }]);
  });

  test('takes away codes, letters, resets and requests of a quarter ago, and leaves what is younger or open', async () => {
    const { db } = model;
    const { id: accountId } = await model.account(nips.budi);
    const idOf = (n: number) => `00000000-0000-4000-8000-0000000001${n}`;
    const ago = (days: number) => new Date(start - days * DAY);
    const [old, recent, open] = [idOf(10), idOf(11), idOf(12)];
    const batch = (id: string) => ({ id, made_by: accountId, made_at: ago(121), count: 1 });
    const { id: agency_id } = await db.selectFrom('agency').select('id').limit(1).executeTakeFirstOrThrow();
    await db
      .insertInto('letter_batch')
      .values([old, recent].map((id) => ({ ...batch(id), agency_id })))
      .execute();
    await db
      .insertInto('handed_code')
      .values(
        [old, recent].map((id) => ({
          ...{ id, account_id: accountId, kind: 'letter' as const, hash: 'x', issued_by: 'x', batch_id: id },
          ...{ issued_at: ago(121), expires_at: ago(id === old ? 91 : 89) },
        })),
      )
      .execute();
    const reset = { account_id: accountId, way: 'contacts' as const, requested_by: 'x' };
    const times = { requested_at: ago(92), opens_at: ago(91), closes_at: ago(90) };
    await db
      .insertInto('authenticator_reset')
      .values([
        { id: old, ...reset, ...times, state: 'used', ended_at: ago(91) },
        { id: recent, ...reset, ...times, state: 'cancelled', ended_at: ago(89) },
        { id: open, ...reset, ...times, state: 'open' },
      ])
      .execute();
    const request = { kind: 'record' as const, nip: nips.budi, text: 'x', created_at: ago(100) };
    await db
      .insertInto('correction_request')
      .values([
        { id: old, ...request, token_hash: old, state: 'done', decided_at: ago(91) },
        { id: recent, ...request, token_hash: recent, state: 'refused', decided_at: ago(89) },
        { id: open, ...request, token_hash: open, state: 'open' },
      ])
      .execute();
    await db
      .insertInto('session_sweep')
      .values([{ done_at: ago(91) }, { done_at: ago(89) }, {}].map((fate) => ({ before: ago(100), ...fate })))
      .execute();
    const ended = { handedCodes: 1, letterBatches: 1, resets: 1, corrections: 1, sweeps: 1 };
    expect(await purge(db, start)).toEqual({ ...nothing, ...ended });
    expect(await purge(db, start)).toEqual(nothing);
    const left = await Promise.all(
      (['handed_code', 'letter_batch', 'authenticator_reset', 'correction_request'] as const).map((table) =>
        db.selectFrom(table).select('id').orderBy('id').execute(),
      ),
    );
    expect(left.map((rows) => rows.map(({ id }) => id))).toEqual([
      [recent],
      [recent],
      [recent, open],
      [recent, open],
    ]);
  });

  test('requests go half a year after they ended, and the forgotten ones after two', async () => {
    const { db } = model;
    const { id: accountId } = await model.account(nips.budi);
    const metadata = JSON.stringify({ client_name: 'x' });
    const times = { created_at: new Date(start), updated_at: new Date(start) };
    await db
      .insertInto('client')
      .values({ client_id: 'x', metadata, third_party: false, min_acr: 'phr', ...times })
      .execute();
    const at = (days: number) => new Date(start - days * DAY);
    const row = (reference: string, state: 'approved' | 'processing', days: number) => ({
      ...{ client_id: 'x', account_id: accountId, reference, title: 'x', state },
      ...{ updated_at: at(days), received_at: at(days) },
    });
    const rows = [
      row('old', 'approved', 181),
      row('recent', 'approved', 179),
      row('running', 'processing', 181),
      row('forgotten', 'processing', 731),
    ];
    await db.insertInto('service_request').values(rows).execute();
    expect(await purge(db, start)).toEqual({ ...nothing, requests: 2 });
    const left = await db.selectFrom('service_request').select('reference').orderBy('reference').execute();
    expect(left.map(({ reference }) => reference)).toEqual(['recent', 'running']);
  });
});

test('a repeated job goes on after a failure, one round at a time, and stops after the round', async () => {
  const faults: unknown[] = [];
  let rounds = 0;
  let running = 0;
  const job = repeat({
    everySeconds: 0.01,
    onError: (error) => faults.push(error),
    work: async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 15));
      running -= 1;
      rounds += 1;
      if (rounds === 1) throw new Error('away');
    },
  });
  job.start();
  await until(() => rounds > 2);
  await job.stop();
  const ended = rounds;
  expect([faults.length, running]).toEqual([1, 0]);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(rounds).toBe(ended);
});

/** The runner's timeout is the limit: on a busy machine a round takes as long as it takes. */
async function until(there: () => boolean): Promise<void> {
  while (!there()) await new Promise((resolve) => setTimeout(resolve, 10));
}
