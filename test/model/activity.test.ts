import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { activityParts, findActivity, firstRowSince, listActivity } from '../../src/model/activity.ts';
import { auditAll } from '../../src/model/audit.ts';
import type { AuditEvent } from '../../src/model/audit.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

describe.each(['postgres', 'pglite'] as const)('activity on %s', (kind) => {
  let model: ModelFixture;
  let budi: string;
  let siti: string;
  const [from, later] = [start + 10_000, start + 20_000];
  const changed = (accountId: string): AuditEvent => ({
    type: 'password.changed',
    accountId,
    details: { reason: 'chosen' },
  });

  beforeAll(async () => {
    model = await openModel(kind);
    budi = (await model.account(nips.budi)).id;
    siti = (await model.account(nips.siti)).id;
    const rows = Array.from({ length: 40 }, (_, at) => changed(at % 2 === 0 ? budi : siti));
    await auditAll(model.db, rows, { actor: 'self', at: from });
    const consent: AuditEvent = { type: 'consent.granted', accountId: budi, details: { scopes: [] } };
    await auditAll(model.db, [consent], { actor: 'self', at: later });
  });
  afterAll(() => model?.close());

  const all = (accountId: string) =>
    listActivity(model.db, { accountId, types: null, before: null, limit: 1000 });

  test('is one person’s, newest first, and by kind the newest of all that were asked for', async () => {
    const rows = await all(budi);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted((a, b) => b - a));
    const types = ['consent.granted', 'password.changed', 'logout'] as const;
    const some = await listActivity(model.db, { accountId: budi, types, before: null, limit: 5 });
    expect(some.map(({ type }) => type)).toEqual(['consent.granted', ...Array(4).fill('password.changed')]);
    const { id } = some.at(-1) ?? { id: 0 };
    const older = await listActivity(model.db, { accountId: budi, types, before: id, limit: 100 });
    expect(older).toHaveLength(20 - 4);
    const none = await listActivity(model.db, { accountId: budi, types: [], before: null, limit: 5 });
    expect(none).toEqual([]);
  });

  test('of another person is not found by its number', async () => {
    const [theirs] = await all(siti);
    expect(await findActivity(model.db, siti, theirs?.id ?? 0)).toMatchObject({ id: theirs?.id });
    expect(await findActivity(model.db, budi, theirs?.id ?? 0)).toBeNull();
  });

  test('is divided into parts that hold every row once', async () => {
    const ids = (await all(budi)).map(({ id }) => id);
    for (const size of [2, 7, ids.length, ids.length + 1]) {
      const parts = await activityParts(model.db, budi, size);
      expect(parts).toHaveLength(Math.ceil(ids.length / size));
      const pages = await Promise.all(
        parts.map((before) => listActivity(model.db, { accountId: budi, types: null, before, limit: size })),
      );
      expect(pages.flat().map(({ id }) => id)).toEqual(ids);
    }
    expect(await activityParts(model.db, '00000000-0000-4000-8000-000000000000', 5)).toEqual([]);
  });

  test('of a day is found by the first row after it', async () => {
    const before = await firstRowSince(model.db, later);
    const rows = await listActivity(model.db, { accountId: budi, types: null, before, limit: 1 });
    expect(rows).toMatchObject([{ type: 'password.changed' }]);
    expect(await firstRowSince(model.db, Date.now() + 1e12)).toBeNull();
  });
});
