import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { endSessionsFrom } from '../../src/model/people/end-sessions.ts';
import { findSigninAccount } from '../../src/model/people/signin-account.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { bandung } from '../support/agency.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';
import type { Visitor } from '../support/visitor.ts';

const NEW = 'Angin-Timur-Laut-88';
const REASON = 'Sesuai surat tugas nomor 12 tahun 2026';
let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.app.stop());
beforeEach(async () => {
  await desk.app.db.deleteFrom('setting').execute();
  await desk.app.db.updateTable('agency').set({ sessions_from: null }).execute();
});

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const pending = () =>
  desk.app.db.selectFrom('admin_request').select('act').where('state', '=', 'pending').execute();

/** On another node: this one looked a moment ago, and hears of it within 30 seconds. */
const emergency = (agencyId: string | null) =>
  desk.app.db
    .transaction()
    .execute((trx) =>
      endSessionsFrom(trx, { agencyId, now: desk.app.clock.now() + 1000 }, { actor: 'system' }),
    );

const agencyOf = async (nip: string) => (await findSigninAccount(desk.app.db, nip))?.instansi.id ?? '';

const changePassword = (who: Visitor, code: string) =>
  who.post(
    '/account/password',
    form({ currentPassword: 'Merdeka#1945!', newPassword: NEW, confirmPassword: NEW, code }),
  );

describe('a session that an emergency on another node has ended', () => {
  test('changes nothing of its owner’s any more', async () => {
    for (const agencyId of [null, bandung]) {
      const siti = await desk.signIn(nips.siti);
      const code = desk.code();
      await siti.get('/account');
      await emergency(agencyId);
      const refused = await changePassword(siti, code);
      expect([refused.status, alerts(refused.text)]).toEqual([
        422,
        'Sesi Anda sudah diakhiri. Masuk lagi, lalu ulangi.',
      ]);
      expect(await desk.audits('password.changed')).toEqual([]);
      await desk.app.db.deleteFrom('setting').execute();
      await desk.app.db.updateTable('agency').set({ sessions_from: null }).execute();
    }
  });

  test('neither asks for an act of the platform nor approves one', async () => {
    const rina = await desk.signIn(nips.rina);
    const budi = await desk.signIn(nips.budi);
    await rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
    expect(await pending()).toHaveLength(1);
    const [asks, approves] = [desk.code(), desk.code()];
    await Promise.all([rina.get('/admin'), budi.get('/admin')]);
    const [request] = await desk.app.db.selectFrom('admin_request').select(['id', 'payload_hash']).execute();
    await emergency(null);
    const asked = await rina.post(
      '/admin/emergency',
      form({ whose: 'everybody', reason: REASON, code: asks }),
    );
    expect(asked.url).not.toContain('done=asked');
    const approved = await budi.post(
      `/admin/requests/${request?.id}`,
      form({ hash: request?.payload_hash ?? '', decision: 'approve', reason: '', code: approves }),
    );
    expect(approved.url).not.toContain('done=approved');
    expect((await pending()).map(({ act }) => act)).toEqual(['keys.rotate']);
  });
});

test('what an admin asked for before an emergency is carried out by nobody; asked for after it, it is', async () => {
  const old = await desk.signIn(nips.rina);
  for (const agencyId of [null, await agencyOf(nips.rina)]) {
    await desk.app.db.deleteFrom('admin_request').execute();
    const rina = agencyId === null ? old : await desk.signIn(nips.rina);
    await rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
    await emergency(agencyId);
    desk.app.clock.advance(31);
    const budi = await desk.signIn(nips.budi);
    const page = await desk.approve(budi);
    expect([page.status, page.text.includes('bukan admin lagi')]).toEqual([422, true]);
    expect(await pending()).toHaveLength(1);
  }
  const [rina, budi] = [await desk.signIn(nips.rina), await desk.signIn(nips.budi)];
  await rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
  expect((await desk.approve(budi)).url).toContain('done=approved');
});

test('an emergency at another agency, or one before the session began, ends nothing of it', async () => {
  await emergency(bandung);
  desk.app.clock.advance(31);
  const siti = await desk.signIn(nips.siti);
  const other = await desk.app.db
    .selectFrom('agency')
    .select('id')
    .where('id', '!=', bandung)
    .executeTakeFirstOrThrow();
  expect(await emergency(other.id)).toBe(true);
  expect((await changePassword(siti, desk.code())).url).toContain('done=password');
});
