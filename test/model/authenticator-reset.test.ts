import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { heldReset as openFor } from '../../src/features/signin/held-reset.ts';
import {
  cancelByLink,
  cancelResets,
  expireResets,
  findByCancelLink,
  findByOpenLink,
  heldReset,
  holdByLink,
  openDueReset,
  requestReset,
  runningReset,
  useReset,
} from '../../src/model/credentials/authenticator-reset.ts';
import type { ResetRequest, ResetTelling } from '../../src/model/credentials/authenticator-reset.ts';
import { sha256 } from '../../src/platform/crypto.ts';
import { nips, openModel, plainCompose, start } from '../support/model.ts';

const HOUR = 3_600_000;
const DELAY = policy.resets.authenticatorDelaySeconds * 1000;
const OPEN = policy.resets.authenticatorOpenSeconds * 1000;
const issuer = 'https://sso.example';
const context = { actor: 'self', at: start };
const telling: ResetTelling = { compose: plainCompose, issuer, context };
const holder = sha256('this browser');

describe('the reset of a lost authenticator', () => {
  let model: Awaited<ReturnType<typeof openModel>>;
  let accountId: string;
  beforeAll(async () => {
    model = await openModel('postgres');
    accountId = (await model.account(nips.budi)).id;
  });
  afterAll(async () => model?.close());
  beforeEach(async () => {
    await model.db.deleteFrom('authenticator_reset').execute();
    await model.db.deleteFrom('outbox').execute();
  });

  const request = (change: Partial<ResetRequest> = {}) =>
    model.inTransaction((trx) =>
      requestReset(
        trx,
        {
          accountId,
          way: 'contacts',
          requestedBy: accountId,
          holderHash: holder,
          opensAt: start + DELAY,
          now: start,
          ...change,
        },
        telling,
      ),
    );
  const told = async (kind: string) => {
    const rows = await model.db
      .selectFrom('outbox')
      .select(['channel', 'text'])
      .where('kind', '=', kind)
      .execute();
    return { channels: rows.map(({ channel }) => channel).toSorted(), text: rows[0]?.text ?? '' };
  };
  const tokenIn = (text: string, path: string) =>
    new RegExp(`${issuer}${path}/([A-Za-z0-9_-]{43})`).exec(text)?.[1] ?? '';
  /** As a sign-in asks it, once the password was right. */
  const open = async (now: number, holderHash: string | null = holder) =>
    openFor({
      account: await model.account(nips.budi),
      interaction: { act: null },
      progress: { factors: { pwd: now }, enrolled: false },
      holder: holderHash,
      now,
    });

  test('waits a day, opens for its holder alone, and closes after a day', async () => {
    expect((await request()).kind).toBe('requested');
    expect((await told('reset_requested')).channels).toEqual(['email', 'sms']);
    expect(await open(start + DELAY - 1)).toBeNull();
    expect(await open(start + DELAY)).not.toBeNull();
    expect(await open(start + DELAY, sha256('another browser'))).toBeNull();
    expect(await open(start + DELAY, null)).toBeNull();
    expect(await open(start + DELAY + OPEN - 1)).not.toBeNull();
    expect(await open(start + DELAY + OPEN)).toBeNull();
  });

  test('of two requests at once one wins, and the clock of the one that runs stays', async () => {
    const both = await Promise.all([request(), request({ opensAt: start + 2 * DELAY })]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['requested', 'running']);
    const running = await runningReset(model.db, accountId);
    const later = await request({ opensAt: start + HOUR, now: start + HOUR / 2 });
    expect(later).toEqual({ kind: 'running', reset: running });
  });

  test('that nobody used makes way for another one', async () => {
    await request();
    const now = start + DELAY + OPEN;
    expect((await request({ now, opensAt: now + DELAY })).kind).toBe('requested');
    const states = await model.db
      .selectFrom('authenticator_reset')
      .select('state')
      .orderBy('opens_at')
      .execute();
    expect(states.map(({ state }) => state)).toEqual(['expired', 'waiting']);
  });

  test('is used once, in its time', async () => {
    await request();
    const { id } = (await runningReset(model.db, accountId)) ?? { id: '' };
    const use = (now: number) => model.inTransaction((trx) => useReset(trx, { id, now }, context));
    expect(await use(start + HOUR)).toBe(false);
    const twice = await Promise.all([use(start + DELAY), use(start + DELAY)]);
    expect(twice.toSorted()).toEqual([false, true]);
    expect(await open(start + DELAY)).toBeNull();
    expect((await heldReset(model.db, holder))?.state).toBe('used');
  });

  test('is cancelled by its link, which changes nothing when it is looked at, and once', async () => {
    await request();
    const token = tokenIn((await told('reset_requested')).text, '/reset-mfa/cancel');
    expect(await findByCancelLink(model.db, token, start)).toMatchObject({ state: 'waiting' });
    expect(await findByCancelLink(model.db, 'x'.repeat(43), start)).toBeNull();
    const press = () => model.inTransaction((trx) => cancelByLink(trx, { token, now: start }, telling));
    expect((await Promise.all([press(), press()])).toSorted()).toEqual([false, true]);
    expect(await open(start + DELAY)).toBeNull();
    expect((await told('reset_cancelled')).channels).toEqual(['email', 'sms']);
    expect(await findByCancelLink(model.db, token, start)).toBeNull();
  });

  test('is cancelled by whoever shows the old factor, and says whether anything ran', async () => {
    const cancel = () =>
      model.inTransaction((trx) => cancelResets(trx, { accountId, by: 'old_factor', now: start }, telling));
    expect(await cancel()).toBe(false);
    expect((await told('reset_cancelled')).channels).toEqual([]);
    await request();
    expect(await cancel()).toBe(true);
    expect(await runningReset(model.db, accountId)).toBeNull();
  });

  test('is told when it opens, with a link that makes its browser a holder beside the first, once', async () => {
    await request();
    const due = (now: number) => model.inTransaction((trx) => openDueReset(trx, now, telling));
    expect(await due(start + DELAY - 1)).toBe(false);
    // Two nodes at once: one tells.
    expect((await Promise.all([due(start + DELAY), due(start + DELAY)])).toSorted()).toEqual([false, true]);
    const { channels, text } = await told('reset_open');
    expect(channels).toEqual(['email', 'sms']);
    const token = tokenIn(text, '/reset-mfa/open');
    expect(await findByOpenLink(model.db, token, start + DELAY)).not.toBeNull();
    const phone = sha256('the browser on the phone');
    expect(await open(start + DELAY, phone)).toBeNull();
    const now = start + DELAY;
    const hold = (holderHash: string) =>
      model.inTransaction((trx) => holdByLink(trx, { token, holderHash, now }, context));
    expect(await hold(phone)).toBe(true);
    expect(await hold(sha256('a thief who comes later'))).toBe(false);
    expect(await open(now, phone)).not.toBeNull();
    expect(await open(now)).not.toBeNull();
    expect(await findByOpenLink(model.db, token, now)).toBeNull();
  });

  test('that people decided on is open at once, for whoever opens its link', async () => {
    const officer = (await model.account(nips.agus)).id;
    const made = await request({ way: 'helpdesk', requestedBy: officer, holderHash: null, opensAt: start });
    const link = made.kind === 'requested' ? (made.link ?? '') : '';
    expect(link.startsWith(`${issuer}/reset-mfa/open/`)).toBe(true);
    expect((await told('reset_open')).text).toContain(link);
    expect(await open(start)).toBeNull();
    const token = link.split('/').at(-1) ?? '';
    expect(
      await model.inTransaction((trx) => holdByLink(trx, { token, holderHash: holder, now: start }, context)),
    ).toBe(true);
    expect(await open(start)).not.toBeNull();
    expect(await heldReset(model.db, holder)).toMatchObject({ way: 'helpdesk', state: 'open' });
    // Its owner can stop it, too.
    expect(tokenIn((await told('reset_requested')).text, '/reset-mfa/cancel')).not.toBe('');
  });

  test('expires by the job, and leaves others alone', async () => {
    await request();
    const expire = (now: number) => model.inTransaction((trx) => expireResets(trx, { now }, context));
    expect(await expire(start + DELAY + OPEN - 1)).toBe(0);
    expect(await expire(start + DELAY + OPEN)).toBe(1);
    expect((await heldReset(model.db, holder))?.state).toBe('expired');
  });
});
