import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decideApproval } from '../../src/model/approvals/decide-approval.ts';
import { findApproval } from '../../src/model/approvals/approval.ts';
import { requestApproval } from '../../src/model/approvals/request-approval.ts';
import { openCorrection } from '../../src/model/corrections.ts';
import { bandung, epochOf, grantAgency, jabar } from '../support/agency.ts';
import type { Hired } from '../support/agency.ts';
import { appointAt, audits, hireAt, signIn } from '../support/agency-app.ts';
import type { AtDesk } from '../support/agency-app.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nips } from '../support/model.ts';

let app: TestApp;
let siti: AtDesk;
let hired: Hired[];
const at = (index: number) => hired[index] as Hired;

beforeAll(async () => {
  app = await startApp();
  hired = await hireAt(app, ['Rudi Hartono', 'Tuti Admin']);
  await grantAgency(app.db, at(1).accountId, app.clock.now());
  siti = await signIn(app, { nip: nips.siti });
});
afterAll(() => app?.stop());

const looks = async () => (await audits(app, 'person.viewed')).length;

describe('nobody of the agency is looked at without a row', () => {
  test('not by way of the forms of the acts, nor of a refusal there', async () => {
    for (const page of ['contact/email', 'contact/phone', 'reset']) {
      const before = await looks();
      const path = `/agency/people/${at(0).pnsId}/${page}`;
      expect((await siti.get(path)).text).toContain('Rudi Hartono');
      expect([page, await looks()]).toEqual([page, before + 1]);
      await siti.submit({ reason: '' });
      expect([page, await looks()]).toEqual([page, before + 2]);
    }
    expect((await audits(app, 'person.viewed')).at(-1)).toMatchObject({ account_id: at(0).accountId });
  });

  test('not by way of a registration', async () => {
    const id = randomUUID();
    const now = new Date(app.clock.now());
    const until = new Date(now.getTime() + 86_400_000);
    const about = {
      id,
      nip: at(0).nip,
      pns_id: at(0).pnsId,
      email: 'x@mail.example',
      phone: '+6281311111109',
    };
    const hashes = { nik_enc: 'x', nik_hmac: 'x', nik_key: 'x', status_hash: id, browser_hash: 'x' };
    const times = { created_at: now, updated_at: now, expires_at: until };
    await app.db
      .insertInto('registration')
      .values({ ...about, ...hashes, ...times, state: 'waiting', cause: 'contact_differs' })
      .execute();
    const before = await looks();
    expect((await siti.get(`/agency/registrations/${id}`)).text).toContain('x@mail.example');
    expect(await looks()).toBe(before + 1);
    expect((await audits(app, 'person.viewed')).at(-1)?.details).toEqual({
      console: 'agency',
      why: `registration:${id}`,
    });
  });

  test('not by way of a request, nor of its refused form', async () => {
    await siti.get(`/agency/people/${at(0).pnsId}/reset`);
    await siti.submit({ meeting: 'presence', reason: 'Datang dengan KTP.', code: siti.code() });
    const { id } = await app.db.selectFrom('approval').select('id').executeTakeFirstOrThrow();
    const before = await looks();
    expect((await siti.get(`/agency/approvals/${id}`)).text).toContain('Rudi Hartono');
    expect(await looks()).toBe(before + 1);
    const refused = await siti.post(`/agency/approvals/${id}`, 'decision=refuse&reason=');
    expect([refused.status, refused.text.includes('Rudi Hartono'), await looks()]).toEqual([
      422,
      true,
      before + 2,
    ]);
    await app.db.deleteFrom('approval').execute();
  });

  test('not by way of what somebody asks to have mended, nor of its refused form', async () => {
    const contact = { kind: 'email' as const, value: 'x@mail.example' };
    const asked = { kind: 'not_in_directory' as const, nip: '199001012022031101', nama: 'Orang Baru' };
    const rest = { agencyId: bandung, field: null, text: 'x', contact, now: app.clock.now() };
    await app.db
      .transaction()
      .execute((trx) =>
        openCorrection(trx, { ...asked, ...rest }, { ring: app.ring, context: { actor: 'anonymous' } }),
      );
    const { id } = await app.db.selectFrom('correction_request').select('id').executeTakeFirstOrThrow();
    const before = await looks();
    expect((await siti.get(`/agency/corrections/${id}`)).text).toContain('Orang Baru');
    await siti.submit({ reason: '' });
    const rows = (await audits(app, 'person.viewed')).slice(before);
    expect(rows.map(({ details }) => details)).toEqual([
      { console: 'agency', why: `correction:${id}` },
      { console: 'agency', why: `correction:${id}` },
    ]);
  });

  test('not by way of the list of people to write letters to', async () => {
    await appointAt(app, [{ nama: 'Belum Aktif', nip: '199001012022031701' }]);
    const before = (await audits(app, 'people.searched')).length;
    expect((await siti.get('/agency/letters/new')).text).toContain('Belum Aktif');
    expect((await audits(app, 'people.searched')).length).toBe(before + 1);
  });
});

describe('a NIP that was typed', () => {
  const ways = (nip: string) => [
    nip,
    `${nip.slice(0, 8)} ${nip.slice(8, 14)} ${nip.slice(14, 15)} ${nip.slice(15)}`,
    `NIP. ${nip.slice(0, 8)}-${nip.slice(8)}`,
    ` NI PPPK ${nip}\u200b`,
    [...nip].map((digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)).join(''),
  ];
  const find = (q: string, more: Record<string, string> = {}) =>
    siti.post('/agency/people', new URLSearchParams({ q, unit: '', state: '', ...more }).toString());
  const digits = (text: string) => text.replaceAll(/%20|%C2%A0|[\s+.-]/g, '');

  test('finds its person however it is grouped, and stands in no address', async () => {
    for (const typed of ways(at(0).nip)) {
      const page = await find(typed);
      expect([typed, page.status, new URL(page.url).pathname + new URL(page.url).search]).toEqual([
        typed,
        200,
        `/agency/people?person=${at(0).pnsId}`,
      ]);
      expect(page.text.match(/<th scope="row">/g)).toHaveLength(1);
      expect(page.text).toContain('Rudi Hartono');
    }
    expect((await audits(app, 'people.searched')).at(-1)?.details).toMatchObject({ by: 'nip', found: 1 });
  });

  test('of nobody here, or not whole, or with more around it is answered by the page itself', async () => {
    const half = at(0).nip.slice(0, 15);
    for (const typed of [...ways(nips.budi), half, `${at(0).nip}9`, `Rudi ${at(0).nip}`]) {
      const page = await find(typed, { state: 'active' });
      expect([typed, page.status, new URL(page.url).search]).toEqual([typed, 200, '']);
      const links = [...page.text.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, to = '']) => to);
      expect(links.filter((to) => /\d{9}/.test(digits(to)) && !/[0-9a-f-]{36}/.test(to))).toEqual([]);
    }
    expect((await find(half)).text).toContain('Rudi Hartono');
    // One of another agency is not to be told from nobody.
    expect((await find(nips.budi)).text).toContain('Tidak ada pegawai yang cocok');
  });

  test('goes on in no link of a page whose address holds it, and names nobody of elsewhere', async () => {
    for (const query of ['person=nobody', 'person=%27'])
      expect((await siti.get(`/agency/people?${query}`)).status).toBe(404);
    const page = await siti.get(`/agency/people?q=${at(0).nip}&after=WyJhIiwiYiJd`);
    expect(page.text.slice(page.text.indexOf('<main'))).not.toMatch(/href="[^"]*q=\d/);
  });

  test('a name goes into the address, with its filters, and so do the first digits', async () => {
    const named = await find('rudi har', { state: 'active' });
    expect(new URL(named.url).search).toBe('?q=rudi+har&state=active');
    expect(named.text).toContain('Rudi Hartono');
    expect(new URL((await find('1990')).url).search).toBe('?q=1990');
    expect(new URL((await find('')).url).search).toBe('');
    expect((await find('rudi', { unit: jabar })).status).toBe(404);
  });

  test('is asked by a form that is posted, and by nobody else', async () => {
    const page = await siti.get('/agency/people');
    expect(page.text).toContain('<form method="post" action="/agency/people"');
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await siti.post('/agency/people', `q=${at(0).nip}`, foreign)).status).toBe(403);
    const stranger = await signIn(app, { nip: nips.budi });
    expect((await stranger.post('/agency/people', `q=${at(0).nip}`)).status).toBe(404);
  });
});

test('an address of the console that is odd is an answer, never a fault of ours', async () => {
  const odd = [
    'q=%27%3B--&unit=&state=never',
    'q=%2A%3A%2A+%26+%21a&state=__proto__',
    `q=${'a'.repeat(6000)}`,
    'q=%ED%A0%80%FF',
    'q=a&q=b&after=&after=x',
    `after=${Buffer.from('["x"]').toString('base64url')}`,
    `after=${Buffer.from('{"__proto__":1}').toString('base64url')}`,
    `after=${Buffer.from('["\\ud800","\\udfff"]').toString('base64url')}`,
    `after=${Buffer.from(`["${'z'.repeat(600)}","1"]`).toString('base64url')}`,
    `after=${Buffer.from('["a\\u0000","1"]').toString('base64url')}`,
  ];
  for (const query of odd)
    expect([query, (await siti.get(`/agency/people?${query}`)).status]).toEqual([query, 200]);
  for (const query of ['q=%00', 'person=%00', 'unit=a%00'])
    expect((await siti.get(`/agency/letters/new?${query}`)).status).toBe(400);
  for (const query of [`unit=${jabar}`, 'unit=__proto__', "unit='"])
    expect([query, (await siti.get(`/agency/people?${query}`)).status]).toEqual([query, 404]);
  const other = await siti.get(`/agency/letters/new?person=${encodeURIComponent("' or '1'='1")}`);
  expect([other.status, other.text.includes('Belum Aktif')]).toEqual([200, false]);
});

test('somebody who left the agency is no longer decided about there', async () => {
  const { accountId, pnsId } = at(0);
  const now = app.clock.now();
  const sitiId = (
    await app.db
      .selectFrom('nip_alias')
      .select('account_id')
      .where('nip', '=', nips.siti)
      .executeTakeFirstOrThrow()
  ).account_id;
  const asked = await app.db.transaction().execute(async (trx) =>
    requestApproval(
      trx,
      {
        ...{ act: 'reset_authenticator', payload: {}, accountId, agencyId: bandung, caseId: null },
        ...{ reason: 'test', meeting: { callBack: null, presence: true }, console: 'agency' },
        ...{ officer: sitiId, epoch: await epochOf(trx, sitiId), sid: 'theirs', now },
      },
      { actor: sitiId },
    ),
  );
  const id = asked.kind === 'requested' ? asked.id : '';
  await app.db
    .updateTable('employee')
    .set({ instansi_id: jabar, unor_id: null })
    .where('pns_id', '=', pnsId)
    .execute();
  const decision = {
    ...{
      id,
      officer: at(1).accountId,
      epoch: await epochOf(app.db, at(1).accountId),
      decision: 'approve' as const,
    },
    ...{ reason: '', now },
    payloadHash: (await findApproval(app.db, id))?.payloadHash ?? '',
  };
  const decided = await app.db
    .transaction()
    .execute((trx) => decideApproval(trx, decision, { actor: at(1).accountId }));
  expect(decided).toEqual({ kind: 'refused', reason: 'gone' });
});
