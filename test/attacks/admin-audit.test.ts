import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { nips } from '../support/model.ts';
import { visitor } from '../support/visitor.ts';
import type { Page, Visitor } from '../support/visitor.ts';

let desk: Console;
let siti: Visitor;
let agus: Visitor;
beforeAll(async () => {
  desk = await openConsole();
  siti = await desk.signIn(nips.siti);
  agus = await desk.signIn(nips.agus);
});
afterAll(() => desk.app.stop());

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const GETS = ['/audit', '/audit/verify', '/audit/seals/1', '/figures', '/passkeys'];
const POSTS: [string, Record<string, string>][] = [
  ['/audit', { nip: nips.budi }],
  ['/audit/export', { event: 'area:signin' }],
  ['/audit/verify', { what: 'all', anchors: '' }],
  ['/passkeys', { share: '0', act: 'save', code: '000000' }],
];

describe('the audit log, the figures and the switch of passkeys', () => {
  test.each(GETS)('are not there for anybody but platform admins: %s', async (path) => {
    expect((await visitor(desk.app).get(`/admin${path}`)).status).toBe(404);
    for (const who of [siti, agus]) {
      const before = (await desk.audits('console.refused')).length;
      expect((await who.get(`/admin${path}`)).status).toBe(404);
      const refused = await desk.audits('console.refused');
      expect(refused).toHaveLength(before + 1);
      expect(refused.at(-1)?.details).toMatchObject({
        console: 'admin',
        path: `/admin${path}`,
        reason: 'no_role',
      });
    }
  });

  test.each(POSTS)('take nothing from anybody else: %s', async (path, fields) => {
    for (const who of [visitor(desk.app), siti, agus]) {
      const answer = await who.post(`/admin${path}`, form(fields));
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('signin.success');
    }
    expect(await desk.app.db.selectFrom('audit_check').select('id').execute()).toEqual([]);
    expect(await desk.app.db.selectFrom('setting').select('name').execute()).toEqual([]);
    expect(await desk.audits('audit.exported')).toEqual([]);
  });

  test.each(POSTS)('take nothing from another origin: %s', async (path, fields) => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await desk.rina.post(`/admin${path}`, form(fields), headers)).status).toBe(403);
  });
});

describe('the address of a search', () => {
  const refused = async (query: string) => {
    const before = (await desk.audits('scope.refused')).length;
    const page = await desk.rina.get(`/admin/audit?${query}`);
    expect(page.status).toBe(404);
    expect(await desk.audits('scope.refused')).toHaveLength(before + 1);
  };

  test('names no account that is none, in whatever form', async () => {
    await refused(`person=${randomUUID()}`);
    await refused(`person=${nips.budi}`);
    await refused('person=%25');
    await refused(`actor=${randomUUID()}`);
    await refused("actor=' or '1'='1");
  });

  test('takes no NIP: whatever stands there is not looked for, and comes back in no form or link of the search', async () => {
    const page = await desk.rina.get(`/admin/audit?nip=${nips.budi}&actorNip=${nips.budi}`);
    expect(page.status).toBe(200);
    expect(page.text.slice(page.text.indexOf('<main'))).not.toContain(nips.budi);
    const looks = await desk.audits('person.viewed');
    expect(looks.filter(({ details }) => details.why === 'audit')).toEqual([]);
  });

  test.each(['%', '%25', '_', "'; drop table audit; --", '\\', 'a'.repeat(5000)])(
    'means what it says and no more: %j',
    async (typed) => {
      for (const name of ['client', 'address', 'request', 'event']) {
        const page = await desk.rina.get(`/admin/audit?${new URLSearchParams({ [name]: typed }).toString()}`);
        expect([200, 422, 400, 414, 431]).toContain(page.status);
        expect(page.text).not.toContain('<summary>Rincian');
      }
      expect((await desk.rina.get('/admin/audit')).text).toContain('<summary>Rincian');
    },
  );

  test('goes on with no index that is none of its filters', async () => {
    for (const after of ['account-99999999', 'actor-99999999', 'type-99999999', 'request-1']) {
      const page = await desk.rina.get(`/admin/audit?after=${after}`);
      expect(page.status).toBe(200);
    }
  });

  test('that is refused names whom it was about, which is a look as well', async () => {
    const budi = await desk.accountId(nips.budi);
    const looked = { account_id: budi, details: { console: 'admin', why: 'audit' } };
    const query = { person: budi, from: 'kemarin' };
    const before = (await desk.audits('person.viewed')).length;
    const pages = [
      await desk.rina.get(`/admin/audit?${form(query)}`),
      await desk.rina.post('/admin/audit', form(query)),
      await desk.rina.post('/admin/audit/export', form(query)),
    ];
    for (const page of pages) expect([page.status, page.text.includes('Budi Santoso')]).toEqual([422, true]);
    expect((await desk.audits('person.viewed')).slice(before)).toMatchObject([looked, looked, looked]);
  });
});

describe('what stands in the log', () => {
  test('is text on the page, whoever wrote it', async () => {
    const evil = '<script>alert(1)</script>';
    await desk.app.db
      .insertInto('audit')
      .values({
        type: evil,
        actor: `"${evil}`,
        client_id: evil,
        address: '198.51.100.66',
        request_id: evil,
        user_agent: evil,
        details: JSON.stringify({ reason: evil, '</pre>': evil }),
      })
      .execute();
    const { text } = await desk.rina.get('/admin/audit?address=198.51.100.66');
    expect(text).toContain('&lt;script&gt;alert(1)');
    expect(text).not.toContain(evil);
    expect(text).not.toContain('</pre>&#34;');
  });

  test('of an address is found however it is written', async () => {
    await desk.app.db
      .insertInto('audit')
      .values({ type: 'logout', actor: 'self', address: '2001:db8::a', details: '{}' })
      .execute();
    const { text } = await desk.rina.post('/admin/audit', form({ address: ' 2001:DB8::A ' }));
    expect(text).toContain('2001:db8::a');
  });
});

describe('the switch of passkeys', () => {
  const save = (fields: Record<string, string>): Promise<Page> =>
    desk.rina.post('/admin/passkeys', form({ act: 'save', share: '10', ...fields }));
  const stored = () => desk.app.db.selectFrom('setting').select('value').execute();

  test('moves for no session without a second factor', async () => {
    for (const fields of [{}, { code: '' }, { code: '123456' }, { passkey: '{}' }])
      expect((await save(fields as Record<string, string>)).status).toBe(422);
    expect(await stored()).toEqual([]);
  });

  test.each(['-1', '101', '1e2', 'NaN', '0x10', '10.55', '', '٥'])(
    'takes no share that is none: %j',
    async (share) => {
      const page = await save({ share, code: desk.code() });
      expect(page.status).toBe(422);
      expect(page.text).toMatch(/id="share"[^>]*aria-invalid="true"/);
      expect(await stored()).toEqual([]);
    },
  );

  test('keeps no agency that is none', async () => {
    await save({ 'agency-nobody': 'on', 'agency-__proto__': 'on', code: desk.code() });
    expect(await stored()).toEqual([{ value: { share: 0.1, agencies: [] } }]);
  });
});
