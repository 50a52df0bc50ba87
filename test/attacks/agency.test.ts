import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { csv } from '../../src/features/agency/csv.ts';
import { requestApproval } from '../../src/model/approvals/request-approval.ts';
import { openCorrection } from '../../src/model/corrections.ts';
import { findSigninAccount } from '../../src/model/people/signin-account.ts';
import { bandung, epochOf, grantAgency, jabar } from '../support/agency.ts';
import type { Hired } from '../support/agency.ts';
import { appointAt, audits, hireAt, signIn } from '../support/agency-app.ts';
import type { AtDesk } from '../support/agency-app.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';

let app: TestApp;
let siti: AtDesk;
let hired: Hired[];
/** What another agency has, by the path of each page. */
let foreign: string[];
const at = (index: number) => hired[index] as Hired;
const context = () => ({ actor: 'test', at: app.clock.now() });

beforeAll(async () => {
  app = await startApp();
  hired = await hireAt(app, ['Rudi Hartono', 'Wayan Sudira', 'Tuti Admin', 'Orang Jabar', 'Admin Ketiga']);
  const { accountId, pnsId } = at(3);
  await app.db
    .updateTable('employee')
    .set({ instansi_id: jabar, unor_id: null })
    .where('pns_id', '=', pnsId)
    .execute();
  for (const { accountId: admin } of [at(2), at(4)]) await grantAgency(app.db, admin, app.clock.now());
  siti = await signIn(app, { nip: nips.siti });
  foreign = [
    `/agency/people/${pnsId}`,
    `/agency/people/${pnsId}/contact/email`,
    `/agency/people/${pnsId}/contact/phone`,
    `/agency/people/${pnsId}/reset`,
    `/agency/registrations/${await foreignRegistration(pnsId)}`,
    `/agency/corrections/${await foreignCorrection()}`,
    `/agency/approvals/${await foreignApproval(accountId)}`,
    ...(await foreignBatch()),
  ];
});
afterAll(() => app?.stop());

async function foreignRegistration(pnsId: string): Promise<string> {
  const id = randomUUID();
  const now = new Date(app.clock.now());
  await app.db
    .insertInto('registration')
    .values({
      ...{
        id,
        nip: at(3).nip,
        pns_id: pnsId,
        email: 'x@mail.example',
        phone: '+6281311111109',
        state: 'waiting',
      },
      ...{
        cause: 'contact_differs',
        nik_enc: 'x',
        nik_hmac: 'x',
        nik_key: 'x',
        status_hash: id,
        browser_hash: 'x',
      },
      ...{ created_at: now, updated_at: now, expires_at: new Date(now.getTime() + 86_400_000) },
    })
    .execute();
  return id;
}

async function foreignCorrection(): Promise<string> {
  const now = app.clock.now();
  await app.db.transaction().execute((trx) =>
    openCorrection(
      trx,
      {
        ...{ kind: 'not_in_directory', nip: '199001012022031101', nama: 'X', agencyId: jabar, field: null },
        ...{ text: 'x', contact: { kind: 'email', value: 'x@mail.example' }, now },
      },
      { ring: app.ring, context: context() },
    ),
  );
  const row = await app.db.selectFrom('correction_request').select('id').executeTakeFirstOrThrow();
  return row.id;
}

async function foreignApproval(accountId: string): Promise<string> {
  const outcome = await app.db.transaction().execute(async (trx) =>
    requestApproval(
      trx,
      {
        ...{ act: 'reset_authenticator', payload: {}, accountId, agencyId: jabar, caseId: null },
        ...{ reason: 'test', meeting: { callBack: null, presence: true }, console: 'agency' },
        ...{
          officer: at(2).accountId,
          epoch: await epochOf(trx, at(2).accountId),
          sid: 'theirs',
          now: app.clock.now(),
        },
      },
      context(),
    ),
  );
  if (outcome.kind !== 'requested') throw new Error('no request');
  return outcome.id;
}

async function foreignBatch(): Promise<string[]> {
  const id = randomUUID();
  await app.db
    .insertInto('letter_batch')
    .values({
      ...{ id, agency_id: jabar, unit_id: null, made_by: at(2).accountId },
      ...{ made_at: new Date(app.clock.now()), count: 1 },
    })
    .execute();
  return [`/agency/letters/${id}`, `/agency/letters/${id}/print`];
}

describe('another agency’s objects', () => {
  test('are not there by any id, and asking for one is written down', async () => {
    for (const path of foreign) {
      const before = (await audits(app, 'scope.refused')).length;
      expect([path, (await siti.get(path)).status]).toEqual([path, 404]);
      const rows = await audits(app, 'scope.refused');
      expect(rows.length).toBe(before + 1);
      expect(rows.at(-1)?.details).toMatchObject({ console: 'agency', path });
    }
  });

  test('are not changed by a post either, with a right code', async () => {
    const fields = {
      ...{ step: 'confirm', email: 'dieb@mail.example', phone: '081311112222', meeting: 'presence' },
      ...{ reason: 'Hadir dengan KTP.', decision: 'approve', hash: 'x' },
    };
    for (const path of foreign.filter((one) => !/print$|people\/[^/]+$/.test(one))) {
      const body = new URLSearchParams({ ...fields, code: siti.code() }).toString();
      expect([path, (await siti.post(path, body)).status]).toEqual([path, 404]);
    }
    const changes = await app.db.selectFrom('contact_change').select('id').execute();
    expect(changes).toEqual([]);
  });

  test('get no letters: not by a box for them, not by their unit', async () => {
    const [pnsId = ''] = await appointAt(app, [
      { nama: 'Orang Lain', nip: '199001012022031101', agencyId: jabar },
    ]);
    const body = (more: object) =>
      new URLSearchParams({ step: 'confirm', unit: '', [`p-${pnsId}`]: '1', code: siti.code(), ...more });
    const page = await siti.post('/agency/letters/new', body({}).toString());
    expect(new URL(page.url).pathname).toBe('/agency/letters');
    const unit = 'b4000000000000000000000000000001';
    expect((await siti.get(`/agency?unit=${unit}`)).status).toBe(404);
    expect((await siti.get(`/agency/people?unit=${unit}`)).status).toBe(404);
    expect((await siti.get(`/agency/letters/new?unit=${unit}`)).status).toBe(404);
    expect((await siti.post('/agency/letters/new', body({ unit }).toString())).status).toBe(404);
    expect((await siti.get(`/agency/letters/new?person=${pnsId}`)).text).not.toContain('Orang Lain');
    expect(await findSigninAccount(app.db, '199001012022031101')).toBeNull();
  });

  test('do not show themselves to odd ids', async () => {
    for (const id of ['x', '0', "'", 'A'.repeat(300), '00000000-0000-0000-0000-000000000000'])
      for (const area of ['people', 'registrations', 'corrections', 'approvals', 'letters'])
        expect((await siti.get(`/agency/${area}/${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

describe('another origin', () => {
  test('posts nothing', async () => {
    const paths = [
      ...foreign.filter((path) => !/print$|people\/[^/]+$/.test(path)),
      `/agency/people/${at(0).pnsId}/contact/email`,
      `/agency/people/${at(0).pnsId}/reset`,
      ...['/agency/letters/new', '/confirm-contact'],
    ];
    for (const path of paths) {
      const answer = await siti.post(path, 'decision=approve', { 'sec-fetch-site': 'cross-site' });
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });
});

describe('a careless or dishonest admin', () => {
  const tryContact = async (pnsId: string) => {
    const fields = { step: 'confirm', email: 'lain@mail.example', meeting: 'presence', reason: 'Hadir.' };
    const body = new URLSearchParams({ ...fields, code: siti.code() }).toString();
    return siti.post(`/agency/people/${pnsId}/contact/email`, body);
  };
  const tryReset = async (pnsId: string) => {
    const fields = { meeting: 'presence', reason: 'Hadir.', code: siti.code() };
    return siti.post(`/agency/people/${pnsId}/reset`, new URLSearchParams(fields).toString());
  };
  const pnsIdOf = async (nip: string) => (await findSigninAccount(app.db, nip))?.pnsId ?? '';

  test('does not act on the own account', async () => {
    const own = await pnsIdOf(nips.siti);
    for (const answer of [await tryContact(own), await tryReset(own)])
      expect([answer.status, alerts(answer.text)]).toEqual([422, expect.stringContaining('sendiri')]);
    expect((await siti.get(`/agency/people/${own}`)).text).not.toContain(`${own}/reset"`);
  });

  test('does not act on a holder of a role', async () => {
    for (const answer of [await tryContact(at(2).pnsId), await tryReset(at(2).pnsId)])
      expect([answer.status, alerts(answer.text)]).toEqual([422, expect.stringContaining('memegang peran')]);
    expect((await audits(app, 'power.refused')).at(-1)?.details).toMatchObject({ reason: 'role_holder' });
  });

  test('does not open an account alone, by a contact and a letter', async () => {
    const [first = '', second = ''] = await appointAt(app, [
      { nama: 'Baru Satu', nip: '199001012022031102' },
      { nama: 'Baru Dua', nip: '199001012022031103', email: 'dua@asn.example' },
    ]);
    const letterFor = (pnsId: string) =>
      siti.post(
        '/agency/letters/new',
        new URLSearchParams({ step: 'confirm', unit: '', [`p-${pnsId}`]: '1', code: siti.code() }).toString(),
      );
    expect((await tryContact(first)).status).toBe(200);
    expect((await letterFor(first)).text).not.toContain('class="activation"');
    expect((await letterFor(second)).text).toContain('class="activation"');
    const refused = await tryContact(second);
    expect([refused.status, alerts(refused.text)]).toEqual([422, expect.stringContaining('surat aktivasi')]);
    // Another admin may.
    const tuti = await signIn(app, { nip: at(2).nip, secret: at(2).secret });
    expect((await tuti.get(`/agency/letters/new?person=${first}`)).text).toContain('Baru Satu');
  });

  test('does nothing twice with one code, and nothing without one', async () => {
    const fields = { step: 'confirm', email: 'satu@mail.example', meeting: 'presence', reason: 'Hadir.' };
    const path = `/agency/people/${at(0).pnsId}/contact/email`;
    expect((await siti.post(path, new URLSearchParams(fields).toString())).status).toBe(422);
    const code = siti.code();
    const body = (email: string) => new URLSearchParams({ ...fields, email, code }).toString();
    const both = await Promise.all(
      ['satu@mail.example', 'dua@mail.example'].map((email) => siti.post(path, body(email))),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    const changes = await app.db
      .selectFrom('contact_change')
      .select('id')
      .where('account_id', '=', at(0).accountId)
      .execute();
    expect(changes).toHaveLength(1);
  });

  test('is out the moment the agency is left, session or not', async () => {
    const tuti = await signIn(app, { nip: at(2).nip, secret: at(2).secret });
    expect((await tuti.get('/agency')).status).toBe(200);
    const move = (agencyId: string) =>
      app.db
        .updateTable('employee')
        .set({ instansi_id: agencyId })
        .where('pns_id', '=', at(2).pnsId)
        .execute();
    await move(jabar);
    expect((await tuti.get('/agency')).status).toBe(404);
    await move(bandung);
  });
});

describe('two decisions at once', () => {
  test('of one request: one wins, and it is carried out once', async () => {
    const { accountId } = at(1);
    const outcome = await app.db.transaction().execute(async (trx) =>
      requestApproval(
        trx,
        {
          ...{ act: 'reset_authenticator', payload: {}, accountId, agencyId: bandung, caseId: null },
          ...{ reason: 'test', meeting: { callBack: null, presence: true }, console: 'agency' },
          ...{
            officer: at(4).accountId,
            epoch: await epochOf(trx, at(4).accountId),
            sid: 'theirs',
            now: app.clock.now(),
          },
        },
        context(),
      ),
    );
    if (outcome.kind !== 'requested') throw new Error('no request');
    const path = `/agency/approvals/${outcome.id}`;
    const tuti = await signIn(app, { nip: at(2).nip, secret: at(2).secret });
    const hash = /name="hash" value="([^"]+)"/.exec((await siti.get(path)).text)?.[1] ?? '';
    const decide = (who: AtDesk, code: string) =>
      who.post(path, new URLSearchParams({ decision: 'approve', reason: '', hash, code }).toString());
    const codes = [siti.code(), tuti.code()] as const;
    const both = await Promise.all([decide(siti, codes[0]), decide(tuti, codes[1])]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    const resets = await app.db
      .selectFrom('authenticator_reset')
      .select('state')
      .where('account_id', '=', accountId)
      .execute();
    expect(resets).toEqual([{ state: 'open' }]);
  });
});

describe('what was typed by others', () => {
  test.each([
    ['=1+1', `"'=1+1"`],
    ['+62', `"'+62"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['  =1', `"'  =1"`],
    ['＝1', `"'＝1"`],
    ['\t=1', `"'\t=1"`],
    ['a"b,c', '"a""b,c"'],
    ['Dinas Pendidikan', '"Dinas Pendidikan"'],
  ])('is no formula in a spreadsheet: %p', (value, written) => {
    expect(csv([[value, 3]])).toBe(`${written},3\r\n`);
  });

  test('is no operator of the search, however odd or long, and no markup', async () => {
    const odd = [
      `' | 'a':* & !`,
      '<-> :* \\ %',
      `"><script>`,
      'a'.repeat(4000),
      '\u202e\ufeff',
      '%',
      "'; drop table x",
    ];
    for (const q of odd) {
      const page = await siti.get(`/agency/people?${new URLSearchParams({ q })}`);
      expect([q.slice(0, 20), page.status]).toEqual([q.slice(0, 20), 200]);
      expect(page.text).not.toContain('"><script>');
    }
    for (const more of ['state=nothing', 'state=__proto__', 'after=eyJ4IjoxfQ', 'after=WyJhIiwiYiJd'])
      expect((await siti.get(`/agency/people?${more}`)).status).toBe(200);
  });
});
