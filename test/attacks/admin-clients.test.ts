import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { audits, signIn } from '../support/agency-app.ts';
import type { AtDesk } from '../support/agency-app.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { multipart } from '../support/help.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';
import { headingOf } from '../support/visitor.ts';

let app: TestApp;
let rina: AtDesk;
let siti: AtDesk;
let budi: AtDesk;

beforeAll(async () => {
  app = await startApp();
  const other = await app.db
    .selectFrom('nip_alias')
    .select('account_id')
    .where('nip', '=', nips.siti)
    .executeTakeFirstOrThrow();
  const grant = {
    account_id: other.account_id,
    role: 'admin' as const,
    agency_id: null,
    granted_by: 'shell',
  };
  await app.db
    .insertInto('role_grant')
    .values({ ...grant, granted_at: new Date(app.clock.now()), until: null })
    .execute();
  rina = await signIn(app, { nip: nips.rina });
  siti = await signIn(app, { nip: nips.siti });
  budi = await signIn(app, { nip: nips.budi });
});
afterAll(() => app?.stop());

const REASON = 'Permintaan resmi dari instansi';
const usual = {
  id: 'simpeg',
  name: 'Simpeg',
  kind: 'web',
  auth: 'client_secret_basic',
  minAcr: 'urn:asn:acr:2',
  alg: 'ES256',
  redirects: 'https://simpeg.example/cb',
  'scope-profile': '1',
};

const fill = async (fields: Record<string, string>) => {
  await rina.get('/admin/clients/new');
  return rina.submit(fields);
};
/** Asks for what the last page reviews; gives the request's id. */
async function askFrom(admin: AtDesk): Promise<string> {
  const listed = await admin.submit({ reason: REASON, code: admin.code() });
  expect([listed.status, new URL(listed.url).pathname]).toEqual([200, '/admin/requests']);
  return waiting();
}
async function waiting(): Promise<string> {
  const row = await app.db
    .selectFrom('admin_request')
    .select('id')
    .where('state', '=', 'pending')
    .orderBy('requested_at', 'desc')
    .executeTakeFirstOrThrow();
  return row.id;
}
async function approve(admin: AtDesk, id: string) {
  await admin.get(`/admin/requests/${id}`);
  return admin.submit({ decision: 'approve', code: admin.code() });
}
const stored = (id: string) =>
  app.db.selectFrom('client').selectAll().where('client_id', '=', id).executeTakeFirst();

/** So many transactions of this database wait for a row. */
async function waitingForLocks(wanted: number): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(app.db);
    if (rows.length >= wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nobody waits');
}

describe('a registration', () => {
  test.each([
    ['https://*.simpeg.example/cb', 'memuat tanda *'],
    ['https://simpeg.example/cb#x', 'memuat tanda #'],
    ['http://simpeg.example/cb', 'harus memakai https'],
    ['https://u:p@simpeg.example/cb', 'sebelum tanda @'],
    ['javascript:alert(1)', 'harus memakai https'],
    ['https://simpeg.example\\@evil.example/', 'garis miring terbalik'],
    ['/callback', 'bukan alamat yang lengkap'],
    ['https://simpeg.example/cb\nhttps://simpeg.example/cb', 'ditulis dua kali'],
    [Array.from({ length: 21 }, (_, at) => `https://simpeg.example/${at}`).join('\n'), 'Paling banyak 20'],
  ])('with the redirect %s is refused with the reason', async (redirects, reason) => {
    const page = await fill({ ...usual, redirects });
    expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining(reason)]);
  });

  test('with markup in its name, a private key or a foreign back channel is refused', async () => {
    const name = await fill({ ...usual, name: '<b>Simpeg</b>' });
    expect([name.status, name.text.includes('<b>Simpeg')]).toEqual([422, false]);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwks = JSON.stringify({
      keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'a', alg: 'ES256' }],
    });
    const pasted = await fill({ ...usual, auth: 'private_key_jwt', jwks });
    expect([pasted.status, alerts(pasted.text)]).toEqual([422, expect.stringContaining('kunci pribadi')]);
    const back = await fill({ ...usual, backchannel: 'ftp://simpeg.example' });
    expect(back.status).toBe(422);
    const agency = await fill({ ...usual, agencies: 'Bandung' });
    expect(alerts(agency.text)).toContain('Pemerintah Kota Bandung');
    expect(await stored('simpeg')).toBeUndefined();
  });

  test('takes two admins, and its secret is seen once, by whoever asked', async () => {
    const review = await fill({ ...usual, agencies: 'Pemerintah Kota Bandung' });
    expect([review.status, headingOf(review.text)]).toEqual([200, 'Daftarkan aplikasi: Simpeg']);
    const id = await askFrom(rina);
    expect(await stored('simpeg')).toBeUndefined();
    // Nobody approves his own.
    const own = await rina.get(`/admin/requests/${id}`);
    expect(own.text).not.toContain('value="approve"');
    const hash =
      (await siti.get(`/admin/requests/${id}`)).text.match(/name="hash" value="([^"]+)"/)?.[1] ?? '';
    const form = (code: string, more = {}) =>
      new URLSearchParams({ decision: 'approve', code, hash, ...more }).toString();
    expect((await rina.post(`/admin/requests/${id}`, form(rina.code()))).status).toBe(422);
    expect((await siti.post(`/admin/requests/${id}`, form(siti.code(), { hash: 'x' }))).status).toBe(422);
    expect(await stored('simpeg')).toBeUndefined();
    const done = await approve(siti, id);
    expect(done.status).toBe(200);
    const row = await stored('simpeg');
    expect([row?.access?.agencies.length, row?.min_acr]).toEqual([1, 'urn:asn:acr:2']);
    expect((await approve(siti, id)).status).not.toBe(303);

    expect((await siti.get('/admin/clients/simpeg')).text).not.toContain('/secret/show');
    expect((await siti.post('/admin/clients/simpeg/secret/show', '')).status).toBe(422);
    expect((await rina.get('/admin/clients/simpeg')).text).toContain('/secret/show');
    const both = await Promise.all([1, 2].map(() => rina.post('/admin/clients/simpeg/secret/show', '')));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    const shown = both.find(({ status }) => status === 200);
    expect(shown?.text).toMatch(/data-client-secret>[\w-]{20,}</);
    expect(shown?.headers.get('cache-control')).toContain('no-store');
  });

  test('that changed meanwhile must be asked for again', async () => {
    const edit = async (name: string) => {
      await rina.get('/admin/clients/simpeg/edit');
      const review = await rina.submit({ ...usual, name, agencies: 'Pemerintah Kota Bandung' });
      expect(review.text).toContain(`<ins>${name}</ins>`);
      return askFrom(rina);
    };
    const first = await edit('Simpeg Satu');
    const second = await edit('Simpeg Dua');
    expect((await approve(siti, first)).status).toBe(200);
    const late = await approve(siti, second);
    expect([late.status, alerts(late.text)]).toEqual([
      422,
      expect.stringContaining('berubah sejak diajukan'),
    ]);
    expect((await stored('simpeg'))?.metadata.client_name).toBe('Simpeg Satu');
    const secret = await app.db
      .selectFrom('client')
      .select('secret_for')
      .where('client_id', '=', 'simpeg')
      .executeTakeFirst();
    expect(secret?.secret_for).toBeNull();
    await app.db.updateTable('admin_request').set({ state: 'withdrawn' }).where('id', '=', second).execute();
  });

  test('of two changes approved at the same moment the second does not write over the first', async () => {
    const edit = async (name: string) => {
      await rina.get('/admin/clients/simpeg/edit');
      await rina.submit({ ...usual, name, agencies: 'Pemerintah Kota Bandung' });
      return askFrom(rina);
    };
    const before = (await audits(app, 'client.changed')).length;
    const ids = [await edit('Simpeg Tiga'), await edit('Simpeg Empat')];
    const other = await signIn(app, { nip: nips.siti });
    const hashes = await Promise.all(
      ids.map(async (id) => {
        const page = await siti.get(`/admin/requests/${id}`);
        return page.text.match(/name="hash" value="([^"]+)"/)?.[1] ?? '';
      }),
    );
    // Each has proven himself with a code of his own; both come to the client's row, which somebody else still holds.
    const held = Promise.withResolvers<void>();
    const holding = app.db.transaction().execute(async (trx) => {
      const row = trx.selectFrom('client').select('client_id').where('client_id', '=', 'simpeg');
      await row.forUpdate().execute();
      await held.promise;
    });
    const press = (who: AtDesk, at: number) =>
      who.post(
        `/admin/requests/${ids[at]}`,
        new URLSearchParams({ decision: 'approve', code: siti.code(), hash: hashes[at] ?? '' }).toString(),
      );
    const presses = [press(siti, 0)];
    await waitingForLocks(1);
    presses.push(press(other, 1));
    await waitingForLocks(2);
    held.resolve();
    await holding;
    const pages = await Promise.all(presses);
    expect(pages.map(({ status }) => status)).toEqual([200, 422]);
    expect((await stored('simpeg'))?.metadata.client_name).toBe('Simpeg Tiga');
    expect(await audits(app, 'client.changed')).toHaveLength(before + 1);
    await app.db
      .updateTable('admin_request')
      .set({ state: 'withdrawn' })
      .where('state', '=', 'pending')
      .execute();
  });

  test('is carried out once, however many approve at a time', async () => {
    await rina.get('/admin/clients/simpeg/secret');
    const id = await askFrom(rina);
    const page = await siti.get(`/admin/requests/${id}`);
    const hash = page.text.match(/name="hash" value="([^"]+)"/)?.[1] ?? '';
    const body = () => new URLSearchParams({ decision: 'approve', code: siti.code(), hash }).toString();
    await Promise.all([
      siti.post(`/admin/requests/${id}`, body()),
      siti.post(`/admin/requests/${id}`, body()),
    ]);
    expect(await audits(app, 'client.secret-rotated')).toHaveLength(1);
    expect((await stored('simpeg'))?.previous_secret_enc).not.toBeNull();
  });
});

describe('a logo', () => {
  const send = async (name: string, bytes: Uint8Array | string) => {
    await rina.get('/admin/clients/simpeg/logo');
    const file = {
      field: 'logo',
      name,
      bytes: typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes),
    };
    const { body, type } = multipart({ reason: REASON, code: rina.code() }, [file]);
    return rina.post('/admin/clients/simpeg/logo', body, { 'content-type': type });
  };

  test('is no SVG, no page and no bomb', async () => {
    const svg = await send(
      'logo.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    );
    const html = await send('logo.png', '<!doctype html><script>alert(1)</script>');
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const huge = await send('logo.png', bomb);
    expect([svg.status, html.status, huge.status]).toEqual([422, 422, 422]);
    expect(alerts(svg.text)).toContain('tidak bisa dipakai');
  });

  test('is made anew, approved, and served as a sandboxed PNG', async () => {
    expect((await rina.get('/logo/simpeg')).status).toBe(404);
    const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c00' } })
      .jpeg()
      .toBuffer();
    expect((await send('logo.jpg', picture)).status).toBe(200);
    expect((await approve(siti, await waiting())).status).toBe(200);
    const answer = await fetch(`${app.issuer}/logo/simpeg`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 128, height: 128 });
    expect((await fetch(`${app.issuer}/logo/..%2f`)).status).toBe(404);
  });
});

describe('the console of applications', () => {
  const routes = [
    '',
    '/new',
    '/siasn',
    '/siasn/edit',
    '/siasn/remove',
    '/siasn/secret',
    '/siasn/logo',
    '/siasn/claims',
  ];

  test('is not there for anybody else, and that is written down', async () => {
    const before = (await audits(app, 'console.refused')).length;
    for (const route of routes) expect((await budi.get(`/admin/clients${route}`)).status).toBe(404);
    expect((await budi.get('/admin/banners')).status).toBe(404);
    for (const route of [
      '/new',
      '/siasn/edit',
      '/siasn/remove',
      '/siasn/secret',
      '/siasn/secret/show',
      '/siasn/logo',
      '/siasn/logouts',
    ])
      expect((await budi.post(`/admin/clients${route}`, '')).status).toBe(404);
    expect((await audits(app, 'console.refused')).length).toBe(before + routes.length + 8);
    for (const route of routes) expect((await fetch(`${app.issuer}/admin/clients${route}`)).status).toBe(404);
  });

  test('answers 404 for a client that is none, and writes it down; the portal is not edited', async () => {
    for (const id of ['nobody', '..%2f..', "x'--"])
      expect((await rina.get(`/admin/clients/${id}`)).status).toBe(404);
    expect((await audits(app, 'scope.refused')).length).toBeGreaterThanOrEqual(2);
    await rina.get('/admin/clients/portal/edit');
    const portal = await rina.submit({ ...usual, name: 'Palsu' });
    expect([portal.status, alerts(portal.text)]).toEqual([
      422,
      expect.stringContaining('ditulis oleh sistem'),
    ]);
  });

  test('tests a redirect, previews claims, and takes no post of another origin', async () => {
    const exact = await rina.get('/admin/clients/siasn?uri=http%3A%2F%2Flocalhost%3A3002%2Fcallback%2F');
    expect(exact.text).toContain('huruf demi huruf');
    const whole = (query: Record<string, string>) =>
      rina.get(
        `/admin/clients/siasn?${new URLSearchParams({ uri: `${app.issuer}/auth?${new URLSearchParams(query).toString()}` }).toString()}`,
      );
    const [redirect = ''] = (
      await app.db
        .selectFrom('client')
        .select('metadata')
        .where('client_id', '=', 'siasn')
        .executeTakeFirstOrThrow()
    ).metadata.redirect_uris as string[];
    const asked = { client_id: 'siasn', redirect_uri: redirect, response_type: 'code' };
    const pkce = { scope: 'openid', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
    expect((await whole({ ...asked, ...pkce })).text).toContain('persis terdaftar');
    const poor = (await whole({ ...asked, client_id: 'myasn', scope: 'openid admin' })).text;
    for (const reason of ['aplikasi lain', 'PKCE wajib', 'admin']) expect(poor).toContain(reason);
    const page = await rina.get('/admin/clients/siasn/claims');
    expect(page.status).toBe(200);
    const claims = await rina.submit({ nip: nips.budi, 'scope-asn': '1', acr: 'urn:asn:acr:2' });
    expect(claims.text).toContain('golongan');
    expect(claims.text).not.toContain('email_verified');
    const foreign = await rina.post('/admin/clients/siasn/logouts', '', { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
  });

  test('a banner is plain text, shows where it should, and ends', async () => {
    const wib = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 16);
    const fields = {
      kind: 'maintenance',
      client: '',
      textId: 'Pemeliharaan <script>alert(1)</script> malam ini.',
      textEn: 'Maintenance tonight from ten.',
      startsAt: '',
      endsAt: wib(app.clock.now() + 3_600_000),
    };
    const body = (more = {}) => new URLSearchParams({ ...fields, ...more }).toString();
    expect((await rina.post('/admin/banners', body({ endsAt: '2020-01-01T00:00' }))).status).toBe(422);
    expect(
      (await rina.post('/admin/banners', body({ textId: `Teks ${String.fromCodePoint(0x202e)} terbalik` })))
        .status,
    ).toBe(422);
    expect((await rina.post('/admin/banners', body())).status).toBe(200);
    const front = await (await fetch(app.issuer)).text();
    expect(front).toContain('Pemeliharaan &lt;script&gt;');
    const { id } = await app.db.selectFrom('banner').select('id').executeTakeFirstOrThrow();
    expect((await rina.post(`/admin/banners/${id}/end`, '')).status).toBe(200);
    expect((await rina.post(`/admin/banners/${id}/end`, '')).status).toBe(404);
    expect(await (await fetch(app.issuer)).text()).not.toContain('Pemeliharaan &lt;');
  });
});
