import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fieldsOf } from '../../src/features/admin/clients/form-fields.ts';
import { createClients } from '../../src/oidc/clients.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import type { Page } from '../support/visitor.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk?.app.stop());

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const REASON = 'Sesuai surat tugas nomor 12 tahun 2026';
const asking = () => ({ reason: REASON, code: desk.code() });

/** What the summary says, line by line. */
function summary({ text }: Page): string[] {
  const [, alert = ''] = /role="alert"[^>]*>([\s\S]*?)<\/div>/.exec(text) ?? [];
  return [...alert.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, line = '']) => line.replaceAll(/<[^>]*>/g, ''));
}

/** As the form of the console is filled with it. */
async function registered(id: string): Promise<Record<string, string>> {
  const { db, ring, clock } = desk.app;
  const client = await createClients({ db, ring, now: clock.now, production: false }).find(id);
  if (!client) throw new Error(`no client ${id}`);
  return fieldsOf(client, {}) as Record<string, string>;
}

describe('a summary of what was refused', () => {
  test('has no two lines alike: each names its field', async () => {
    const banner = await desk.rina.post('/admin/banners', '');
    expect(summary(banner)).toEqual([
      'Teks bahasa Indonesia: Isi teks biasa, 10 sampai 300 karakter.',
      'Teks bahasa Inggris: Isi teks biasa, 10 sampai 300 karakter.',
      'Sampai: Isi tanggal dan jam.',
    ]);
    // Beside the field its name stands already.
    expect(banner.text).toContain('<p class="fault">Isi teks biasa');
    const search = await desk.rina.post(
      '/admin/audit',
      form({ nip: '1', actorNip: '1', from: 'x', to: 'x' }),
    );
    const lines = summary(search);
    expect([lines.length, new Set(lines).size]).toEqual([4, 4]);
  });

  test('names each address of an application, and gives the reason that is true of it', async () => {
    const fields = ['uri', 'redirects', 'postLogout', 'backchannel', 'initiate', 'jwksUri'];
    const refused = async (address: string) => {
      await desk.rina.get('/admin/clients/ekinerja/edit');
      const all = Object.fromEntries(fields.map((name) => [name, address]));
      return summary(
        await desk.rina.submit({
          ...(await registered('ekinerja')),
          auth: 'private_key_jwt',
          jwks: '',
          ...all,
        }),
      );
    };
    const clear = await refused('http://evil.example/cb');
    expect([clear.length, new Set(clear).size]).toEqual([fields.length, fields.length]);
    expect(clear).toContain('Alamat back-channel logout: http://evil.example/cb harus memakai https.');
    const free = await refused('https://*.evil.example/cb');
    expect(free).toHaveLength(fields.length);
    expect(free.filter((line) => line.includes('kode masuk'))).toEqual([
      expect.stringMatching(/^Alamat redirect: /),
    ]);
    expect(free.find((line) => line.startsWith('Alamat setelah keluar'))).toContain('orang yang baru keluar');
    expect(free.find((line) => line.startsWith('Alamat kunci publik'))).toContain('Kunci diambil');
  });

  test('of a role says all at once, and whose NIP it is', async () => {
    const empty = await desk.rina.post('/admin/officers/grant', '');
    expect([empty.status, summary(empty)]).toEqual([
      422,
      [
        'Ketik NIP orang itu.',
        'Pilih sebuah peran.',
        'Pilih tanggal akhir.',
        'Tulis alasannya, paling sedikit 10 huruf.',
        'Ketik kode 6 angka.',
      ],
    ]);
    const nobody = await desk.rina.post(
      '/admin/officers/grant',
      form({ nip: '199001012020011009', role: 'admin', until: '2001-01-01', ...asking() }),
    );
    expect(summary(nobody)).toEqual(['Tidak ada akun dengan NIP ini.', 'Pilih tanggal yang akan datang.']);
    expect((await desk.rina.post('/admin/lockouts', '')).text).toContain('Ketik NIP orang itu.');
  });
});

test('a role of the system is told from one of the command line', async () => {
  const { text } = await desk.rina.get('/admin/officers');
  const rowOf = (nama: string) =>
    [...text.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([one]) => one).find((one) => one.includes(nama)) ?? '';
  expect(rowOf('Rina Hartati')).toContain('oleh sistem');
  expect(rowOf('Budi Santoso')).toContain('lewat baris perintah');
});
