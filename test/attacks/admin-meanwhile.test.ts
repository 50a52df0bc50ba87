import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { kedudukanHukum } from '../../config/kedudukan-hukum.ts';
import { revokeAct } from '../../src/features/admin/officers/acts.ts';
import type { RevokePayload } from '../../src/features/admin/officers/acts.ts';
import { decideAdminRequest } from '../../src/model/admin-requests/decide.ts';
import { placeBlock } from '../../src/model/people/accounts.ts';
import { grantRole } from '../../src/model/people/roles.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { nips } from '../support/model.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.app.stop());

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const REASON = 'Sesuai surat tugas nomor 12 tahun 2026';
const codesOf = (may: boolean) =>
  Object.entries(kedudukanHukum).filter(([, { maySignIn }]) => maySignIn === may)[0]?.[0] ?? '';
const [RETIRED, inOfficeCode] = [codesOf(false), codesOf(true)];
const unblock = (id: string) =>
  desk.app.db.deleteFrom('account_block').where('account_id', '=', id).execute();
const untold = () => {
  throw new Error('nobody is told');
};
const pending = () =>
  desk.app.db.selectFrom('admin_request').selectAll().where('state', '=', 'pending').execute();

/** A freeze or "akhiri semua" on another node: this one has not heard of it. */
async function endElsewhere(nip: string): Promise<void> {
  await desk.app.db
    .updateTable('account')
    .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', await desk.accountId(nip))
    .execute();
}

describe('an admin whose session was ended meanwhile', () => {
  test('neither asks nor approves', async () => {
    await desk.rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
    const [request] = await pending();
    const hash = request?.payload_hash ?? '';
    const code = desk.code();
    await desk.budi.get('/admin');
    await endElsewhere(nips.budi);
    const approved = await desk.budi.post(
      `/admin/requests/${request?.id}`,
      form({ hash, decision: 'approve', reason: '', code }),
    );
    expect(approved.url).not.toContain('done=approved');
    expect(await pending()).toHaveLength(1);

    const another = desk.code();
    await desk.rina.get('/admin');
    await endElsewhere(nips.rina);
    const asked = await desk.rina.post(
      '/admin/emergency',
      form({ whose: 'everybody', reason: REASON, code: another }),
    );
    expect(asked.url).not.toContain('done=asked');
    expect(await pending()).toHaveLength(1);
  });

  test('who has lost the role between the page and the press decides nothing', async () => {
    const [request] = await pending();
    const now = desk.app.clock.now();
    const decision = {
      id: request?.id ?? '',
      admin: await desk.accountId(nips.siti),
      decision: 'approve' as const,
      payloadHash: request?.payload_hash ?? '',
      reason: '',
      now,
    };
    const decided = await desk.app.db
      .transaction()
      .execute((trx) => decideAdminRequest(trx, decision, { actor: decision.admin }));
    expect(decided).toEqual({ kind: 'refused', reason: 'not_admin' });
    expect(await pending()).toHaveLength(1);
  });
});

describe('what an admin asked for', () => {
  const kids = () =>
    desk.app.db
      .selectFrom('signing_key')
      .select('kid')
      .where('state', '=', 'current')
      .orderBy('kid')
      .execute();
  const account = (id: string) => desk.app.db.updateTable('account').where('id', '=', id);
  const ask = async (): Promise<string> => {
    for (const row of await pending())
      await desk.app.db
        .updateTable('admin_request')
        .set({ state: 'withdrawn' })
        .where('id', '=', row.id)
        .execute();
    const rina = await desk.signIn(nips.rina);
    const asked = await rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
    expect(asked.url).toContain('done=asked');
    return desk.accountId(nips.rina);
  };
  const block = (accountId: string, kind: 'freeze' | 'suspension') =>
    desk.app.db.transaction().execute((trx) => {
      const placed = { accountId, kind, reason: 'disavowed', now: desk.app.clock.now() };
      return placeBlock(trx, placed, { actor: 'system' });
    });
  const position = (accountId: string, code: string) =>
    desk.app.db
      .updateTable('employee')
      .set({ kedudukan_hukum_id: code })
      .where('pns_id', '=', (eb) => eb.selectFrom('account').select('pns_id').where('id', '=', accountId))
      .execute();

  test.each<[string, (id: string) => Promise<unknown>, (id: string) => Promise<unknown>]>([
    ['has been frozen', (id) => block(id, 'freeze'), unblock],
    ['has been suspended', (id) => block(id, 'suspension'), unblock],
    ['had every session ended', () => endElsewhere(nips.rina), async () => {}],
    [
      'has been closed',
      (id) => account(id).set({ state: 'closed' }).execute(),
      (id) => account(id).set({ state: 'active' }).execute(),
    ],
    ['has retired', (id) => position(id, RETIRED), (id) => position(id, inOfficeCode)],
  ])('who %s since is carried out by nobody', async (why, happens, undo) => {
    const id = await ask();
    const budi = await desk.signIn(nips.budi);
    const before = await kids();
    await happens(id);
    const page = await desk.approve(budi);
    expect([page.status, page.text.includes('bukan admin lagi')]).toEqual([422, true]);
    expect([await kids(), (await pending()).length]).toEqual([before, 1]);
    await undo(id);
    // Back at the same epoch it is theirs again; after a freeze it must be asked for again.
    expect((await desk.approve(budi)).status).toBe(
      ['has been closed', 'has retired'].includes(why) ? 200 : 422,
    );
  });

  test('before its epoch was written down must be asked for again', async () => {
    await ask();
    await desk.app.db.updateTable('admin_request').set({ asker_epoch: null }).execute();
    expect((await desk.approve(await desk.signIn(nips.budi))).text).toContain('bukan admin lagi');
  });

  test('is told to nobody who is frozen, and a frozen admin is not among the two that must remain', async () => {
    const third = await desk.accountId(nips.siti);
    const now = desk.app.clock.now();
    const grant = { accountId: third, role: 'admin', agencyId: null, until: null, now } as const;
    await desk.app.db.transaction().execute((trx) => grantRole(trx, grant, { actor: 'shell' }));
    await block(third, 'freeze');
    await ask();
    const told = await desk.app.db
      .selectFrom('outbox')
      .select('id')
      .where('kind', '=', 'admin_request')
      .where('account_id', '=', third)
      .execute();
    expect(told).toEqual([]);
    const { id } = await desk.app.db
      .selectFrom('role_grant')
      .select('id')
      .where('account_id', '=', await desk.accountId(nips.budi))
      .where('role', '=', 'admin')
      .executeTakeFirstOrThrow();
    const rina = await desk.signIn(nips.rina);
    await rina.post(`/admin/officers/${id}/revoke`, form({ reason: REASON, code: desk.code() }));
    // Budi is concerned himself, so the third one decides, in a session of before the freeze.
    const [request] = (await pending()).filter(({ act }) => act === 'role.revoke');
    const acts = revokeAct({ compose: untold, now: desk.app.clock.now });
    const payload = request?.payload as unknown as RevokePayload;
    const by = { requestedBy: await desk.accountId(nips.rina), context: { actor: 'test' } };
    const undone = desk.app.db.transaction().execute(async (trx) => {
      throw new Error(String(await acts.carryOut(trx, payload, by)));
    });
    await expect(undone).rejects.toThrow('platform.officers.last');
    await unblock(third);
  });
});

describe('one admin alone', () => {
  test('ends no lock of somebody who holds a role', async () => {
    const rina = await desk.signIn(nips.rina);
    const fields = { nip: nips.agus, code: desk.code() };
    const page = await rina.post('/admin/lockouts/end', form(fields));
    expect([page.status, page.text.includes('memegang peran')]).toEqual([422, true]);
    expect(await desk.audits('lock.ended')).toEqual([]);
  });

  test('asks for no role that outlives a career', async () => {
    const rina = await desk.signIn(nips.rina);
    const fields = { nip: nips.siti, role: 'helpdesk', reason: REASON, code: desk.code() };
    for (const until of ['9999-12-31', '2226-01-31', '2027-02-31']) {
      const page = await rina.post('/admin/officers/grant', form({ ...fields, until }));
      expect([until, page.status]).toEqual([until, 422]);
    }
  });
});

test('a code that proves one act proves no other, in another tab at the same moment either', async () => {
  const rina = await desk.signIn(nips.rina);
  const code = desk.code();
  const before = (await pending()).length;
  const pages = await Promise.all([
    rina.post('/admin/keys', form({ reason: REASON, code })),
    rina.post('/admin/emergency', form({ whose: 'everybody', reason: REASON, code })),
  ]);
  expect(pages.filter(({ url }) => url.includes('done=asked'))).toHaveLength(1);
  expect(pages.filter(({ status }) => status === 422)).toHaveLength(1);
  expect(await pending()).toHaveLength(before + 1);
});

test('a role ends with its last day, in a session that is still open too', async () => {
  const [rina, budi] = [await desk.signIn(nips.rina), await desk.signIn(nips.budi)];
  for (const row of await pending())
    await desk.app.db
      .updateTable('admin_request')
      .set({ state: 'withdrawn' })
      .where('id', '=', row.id)
      .execute();
  const tomorrow = new Date(desk.app.clock.now() + 31 * 3_600_000).toISOString().slice(0, 10);
  const fields = { nip: nips.siti, role: 'helpdesk', until: tomorrow, reason: REASON };
  await rina.post('/admin/officers/grant', form({ ...fields, code: desk.code() }));
  expect((await desk.approve(budi)).url).toContain('done=approved');
  const siti = await desk.signIn(nips.siti);
  expect((await siti.get('/helpdesk')).status).toBe(200);
  // The row says when, so that the session of this hour outlives it.
  await desk.app.db
    .updateTable('role_grant')
    .set({ until: new Date(desk.app.clock.now() + 60_000) })
    .where('role', '=', 'helpdesk')
    .where('account_id', '=', await desk.accountId(nips.siti))
    .execute();
  desk.app.clock.advance(61);
  expect([(await siti.get('/helpdesk')).status, (await siti.get('/agency')).status]).toEqual([404, 200]);
});
