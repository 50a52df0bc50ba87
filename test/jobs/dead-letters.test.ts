import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createOutboxJob, devSender } from '../../src/jobs/deliver-outbox.ts';
import type { Senders } from '../../src/jobs/deliver-outbox.ts';
import { deliveryFault } from '../../src/jobs/senders/delivery-fault.ts';
import { deadMessages, retryDead } from '../../src/model/dead-letters.ts';
import { enqueueAll } from '../../src/model/outbox.ts';
import type { DueMessage } from '../../src/model/outbox.ts';
import { verifyContact } from '../../src/model/people/accounts.ts';
import { createLogger } from '../../src/platform/log.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const log = createLogger({ level: 'silent' });

describe.each(['postgres', 'pglite'] as const)('messages that nobody takes, on %s', (kind) => {
  let model: ModelFixture;
  let now = start;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterEach(() => model.db.deleteFrom('outbox').execute());
  afterAll(() => model.close());

  const deliver = (senders: Partial<Senders>) =>
    createOutboxJob({
      db: model.db,
      senders: { ...devSender, ...senders },
      now: () => now,
      log,
      keepTexts: false,
    });
  const refuse = (options: Parameters<typeof deliveryFault>[1]) => () =>
    Promise.reject(deliveryFault('RCPT TO: 550 5.1.1', options));
  const write = (accountId: string | null = null, to = 'budi@asn.example') =>
    enqueueAll(model.db, [
      {
        channel: 'email',
        to,
        kind: 'code_activation',
        subject: 's',
        text: '012345',
        html: '<p>',
        accountId,
        at: now,
      },
    ]);
  const row = () => model.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
  const contactsOf = async (accountId: string) =>
    model.db
      .selectFrom('contact')
      .select(['id', 'kind', 'bounced_at'])
      .where('account_id', '=', accountId)
      .orderBy('kind')
      .execute();

  test('are dead at once where they never will be, and say so in the audit', async () => {
    await write();
    await deliver({ email: refuse({ permanent: true }) }).runOnce();
    expect(await row()).toMatchObject({ attempts: 1, sent_at: null, dead_at: new Date(now) });
    const events = await model.db
      .selectFrom('audit')
      .select('details')
      .where('type', '=', 'mail.dead')
      .execute();
    expect(events).toHaveLength(1);
  });

  test('mark the contact where nobody is there, until a code to it comes back', async () => {
    const { id } = await model.account(nips.budi);
    await write(id);
    await deliver({ email: refuse({ permanent: true, bounced: true }) }).runOnce();
    const [email, phone] = await contactsOf(id);
    expect([email?.bounced_at, phone?.bounced_at]).toEqual([new Date(now), null]);
    const events = await model.db
      .selectFrom('audit')
      .select(['account_id', 'details'])
      .where('type', '=', 'contact.bounced')
      .execute();
    expect(events).toEqual([{ account_id: id, details: { kind: 'email' } }]);
    await verifyContact(model.db, { accountId: id, contactId: email?.id ?? '', now }, { actor: 'self' });
    expect((await contactsOf(id))[0]?.bounced_at).toBeNull();
  });

  test('mark no contact of the account but the one written to', async () => {
    const { id } = await model.account(nips.siti);
    await write(id, 'former@asn.example');
    await deliver({ email: refuse({ permanent: true, bounced: true }) }).runOnce();
    expect((await contactsOf(id)).map((contact) => contact.bounced_at)).toEqual([null, null]);
  });

  test('are waited with as long as the other side asks', async () => {
    await write();
    await deliver({ email: refuse({ retryAfterSeconds: 300 }) }).runOnce();
    expect((await row()).next_attempt_at).toEqual(new Date(now + 300_000));
  });

  test('can be listed, and tried again from the beginning, once each', async () => {
    await write();
    await deliver({ email: refuse({ permanent: true }) }).runOnce();
    const [dead, ...more] = await deadMessages(model.db, { limit: 10 });
    expect(more).toEqual([]);
    expect(dead).toMatchObject({ to: 'budi@asn.example', error: 'RCPT TO: 550 5.1.1', retryable: true });
    const retry = () =>
      model.inTransaction((trx) => retryDead(trx, { id: dead?.id ?? 0, now }, { actor: 'shell' }));
    expect([await retry(), await retry()]).toEqual([true, false]);
    expect(await deliver({}).runOnce()).toBe(1);
    expect(await deadMessages(model.db, { limit: 10 })).toEqual([]);
    expect(await row()).toMatchObject({ text: '', html: null });
  });

  test('are not tried again once their text is gone', async () => {
    await write();
    await deliver({ email: refuse({ permanent: true }) }).runOnce();
    await model.db.updateTable('outbox').set({ text: '' }).execute();
    const [dead] = await deadMessages(model.db, { limit: 10 });
    expect(dead?.retryable).toBe(false);
    expect(
      await model.inTransaction((trx) => retryDead(trx, { id: dead?.id ?? 0, now }, { actor: 'shell' })),
    ).toBe(false);
  });

  test('keep one key over every try, and no two have the same', async () => {
    const keys: string[] = [];
    const failing = (message: DueMessage) => {
      keys.push(message.key);
      return Promise.reject(new Error('away'));
    };
    await write();
    await write();
    await deliver({ email: failing }).runOnce();
    now += 60_000;
    await deliver({ email: failing }).runOnce();
    expect([keys.length, new Set(keys).size]).toEqual([4, 2]);
  });

  test('of one channel hold up no other', async () => {
    let release = () => {};
    const hanging = () => new Promise<void>((resolve) => (release = resolve));
    await enqueueAll(model.db, [
      { channel: 'sms', to: '+6281200000001', kind: 'code_activation', subject: '', text: 'x', at: now },
    ]);
    const mailed: string[] = [];
    const job = deliver({ sms: hanging, email: async (message) => void mailed.push(message.to) });
    job.start();
    job.nudge();
    await until(async () => (await row()).attempts === 1);
    await write();
    job.nudge();
    await until(async () => mailed.length === 1);
    release();
    await job.stop();
    expect(mailed).toEqual(['budi@asn.example']);
  });
});

/** The runner's timeout is the limit. */
async function until(there: () => Promise<boolean>): Promise<void> {
  while (!(await there())) await new Promise((resolve) => setTimeout(resolve, 10));
}
