import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { multipart } from '../support/help.ts';
import { nips } from '../support/model.ts';

// On PGlite there is one connection: whatever an act reads past its transaction waits for ever.
let desk: Console;
beforeAll(async () => {
  desk = await openConsole({ database: 'pglite', kv: 'memory' });
}, 120_000);
afterAll(() => desk?.app.stop());

const REASON = 'Sesuai surat tugas nomor 12 tahun 2026';
const form = (fields: Record<string, string>) =>
  new URLSearchParams({ reason: REASON, code: desk.code(), ...fields }).toString();
const rows = <T extends 'signing_key' | 'session_sweep'>(table: T) =>
  desk.app.db.selectFrom(table).selectAll().execute();
const carriedOut = async () => {
  const page = await desk.approve(desk.budi);
  return [page.status, page.url.includes('done=approved')];
};

describe('on the embedded stores every act of two admins is carried out', () => {
  test('the rotation of the keys', async () => {
    const before = await rows('signing_key');
    await desk.rina.post('/admin/keys', form({}));
    expect(await carriedOut()).toEqual([200, true]);
    expect(await rows('signing_key')).not.toEqual(before);
  });

  test('a role given and taken away', async () => {
    const role = { nip: nips.siti, role: 'helpdesk', until: '2030-01-31' };
    await desk.rina.post('/admin/officers/grant', form(role));
    expect(await carriedOut()).toEqual([200, true]);
    const { id } = await desk.app.db
      .selectFrom('role_grant')
      .select('id')
      .where('account_id', '=', await desk.accountId(nips.siti))
      .where('role', '=', 'helpdesk')
      .executeTakeFirstOrThrow();
    await desk.rina.get(`/admin/officers/${id}/revoke`);
    await desk.rina.submit({ reason: REASON, code: desk.code() });
    expect(await carriedOut()).toEqual([200, true]);
  });

  test('a client registered and changed, its secret rotated, its logo changed and shown as a picture, and the client removed', async () => {
    const { rina } = desk;
    await rina.get('/admin/clients/new');
    await rina.submit({
      ...{ id: 'simpeg', name: 'Simpeg', kind: 'web', auth: 'client_secret_basic', alg: 'ES256' },
      ...{ minAcr: 'urn:asn:acr:2', redirects: 'https://simpeg.example/cb', 'scope-profile': '1' },
    });
    await rina.submit({ reason: REASON, code: desk.code() });
    expect(await carriedOut()).toEqual([200, true]);

    await rina.get('/admin/clients/simpeg/edit');
    await rina.submit({
      ...{ id: 'simpeg', name: 'Simpeg Baru', kind: 'web', auth: 'client_secret_basic', alg: 'ES256' },
      ...{ minAcr: 'urn:asn:acr:2', redirects: 'https://simpeg.example/cb', 'scope-profile': '1' },
    });
    await rina.submit({ reason: REASON, code: desk.code() });
    expect(await carriedOut()).toEqual([200, true]);

    await rina.get('/admin/clients/simpeg/secret');
    await rina.post('/admin/clients/simpeg/secret', form({}));
    expect(await carriedOut()).toEqual([200, true]);

    const bytes = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#0a0' } })
      .png()
      .toBuffer();
    const { body, type } = multipart({ reason: REASON, code: desk.code() }, [
      { field: 'logo', name: 'logo.png', bytes },
    ]);
    await rina.post('/admin/clients/simpeg/logo', body, { 'content-type': type });
    expect(await carriedOut()).toEqual([200, true]);
    const logo = await fetch(`${desk.app.issuer}/logo/simpeg`);
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(await sharp(Buffer.from(await logo.arrayBuffer())).metadata()).toMatchObject({ width: 128 });

    await rina.get('/admin/clients/simpeg/remove');
    await rina.submit({ reason: REASON, code: desk.code() });
    expect(await carriedOut()).toEqual([200, true]);
    expect((await fetch(`${desk.app.issuer}/logo/simpeg`)).status).toBe(404);
  });

  test('the end of everybody’s sessions', async () => {
    await desk.rina.post('/admin/emergency', form({ whose: 'everybody' }));
    // Budi's own session ends with it, so that he is not shown what he has done.
    await desk.approve(desk.budi);
    expect(await rows('session_sweep')).toHaveLength(1);
  });
});
