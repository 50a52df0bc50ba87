import { generateKeyPairSync } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClients } from '../../src/oidc/clients.ts';
import type { Clients } from '../../src/oidc/clients.ts';
import { audits, signIn } from '../support/agency-app.ts';
import type { AtDesk } from '../support/agency-app.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { multipart } from '../support/help.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';
import { visitor } from '../support/visitor.ts';

let app: TestApp;
let clients: Clients;
let rina: AtDesk;
let budi: AtDesk;

beforeAll(async () => {
  app = await startApp();
  clients = createClients({ db: app.db, ring: app.ring, now: app.clock.now, production: false });
  rina = await signIn(app, { nip: nips.rina });
  budi = await signIn(app, { nip: nips.budi });
});
afterAll(() => app?.stop());

const REASON = 'Permintaan resmi dari instansi';
const usual = {
  ...{
    id: 'kunci',
    name: 'Kunci',
    kind: 'web',
    auth: 'private_key_jwt',
    minAcr: 'urn:asn:acr:2',
    alg: 'ES256',
  },
  ...{ redirects: 'https://kunci.example/cb', 'scope-profile': '1' },
};
type Jwk = Record<string, unknown>;
const rsa = (): Jwk => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
  ...{ kid: 'satu', alg: 'PS256' },
});
const ec = (): Jwk => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
  ...{ kid: 'satu', alg: 'ES256' },
});
const set = (...keys: Jwk[]) => JSON.stringify({ keys });
const fill = async (fields: Record<string, string>) => {
  await rina.get('/admin/clients/new');
  return rina.submit({ ...usual, ...fields });
};
/** Registered by the shell, as it stands before somebody changes it. */
async function registered(id: string, more: Jwk): Promise<void> {
  const added = await clients.add(
    {
      metadata: {
        ...{ client_id: id, client_name: id, redirect_uris: ['https://kunci.example/cb'] },
        ...more,
      },
    },
    { actor: 'shell' },
  );
  expect(added.kind).toBe('added');
}
const edit = async (id: string, fields: Record<string, string>) => {
  await rina.get(`/admin/clients/${id}/edit`);
  return rina.submit({ ...usual, ...fields });
};

describe('keys of a client', () => {
  test('of another modulus, exponent or point are another row, however they begin', async () => {
    const [old, fresh] = [rsa(), rsa()];
    const begin = String(old.n).slice(0, 40);
    const swapped = { ...fresh, n: begin + String(fresh.n).slice(40) };
    await registered('rsa', { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [old] } });
    const page = await edit('rsa', { jwks: set(swapped) });
    expect(page.status).toBe(200);
    const shown = [...page.text.matchAll(/<(?:del|ins)>satu \(PS256, ([\w-]{43})\)</g)].map(([, one]) => one);
    expect([shown.length, new Set(shown).size]).toEqual([2, 2]);
  });

  test('with an exponent that signs nothing are refused', async () => {
    for (const e of ['AQ', 'Aw', 'AQAC', 'AAEAAQ']) {
      const page = await fill({ jwks: set({ ...rsa(), e }) });
      expect([e, page.status, alerts(page.text)]).toEqual([e, 422, expect.stringContaining('eksponen')]);
    }
  });

  test('that are on no curve are refused', async () => {
    const [one, other] = [ec(), ec()];
    for (const key of [
      { ...one, y: other.y },
      { ...one, x: `${'A'.repeat(42)}E` },
      { ...one, y: 'AAAA' },
    ])
      expect((await fill({ jwks: set(key) })).status).toBe(422);
    expect((await fill({ jwks: set(one) })).status).toBe(200);
  });
});

describe('what the form does not know', () => {
  test('is a row of its own where it would change', async () => {
    await registered('lain', { token_endpoint_auth_method: 'client_secret_basic' });
    const stored = app.db.selectFrom('client').select('metadata').where('client_id', '=', 'lain');
    const { metadata } = await stored.executeTakeFirstOrThrow();
    const odd = { ...metadata, grant_types: ['authorization_code', 'implicit'] };
    await app.db
      .updateTable('client')
      .set({ metadata: JSON.stringify(odd) })
      .where('client_id', '=', 'lain')
      .execute();
    const page = await edit('lain', { name: 'lain', auth: 'client_secret_basic' });
    expect(page.text).toContain('grant_types');
    expect(page.text).toContain('implicit');
  });
});

describe('names of a client', () => {
  test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', '__proto__'])(
    'that every object has are no client ids: %s',
    async (id) => {
      const page = await fill({ id, auth: 'client_secret_basic' });
      expect([page.status, alerts(page.text)]).toEqual([422, expect.stringContaining('ID klien')]);
      const metadata = { client_id: id, client_name: 'X', redirect_uris: ['https://x.example/cb'] };
      const context = { actor: 'shell' };
      expect(await clients.add({ metadata }, context)).toMatchObject({ kind: 'refused' });
      expect(await clients.put({ metadata }, context)).toMatchObject({ kind: 'refused' });
    },
  );

  const INVISIBLE = [
    0x61c, 0xad, 0x2060, 0x3164, 0x115f, 0x1160, 0xffa0, 0x2800, 0x34f, 0x180e, 0x200b, 0x202e, 0xe0041,
  ];
  test.each(INVISIBLE)('and notices hold nothing that is not seen: U+%d', async (point) => {
    const odd = String.fromCodePoint(point);
    expect((await fill({ name: `SI${odd}ASN`, auth: 'client_secret_basic' })).status).toBe(422);
    const metadata = { client_id: 'gaib', client_name: `SI${odd}ASN`, redirect_uris: ['https://x.example/'] };
    expect(await clients.add({ metadata }, { actor: 'shell' })).toMatchObject({ kind: 'refused' });
    const banner = {
      ...{ kind: 'info', client: '', startsAt: '', endsAt: soon(), textEn: 'Maintenance tonight from ten.' },
      textId: `Pemeliharaan ${odd} malam ini.`,
    };
    await rina.get('/admin/banners');
    expect((await rina.post('/admin/banners', new URLSearchParams(banner).toString())).status).toBe(422);
  });

  test('are made of letters or digits', async () => {
    expect((await fill({ name: '— . —', auth: 'client_secret_basic' })).status).toBe(422);
    expect((await fill({ name: 'Simpeg ② 東京', auth: 'client_secret_basic' })).status).toBe(200);
  });
});

const soon = () => new Date(app.clock.now() + 8 * 3_600_000).toISOString().slice(0, 16);

describe('a logo that waits', () => {
  const ask = async () => {
    await rina.get('/admin/clients/siasn/logo');
    const bytes = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#0a0' } })
      .png()
      .toBuffer();
    const { body, type } = multipart({ reason: REASON, code: rina.code() }, [
      { field: 'logo', name: 'logo.png', bytes },
    ]);
    await rina.post('/admin/clients/siasn/logo', body, { 'content-type': type });
    const row = app.db.selectFrom('admin_request').select('id').where('state', '=', 'pending');
    return (await row.orderBy('requested_at', 'desc').executeTakeFirstOrThrow()).id;
  };

  test('is seen by whoever decides, in a sandbox, and by nobody else', async () => {
    const id = await ask();
    const path = `/admin/requests/${id}/logo`;
    const page = await rina.get(`/admin/requests/${id}`);
    expect(page.text).toContain(`src="${path}"`);
    const served = await fetch(`${app.issuer}${path}`, {
      headers: {
        cookie: [...rina.cookies].map(([key, value]) => `${key.split('|')[0]}=${value}`).join('; '),
      },
    });
    expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(served.headers.get('content-security-policy')).toContain('sandbox');
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    expect(served.headers.get('cache-control')).toContain('no-store');
    expect(await sharp(Buffer.from(await served.arrayBuffer())).metadata()).toMatchObject({ width: 128 });
    const before = (await audits(app, 'console.refused')).length;
    expect((await budi.get(path)).status).toBe(404);
    expect((await visitor(app).get(path)).status).toBe(404);
    expect(await audits(app, 'console.refused')).toHaveLength(before + 1);
  });

  test('is in no other request, nor where a logo is taken away', async () => {
    await rina.get('/admin/clients/siasn/logo');
    const { body, type } = multipart({ reason: REASON, code: rina.code(), remove: '1' }, []);
    await rina.post('/admin/clients/siasn/logo', body, { 'content-type': type });
    await rina.post('/admin/keys', new URLSearchParams({ reason: REASON, code: rina.code() }).toString());
    const rows = await app.db
      .selectFrom('admin_request')
      .select(['id', 'act', 'payload'])
      .where('state', '=', 'pending')
      .execute();
    const without = rows.filter(({ payload }) => !payload.png);
    expect(without.map(({ act }) => act).toSorted()).toEqual(['client.logo', 'keys.rotate']);
    for (const { id } of without) expect((await rina.get(`/admin/requests/${id}/logo`)).status).toBe(404);
    for (const id of ['x', '5b0b6b0e-8f39-4ef8-9d0d-93f1d14ad001'])
      expect((await rina.get(`/admin/requests/${id}/logo`)).status).toBe(404);
  });
});
