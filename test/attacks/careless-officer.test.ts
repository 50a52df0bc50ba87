import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { caseLink, caseById } from '../../src/model/cases/case.ts';
import { findApproval } from '../../src/model/approvals/approval.ts';
import { powerSubject } from '../../src/model/people/power-subject.ts';
import { callBack, openDesk, postForm } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';
import { visitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

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

const idOf = (path: string) => new URL(path, desk.app.issuer).pathname.split('/').at(-1) ?? '';

async function pendingReset(): Promise<{ path: string; request: string }> {
  const path = await desk.readyFor(desk.agus);
  await desk.agus.get(`${path}/acts/reset-authenticator`);
  const asked = await desk.agus.submit({ reason: 'Cocok.', code: desk.code() });
  return { path, request: new URL(asked.url).pathname };
}

async function approve(officer: Visitor, request: string) {
  const hash = (await findApproval(desk.app.db, idOf(request)))?.payloadHash ?? '';
  return postForm(officer, request, { hash, decision: 'approve', reason: '', code: desk.code() });
}

describe('nobody is looked at without a row', () => {
  test('not by way of a form that is refused', async () => {
    const { path } = await desk.queued();
    const before = (await desk.audits('case.viewed')).length;
    const page = await postForm(desk.rina, `${path}/note`, { note: '' });
    expect([page.status, page.text.includes('HP saya hilang.')]).toEqual([422, true]);
    expect((await desk.audits('case.viewed')).slice(before)).toMatchObject([
      { actor: await desk.accountId(nips.rina), details: { case: idOf(path) } },
    ]);
  });

  test('not by way of a request, nor of the form of an act', async () => {
    const { path, request } = await pendingReset();
    const before = (await desk.audits('person.viewed')).length;
    expect((await desk.rina.get(request)).text).toContain('Budi Santoso');
    expect((await desk.agus.get(`${path}/acts/correct-contact`)).text).toContain('Budi Santoso');
    expect((await desk.audits('person.viewed')).slice(before)).toMatchObject([
      { account_id: await desk.accountId(nips.budi), details: { why: `approval:${idOf(request)}` } },
      { account_id: await desk.accountId(nips.budi), details: { case: idOf(path) } },
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ['', { decision: 'nothing' }],
    ['', { decision: 'approve', code: '' }],
    ['/withdraw', {}],
    ['/code', { code: '' }],
  ])('not by way of a refused form of a request%s: %o', async (form, fields) => {
    const { request } = await pendingReset();
    const before = (await desk.audits('person.viewed')).length;
    const page = await postForm(desk.rina, `${request}${form}`, fields);
    expect([page.status, page.text.includes('Budi Santoso')]).toEqual([422, true]);
    expect((await desk.audits('person.viewed')).slice(before)).toMatchObject([
      { account_id: await desk.accountId(nips.budi), details: { why: `approval:${idOf(request)}` } },
    ]);
  });
});

test('a call-back in which the person denied the request is not overwritten by a confirmed one', async () => {
  const { path } = await desk.queued();
  await postForm(desk.agus, `${path}/claim`, {});
  expect((await callBack(desk.agus, path, 'denied')).status).toBe(200);
  expect((await callBack(desk.agus, path, 'confirmed')).status).toBe(200);
  const denied = 'Orangnya menjawab dan tidak mengakui permohonan';
  expect((await desk.rina.get(path)).text).toContain(denied);
  await desk.agus.get(`${path}/acts/reset-authenticator`);
  const asked = await desk.agus.submit({ reason: 'Cocok.', code: desk.code() });
  expect((await desk.rina.get(new URL(asked.url).pathname)).text).toContain(denied);
});

test('what was asked for in a case that its person has closed is approved by nobody', async () => {
  const { path, request } = await pendingReset();
  const helpCase = await caseById(desk.app.db, idOf(path));
  const link = helpCase && caseLink(desk.app, helpCase);
  const person = visitor(desk.app);
  expect((await postForm(person, `${new URL(link ?? '').pathname}/close`, {})).status).toBe(200);
  const page = await approve(desk.rina, request);
  expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining('habis waktunya')]);
  expect(await desk.app.db.selectFrom('authenticator_reset').selectAll().execute()).toEqual([]);
});

test('nor is a code shown that was approved before', async () => {
  const path = await desk.readyFor(desk.agus);
  await desk.agus.get(`${path}/acts/give-code`);
  const asked = await desk.agus.submit({ reason: 'Cocok.', code: desk.code() });
  const request = new URL(asked.url).pathname;
  expect((await approve(desk.rina, request)).status).toBe(200);
  const helpCase = await caseById(desk.app.db, idOf(path));
  const link = helpCase && caseLink(desk.app, helpCase);
  await postForm(visitor(desk.app), `${new URL(link ?? '').pathname}/close`, {});
  const page = await postForm(desk.agus, `${request}/code`, { code: desk.code() });
  expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining('habis waktunya')]);
  expect(await desk.app.db.selectFrom('handed_code').selectAll().execute()).toEqual([]);
});

test('an authenticator that was reset late is touched when that was, not when it was asked for', async () => {
  const now = desk.app.clock.now();
  const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000);
  const accountId = await desk.accountId(nips.budi);
  const reset = { id: randomUUID(), account_id: accountId, way: 'helpdesk' as const, requested_by: 'x' };
  await desk.app.db
    .insertInto('authenticator_reset')
    .values({
      ...reset,
      ...{ state: 'used', requested_at: hoursAgo(80), opens_at: hoursAgo(80), closes_at: hoursAgo(56) },
      ...{ ended_at: hoursAgo(57), ended_by: accountId },
    })
    .execute();
  expect((await powerSubject(desk.app.db, accountId, now))?.authenticatorTouchedAt).toBe(
    hoursAgo(57).getTime(),
  );
});
