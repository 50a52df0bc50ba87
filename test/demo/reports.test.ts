import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemo } from './support/start-demo.ts';
import type { Demo } from './support/start-demo.ts';
import { createVisitor } from './support/visitor.ts';
import type { Visitor } from './support/visitor.ts';

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const LEAVE = {
  jenis: 'Cuti tahunan',
  mulai: inDays(10),
  selesai: inDays(12),
  alasan: 'Menghadiri acara keluarga',
  alamat: 'Jalan Merdeka 1, Bandung',
};

async function until(there: () => boolean): Promise<void> {
  while (!there()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('SIASN reports to the portal', () => {
  let demo: Demo;
  let budi: Visitor;
  beforeAll(async () => {
    demo = await startDemo('siasn');
    budi = createVisitor();
    await budi.visit(`${demo.url}/login`);
  });
  afterAll(() => demo.stop());
  afterEach(() => demo.issuer.reset());

  const submit = (kunci: string) => budi.post(`${demo.url}/usulan/baru/cuti`, { ...LEAVE, kunci });
  const reports = () => demo.issuer.reports;

  test('a proposal, with a token of its own for that API alone, and nothing of its reasons', async () => {
    const { url } = await submit('k1');
    await until(() => reports().length === 1);
    const [{ token, body } = { token: '', body: {} }] = reports();
    expect(atob(token.replace('Bearer ', ''))).toBe(
      `machine-siasn requests:write ${demo.issuer.url}/api/requests`,
    );
    expect(body).toEqual({
      sub: 'sub-budi',
      reference: url.split('/').at(-1),
      title: 'Cuti tahunan',
      state: 'submitted',
      detail: expect.stringContaining(' sampai '),
      link: url,
      updated_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  test('what changed, once; what did not is not told again', async () => {
    const before = reports().length;
    const { url } = await submit('k2');
    await until(() => reports().length === before + 1);
    await submit('k2');
    await budi.post(`${url}/batal`);
    await until(() => reports().length === before + 2);
    expect(reports().at(-1)?.body).toMatchObject({ state: 'cancelled', link: url });
  });

  test('again, where the portal is away, and nobody waits for it', async () => {
    const before = reports().length;
    demo.issuer.bend.report = null;
    const page = await submit('k3');
    expect([page.first, page.html.includes('Usulan cuti sudah diajukan')]).toEqual([303, true]);
    await until(() => demo.logged.some((line) => line.includes('report_failed')));
    demo.issuer.bend.report = 202;
    await until(() => reports().length > before);
    expect(reports().at(-1)?.body).toMatchObject({ state: 'submitted' });
    expect(demo.logged.join()).not.toContain('Cuti');
  });

  test('the others, where one is refused for good', async () => {
    demo.issuer.bend.report = 422;
    await submit('k4');
    await until(() => demo.logged.some((line) => line.includes('report_refused')));
    demo.issuer.bend.report = 202;
    const before = reports().length;
    await submit('k5');
    await until(() => reports().length === before + 1);
  });
});

test('e-Kinerja reports a target that waits for approval, and none of people without an account', async () => {
  const demo = await startDemo('ekinerja');
  const budi = createVisitor();
  await budi.visit(`${demo.url}/login`);
  const target = { judul: 'Menyusun laporan', indikator: 'Laporan selesai', jumlah: '4', satuan: 'laporan' };
  await budi.post(`${demo.url}/sasaran`, { ...target, tenggat: inDays(90), kunci: 'k' });
  await until(() => demo.issuer.reports.length > 0);
  expect(demo.issuer.reports.map(({ body }) => [body.sub, body.title, body.state])).toEqual([
    ['sub-budi', 'Sasaran: Menyusun laporan', 'submitted'],
  ]);
  await demo.stop();
});
