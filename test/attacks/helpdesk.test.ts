import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import { findApproval } from '../../src/model/approvals/approval.ts';
import { grantRole, revokeRole } from '../../src/model/people/roles.ts';
import { openDesk, postForm } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';
import { firstForm } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.app.stop());
beforeEach(async () => {
  const { db } = desk.app;
  for (const table of ['approval', 'authenticator_reset', 'contact_change', 'help_case'] as const)
    await db.deleteFrom(table).execute();
});

const NOWHERE = '6c1f7f4e-2f3a-4f7c-9b51-0d9f4a7d2a11';
const readable = (id: string, approval: string) => [
  '/helpdesk',
  '/helpdesk/person',
  '/helpdesk/approvals',
  `/helpdesk/approvals/${approval}`,
  `/helpdesk/cases/${id}`,
  `/helpdesk/cases/${id}/person`,
  `/helpdesk/cases/${id}/files/${NOWHERE}`,
  `/helpdesk/cases/${id}/acts/reset-authenticator`,
];
const writable = (id: string, approval: string) => [
  '/helpdesk/person',
  `/helpdesk/approvals/${approval}`,
  `/helpdesk/approvals/${approval}/withdraw`,
  `/helpdesk/approvals/${approval}/code`,
  ...['claim', 'release', 'note', 'ask', 'finish', 'checks', 'directory', 'population', 'callback'].map(
    (form) => `/helpdesk/cases/${id}/${form}`,
  ),
  ...['end-lock', 'correct-contact', 'reset-authenticator', 'give-code'].map(
    (act) => `/helpdesk/cases/${id}/acts/${act}`,
  ),
];

async function pendingReset(): Promise<{ id: string; path: string; request: string }> {
  const path = await desk.readyFor(desk.agus);
  await desk.agus.get(`${path}/acts/reset-authenticator`);
  const asked = await desk.agus.submit({ reason: 'Cocok.', code: desk.code() });
  expect(asked.status).toBe(200);
  return { id: path.split('/').at(-1) ?? '', path, request: new URL(asked.url).pathname };
}

async function approve(
  officer: Visitor,
  request: string,
  change: Record<string, string> = {},
): Promise<Page> {
  const { hidden } = firstForm((await officer.get(request)).text);
  const hash = (await findApproval(desk.app.db, request.split('/').at(-1) ?? ''))?.payloadHash ?? '';
  const code = change.code ?? desk.code();
  return postForm(officer, request, { hash, ...hidden, decision: 'approve', reason: '', ...change, code });
}

describe('the desk is not there', () => {
  test('for anybody without the role, on any route, and that he asked is written down', async () => {
    const { id, request } = await pendingReset();
    const approval = request.split('/').at(-1) ?? '';
    const budi = await desk.signIn(nips.budi);
    const before = (await desk.audits('console.refused')).length;
    const paths = readable(id, approval);
    for (const path of paths) expect([path, (await budi.get(path)).status]).toEqual([path, 404]);
    for (const path of writable(id, approval))
      expect([path, (await postForm(budi, path, { code: '123456' })).status]).toEqual([path, 404]);
    const rows = (await desk.audits('console.refused')).slice(before);
    expect(rows).toHaveLength(paths.length + writable(id, approval).length);
    expect(rows[0]).toMatchObject({ details: { console: 'helpdesk', reason: 'no_role' } });
    expect(await desk.app.db.selectFrom('authenticator_reset').selectAll().execute()).toEqual([]);
  });

  test('for an agency’s admin, who has a console of her own', async () => {
    const siti = await desk.signIn(nips.siti);
    expect((await siti.get('/helpdesk')).status).toBe(404);
  });

  test('for an officer whose factor is young', async () => {
    const accountId = await desk.accountId(nips.rina);
    const totp = desk.app.db.updateTable('totp').where('account_id', '=', accountId);
    const young = new Date(desk.app.clock.now() - policy.proof.youngFactorSeconds * 1000 + 60_000);
    const { confirmed_at: old } = await desk.app.db
      .selectFrom('totp')
      .select('confirmed_at')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    await totp.set({ confirmed_at: young }).execute();
    expect((await desk.rina.get('/helpdesk')).status).toBe(404);
    await totp.set({ confirmed_at: old }).execute();
    expect((await desk.rina.get('/helpdesk')).status).toBe(200);
    expect((await desk.audits('console.refused')).at(-1)).toMatchObject({
      actor: accountId,
      details: { reason: 'young_factor' },
    });
  });

  test('once the role is taken away, in the middle of a session', async () => {
    const rina = await desk.signIn(nips.rina);
    const grant = { accountId: await desk.accountId(nips.rina), role: 'helpdesk', agencyId: null } as const;
    const now = desk.app.clock.now();
    await desk.app.db.transaction().execute((trx) => revokeRole(trx, { ...grant, now }, { actor: 'shell' }));
    expect((await rina.get('/helpdesk')).status).toBe(404);
    await desk.app.db
      .transaction()
      .execute((trx) => grantRole(trx, { ...grant, until: null, now }, { actor: 'shell' }));
    expect((await rina.get('/helpdesk')).status).toBe(200);
  });
});

describe('objects one may not see', () => {
  test('are 404 by id, and that one asked is written down', async () => {
    const before = (await desk.audits('scope.refused')).length;
    const paths = [
      ...readable(NOWHERE, NOWHERE).slice(3),
      '/helpdesk/cases/1',
      `/helpdesk/approvals/${NOWHERE.slice(1)}`,
      "/helpdesk/cases/'or'1'='1",
    ];
    for (const path of paths) expect([path, (await desk.agus.get(path)).status]).toEqual([path, 404]);
    expect((await desk.audits('scope.refused')).length - before).toBe(paths.length);
  });

  test('are an act that is none, and any act of a case somebody else holds', async () => {
    const path = await desk.readyFor(desk.agus);
    expect((await desk.agus.get(`${path}/acts/end-freeze`)).status).toBe(404);
    expect((await desk.agus.get(`${path}/acts/make-admin`)).status).toBe(404);
    expect((await desk.rina.get(`${path}/acts/give-code`)).status).toBe(404);
    const sent = await postForm(desk.rina, `${path}/acts/give-code`, { reason: 'x', code: desk.code() });
    expect(sent.status).toBe(404);
    expect(await desk.app.db.selectFrom('approval').selectAll().execute()).toEqual([]);
  });

  test('is a request about the officer himself', async () => {
    const { request } = await pendingReset();
    const id = request.split('/').at(-1) ?? '';
    const accountId = await desk.accountId(nips.rina);
    await desk.app.db.updateTable('approval').set({ account_id: accountId }).where('id', '=', id).execute();
    expect((await desk.rina.get(request)).status).toBe(404);
  });
});

describe('a form of another origin', () => {
  test('moves nothing, on any route', async () => {
    const { id, request } = await pendingReset();
    const approval = request.split('/').at(-1) ?? '';
    for (const path of writable(id, approval))
      for (const site of ['cross-site', 'same-site', 'none'])
        expect([path, (await postForm(desk.rina, path, {}, { 'sec-fetch-site': site })).status]).toEqual([
          path,
          403,
        ]);
    expect((await findApproval(desk.app.db, approval))?.state).toBe('pending');
  });
});

describe('a second officer is needed', () => {
  test('who is not the first: posting one’s own request past the page is refused and written down', async () => {
    const { request } = await pendingReset();
    const own = await approve(desk.agus, request);
    expect([own.status, alerts(own.text)]).toEqual([422, expect.stringContaining('permintaannya sendiri')]);
    expect((await desk.audits('power.refused')).at(-1)).toMatchObject({
      actor: await desk.accountId(nips.agus),
      details: { reason: 'own' },
    });
    expect(await desk.app.db.selectFrom('authenticator_reset').selectAll().execute()).toEqual([]);
  });

  test('who did not write on the evidence: a colleague who held the case before cannot approve', async () => {
    const path = await desk.readyFor(desk.rina);
    await postForm(desk.rina, `${path}/release`, {});
    await postForm(desk.agus, `${path}/claim`, {});
    await desk.agus.get(`${path}/acts/reset-authenticator`);
    const asked = await desk.agus.submit({ reason: 'Cocok.', code: desk.code() });
    const page = await approve(desk.rina, new URL(asked.url).pathname);
    expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining('ikut mengisi bukti')]);
  });

  test('who decides once: of two approvals at once one is carried out', async () => {
    const { request } = await pendingReset();
    const hash = (await findApproval(desk.app.db, request.split('/').at(-1) ?? ''))?.payloadHash ?? '';
    const other = await desk.signIn(nips.rina);
    const [first, second] = [desk.code(), desk.code()];
    const press = (who: Visitor, code: string) =>
      postForm(who, request, { hash, decision: 'approve', reason: '', code });
    await Promise.all([press(desk.rina, first), press(other, second)]);
    expect(await desk.app.db.selectFrom('authenticator_reset').selectAll().execute()).toHaveLength(1);
    expect(await desk.audits('approval.approved')).toHaveLength(1);
  });

  test('who sees what is done: an edited payload, other evidence or a stale page is refused', async () => {
    const { id, path, request } = await pendingReset();
    const stale = await approve(desk.rina, request, { hash: 'AAAA' });
    expect([stale.status, alerts(stale.text)]).toEqual([
      422,
      expect.stringContaining('berubah sejak diajukan'),
    ]);
    await postForm(desk.agus, `${path}/checks`, { ktpReadable: 'no' });
    const shown = await desk.rina.get(request);
    expect(shown.text).toContain('Ini tidak dapat disetujui');
    const edited = await approve(desk.rina, request);
    expect(alerts(edited.text)).toContain('berubah sejak diajukan');
    await desk.app.db.deleteFrom('case_event').where('case_id', '=', id).execute();
    expect(await desk.app.db.selectFrom('authenticator_reset').selectAll().execute()).toEqual([]);
  });

  test('with a code of his own, for this act: none, a wrong one and a used one do nothing', async () => {
    const { request } = await pendingReset();
    for (const code of ['', '12345', '000000']) {
      const page = await approve(desk.rina, request, { code });
      expect([code, page.status]).toEqual([code, 422]);
    }
    const used = desk.code();
    expect((await approve(desk.rina, request, { code: used, decision: 'approve', hash: 'A' })).status).toBe(
      422,
    );
    const replayed = await approve(desk.rina, request, { code: used });
    expect([replayed.status, alerts(replayed.text)]).toEqual([422, expect.stringContaining('sudah dipakai')]);
    expect(await desk.app.db.selectFrom('authenticator_reset').selectAll().execute()).toEqual([]);
  });

  test('in time: an expired request is carried out by nobody', async () => {
    const { request } = await pendingReset();
    const past = new Date(desk.app.clock.now());
    await desk.app.db.updateTable('approval').set({ expires_at: past }).execute();
    const page = await approve(desk.rina, request);
    expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining('habis waktunya')]);
  });
});

describe('nobody has power over a holder of a role', () => {
  test('not even with a case, a call-back and a lock', async () => {
    const path = await desk.readyFor(desk.agus, nips.siti);
    for (const act of ['end-lock', 'give-code', 'reset-authenticator', 'correct-contact']) {
      const page = await postForm(desk.agus, `${path}/acts/${act}`, { reason: 'x', code: desk.code() });
      expect([act, page.status]).toEqual([act, 422]);
      expect(page.text).toContain('memegang peran');
    }
    expect((await desk.audits('power.refused')).at(-1)).toMatchObject({
      account_id: await desk.accountId(nips.siti),
      details: { reason: 'role_holder' },
    });
  });
});

test('what a person writes is text on the officers’ pages, whatever it looks like', async () => {
  const path = await desk.readyFor(desk.agus);
  const evil = '"><script>alert(1)</script><%= 1 %>';
  const id = path.split('/').at(-1) ?? '';
  await desk.app.db.updateTable('help_case').set({ text: evil }).where('id', '=', id).execute();
  await postForm(desk.agus, `${path}/note`, { note: evil });
  const page = await desk.agus.get(path);
  expect(page.text).not.toContain('<script>alert');
  expect(page.text).toContain('&lt;script&gt;alert(1)');
  const found = await desk.agus.get(`${path}?done=__proto__`);
  expect(found.status).toBe(200);
  expect((await desk.agus.get('/helpdesk?topic=__proto__&whose=constructor')).status).toBe(200);
});
