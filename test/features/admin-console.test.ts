import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fieldsOf } from '../../src/features/admin/clients/form-fields.ts';
import { createClients } from '../../src/oidc/clients.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { nips } from '../support/model.ts';
import { headingOf } from '../support/visitor.ts';
import type { Page } from '../support/visitor.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.app.stop());

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const REASON = 'Sesuai surat tugas nomor 12 tahun 2026';
const asking = () => ({ reason: REASON, code: desk.code() });
/** What the second admin sees: the list's newest title, and the request's page. */
async function asApprover(): Promise<{ titles: string[]; page: Page }> {
  const { id } = await desk.app.db
    .selectFrom('admin_request')
    .select('id')
    .where('state', '=', 'pending')
    .orderBy('requested_at', 'desc')
    .executeTakeFirstOrThrow();
  const list = await desk.budi.get('/admin/requests');
  const titles = [...list.text.matchAll(/<a href="\/admin\/requests\/[^"]+">([^<]+)</g)];
  return {
    titles: titles.map(([, title]) => title ?? ''),
    page: await desk.budi.get(`/admin/requests/${id}`),
  };
}

describe('whoever decides sees what it is about', () => {
  test('a registration by name and client ID, though neither of them changes', async () => {
    await desk.rina.get('/admin/clients/ekinerja/edit');
    const kept = await registered('ekinerja');
    const review = await desk.rina.submit({ ...kept, redirects: 'https://evil.example/cb' });
    expect(review.text).toContain('<ins>https://evil.example/cb</ins>');
    await desk.rina.submit(asking());
    const { titles, page } = await asApprover();
    expect(titles).toContain('Ubah pendaftaran: e-Kinerja (ekinerja)');
    expect(headingOf(page.text)).toBe('Ubah pendaftaran: e-Kinerja (ekinerja)');
    expect(page.text).toMatch(
      /<dl class="changes"[^>]*>\s*<div><dt>Aplikasi<\/dt>\s*<dd>e-Kinerja \(ekinerja\)<\/dd>/,
    );
    expect(page.text).toContain('<ins>https://evil.example/cb</ins>');
  });

  test('under the name it has, not the one it is to have', async () => {
    await desk.rina.get('/admin/clients/siasn/edit');
    await desk.rina.submit({ ...(await registered('siasn')), name: 'e-Kinerja' });
    await desk.rina.submit(asking());
    const { page } = await asApprover();
    expect(headingOf(page.text)).toBe('Ubah pendaftaran: SIASN (siasn)');
    expect(page.text).toMatch(/<del>SIASN<\/del>[\s\S]*<ins>e-Kinerja<\/ins>/);
  });

  test('a new one without a column of what is not there', async () => {
    const fresh = { id: 'simpeg', name: 'Simpeg', kind: 'web', auth: 'client_secret_basic' };
    const rest = { minAcr: 'urn:asn:acr:2', alg: 'ES256', redirects: 'https://simpeg.example/cb' };
    await desk.rina.get('/admin/clients/new');
    const review = await desk.rina.submit({ ...fresh, ...rest, 'scope-profile': '1' });
    await desk.rina.submit(asking());
    const { page } = await asApprover();
    expect(headingOf(page.text)).toBe('Daftarkan aplikasi: Simpeg (simpeg)');
    for (const { text } of [review, page]) {
      expect(text).toContain('<ins>https://simpeg.example/cb</ins>');
      expect(text).not.toMatch(/Sekarang<\/span>|–<\/dd>/);
    }
  });

  test('a secret, a role', async () => {
    await desk.rina.get('/admin/clients/siasn/secret');
    await desk.rina.submit(asking());
    expect(headingOf((await asApprover()).page.text)).toBe('Ganti rahasia: SIASN (siasn)');
    const role = { nip: nips.siti, role: 'helpdesk', until: '2030-01-31' };
    await desk.rina.post('/admin/officers/grant', form({ ...role, ...asking() }));
    expect(headingOf((await asApprover()).page.text)).toMatch(/^Beri peran: Siti Rahmawati/);
  });
});

/** As the form of the console is filled with it. */
async function registered(id: string): Promise<Record<string, string>> {
  const { db, ring, clock } = desk.app;
  const client = await createClients({ db, ring, now: clock.now, production: false }).find(id);
  if (!client) throw new Error(`no client ${id}`);
  return fieldsOf(client, {}) as Record<string, string>;
}

describe('the officers', () => {
  test('are listed, and nobody is offered to take his own role', async () => {
    const { text } = await desk.rina.get('/admin/officers');
    const rowOf = (nama: string) =>
      [...text.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([row]) => row).find((row) => row.includes(nama)) ?? '';
    expect(rowOf('Rina Hartati')).toContain('Anda');
    expect(rowOf('Rina Hartati')).not.toContain('/revoke');
    expect(rowOf('Budi Santoso')).toContain('/revoke');
  });
});

describe('lockouts', () => {
  test('says what it is for, and leads to how many there were', async () => {
    const { text } = await desk.rina.get('/admin/lockouts');
    expect(text).toContain('Lihat apakah akun seseorang sedang dikunci');
    expect(text).toMatch(/aria-describedby="nip-hint"/);
    expect(text).toContain('href="/admin/figures#locks"');
    expect((await desk.rina.get('/admin/figures')).text).toContain('id="locks"');
  });
});

describe('the summary', () => {
  test('urges a passkey until there is one, and says then from when it is needed', async () => {
    const { text } = await desk.rina.get('/admin');
    expect(text).toContain('href="/account/passkeys/add"');
    const made = desk.app.clock.now();
    await desk.app.db
      .insertInto('passkey')
      .values({
        ...{ id: randomUUID(), account_id: await desk.accountId(nips.rina), name: 'HP' },
        ...{
          credential_id: 'Y3JlZA',
          public_key: 'a2V5',
          transports: '[]',
          device_bound: true,
          backed_up: false,
        },
        created_at: new Date(made),
      })
      .execute();
    const after = (await desk.rina.get('/admin')).text;
    expect(after).not.toContain('href="/account/passkeys/add"');
    const from = new Date(made + 72 * 3_600_000).toLocaleDateString('id-ID', {
      day: 'numeric',
      month: 'long',
      timeZone: 'Asia/Jakarta',
    });
    expect(after).toContain(`Anda sudah punya passkey. Mulai ${from}`);
  });
});
