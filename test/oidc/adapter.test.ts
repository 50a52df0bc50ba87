import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAdapters } from '../../src/oidc/adapter.ts';
import { keyNames } from '../../src/oidc/records.ts';
import { createRequestMemo } from '../../src/oidc/request-memo.ts';
import type { Kv } from '../../src/platform/kv.ts';
import { fixedClock, openTestKv } from '../support/stores.ts';

describe.each(['redis', 'memory'] as const)('the adapter on %s', (kind) => {
  const clock = fixedClock(Date.now());
  const memo = createRequestMemo();
  let kv: Kv;
  let model: ReturnType<typeof createAdapters>;

  beforeAll(async () => {
    kv = await openTestKv(kind, clock.now);
    model = createAdapters({ kv, memo, findClient: async (id) => ({ client_id: id }), now: clock.now });
  });
  afterAll(async () => kv?.close());

  test('finds what was stored, until it is destroyed', async () => {
    const grants = model('Grant');
    await grants.upsert('g1', { jti: 'g1', accountId: 'a' }, 60);
    expect(await grants.find('g1')).toEqual({ jti: 'g1', accountId: 'a' });
    await grants.destroy('g1');
    expect(await grants.find('g1')).toBeUndefined();
  });

  test('takes nothing without an end', async () => {
    await expect(model('Grant').upsert('g2', {})).rejects.toThrow('without an end');
  });

  test('lets one of forty consume a code, and tells the others', async () => {
    const codes = model('AuthorizationCode');
    await codes.upsert('c1', { jti: 'c1' }, 60);
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => codes.consume('c1')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await codes.find('c1')).toMatchObject({ consumed: expect.any(Number) });
  });

  test('shows a refresh token of a key as unused for a minute after its use, and no other', async () => {
    const tokens = model('RefreshToken');
    await tokens.upsert('bound', { jti: 'bound', jkt: 'key' }, 3600);
    await tokens.upsert('bare', { jti: 'bare' }, 3600);
    await Promise.all([tokens.consume('bound'), tokens.consume('bare')]);
    expect(await tokens.find('bound')).not.toHaveProperty('consumed');
    expect(await tokens.find('bare')).toHaveProperty('consumed');
    await tokens.consume('bound');
    clock.advance(61);
    expect(await tokens.find('bound')).toHaveProperty('consumed');
    await expect(tokens.consume('bound')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  const session = (more: object = {}) => ({
    ...{
      jti: 'j1',
      uid: 'u1',
      kind: 'Session',
      exp: 2_000_000_000,
      iat: 1,
      accountId: 'a',
      factors: { pwd: 1, otp: 1 },
      factorsOf: 'a',
      epoch: 1,
      startedAt: Math.floor(Date.now() / 1000),
    },
    ...more,
  });

  test('finds a session by its uid, and by a cookie only with the right secret', async () => {
    const sessions = model('Session');
    await sessions.upsert('j1', session(), 60);
    expect(await sessions.findByUid('u1')).toMatchObject({ uid: 'u1' });
    expect(await sessions.find('u1~j1')).toMatchObject({ uid: 'u1' });
    for (const cookie of ['u1~j2', 'u1~', 'u1', '~j1', 'j1', ''])
      expect(await sessions.find(cookie)).toBeUndefined();
    expect(await kv.members(keyNames.accountSessions('a'), Date.now() / 1000)).toEqual(['u1']);
  });

  test('keeps what two requests add to one session at once', async () => {
    const sessions = model('Session');
    const add = (client: string) =>
      memo.run(async () => {
        const stored = (await sessions.findByUid('u1')) as Record<string, unknown>;
        const authorizations = { ...(stored.authorizations as object), [client]: { grantId: client } };
        await sessions.upsert('j1', { ...stored, authorizations } as never, 60);
      });
    await Promise.all(['one', 'two', 'three'].map(add));
    const stored = (await sessions.findByUid('u1')) as unknown as { authorizations: object };
    expect(Object.keys(stored.authorizations).toSorted()).toEqual(['one', 'three', 'two']);
  });

  test('does not bring back a session that was ended while a request ran', async () => {
    const sessions = model('Session');
    await memo.run(async () => {
      const stored = await sessions.findByUid('u1');
      await kv.delete(keyNames.session('u1'));
      await sessions.upsert('j1', { ...stored, authorizations: { late: {} } }, 60);
    });
    expect(await sessions.findByUid('u1')).toBeUndefined();
  });

  test('writes a session whose age alone changed once a minute', async () => {
    const sessions = model('Session');
    await sessions.upsert('j2', session({ uid: 'u2', jti: 'j2', exp: 1_999_999_000 }), 60);
    const saveWith = (exp: number) =>
      memo.run(async () => {
        const stored = await sessions.findByUid('u2');
        await sessions.upsert('j2', { ...stored, exp }, 60);
        return JSON.parse((await kv.get(keyNames.session('u2'))) ?? '{}') as { exp: number };
      });
    expect((await saveWith(1_999_999_030)).exp).toBe(1_999_999_000);
    expect((await saveWith(1_999_999_060)).exp).toBe(1_999_999_060);
  });
});
