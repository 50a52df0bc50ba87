import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { fieldsOf } from '../../src/features/admin/clients/form-fields.ts';
import { noteLogoutSent } from '../../src/model/logout-sent.ts';
import { createClients } from '../../src/oidc/clients.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { multipart } from '../support/help.ts';
import { firstForm } from '../support/visitor.ts';
import type { Page } from '../support/visitor.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk?.app.stop());

const REASON = 'Sesuai surat tugas nomor 12 tahun 2026';
const asking = () => ({ reason: REASON, code: desk.code() });
const KEPT = 'https://siasn.example/kembali';
const GONE = 'https://siasn.example/lama';
const FRESH = 'https://siasn.example/baru';

/** As the form of the console is filled with it. */
async function registered(id: string): Promise<Record<string, string>> {
  const { db, ring, clock } = desk.app;
  const client = await createClients({ db, ring, now: clock.now, production: false }).find(id);
  if (!client) throw new Error(`no client ${id}`);
  return fieldsOf(client, {}) as Record<string, string>;
}

async function newestRequest(): Promise<Page> {
  const { id } = await desk.app.db
    .selectFrom('admin_request')
    .select('id')
    .where('state', '=', 'pending')
    .orderBy('requested_at', 'desc')
    .executeTakeFirstOrThrow();
  return desk.budi.get(`/admin/requests/${id}`);
}

describe('a list that changes', () => {
  /** The values of a row that carry a mark, and those that carry none. */
  function row({ text }: Page, label: string) {
    const [, inner = ''] = new RegExp(`<dt>${label}</dt>([\\s\\S]*?)</div>`).exec(text) ?? [];
    const all = (tag: string) =>
      [...inner.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, one]) => one);
    const plain = inner.replaceAll(/<(del|ins)>[^<]*<\/\1>/g, '');
    return { inner, removed: all('del'), added: all('ins'), plain };
  }

  test('marks what goes and what comes, and nothing that stays: for whoever asks and for whoever decides', async () => {
    const { db } = desk.app;
    const { metadata } = await db
      .selectFrom('client')
      .select('metadata')
      .where('client_id', '=', 'siasn')
      .executeTakeFirstOrThrow();
    const before = JSON.stringify({ ...metadata, redirect_uris: [KEPT, GONE] });
    await db.updateTable('client').set({ metadata: before }).where('client_id', '=', 'siasn').execute();
    await desk.rina.get('/admin/clients/siasn/edit');
    const review = await desk.rina.submit({ ...(await registered('siasn')), redirects: `${KEPT}\n${FRESH}` });
    await desk.rina.submit(asking());
    for (const page of [review, await newestRequest()]) {
      const { inner, removed, added, plain } = row(page, 'Alamat redirect');
      expect([removed, added]).toEqual([[GONE], [FRESH]]);
      expect(plain.split(KEPT)).toHaveLength(3);
      // Told to who sees neither line nor weight, too.
      expect(inner).toMatch(
        new RegExp(`Dihapus: </span><span aria-hidden="true">−\u00a0</span><del>${GONE}`),
      );
      expect(inner).toMatch(
        new RegExp(`Ditambahkan: </span><span aria-hidden="true">\\+\u00a0</span><ins>${FRESH}`),
      );
    }
  });

  test('says so where only the order is another', async () => {
    await desk.rina.get('/admin/clients/siasn/edit');
    const review = await desk.rina.submit({ ...(await registered('siasn')), redirects: `${GONE}\n${KEPT}` });
    const { removed, added, plain } = row(review, 'Alamat redirect');
    expect([removed, added]).toEqual([[], []]);
    expect(plain).toContain('hanya urutannya berubah');
  });
});

describe('the way back from a review', () => {
  const typed = {
    name: 'Simpeg & Kota',
    kind: 'web',
    auth: 'client_secret_basic',
    minAcr: 'urn:asn:acr:2',
    alg: 'RS256',
    redirects: `${KEPT}\n${FRESH}`,
    'scope-profile': '1',
    agencies: 'Pemerintah Kota Bandung',
    thirdParty: '1',
  };

  test.each([
    ['a registration', '/admin/clients/new', { id: 'simpeg' }],
    ['a change', '/admin/clients/ekinerja/edit', {}],
  ])('of %s brings the form with all that was typed, without a refusal', async (_, path, more) => {
    await desk.rina.get(path);
    const review = await desk.rina.submit({ ...typed, ...more });
    expect(review.text).toContain('name="back"');
    const { action } = firstForm(review.text);
    expect(action).toBe(path);
    const back = await desk.rina.submit({ back: '1', reason: REASON, code: '123456' });
    expect([back.status, back.text.includes('role="alert"')]).toEqual([200, false]);
    for (const [name, value] of Object.entries({ name: typed.name, ...more }))
      expect(back.text).toMatch(new RegExp(`name="${name}"[^>]* value="${value.replaceAll('&', '&amp;')}"`));
    expect(back.text).toContain(`${KEPT}\n${FRESH}</textarea>`);
    expect(back.text).toContain('Pemerintah Kota Bandung</textarea>');
    expect(back.text).toMatch(/value="RS256" selected/);
    for (const tick of ['scope-profile', 'thirdParty'])
      expect(back.text).toMatch(new RegExp(`name="${tick}" value="1" checked`));
    expect(back.text).not.toMatch(/name="scope-asn" value="1" checked|123456/);
    // The reason waits for the next review.
    const again = await desk.rina.submit({ ...typed, ...more });
    expect(again.text).toContain(`${REASON}</textarea>`);
    expect(firstForm(again.text).hidden).not.toHaveProperty('back');
  });

  test('of a removal leads to the application', async () => {
    const page = await desk.rina.get('/admin/clients/ekinerja/remove');
    expect(page.text).toMatch(/<a href="\/admin\/clients\/ekinerja">Kembali<\/a>/);
    expect(page.text).not.toContain('name="back"');
  });
});

test('a client that was never told of a logout is not called well, until it was told', async () => {
  const never = 'belum tercatat ada pemberitahuan keluar yang dikirim';
  const well = 'sampai pada percobaan pertama';
  const before = (await desk.rina.get('/admin/clients/ekinerja')).text;
  expect([before.includes(never), before.includes(well)]).toEqual([true, false]);
  await noteLogoutSent(desk.app.kv, 'ekinerja', desk.app.clock.now());
  const after = (await desk.rina.get('/admin/clients/ekinerja')).text;
  expect([after.includes(never), after.includes(well)]).toEqual([false, true]);
  expect(after).toContain('Terakhir dikirim');
});

test('the request for a logo names it once', async () => {
  await desk.rina.get('/admin/clients/siasn/logo');
  const bytes = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#c00' } })
    .png()
    .toBuffer();
  const { body, type } = multipart(asking(), [{ field: 'logo', name: 'logo.png', bytes }]);
  await desk.rina.post('/admin/clients/siasn/logo', body, { 'content-type': type });
  const { text } = await newestRequest();
  expect(text).toContain('Ganti logo');
  expect(text.match(/<dt>Logo<\/dt>/g)).toHaveLength(1);
});
