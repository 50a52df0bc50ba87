import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decideAdminRequest } from '../../src/model/admin-requests/decide.ts';
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
