import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { audit } from '../../src/model/audit.ts';
import { countCoverage } from '../../src/model/figures/count-coverage.ts';
import { countEvents, countedUpTo } from '../../src/model/figures/count-events.ts';
import { purgeFigures } from '../../src/model/figures/purge-figures.ts';
import {
  agenciesBehind,
  agenciesWithMost,
  countsByHour,
  coverageByDay,
  coverageNow,
} from '../../src/model/figures/read-figures.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';
import { sealAll } from '../support/seals.ts';

const HOUR = 3_600_000;
/** A whole hour, in the night before midnight of WIB. */
const hour = Date.parse('2026-11-18T16:00:00Z');

describe.each(['postgres', 'pglite'] as const)('figures counted from the log on %s', (kind) => {
  let model: ModelFixture;
  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterAll(() => model.close());

  const refused = async (
    nip: string | null,
    at: number,
    reason: 'wrong_password' | 'unknown_nip' = 'wrong_password',
  ) => {
    const accountId = nip === null ? null : (await model.account(nip)).id;
    await audit(
      model.db,
      { type: 'signin.refused', accountId, details: { reason } },
      { actor: 'anonymous', at },
    );
  };
  const seal = () => sealAll({ ...model, now: () => start });
  const inHours = (agencyId: string | null) =>
    countsByHour(model.db, { from: hour - HOUR, to: hour + 3 * HOUR, agencyId });
  const total = async (agencyId: string | null) =>
    (await inHours(agencyId)).reduce((sum, { count }) => sum + count, 0);

  test('hold what is sealed, by the hour, the agency and the reason', async () => {
    await refused(nips.budi, hour);
    await refused(nips.budi, hour + 59 * 60_000);
    await refused(nips.siti, hour + HOUR);
    await refused(null, hour + HOUR, 'unknown_nip');
    await countEvents(model.db);
    expect(await inHours(null)).toEqual([]);
    await seal();
    await countEvents(model.db);
    expect(await inHours(null)).toEqual([
      { hour, kind: 'refused:wrong_password', count: 2 },
      { hour: hour + HOUR, kind: 'refused:unknown_nip', count: 1 },
      { hour: hour + HOUR, kind: 'refused:wrong_password', count: 1 },
    ]);
    expect(await total('-')).toBe(1);
    expect(await countedUpTo(model.db)).toBe(hour + HOUR);
  });

  test('count every row once, whoever counts and however often', async () => {
    const before = await total(null);
    for (let nr = 0; nr < 30; nr += 1) await refused(nips.budi, hour + nr);
    await seal();
    await Promise.all([1, 2, 3].map(() => countEvents(model.db)));
    await countEvents(model.db);
    expect(await total(null)).toBe(before + 30);
  });

  test('go on where a node was interrupted: what it had not finished is counted by the next one', async () => {
    const before = await total(null);
    await refused(nips.budi, hour);
    await seal();
    const interrupted = model.db.transaction().execute(async (trx) => {
      await countEvents(nested(trx));
      throw new Error('died');
    });
    await expect(interrupted).rejects.toThrow('died');
    expect(await total(null)).toBe(before);
    await countEvents(model.db);
    expect(await total(null)).toBe(before + 1);
  });

  test("stand by the office's day: an hour before midnight and after are two days", async () => {
    const kinds = ['refused:wrong_password', 'refused:unknown_nip'];
    const of = (day: string) => agenciesWithMost(model.db, { kinds, from: day, to: day, limit: 10 });
    expect((await of('2026-11-18')).map(({ nama, count }) => [nama, count])).toEqual([
      ['Badan Kepegawaian Negara', 33],
    ]);
    expect(await of('2026-11-19')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ nama: 'Pemerintah Kota Bandung', count: 1 }),
        expect.objectContaining({ agencyId: '-', nama: null, count: 1 }),
      ]),
    );
  });

  test('say how many people have what, agency by agency, and when that was counted', async () => {
    expect(await coverageNow(model.db, null)).toMatchObject({ people: 0, countedAt: null });
    // Of the nodes whose clocks have come to it at once, one counts.
    const agencies = await model.db.selectFrom('agency').select('id').execute();
    const counted = await Promise.all([1, 2, 3].map(() => countCoverage(model.db, start)));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(agencies.length);
    const all = await coverageNow(model.db, null);
    // Six may sign in; Hadi is retired. Dewi has no authenticator yet, Andi no account.
    expect(all).toEqual({ people: 6, active: 4, mfa: 4, passkey: 0, countedAt: start });
    expect((await agenciesBehind(model.db, 10))[0]).toMatchObject({ people: 1, mfa: 0 });
    expect(await countCoverage(model.db, start + 60_000)).toBe(0);
    const next = start + policy.figures.coverageEverySeconds * 1000 + 1;
    expect(await countCoverage(model.db, next)).toBeGreaterThan(0);
    const days = await coverageByDay(model.db, { from: '2026-01-01', to: '2027-01-01', agencyId: null });
    expect(days).toHaveLength(1);
  });

  test('are taken away when nobody compares with them any more', async () => {
    const before = await total(null);
    await purgeFigures(model.db, hour + 30 * 86_400_000);
    expect(await total(null)).toBe(before);
    await purgeFigures(model.db, hour + 70 * 86_400_000);
    expect(await total(null)).toBe(before);
    expect(await total('-')).toBe(0);
    await purgeFigures(model.db, hour + 500 * 86_400_000);
    expect(await total(null)).toBe(0);
    expect(await coverageNow(model.db, null)).toMatchObject({ people: 0 });
  });
});

/** A transaction that runs its own transactions in itself. */
function nested<T extends object>(trx: T): T {
  const transaction = () => ({ execute: <R>(act: (inner: T) => Promise<R>) => act(trx) });
  return new Proxy(trx, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name, trx)),
  });
}
