import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { policy } from '../../config/policy.ts';
import { createUseRecorder, forgetUse, recordUse } from '../../src/model/people/application-use.ts';
import { addFavourite, removeFavourite } from '../../src/model/people/favourites.ts';
import { homeFacts } from '../../src/model/people/home-facts.ts';
import { keepReport, requestsOf } from '../../src/model/service-requests.ts';
import type { Report } from '../../src/model/service-requests.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

describe.each(['postgres', 'pglite'] as const)('what the portal keeps, on %s', (kind) => {
  let model: ModelFixture;
  let accountId: string;
  const clientId = 'siasn';
  beforeAll(async () => {
    model = await openModel(kind);
    ({ id: accountId } = await model.account(nips.budi));
    const at = new Date(start);
    const metadata = JSON.stringify({ client_name: 'SIASN' });
    const row = { metadata, third_party: false, min_acr: 'urn:asn:acr:2', created_at: at, updated_at: at };
    await model.db
      .insertInto('client')
      .values({ client_id: clientId, ...row })
      .execute();
  });
  afterAll(() => model.close());
  beforeEach(() => forgetUse(model.db, { accountId, clientId }));

  const report = (more: Partial<Report> = {}): Report => ({
    ...{ clientId, accountId, reference: 'R1', title: 'Cuti', state: 'submitted' as const },
    ...{ detail: null, link: null, updatedAt: start, ...more },
  });
  const mine = () => requestsOf(model.db, accountId, 100);

  test('a report needs the trace of a grant, which a second use keeps as it is', async () => {
    const { db } = model;
    await keepReport(db, report(), start);
    expect(await mine()).toEqual([]);
    await recordUse(db, { accountId, clientId, now: start });
    await recordUse(db, { accountId, clientId, now: start + 1000 });
    const first = await db.selectFrom('application_use').selectAll().execute();
    expect(first.map((row) => [row.first_at.getTime(), row.last_at.getTime()])).toEqual([[start, start]]);
    await recordUse(db, { accountId, clientId, now: start + 3_600_001 });
    const [later] = await db.selectFrom('application_use').selectAll().execute();
    expect([later?.first_at.getTime(), later?.last_at.getTime()]).toEqual([start, start + 3_600_001]);
    await Promise.all([1, 3, 2].map((step) => keepReport(db, report({ updatedAt: start + step }), start)));
    expect((await mine()).map(({ updatedAt }) => updatedAt)).toEqual([start + 3]);
    await forgetUse(db, { accountId, clientId });
    expect(await mine()).toEqual([]);
  });

  // A silent sign-on of somebody who used the application this hour writes nothing: not even a lock of the row.
  test('a use within the hour leaves the row untouched', async () => {
    const { db } = model;
    await recordUse(db, { accountId, clientId, now: start });
    await recordUse(db, { accountId, clientId, now: start + 1000 });
    const { rows } = await sql`select xmax::text from application_use`.execute(db);
    expect(rows).toEqual([{ xmax: '0' }]);
  });

  test('the same grant within the hour is not asked of the database; another grant is, and what failed', async () => {
    let now = start;
    let statements = 0;
    const failing = { away: true };
    const counted = model.db.withPlugin({
      transformQuery({ node }) {
        statements += 1;
        if (failing.away) throw new Error('away');
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const uses = createUseRecorder({ db: counted, now: () => now });
    const use = (grantId: string) => uses.record({ accountId, clientId, grantId });
    await expect(use('g1')).rejects.toThrow('away');
    failing.away = false;
    for (const grantId of ['g1', 'g1', 'g1']) await use(grantId);
    expect(statements).toBe(2);
    await forgetUse(model.db, { accountId, clientId });
    await use('g2');
    expect(statements).toBe(3);
    expect(await model.db.selectFrom('application_use').select('client_id').execute()).toEqual([
      { client_id: clientId },
    ]);
    now += 3_600_000;
    await use('g2');
    expect(statements).toBe(4);
  });

  test('the policy’s number stays, what has ended goes first', async () => {
    const { db } = model;
    await recordUse(db, { accountId, clientId, now: start });
    const most = policy.requests.perPersonAndClient;
    for (let nr = 0; nr < most + 2; nr += 1)
      await keepReport(
        db,
        report({ reference: `R${nr}`, updatedAt: start + nr, state: nr === 40 ? 'approved' : 'processing' }),
        start,
      );
    const left = (await mine()).map(({ reference }) => reference);
    expect([left.length, left.includes('R40'), left.includes('R0'), left.includes('R1')]).toEqual([
      most,
      false,
      false,
      true,
    ]);
  });

  test('one statement has what the front asks of an account; the sign-in before is found by an index', async () => {
    const { db } = model;
    await Promise.all([1, 2].map(() => addFavourite(db, { accountId, clientId, now: start })));
    const details = JSON.stringify({});
    const signin = (ago: number, type = 'signin.success') => ({
      ...{ type, account_id: accountId, actor: 'self', details, user_agent: `agent ${ago}` },
      at: new Date(start - ago),
    });
    await db
      .insertInto('audit')
      .values([signin(5000), signin(3000), signin(1000, 'logout'), signin(0)])
      .execute();
    expect(await homeFacts(db, accountId, start)).toMatchObject({
      authenticators: 1,
      passkeys: 0,
      recoveryCodesLeft: 0,
      recoveryConfirmed: false,
      smsFactor: false,
      passwordSetAt: expect.any(Number),
      contacts: [
        { kind: 'email', source: 'directory', suspended: false },
        { kind: 'phone', source: 'directory', suspended: false },
      ],
      favourites: [clientId],
      previous: { at: start - 3000, userAgent: 'agent 3000' },
      jenisJabatan: '2',
      pendidikan: 'S-1 Sistem Informasi',
    });
    await removeFavourite(db, { accountId, clientId });
    await removeFavourite(db, { accountId, clientId });
    expect(await homeFacts(db, accountId, start - 6000)).toMatchObject({ favourites: [], previous: null });
    expect(await homeFacts(db, '00000000-0000-4000-8000-000000000000', start)).toBeNull();
  });
});

test('no look-up of these reads a whole table', async () => {
  const { db, close } = await openModel('postgres');
  const plan = async (text: string) => {
    const planned = await db.transaction().execute(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx);
      return sql.raw<Record<string, string>>(`explain ${text}`).execute(trx);
    });
    return planned.rows.map((row) => Object.values(row).join('')).join('\n');
  };
  const id = `'00000000-0000-4000-8000-000000000000'`;
  const texts = [
    `select 1 from application_use where account_id = ${id} and client_id = 'x' for update`,
    `select * from service_request where account_id = ${id} order by updated_at desc limit 20`,
    `select 1 from service_request where received_at < now() and state = 'approved' limit 500`,
    `select at from audit where account_id = ${id} and type = 'signin.success' and at < now() order by id desc limit 1`,
    `select client_id from favourite where account_id = ${id} order by at`,
  ];
  for (const text of texts)
    expect([text, await plan(text)]).toEqual([text, expect.not.stringContaining('Seq Scan')]);
  await close();
});
