import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemo } from './support/start-demo.ts';
import type { Demo } from './support/start-demo.ts';
import { createVisitor } from './support/visitor.ts';
import type { Visitor } from './support/visitor.ts';

const TARGET = {
  judul: 'Melayani 100 pegawai',
  indikator: 'Pegawai yang dilayani',
  jumlah: '100',
  satuan: 'orang',
  tenggat: '2026-12-31',
};

const seconds = () => Math.floor(Date.now() / 1000);

describe('approving a target in e-Kinerja', () => {
  let demo: Demo;
  let visitor: Visitor;
  beforeAll(async () => {
    demo = await startDemo('ekinerja');
  });
  afterAll(() => demo.stop());
  afterEach(() => demo.issuer.reset());

  const signIn = async (sub: string) => {
    Object.assign(demo.issuer.bend, { sub, sid: `sid-${sub}` });
    visitor = createVisitor();
    await visitor.visit(`${demo.url}/login`);
  };
  const addTarget = async (values: Record<string, string> = {}) =>
    (await visitor.post(`${demo.url}/sasaran`, { ...TARGET, ...values })).url;
  /** Presses "Setujui" and stops at the provider's door. */
  const press = async (target: string) => {
    const response = await visitor.request(`${target}/setujui`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    return response.headers.get('location') ?? '';
  };
  const isApproved = async (target: string) =>
    (await visitor.visit(target)).html.includes('<dt>Disetujui</dt>');

  test('pushes a request bound to the item, says what it is about, and approves', async () => {
    await signIn('sub-1');
    const home = await visitor.visit(`${demo.url}/`);
    const id = /\/sasaran\/([0-9a-f-]{36})\/setujui/.exec(home.html)?.[1];
    const page = await visitor.visit(await press(`${demo.url}/sasaran/${id}`));
    const { parameters, pushed } = demo.issuer.requests.at(-1) ?? { parameters: new URLSearchParams() };
    expect(pushed).toBe(true);
    expect(parameters.get('acr_values')).toBe('urn:asn:acr:2');
    const { asn_act: act } = (JSON.parse(parameters.get('claims') ?? '') as { id_token: { asn_act: object } })
      .id_token;
    expect(act).toEqual({
      essential: true,
      value: expect.stringMatching(new RegExp(`^approve-target:${id}:[0-9a-f]{16}$`)),
      text: expect.stringMatching(/^Menyetujui sasaran “.+”, milik \S.+$/),
    });
    expect(page.url).toBe(`${demo.url}/sasaran/${id}`);
    expect(page.html).toContain('role="status">Sasaran disetujui.');
    expect(page.html).toContain('<dt>Disetujui</dt>');
    expect((await visitor.visit(page.url)).html).not.toContain('role="status"');
  });

  test.each([
    [400, 502],
    [503, 503],
  ])('a pushed request that is answered with %d ends in a page', async (status, shown) => {
    await signIn('sub-1b');
    const target = await addTarget();
    demo.issuer.bend.pushed = status;
    const page = await visitor.post(`${target}/setujui`);
    expect(page.first).toBe(shown);
    expect(page.html).toContain('Coba lagi');
    expect(await isApproved(target)).toBe(false);
  });

  test('an item changed meanwhile is not approved', async () => {
    await signIn('sub-2');
    const target = await addTarget();
    const door = await press(target);
    await visitor.post(`${target}/ubah`, { ...TARGET, jumlah: '1' });
    const page = await visitor.visit(door);
    expect(page.html).toContain('role="alert">Isi sasaran berubah');
    expect(await isApproved(target)).toBe(false);
  });

  test('a target may be changed until it is approved, not after', async () => {
    await signIn('sub-2b');
    const target = await addTarget();
    await visitor.visit(await press(target));
    expect(await isApproved(target)).toBe(true);
    expect((await visitor.post(`${target}/ubah`, { ...TARGET, jumlah: '1' })).first).toBe(404);
    expect((await visitor.visit(target)).html).toContain('100 orang');
  });

  const bends: [string, RegExp, () => void][] = [
    [
      'for another item',
      /untuk hal lain/,
      () => {
        const act = `approve-target:${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}:${'a'.repeat(16)}`;
        demo.issuer.bend.idToken = (claims) => ({ ...claims, asn_act: act });
      },
    ],
    [
      'without a word of the act',
      /tidak mengirim bukti/,
      () => (demo.issuer.bend.idToken = ({ asn_act: _act, ...claims }) => claims),
    ],
    [
      'of six minutes ago',
      /lebih dari 5 menit/,
      () => (demo.issuer.bend.idToken = (claims) => ({ ...claims, asn_act_at: seconds() - 360 })),
    ],
    [
      'of the future',
      /lebih dari 5 menit/,
      () => (demo.issuer.bend.idToken = (claims) => ({ ...claims, asn_act_at: seconds() + 600 })),
    ],
    ['of another person', /orang lain/, () => (demo.issuer.bend.sub = 'sub-stranger')],
    ['with too little assurance', /kurang kuat/, () => (demo.issuer.bend.acr = 'urn:asn:acr:1')],
    ['that the person refused to give', /dibatalkan/, () => (demo.issuer.bend.error = 'access_denied')],
  ];
  test.each(bends)('a proof %s approves nothing and says so', async (_what, words, bend) => {
    await signIn('sub-3');
    const target = await addTarget();
    const door = await press(target);
    bend();
    const page = await visitor.visit(door);
    expect(page.url).toBe(target);
    expect(page.html).toMatch(new RegExp(`role="alert">[^<]*${words.source}`));
    expect(await isApproved(target)).toBe(false);
  });

  test('one proof approves one thing: a token that comes again is refused', async () => {
    await signIn('sub-4');
    const [one, two] = [await addTarget(), await addTarget({ judul: 'Sasaran kedua' })];
    demo.issuer.bend.idToken = (claims) => ({ ...claims, jti: 'the-same' });
    await visitor.visit(await press(one));
    expect(await isApproved(one)).toBe(true);
    const page = await visitor.visit(await press(two));
    expect(page.html).toMatch(/role="alert">[^<]*sudah pernah dipakai/);
    expect(await isApproved(two)).toBe(false);
  });

  test('the same callback again changes nothing', async () => {
    await signIn('sub-5');
    const target = await addTarget();
    const { passed } = await visitor.visit(await press(target));
    const callback = passed.find((url) => url.includes('/callback?')) ?? '';
    expect((await visitor.visit(callback)).url).toBe(`${demo.url}/`);
  });

  test('a proof that comes back to another session of the browser is refused', async () => {
    await signIn('sub-6');
    const target = await addTarget();
    const door = await press(target);
    await visitor.visit(`${demo.url}/login`);
    const page = await visitor.visit(door);
    expect(page.html).toMatch(/role="alert">[^<]*sesi lain/);
    expect(await isApproved(target)).toBe(false);
  });

  test('in another browser the answer is nobody’s', async () => {
    await signIn('sub-7');
    const target = await addTarget();
    const door = await press(target);
    const callback = (await createVisitor().request(door)).headers.get('location') ?? '';
    await createVisitor().visit(callback);
    expect(await isApproved(target)).toBe(false);
  });

  test('after a logout the answer leads to a sign-in and approves nothing', async () => {
    await signIn('sub-8');
    const target = await addTarget();
    const door = await press(target);
    visitor.cookies.delete('ekinerja_session');
    const page = await visitor.visit(door);
    expect(page.url).toBe(target);
    expect(await isApproved(target)).toBe(false);
  });

  test('other people’s targets are 404 to read, to change, to approve and to write to', async () => {
    await signIn('sub-9');
    const target = await addTarget();
    await signIn('sub-10');
    expect((await visitor.visit(target)).status).toBe(404);
    expect((await visitor.visit(`${target}/ubah`)).status).toBe(404);
    for (const act of ['ubah', 'setujui', 'catatan'])
      expect((await visitor.post(`${target}/${act}`, TARGET)).first).toBe(404);
  });

  test('daily entries are kept with their target, once for a double tap', async () => {
    await signIn('sub-11');
    const target = await addTarget();
    const entry = { tanggal: '2026-09-01', uraian: 'Memeriksa berkas', hasil: '3 berkas', kunci: 'k1' };
    await visitor.post(`${target}/catatan`, entry);
    const page = await visitor.post(`${target}/catatan`, entry);
    expect(page.html.match(/Memeriksa berkas/g)).toHaveLength(1);
    const refused = await visitor.post(`${target}/catatan`, { ...entry, tanggal: '2026-02-30', kunci: 'k2' });
    expect(refused.first).toBe(422);
    expect(refused.html).toContain('aria-invalid="true"');
    const foreign = /href="\/sasaran\/([0-9a-f-]{36})">Meny/.exec(
      (await visitor.visit(`${demo.url}/`)).html,
    )?.[1];
    expect((await visitor.post(`${demo.url}/sasaran/${foreign}/catatan`, entry)).first).toBe(404);
  });
});
