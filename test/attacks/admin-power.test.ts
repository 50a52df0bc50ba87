import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { nips } from '../support/model.ts';
import { visitor } from '../support/visitor.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.app.stop());

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const REASON = 'Sesuai surat tugas nomor 12 tahun 2026';
const grant = (fields: Record<string, string> = {}) =>
  form({
    nip: nips.siti,
    role: 'helpdesk',
    until: '2030-01-31',
    reason: REASON,
    code: desk.code(),
    ...fields,
  });
const pending = () =>
  desk.app.db
    .selectFrom('admin_request')
    .selectAll()
    .where('state', '=', 'pending')
    .orderBy('requested_at', 'desc')
    .execute();
const roles = async (nip: string) => {
  const rows = await desk.app.db
    .selectFrom('role_grant')
    .select('role')
    .where('account_id', '=', await desk.accountId(nip))
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map(({ role }) => role).toSorted();
};

const ROUTES = [
  '',
  '/requests',
  '/clients',
  '/clients/new',
  '/officers',
  '/officers/grant',
  '/keys',
  '/lockouts',
  '/outbox',
  '/emergency',
  '/banners',
];

describe('the console of the platform', () => {
  test.each(ROUTES)('/admin%s is shown to an admin, and is not there for anybody else', async (path) => {
    expect((await desk.rina.get(`/admin${path}`)).status).toBe(200);
    expect((await visitor(desk.app).get(`/admin${path}`)).status).toBe(404);
  });

  test('is 404 for officers of other desks, in every POST too, and each is written down', async () => {
    const agus = await desk.signIn(nips.agus);
    const before = (await desk.audits('console.refused')).length;
    for (const path of ROUTES) expect((await agus.get(`/admin${path}`)).status).toBe(404);
    for (const path of [
      '/officers/grant',
      '/keys',
      '/lockouts',
      '/lockouts/end',
      '/emergency',
      '/outbox/1/retry',
      '/requests/5b0b6b0e-8f39-4ef8-9d0d-93f1d14ad001',
    ])
      expect((await agus.post(`/admin${path}`, grant())).status).toBe(404);
    expect((await desk.audits('console.refused')).length - before).toBe(ROUTES.length + 7);
  });

  test('takes no form of another origin', async () => {
    const page = await desk.rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }), {
      'sec-fetch-site': 'same-site',
    });
    expect(page.status).toBe(403);
  });

  test.each(['x', '1', "1'--", '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ad001'])('has no request %s', async (id) => {
    expect((await desk.rina.get(`/admin/requests/${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

describe('two admins', () => {
  test('are needed for a role: one asks, the other approves, the holder is told', async () => {
    const asked = await desk.rina.post('/admin/officers/grant', grant());
    expect(asked.url).toContain('/admin/requests?done=asked');
    expect(await roles(nips.siti)).toEqual(['agency']);
    const own = await desk.approve(desk.rina);
    expect([own.status, await roles(nips.siti)]).toEqual([422, ['agency']]);
    const page = await desk.approve(desk.budi);
    expect(page.url).toContain('done=approved');
    expect(await roles(nips.siti)).toEqual(['agency', 'helpdesk']);
    expect(await desk.audits('admin.decision-refused')).toMatchObject([{ details: { reason: 'self' } }]);
    const mails = await desk.app.db
      .selectFrom('outbox')
      .select('kind')
      .where('account_id', '=', await desk.accountId(nips.siti))
      .execute();
    expect(mails.map(({ kind }) => kind)).toContain('role_granted');
  });

  test('give nobody a role of his own, nor one without an end or to whoever has no factor', async () => {
    const refused = async (fields: Record<string, string>) =>
      (await desk.rina.post('/admin/officers/grant', grant(fields))).status;
    expect(await refused({ nip: nips.rina, role: 'agency' })).toBe(422);
    expect(await refused({ until: '' })).toBe(422);
    expect(await refused({ until: '2020-01-01' })).toBe(422);
    expect(await refused({ nip: nips.dewi })).toBe(422);
    expect(await refused({ role: 'root' })).toBe(422);
    expect(await refused({ reason: 'ok' })).toBe(422);
    expect(await refused({ code: '000000' })).toBe(422);
    expect(await pending()).toHaveLength(0);
  });

  test('decide what was shown: another hash, an edited row, a replay and a withdrawn one count for nothing', async () => {
    await desk.rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
    expect((await desk.approve(desk.budi, { hash: 'x'.repeat(43) })).status).toBe(422);
    const [row] = await pending();
    await desk.app.db
      .updateTable('admin_request')
      .set({ payload: JSON.stringify({ kids: ['mine'] }) })
      .where('id', '=', row?.id ?? '')
      .execute();
    expect((await desk.approve(desk.budi)).status).toBe(422);
    const foreign = await desk.budi.post(`/admin/requests/${row?.id}/withdraw`, '');
    expect([foreign.status, (await pending()).length]).toEqual([200, 1]);
    await desk.rina.post(`/admin/requests/${row?.id}/withdraw`, '');
    expect(await pending()).toHaveLength(0);
    const late = await desk.budi.post(
      `/admin/requests/${row?.id}`,
      form({ hash: row?.payload_hash ?? '', decision: 'approve', code: desk.code() }),
    );
    expect(late.status).toBe(422);
  });

  test('rotate the keys once, however often it is asked, approved or pressed', async () => {
    const kids = async () =>
      (
        await desk.app.db
          .selectFrom('signing_key')
          .select('kid')
          .where('state', '=', 'current')
          .orderBy('kid')
          .execute()
      ).map(({ kid }) => kid);
    const before = await kids();
    await desk.rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
    await desk.rina.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
    const [first, second] = await pending();
    const approve = (id = '', hash = '') =>
      desk.budi.post(`/admin/requests/${id}`, form({ hash, decision: 'approve', code: desk.code() }));
    const [one, two] = await Promise.all([
      approve(first?.id, first?.payload_hash),
      approve(first?.id, first?.payload_hash),
    ]);
    expect([one, two].filter(({ url }) => url.includes('done=approved'))).toHaveLength(1);
    const after = await kids();
    expect(after).not.toEqual(before);
    expect((await approve(second?.id, second?.payload_hash)).status).toBe(422);
    expect(await kids()).toEqual(after);
    await desk.rina.post(`/admin/requests/${second?.id}/withdraw`, '');
  });

  test('do nothing for whoever asked and has lost the role since', async () => {
    const third = await desk.accountId(nips.siti);
    await desk.app.db
      .insertInto('role_grant')
      .values({
        account_id: third,
        role: 'admin',
        granted_by: 'shell',
        granted_at: new Date(desk.app.clock.now()),
      })
      .execute();
    const siti = await desk.signIn(nips.siti);
    await siti.post('/admin/keys', form({ reason: REASON, code: desk.code() }));
    await desk.app.db
      .updateTable('role_grant')
      .set({ revoked_at: new Date(desk.app.clock.now()) })
      .where('account_id', '=', third)
      .where('role', '=', 'admin')
      .execute();
    expect((await desk.approve(desk.budi)).text).toContain('bukan admin lagi');
    const [row] = await pending();
    await desk.app.db
      .updateTable('admin_request')
      .set({ state: 'withdrawn' })
      .where('id', '=', row?.id ?? '')
      .execute();
  });

  test('cannot leave fewer than two admins', async () => {
    const row = await desk.app.db
      .selectFrom('role_grant')
      .select('id')
      .where('account_id', '=', await desk.accountId(nips.budi))
      .where('role', '=', 'admin')
      .executeTakeFirstOrThrow();
    await desk.rina.post(`/admin/officers/${row.id}/revoke`, form({ reason: REASON, code: desk.code() }));
    const [request] = await pending();
    expect((await desk.approve(desk.budi)).status).toBe(422);
    expect(await roles(nips.budi)).toContain('admin');
    await desk.rina.post(`/admin/requests/${request?.id}/withdraw`, '');
  });
});

describe('an emergency', () => {
  test('ends every session of an agency’s people that began before, and nobody else’s', async () => {
    const siti = await desk.signIn(nips.siti);
    const agency = await desk.app.db
      .selectFrom('agency')
      .select('nama')
      .where('nama', 'like', '%Bandung%')
      .executeTakeFirstOrThrow();
    desk.app.clock.advance(5);
    await desk.rina.post(
      '/admin/emergency',
      form({ whose: 'agency', agency: agency.nama, reason: REASON, code: desk.code() }),
    );
    const page = await desk.approve(desk.budi);
    expect(page.url).toContain('done=approved');
    expect(new URL((await siti.get('/portal')).url).pathname).toMatch(/^\/interaction\//);
    expect((await desk.rina.get('/admin')).status).toBe(200);
    desk.app.clock.advance(5);
    const again = await desk.signIn(nips.siti);
    expect(new URL((await again.get('/portal')).url).pathname).toBe('/portal');
  });

  test('of everybody ends the admins’ own too', async () => {
    desk.app.clock.advance(5);
    await desk.rina.post('/admin/emergency', form({ whose: 'everybody', reason: REASON, code: desk.code() }));
    await desk.approve(desk.budi);
    expect((await desk.rina.get('/admin')).status).toBe(404);
    expect((await desk.budi.get('/admin')).status).toBe(404);
  });
});
