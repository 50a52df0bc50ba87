import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { policy } from '../../config/policy.ts';
import { purge } from '../../src/jobs/purge.ts';
import { audit } from '../../src/model/audit.ts';
import { beginCheck, continueCheck, lastChecks } from '../../src/model/audit-seals/check.ts';
import { newestLink } from '../../src/model/audit-seals/seal.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';
import { sealAll } from '../support/seals.ts';

const now = () => start;

describe.each(['postgres', 'pglite'] as const)('a check of the seals on %s', (kind) => {
  let model: ModelFixture;
  let actor: string;
  beforeAll(async () => {
    model = await openModel(kind);
    actor = (await model.account(nips.rina)).id;
    // More links than one stretch looks at.
    for (let nr = 0; nr < policy.seals.checkLinks + 3; nr += 1) {
      await audit(
        model.db,
        { type: 'logout', accountId: null, details: { clients: [] } },
        { actor: 'self', at: start + nr },
      );
      await sealAll({ ...model, now });
    }
  });
  afterAll(() => model.close());

  const begin = (anchors: { nr: number; mac: string }[] = [], at = start) =>
    model.inTransaction((trx) => beginCheck(trx, { anchors, last: undefined, now: at }, { actor }));
  const work = () => continueCheck({ db: model.db, ring: model.ring, now });
  const last = async () => {
    const [check] = await lastChecks(model.db, 1);
    if (!check) throw new Error('no check');
    return check;
  };
  const rows = async () => (await model.db.selectFrom('audit').select('id').execute()).length;

  test('reads every link once, however many nodes work at it', async () => {
    expect(await begin()).toBe(true);
    expect(await begin()).toBe(false);
    const [sealed, head] = [await rows(), await newestLink(model.db)];
    await Promise.all([work(), work()]);
    await work();
    const check = await last();
    expect(check).toMatchObject({ links: head?.nr, found: 0, findings: [], atNr: head?.nr });
    // The row that says that a check was asked for is newer than the last seal.
    expect([check.rows, check.unsealed]).toEqual([sealed - 1, 1]);
    expect(check.finishedAt).not.toBeNull();
  });

  test('names what was touched, and what an anchor misses at the end', async () => {
    await sql.raw('alter table audit disable trigger user').execute(model.db);
    await sql.raw('update audit set actor = actor || 1 where id = 2').execute(model.db);
    await sql.raw('alter table audit enable trigger user').execute(model.db);
    await begin([{ nr: 9999, mac: 'x' }], start + 1000);
    await work();
    await work();
    expect((await last()).findings).toEqual([
      { kind: 'row_changed', nr: 1, id: 2 },
      { kind: 'tail_cut', nr: 9999 },
    ]);
    const told = await model.db
      .selectFrom('audit')
      .select('details')
      .where('type', '=', 'audit.checked')
      .execute();
    expect(told.map(({ details }) => details.found)).toEqual([0, 2]);
  });

  test('is taken away after a quarter, its row of the log stays', async () => {
    expect((await purge(model.db, start + 80 * 86_400_000)).checks).toBe(0);
    expect((await purge(model.db, start + 91 * 86_400_000)).checks).toBe(2);
    expect(await lastChecks(model.db, 5)).toEqual([]);
  });
});
