import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { policy } from '../../config/policy.ts';
import { AREAS, typesOf } from '../../src/features/admin/audit/events.ts';
import type { Area } from '../../src/features/admin/audit/events.ts';
import { EVENT_WORDS } from '../../src/features/admin/audit/event-words.ts';
import { audit } from '../../src/model/audit.ts';
import { continueCheck } from '../../src/model/audit-seals/check.ts';
import { exportAudit } from '../../src/model/audit-seals/export.ts';
import { newestLink } from '../../src/model/audit-seals/seal.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { nips } from '../support/model.ts';
import { sealAll } from '../support/seals.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.app.stop());

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const search = (fields: Record<string, string>) => desk.rina.post('/admin/audit', form(fields));
const deps = () => ({ db: desk.app.db, ring: desk.app.ring, now: desk.app.clock.now });
/** The rows on a page, by the number in the name of their details. */
const ids = (html: string) =>
  [...html.matchAll(/<summary>[^<]*<span class="vh"> (\d+)<\/span>/g)].map(([, id]) => Number(id));
const linkTo = (html: string, label: string) =>
  (new RegExp(`href="([^"]*)"[^>]*>${label}`).exec(html)?.[1] ?? '').replaceAll('&amp;', '&');

async function write(
  count: number,
  fields: { address?: string; client?: string; at?: number } = {},
): Promise<void> {
  for (let nr = 0; nr < count; nr += 1)
    await audit(
      desk.app.db,
      {
        type: 'signin.refused',
        accountId: await desk.accountId(nips.agus),
        details: { reason: 'wrong_password' },
      },
      {
        actor: 'anonymous',
        at: fields.at ?? desk.app.clock.now(),
        address: fields.address ?? '198.51.100.7',
        clientId: fields.client ?? 'siasn',
        requestId: 'ABCD-2345',
      },
    );
}

describe('the areas of the events', () => {
  test('hold every event once', () => {
    const all = (Object.keys(AREAS) as Area[]).flatMap(typesOf);
    expect(all.toSorted()).toEqual(Object.keys(EVENT_WORDS).toSorted());
  });
});

describe('the audit log in the console', () => {
  test('says what happened in plain words, with the raw details under them', async () => {
    await write(1);
    const { status, text } = await desk.rina.get('/admin/audit?event=signin.refused');
    expect(status).toBe(200);
    expect(text).toContain('Masuk ditolak: kata sandi salah');
    expect(text).toContain('&#34;reason&#34;: &#34;wrong_password&#34;');
    expect(text).toContain('Agus Wijaya');
    expect(text).toContain('belum disegel');
  });

  test('is searched by a NIP that stands in no address, and the look stands among the rows', async () => {
    const page = await search({ nip: '19880707 201403 1 004', event: '' });
    const agus = await desk.accountId(nips.agus);
    expect(page.status).toBe(200);
    expect(page.url).toBe(`${desk.app.issuer}/admin/audit?person=${agus}`);
    expect(page.text).toContain('Data orang dilihat petugas');
    const looks = (await desk.audits('person.viewed')).filter(({ account_id }) => account_id === agus);
    expect(looks.at(-1)).toEqual({
      actor: await desk.accountId(nips.rina),
      account_id: agus,
      details: { console: 'admin', why: 'audit' },
    });
    expect(JSON.stringify(desk.app.log)).not.toContain(nips.agus);
  });

  test('keeps the other filters of the form, and finds by each', async () => {
    await write(2, { address: '203.0.113.9', client: 'myasn' });
    const all = await search({
      event: 'area:signin',
      client: 'myasn',
      address: '203.0.113.9',
      request: 'abcd2345',
    });
    expect(new URL(all.url).searchParams.toString()).toBe(
      'event=area%3Asignin&client=myasn&address=203.0.113.9&request=abcd2345',
    );
    expect(ids(all.text)).toHaveLength(2);
    expect(ids((await search({ address: '203.0.113.10' })).text)).toEqual([]);
    const byActor = await search({ actorNip: nips.rina, event: 'person.viewed' });
    expect(byActor.url).toContain(`actor=${await desk.accountId(nips.rina)}`);
    expect(ids(byActor.text).length).toBeGreaterThan(0);
    expect(ids((await search({ actorNip: 'shell' })).text).length).toBeGreaterThan(0);
  });

  test.each([
    [{ nip: '1990' }, 'nip'],
    [{ nip: '199001012020011999' }, 'nip'],
    [{ actorNip: 'agus' }, 'actorNip'],
    [{ event: 'signin%' }, 'event'],
    [{ from: '2026-02-30' }, 'from'],
    [{ to: 'kemarin' }, 'to'],
    [{ from: '2026-11-10', to: '2026-11-09' }, 'to'],
  ])('refuses %j at its field, and keeps what was typed', async (fields, field) => {
    const page = await search({ client: 'myasn', ...fields });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/role="alert"/);
    expect(page.text).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    expect(page.text).toContain('value="myasn"');
    // A list shows what can be chosen alone.
    if (field !== 'event')
      for (const typed of Object.values(fields)) expect(page.text).toContain(`value="${typed}"`);
  });

  test('refuses a malformed address of a search too', async () => {
    expect((await desk.rina.get('/admin/audit?from=2026-13-01')).status).toBe(422);
    expect((await desk.rina.get('/admin/audit?after=drop-table')).status).toBe(200);
  });

  test('goes through all pages without losing or repeating a row', async () => {
    const before = await desk.app.db
      .selectFrom('audit')
      .select('id')
      .where('address', '=', '198.51.100.99')
      .execute();
    await write(policy.audit.pageSize * 2 + 5 - before.length, { address: '198.51.100.99' });
    let page = await desk.rina.get('/admin/audit?address=198.51.100.99');
    const seen = ids(page.text);
    expect(seen).toHaveLength(policy.audit.pageSize);
    for (
      let next = linkTo(page.text, 'Yang lebih lama');
      next !== '';
      next = linkTo(page.text, 'Yang lebih lama')
    ) {
      page = await desk.rina.get(next);
      seen.push(...ids(page.text));
    }
    expect(seen).toHaveLength(policy.audit.pageSize * 2 + 5);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted((one, other) => other - one));
  });

  test("takes a day of the office whole: from its midnight to the next one's", async () => {
    const midnight = Date.parse('2025-03-10T00:00:00+07:00');
    for (const at of [midnight - 1, midnight, midnight + 86_399_999, midnight + 86_400_000])
      await write(1, { at, address: '198.51.100.50' });
    const page = await search({ address: '198.51.100.50', from: '2025-03-10', to: '2025-03-10' });
    expect(ids(page.text)).toHaveLength(2);
    expect(ids((await search({ address: '198.51.100.50', to: '2025-03-09' })).text)).toHaveLength(1);
    expect(ids((await search({ address: '198.51.100.50', from: '2025-03-11' })).text)).toHaveLength(1);
  });

  test('writes down each search once, without who it was about', async () => {
    await desk.rina.get('/admin/audit?client=ekinerja&from=2026-01-01');
    expect((await desk.audits('audit.searched')).at(-1)?.details).toEqual({
      filters: { client: 'ekinerja', from: '2026-01-01' },
    });
    const count = (await desk.audits('audit.searched')).length;
    await desk.rina.get('/admin/audit');
    expect(await desk.audits('audit.searched')).toHaveLength(count);
  });

  test('is given away as JSON lines, and that is written down', async () => {
    const { status, headers, text } = await desk.rina.post(
      '/admin/audit/export',
      form({ address: '198.51.100.99' }),
    );
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="audit.jsonl"');
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { address: string; type: string });
    expect(rows).toHaveLength(policy.audit.pageSize * 2 + 5);
    expect(rows.every(({ address }) => address === '198.51.100.99')).toBe(true);
    expect((await desk.audits('audit.exported')).at(-1)?.details).toEqual({
      filters: { address: '198.51.100.99' },
      rows: rows.length,
    });
  });

  test('is given away in the shape of `audit export` on the command line', async () => {
    const { text } = await desk.rina.post('/admin/audit/export', form({ address: '198.51.100.99' }));
    const rows = new Map(
      text
        .trim()
        .split('\n')
        .map((line) => [(JSON.parse(line) as { id: number }).id, line]),
    );
    const printed: string[] = [];
    await exportAudit(desk.app.db, { from: null, to: null, type: null }, (row) => {
      if (rows.has(row.id)) printed.push(JSON.stringify(row));
    });
    expect(printed).toHaveLength(rows.size);
    for (const line of printed) expect(rows.get((JSON.parse(line) as { id: number }).id)).toBe(line);
  });
});

describe('the seals in the console', () => {
  const running = () =>
    desk.app.db.selectFrom('audit_check').select('id').where('finished_at', 'is', null).execute();
  const untilDone = async () => {
    // The application's own job may be at it, and holds it until its stretch is over.
    while ((await running()).length > 0) await continueCheck(deps());
    return (await desk.rina.get('/admin/audit/verify')).text;
  };

  test('say that nothing was touched, and lead from a row to its seal', async () => {
    await sealAll(deps());
    const head = await newestLink(desk.app.db);
    const { text } = await desk.rina.get('/admin/audit?address=198.51.100.99');
    const seal = await desk.rina.get(linkTo(text, 'Segel \\d+'));
    expect(seal.status).toBe(200);
    expect(seal.text).toContain('sama seperti saat disegel');
    await desk.rina.post(
      '/admin/audit/verify',
      form({ what: 'all', anchors: JSON.stringify({ msg: 'audit sealed', seal: head }) }),
    );
    const done = await untilDone();
    expect(done).toContain('Tidak ada yang berubah.');
    expect(done).toContain('1 jangkar');
    expect((await desk.audits('audit.checked')).at(-1)?.details).toMatchObject({ found: 0 });
  });

  test('say no more than was looked at, where no anchor was given', async () => {
    await desk.rina.post('/admin/audit/verify', form({ what: 'all', anchors: '' }));
    const [newest = ''] = (await untilDone()).split('<section class="card check">').slice(1);
    expect(newest).toContain('Yang diperiksa tidak berubah.');
    expect(newest).toContain('ekor yang dipotong tidak akan terlihat');
    expect(newest).not.toContain('Tidak ada yang berubah.');
  });

  test('name the row that was changed, and the tail that was cut', async () => {
    await sealAll(deps());
    const last = await newestLink(desk.app.db);
    if (last === null) throw new Error('nothing is sealed');
    const victim = await desk.app.db
      .selectFrom('audit')
      .select('id')
      .orderBy('id')
      .offset(3)
      .limit(1)
      .executeTakeFirstOrThrow();
    await tamper(
      `update audit set actor = 'someone' where id = ${victim.id}`,
      `delete from audit_seal where nr = ${last.nr}`,
    );
    await desk.rina.post(
      '/admin/audit/verify',
      form({ what: 'all', anchors: JSON.stringify({ nr: last.nr, mac: last.mac }) }),
    );
    const text = await untilDone();
    expect(text).toContain(`Catatan ${victim.id} diubah setelah disegel (segel 1).`);
    expect(text).toContain(`Segel ${last.nr} ada jangkarnya tetapi hilang`);
    expect((await desk.rina.get('/admin/audit/seals/1')).text).toContain(`Catatan ${victim.id} diubah`);
  });

  test('are checked by one at a time, and not with a text that holds no anchor', async () => {
    const refused = await desk.rina.post('/admin/audit/verify', form({ what: 'all', anchors: 'halo' }));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Tidak ada jangkar dalam teks ini');
    const twice = async () => {
      const one = () => desk.rina.post('/admin/audit/verify', form({ what: 'recent', anchors: '' }));
      const statuses = (await Promise.all([one(), one()])).map(({ status }) => status);
      expect((await running()).length).toBeLessThanOrEqual(1);
      await untilDone();
      return statuses.toSorted();
    };
    let statuses = await twice();
    // The application's own job may end the first between the two: not every time.
    for (let tries = 0; tries < 4 && statuses[1] === 200; tries += 1) statuses = await twice();
    expect(statuses).toEqual([200, 422]);
  });

  test.each(['0', '-1', '99999', 'x', '1e3', '01'])('have no seal %s', async (nr) => {
    const before = (await desk.audits('scope.refused')).length;
    expect((await desk.rina.get(`/admin/audit/seals/${nr}`)).status).toBe(404);
    expect(await desk.audits('scope.refused')).toHaveLength(before + 1);
  });
});

/** What only the owner of the tables can do. */
async function tamper(...statements: string[]): Promise<void> {
  const tables = ['audit', 'audit_seal'];
  for (const table of tables) await sql.raw(`alter table ${table} disable trigger user`).execute(desk.app.db);
  for (const statement of statements) await sql.raw(statement).execute(desk.app.db);
  for (const table of tables) await sql.raw(`alter table ${table} enable trigger user`).execute(desk.app.db);
}
