import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoSecret } from '../../config/demo-people.ts';
import { removeAuthenticator } from '../../src/model/credentials/authenticators.ts';
import { judgeTotp } from '../../src/model/credentials/judge-totp.ts';
import { confirmTotp, offerTotp, purgeTotp } from '../../src/model/credentials/totp.ts';
import { removeFactorsSince } from '../../src/model/people/undo-contact-change.ts';
import { nips, openModel, phoneCode, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const day = 86_400_000;

describe.each(['postgres', 'pglite'] as const)('authenticators on %s', (kind) => {
  let model: ModelFixture;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterAll(() => model.close());

  const judge = async (nip: string, code: string, now: number, uid = 'uid-1') =>
    judgeTotp(model, { account: await model.account(nip), code, uid, now });
  const messages = (accountId: string) =>
    model.db
      .selectFrom('outbox')
      .select(['channel', 'recipient', 'kind'])
      .where('account_id', '=', accountId)
      .orderBy('id')
      .execute();

  const offerTo = (accountId: string, nip: string, now: number, browser = 'browser-1') =>
    offerTotp(model, { accountId, nip, browser, now });

  describe('TOTP', () => {
    // Each test takes a day of its own, so that no step of one is used in another.
    test('accepts one step either side and no more', async () => {
      const now = start + day;
      expect(await judge(nips.budi, phoneCode(now, { offSeconds: -30 }), now)).toMatchObject({
        kind: 'right',
      });
      expect(await judge(nips.budi, phoneCode(now), now)).toMatchObject({ kind: 'right' });
      expect(await judge(nips.budi, phoneCode(now, { offSeconds: 30 }), now)).toMatchObject({
        kind: 'right',
      });
      expect(await judge(nips.budi, '12345', now)).toEqual({ kind: 'wrong' });
      expect(await judge(nips.budi, 'abcdef', now)).toEqual({ kind: 'wrong' });
    });

    test('a code passes once, and says when the next one comes', async () => {
      const now = start + 2 * day + 18_000;
      const code = phoneCode(now);
      expect(await judge(nips.budi, code, now, 'a')).toMatchObject({ kind: 'right' });
      expect(await judge(nips.budi, code, now, 'b')).toEqual({ kind: 'used', nextInSeconds: 12 });
      expect(await judge(nips.budi, phoneCode(now, { offSeconds: -30 }), now, 'b')).toMatchObject({
        kind: 'used',
      });
      expect(await judge(nips.budi, code, now, 'a')).toMatchObject({ kind: 'double_tap' });
    });

    test('the same code twenty times at once passes once', async () => {
      const now = start + 3 * day;
      const tries = Array.from({ length: 20 }, (_, index) =>
        judge(nips.budi, phoneCode(now), now, `uid-${index}`),
      );
      const verdicts = (await Promise.all(tries)).map((verdict) => verdict.kind);
      expect(verdicts.filter((verdict) => verdict === 'right')).toHaveLength(1);
      expect(verdicts.filter((verdict) => verdict === 'used')).toHaveLength(19);
    });

    test.each([
      [-240, -4],
      [-60, -1],
      [360, 6],
      [-3600, -60],
      [7200, 120],
    ])('a clock %d seconds off is named and not accepted', async (offSeconds, minutesOff) => {
      const now = start + 4 * day + Math.abs(offSeconds) * 10_000;
      expect(await judge(nips.budi, phoneCode(now, { offSeconds }), now)).toEqual({
        kind: 'clock',
        minutesOff,
      });
    });

    test('a code named by a diagnosis never passes later', async () => {
      const now = start + 9 * day;
      const early = phoneCode(now, { offSeconds: 240 });
      expect(await judge(nips.agus, early, now)).toEqual({ kind: 'clock', minutesOff: 4 });
      expect(await judge(nips.agus, early, now + 240_000)).toMatchObject({ kind: 'used' });
      expect(await judge(nips.agus, phoneCode(now + 300_000), now + 300_000)).toMatchObject({
        kind: 'right',
      });
    });

    test('a code of no clock is wrong', async () => {
      const now = start + 10 * day;
      expect(await judge(nips.agus, phoneCode(now, { offSeconds: 1500 }), now)).toEqual({ kind: 'wrong' });
      expect(await judge(nips.agus, phoneCode(now, { secret: 'A'.repeat(32) }), now)).toEqual({
        kind: 'wrong',
      });
    });
  });

  describe('enrolment', () => {
    const now = start + 20 * day;

    test('shows the same secret over reloads and tabs for an hour', async () => {
      const { id } = await model.account(nips.hadi);
      const shown = await Promise.all([1, 2, 3].map(() => offerTo(id, nips.hadi, now)));
      expect(new Set(shown.map((offer) => offer.secret)).size).toBe(1);
      expect(shown[0]?.secret).toMatch(/^[A-Z2-7]{32}$/);
      expect((await offerTo(id, nips.hadi, now + 3_600_000)).secret).not.toBe(shown[0]?.secret);
    });

    test('the entry on the phone names the service, the last digits and the day', async () => {
      const { id } = await model.account(nips.hadi);
      const offer = await offerTo(id, nips.hadi, Date.UTC(2027, 3, 14));
      expect(offer.label).toBe('ASN Digital · NIP …1007 · 14 Apr 2027');
      const uri = new URL(offer.uri);
      expect(decodeURIComponent(uri.pathname)).toBe('/ASN Digital:NIP …1007 · 14 Apr 2027');
      expect(Object.fromEntries(uri.searchParams)).toEqual({
        secret: offer.secret,
        issuer: 'ASN Digital',
        algorithm: 'SHA1',
        digits: '6',
        period: '30',
      });
    });

    test('counts only once its first code was seen, and that code is used', async () => {
      const { id } = await model.account(nips.dewi);
      const offer = await offerTo(id, nips.dewi, now);
      const confirm = (code: string, uid = 'a', totpId = offer.id) =>
        confirmTotp(model, { accountId: id, totpId, code, name: 'HP', now, uid }, model.telling);
      expect(await confirm(phoneCode(now, { secret: 'A'.repeat(32) }))).toEqual({ kind: 'wrong' });
      expect(await confirm(phoneCode(now, { secret: offer.secret, offSeconds: -300 }))).toEqual({
        kind: 'clock',
        minutesOff: -5,
      });
      expect((await model.account(nips.dewi)).authenticators).toHaveLength(0);
      const code = phoneCode(now, { secret: offer.secret });
      const twice = await Promise.all([confirm(code), confirm(code)]);
      expect(twice.map((outcome) => outcome.kind).toSorted()).toEqual(['confirmed', 'double_tap']);
      expect(await confirm(code, 'b')).toEqual({ kind: 'gone' });
      expect((await model.account(nips.dewi)).authenticators[0]?.id).toBe(offer.id);
      expect(await judge(nips.dewi, code, now, 'b')).toMatchObject({ kind: 'used' });
      const told = (await messages(id)).map((message) => message.kind);
      expect(told.filter((kindOf) => kindOf === 'totp_enrolled')).toHaveLength(2);
    });

    test('replaces the entry before it, whose codes are named as old', async () => {
      const { id } = await model.account(nips.budi);
      const offer = await offerTo(id, nips.budi, now);
      const code = phoneCode(now, { secret: offer.secret });
      expect(
        await confirmTotp(
          model,
          { accountId: id, totpId: offer.id, code, name: 'HP', now, uid: 'a' },
          model.telling,
        ),
      ).toEqual({ kind: 'confirmed' });
      const later = now + 600_000;
      expect(await judge(nips.budi, phoneCode(later, { secret: demoSecret }), later)).toEqual({
        kind: 'old_entry',
        replacedAt: now,
      });
      expect(await judge(nips.budi, phoneCode(later, { secret: offer.secret }), later)).toEqual({
        kind: 'right',
        since: now,
      });
    });

    test("another account's offer is not confirmed", async () => {
      const { id } = await model.account(nips.rina);
      const offer = await offerTo(id, nips.rina, now);
      const budi = await model.account(nips.budi);
      const code = phoneCode(now, { secret: offer.secret });
      expect(
        await confirmTotp(
          model,
          { accountId: budi.id, totpId: offer.id, code, name: 'HP', now, uid: 'a' },
          model.telling,
        ),
      ).toEqual({ kind: 'gone' });
    });

    describe('a second one', () => {
      const later = now + 30 * day;
      const added: Record<string, string> = {};

      /** Beside what siti has; gives its secret. */
      async function add(at: number, browser: string) {
        const { id } = await model.account(nips.siti);
        const offer = await offerTo(id, nips.siti, at, browser);
        const code = phoneCode(at, { secret: offer.secret });
        const confirming = { accountId: id, totpId: offer.id, code, name: browser, now: at, uid: browser };
        const verdict = await confirmTotp(model, { ...confirming, beside: true }, model.telling);
        added[browser] = offer.secret;
        return verdict.kind;
      }

      test('stands beside the first, is told, and of two more at once there is no third', async () => {
        const { id } = await model.account(nips.siti);
        const kinds = await Promise.all([add(later, 'tablet'), add(later, 'laptop')]);
        expect(kinds.toSorted()).toEqual(['confirmed', 'full']);
        expect(await add(later, 'third')).toBe('full');
        const { authenticators } = await model.account(nips.siti);
        expect(authenticators.map(({ name }) => name)).toEqual([
          null,
          ['tablet', 'laptop'][kinds.indexOf('confirmed')],
        ]);
        expect((await messages(id)).map((message) => message.kind)).toContain('totp_added');
      });

      async function second() {
        const { authenticators } = await model.account(nips.siti);
        return added[authenticators[1]?.name ?? ''] ?? '';
      }

      test('takes its own steps: of each entry a code passes once, whoever asks at once', async () => {
        const at = later + day;
        const secret = await second();
        const codes = [phoneCode(at), phoneCode(at, { secret })];
        const tries = codes.flatMap((code, entry) =>
          Array.from({ length: 8 }, (_, index) => judge(nips.siti, code, at, `uid-${entry}-${index}`)),
        );
        const kinds = (await Promise.all(tries)).map(({ kind: verdict }) => verdict);
        expect(kinds.filter((verdict) => verdict === 'right')).toHaveLength(2);
        expect(kinds.filter((verdict) => verdict === 'used')).toHaveLength(14);
      });

      test('has its clock named, burns that step alone, and the other goes on', async () => {
        const at = later + 2 * day;
        const secret = await second();
        const early = phoneCode(at, { secret, offSeconds: 240 });
        expect(await judge(nips.siti, early, at)).toEqual({ kind: 'clock', minutesOff: 4 });
        expect(await judge(nips.siti, early, at + 240_000)).toMatchObject({ kind: 'used' });
        expect(await judge(nips.siti, phoneCode(at + 240_000), at + 240_000)).toMatchObject({
          kind: 'right',
        });
      });

      test('is young by itself: its code is spent and does not pass where only the older counts', async () => {
        const at = later + 3 * day - 3_600_000;
        const secret = await second();
        const { authenticators } = await model.account(nips.siti);
        const before = authenticators[1]?.confirmedAt ?? 0;
        const giving = async (code: string, uid: string) =>
          judgeTotp(model, { account: await model.account(nips.siti), code, uid, now: at, before });
        const young = phoneCode(at, { secret });
        expect(await giving(young, 'a')).toEqual({ kind: 'young' });
        expect(await judge(nips.siti, young, at, 'b')).toMatchObject({ kind: 'used' });
        expect(await giving(phoneCode(at), 'c')).toMatchObject({ kind: 'right' });
      });

      test('is taken away by its owner and told; of two removed at once one stays', async () => {
        const at = later + 4 * day;
        const { id: accountId, authenticators } = await model.account(nips.siti);
        const secret = await second();
        const removed = await Promise.all(
          authenticators.map(({ id }) =>
            model.inTransaction((trx) =>
              removeAuthenticator(trx, { accountId, id, name: 'HP', now: at }, model.telling),
            ),
          ),
        );
        expect(removed.map(({ kind: outcome }) => outcome).toSorted()).toEqual(['last', 'removed']);
        const left = (await model.account(nips.siti)).authenticators;
        expect(left).toHaveLength(1);
        const gone = left[0]?.name === null ? secret : demoSecret;
        expect(await judge(nips.siti, phoneCode(at, { secret: gone }), at)).toMatchObject({
          kind: 'old_entry',
        });
        expect((await messages(accountId)).map((message) => message.kind)).toContain('totp_removed');
      });

      test('goes with all others when one is enrolled in their place', async () => {
        const at = later + 5 * day;
        expect(await add(at, 'again')).toBe('confirmed');
        const { id } = await model.account(nips.siti);
        const offer = await offerTo(id, nips.siti, at, 'reset');
        const code = phoneCode(at, { secret: offer.secret });
        const confirming = { accountId: id, totpId: offer.id, code, name: 'Baru', now: at, uid: 'reset' };
        expect((await confirmTotp(model, confirming, model.telling)).kind).toBe('confirmed');
        expect((await model.account(nips.siti)).authenticators.map(({ name }) => name)).toEqual(['Baru']);
      });

      test('and the first are in force again where both were replaced by whoever is undone', async () => {
        const at = later + 6 * day;
        expect(await add(at, 'tablet')).toBe('confirmed');
        const { id: accountId, authenticators } = await model.account(nips.siti);
        const offer = await offerTo(accountId, nips.siti, at + 60_000, 'thief');
        const code = phoneCode(at + 60_000, { secret: offer.secret });
        const thief = { accountId, totpId: offer.id, code, name: 'T', now: at + 60_000, uid: 'thief' };
        await confirmTotp(model, thief, model.telling);
        const since = { accountId, at: new Date(at + 30_000), now: at + 120_000 };
        await model.inTransaction((trx) => removeFactorsSince(trx, since, { actor: accountId }));
        const restored = (await model.account(nips.siti)).authenticators.map(({ id }) => id);
        expect(restored).toEqual(authenticators.map(({ id }) => id));
      });
    });

    test('offers nobody took are purged', async () => {
      expect(await purgeTotp(model.db, { now: now + 2 * day, limit: 100 })).toBeGreaterThan(0);
      expect((await model.account(nips.budi)).authenticators).toHaveLength(1);
    });
  });
});
