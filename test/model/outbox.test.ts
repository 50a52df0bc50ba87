import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createCompose } from '../../src/jobs/compose.ts';
import { createOutboxJob, devSender } from '../../src/jobs/deliver-outbox.ts';
import type { Senders } from '../../src/jobs/deliver-outbox.ts';
import { createMessages } from '../../src/messages.ts';
import { notice, sendCode } from '../../src/model/notices.ts';
import { enqueueAll, recentMessages } from '../../src/model/outbox.ts';
import { createLogger } from '../../src/platform/log.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const log = createLogger({ level: 'silent' });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function signal(): { give: () => void; given: Promise<void> } {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { give, given };
}

describe.each(['postgres', 'pglite'] as const)('outbox on %s', (kind) => {
  let model: ModelFixture;
  let now = start;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterEach(() => model.db.deleteFrom('outbox').execute());
  afterAll(() => model.close());

  const job = (senders: Senders, keepTexts = true) =>
    createOutboxJob({ db: model.db, senders, now: () => now, log, keepTexts });
  const write = (to: string, text = 'text') =>
    enqueueAll(model.db, [
      { channel: 'email', to, kind: 'password_changed', subject: 'subject', text, at: now },
    ]);

  test('shows what was sent, newest first, with numbers as people write them', async () => {
    await write('first@asn.example');
    await job(devSender).runOnce();
    now += 1000;
    await enqueueAll(model.db, [
      {
        channel: 'sms',
        to: '+6281200000001',
        kind: 'code_activation',
        subject: '',
        text: '123456',
        at: now,
      },
    ]);
    expect(await recentMessages(model.db, 10)).toHaveLength(1);
    await job(devSender).runOnce();
    expect(await recentMessages(model.db, 10)).toEqual([
      {
        channel: 'sms',
        to: '081200000001',
        subject: '',
        text: '123456',
        sentAt: new Date(now).toISOString(),
      },
      {
        channel: 'email',
        to: 'first@asn.example',
        subject: 'subject',
        text: 'text',
        sentAt: new Date(now - 1000).toISOString(),
      },
    ]);
  });

  test('several nodes at once send each message once', async () => {
    const sent: string[] = [];
    const senders: Senders = { ...devSender, email: async (message) => void sent.push(message.to) };
    await Promise.all(Array.from({ length: 50 }, (_, index) => write(`${index}@asn.example`)));
    const counts = await Promise.all(Array.from({ length: 4 }, () => job(senders).runOnce()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(new Set(sent).size).toBe(50);
    expect(sent).toHaveLength(50);
  });

  test('a failed one is tried again later and later, then it is a dead letter', async () => {
    let tries = 0;
    const failing: Senders = { ...devSender, email: () => Promise.reject(new Error(`no ${(tries += 1)}`)) };
    const other: string[] = [];
    const senders: Senders = { email: failing.email, sms: async (message) => void other.push(message.to) };
    await write('a@asn.example');
    await enqueueAll(model.db, [
      {
        channel: 'sms',
        to: '+62811',
        kind: 'code_activation',
        subject: '',
        text: 'x',
        at: now,
      },
    ]);
    await job(senders).runOnce();
    expect([tries, other.length]).toEqual([1, 1]);
    await job(senders).runOnce();
    expect(tries).toBe(1);
    now += 10_000;
    await job(senders).runOnce();
    expect(tries).toBe(2);
    for (let hour = 0; hour < 40; hour += 1) {
      now += 3_600_000;
      await job(senders).runOnce();
    }
    const row = await model.db
      .selectFrom('outbox')
      .select(['dead_at', 'sent_at', 'last_error'])
      .where('channel', '=', 'email')
      .executeTakeFirst();
    expect(row).toMatchObject({ sent_at: null, last_error: `no ${tries}` });
    expect(row?.dead_at).not.toBeNull();
    const dead = await model.db
      .selectFrom('audit')
      .select('details')
      .where('type', '=', 'mail.dead')
      .execute();
    expect(dead).toHaveLength(1);
  });

  test('a node that died gives its messages back', async () => {
    await write('a@asn.example');
    const claimed = signal();
    const released = signal();
    const hanging: Senders = {
      ...devSender,
      email: () => {
        claimed.give();
        return released.given;
      },
    };
    const died = job(hanging).runOnce();
    await claimed.given;
    expect(await job(devSender).runOnce()).toBe(0);
    now += 61_000;
    expect(await job(devSender).runOnce()).toBe(1);
    // Ended here: its timeout would else write into a database that is closed by then.
    released.give();
    await died;
  });

  test('outside the demo a text is gone once it was sent', async () => {
    await write('a@asn.example', 'kode 123456');
    await job(devSender, false).runOnce();
    expect((await recentMessages(model.db, 1))[0]?.text).toBe('');
  });

  test('delivers by itself, soon after a nudge, and stops', async () => {
    const running = job(devSender);
    running.start();
    await write('a@asn.example');
    running.nudge();
    while ((await recentMessages(model.db, 10)).length === 0) await pause(10);
    expect(await recentMessages(model.db, 10)).toHaveLength(1);
    await running.stop();
    await write('b@asn.example');
    // Longer than the time between two rounds: that nothing happens can only be waited for.
    await pause(1200);
    expect(await recentMessages(model.db, 10)).toHaveLength(1);
  });

  test('a notice goes to every contact on record and to no removed one', async () => {
    const { id } = await model.account(nips.rina);
    const tell = () =>
      notice(model.db, { accountId: id, kind: 'totp_enrolled', now, compose: model.telling.compose });
    await tell();
    await model.db
      .updateTable('contact')
      .set({ removed_at: new Date(now) })
      .where('account_id', '=', id)
      .where('kind', '=', 'phone')
      .execute();
    await tell();
    const rows = await model.db.selectFrom('outbox').select(['channel', 'recipient']).orderBy('id').execute();
    expect(rows.map((row) => row.recipient)).toEqual([
      'rina@asn.example',
      '+6281200000005',
      'rina@asn.example',
    ]);
  });

  test('a code is sent to the stored contact with its text', async () => {
    const { id, contacts } = await model.account(nips.budi);
    const [contact] = contacts;
    if (!contact) throw new Error('no contact');
    const compose = createCompose(createMessages(), { issuer: 'http://localhost:3000' });
    await sendCode(model.db, {
      accountId: id,
      contact,
      kind: 'code_activation',
      code: '012345',
      minutes: 10,
      locale: null,
      now,
      compose,
    });
    const row = await model.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ recipient: 'budi@asn.example', subject: 'Kode aktivasi akun ASN Digital' });
    expect(row.text).toContain('012345');
  });
});
