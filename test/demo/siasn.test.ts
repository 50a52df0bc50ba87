import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { crossCheck } from '../../demo/siasn/kinds.ts';
import { startDemo } from './support/start-demo.ts';
import type { Demo } from './support/start-demo.ts';
import { createVisitor } from './support/visitor.ts';
import type { Visitor } from './support/visitor.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const LEAVE = {
  jenis: 'Cuti tahunan',
  mulai: inDays(10),
  selesai: inDays(12),
  alasan: 'Menghadiri acara keluarga',
  alamat: 'Jalan Merdeka 1, Bandung',
};

describe('proposals in SIASN', () => {
  let demo: Demo;
  let budi: Visitor;
  beforeAll(async () => {
    demo = await startDemo('siasn');
    budi = createVisitor();
    await budi.visit(`${demo.url}/login`);
  });
  afterAll(() => demo.stop());
  afterEach(() => demo.issuer.reset());

  const submit = (fields: Record<string, string>, kind = 'cuti') =>
    budi.post(`${demo.url}/usulan/baru/${kind}`, fields);

  test('leave is submitted once, listed, kept in the file, followed and cancelled', async () => {
    const page = await submit({ ...LEAVE, kunci: 'k1' });
    expect(page.first).toBe(303);
    expect(page.html).toContain('Jalan Merdeka 1, Bandung');
    expect((await submit({ ...LEAVE, kunci: 'k1' })).url).toBe(page.url);
    expect((await budi.visit(`${demo.url}/usulan`)).html.match(/Cuti: Cuti tahunan/g)).toHaveLength(1);
    const kept = await readFile(path.join(demo.settings.dataDir, 'siasn.json'), 'utf8');
    expect(kept).toContain('Menghadiri acara keluarga');
    const cancelled = await budi.post(`${page.url}/batal`);
    expect(cancelled.html).toContain('class="state dibatalkan">dibatalkan');
    expect((await budi.post(`${page.url}/batal`)).html).toContain('tidak dapat dibatalkan lagi');
  });

  test('promotion and transfer are submitted too; a state moves on with time and then cannot be cancelled', async () => {
    const rank = { jenis: 'Reguler', golongan: 'III/b', tmt: '2026-10-01', keterangan: 'Angka kredit cukup' };
    const moved = {
      jenis: 'Antarinstansi pusat',
      instansi: 'Kemenkes',
      unit: 'Biro SDM',
      alasan: 'Ikut keluarga',
    };
    const { url } = await submit(rank, 'pangkat');
    expect((await submit(moved, 'mutasi')).html).toContain('Biro SDM');
    demo.later(25 * 3_600_000);
    demo.issuer.bend.sessionExpiry = Math.floor(Date.now() / 1000) + 48 * 3600;
    const later = createVisitor();
    await later.visit(`${demo.url}/login`);
    expect((await later.visit(url)).html).toContain('class="state diverifikasi">diverifikasi');
    expect((await later.post(`${url}/batal`)).html).toContain('role="alert">Usulan ini sudah diproses');
    demo.later(-25 * 3_600_000);
  });

  const wrong: [string, Record<string, string>, string][] = [
    ['nothing at all', { jenis: '', mulai: '', selesai: '', alasan: '', alamat: '' }, 'belum diisi'],
    ['no kind', { jenis: '' }, 'Jenis cuti belum dipilih'],
    ['a year mistyped', { mulai: '1999-01-04' }, 'lebih dari satu tahun'],
    ['an end in another century', { selesai: '2099-01-04' }, 'terlalu panjang'],
    ['a kind that is not offered', { jenis: 'Cuti selamanya' }, 'dari daftar'],
    ['a day that does not exist', { mulai: '2026-02-30' }, 'bukan tanggal'],
    ['an end before the beginning', { selesai: inDays(9) }, 'lebih awal'],
    ['a reason too short', { alasan: 'apa' }, 'terlalu pendek'],
    ['a reason too long', { alasan: 'a'.repeat(501) }, 'terlalu panjang'],
    ['a line break where one line is asked', { alamat: 'Jalan\nMerdeka' }, 'karakter'],
    ['letters that turn the direction', { alasan: 'Cuti untuk \u202eagrauleK' }, 'karakter'],
    ['a NUL byte', { alamat: 'Jalan\u0000Merdeka' }, 'karakter'],
  ];
  test.each(wrong)('%s is refused in the page, which keeps what was typed', async (_what, fields, words) => {
    const typed = { ...LEAVE, alamat: '  Jalan "Merdeka" <1> ', ...fields };
    const page = await submit(typed);
    expect(page.first).toBe(422);
    expect(page.html).toContain('role="alert"');
    expect(page.html).toContain('aria-invalid="true"');
    expect(page.html).toContain(words);
    if (!('alamat' in fields)) expect(page.html).toContain('value="  Jalan &#34;Merdeka&#34; &lt;1&gt; "');
  });

  test('a promotion leads upwards; of a grade that is no PNS’s nothing is known', () => {
    const rank = { golongan: 'III/a', tmt: '2026-10-01' };
    const check = (golongan: string | null, wanted: string) =>
      crossCheck('pangkat', { ...rank, golongan: wanted }, { golongan, now: Date.now() });
    expect(check('III/c', 'I/a')).toEqual({ golongan: expect.stringContaining('III/c') });
    expect(check('III/c', 'III/c')).toHaveProperty('golongan');
    expect(check('III/d', 'IV/a')).toEqual({});
    expect([check('VII', 'III/a'), check(null, 'III/a')]).toEqual([{}, {}]);
    const leave = { jenis: 'Cuti di luar tanggungan negara', mulai: inDays(30), selesai: inDays(30 + 1000) };
    expect(crossCheck('cuti', leave, { golongan: null, now: Date.now() })).toEqual({});
  });

  test('somebody else’s proposal does not exist for others', async () => {
    const { url } = await submit(LEAVE);
    demo.issuer.bend.sub = 'sub-siti';
    const siti = createVisitor();
    await siti.visit(`${demo.url}/login`);
    expect((await siti.visit(url)).status).toBe(404);
    expect((await siti.post(`${url}/batal`)).first).toBe(404);
    expect((await budi.visit(url)).html).toContain('>diajukan<');
  });

  test('malformed bodies get a page, never a 5xx, and change nothing', async () => {
    const count = async () => (await budi.visit(`${demo.url}/usulan`)).html.match(/scope="row"/g)?.length;
    const before = await count();
    const at = `${demo.url}/usulan/baru/cuti`;
    const good = new URLSearchParams(LEAVE).toString();
    expect((await budi.post(at, `${good}&jenis=Cuti+sakit`)).first).toBe(400);
    expect((await budi.post(at, 'jenis[a][b]=1&alasan[]=2&__proto__=3&constructor=4')).first).toBe(422);
    expect((await budi.post(at, '%E0%A4%A&%00=%00&=&&&')).first).toBe(422);
    expect((await budi.post(at, `alasan=${'a'.repeat(17_000)}`)).first).toBe(413);
    expect((await budi.post(at, `alasan=${'a'.repeat(2_000_000)}`)).first).toBe(413);
    expect((await budi.post(at, '{"jenis":1}', { 'content-type': 'application/json' })).first).toBe(415);
    expect((await budi.post(at, good, { 'sec-fetch-site': 'cross-site' })).first).toBe(403);
    const raw = await budi.request(at, {
      method: 'POST',
      body: new Uint8Array([0x61, 0x3d, 0xff, 0xfe]),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    expect(raw.status).toBe(400);
    expect(await count()).toBe(before);
  });

  test('what is not there is a 404 page; another method is a 405 page', async () => {
    for (const lost of ['/nowhere', '/usulan/%00', '/usulan/%E0%A4%A', '/usulan/baru/lain', '/%2e%2e/etc']) {
      const page = await budi.visit(`${demo.url}${lost}`);
      expect([lost, page.status]).toEqual([lost, 404]);
      expect(page.html).toContain('<h1>Halaman tidak ditemukan</h1>');
    }
    const page = await budi.post(`${demo.url}/login`);
    expect(page.first).toBe(405);
    expect(page.html).toContain('<h1>');
  });

  test('pages are guarded: no form-action, nothing from elsewhere, not kept', async () => {
    const { headers } = await budi.visit(`${demo.url}/`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('form-action');
    expect(headers.get('cache-control')).toBe('no-store');
    const signedOut = await createVisitor().visit(`${demo.url}/`);
    expect(signedOut.html).toContain('>Masuk dengan ASN Digital</a>');
    expect((await createVisitor().visit(`${demo.url}/healthz`)).status).toBe(200);
  });
});
