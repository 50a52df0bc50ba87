import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemo } from './support/start-demo.ts';
import type { Demo } from './support/start-demo.ts';
import { createVisitor } from './support/visitor.ts';

describe('MyASN reads the directory', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo('myasn');
  });
  afterAll(() => demo.stop());
  afterEach(() => demo.issuer.reset());

  test('with a token for that API, asked for by resource and claims; says how old the data is', async () => {
    const visitor = createVisitor();
    const page = await visitor.visit(`${demo.url}/pangkat`);
    const { parameters } = demo.issuer.requests.at(-1) ?? { parameters: new URLSearchParams() };
    expect(parameters.get('resource')).toBe(`${demo.issuer.url}/api/directory`);
    expect(parameters.get('scope')).toBe('openid profile asn directory:read');
    expect(
      Object.keys((JSON.parse(parameters.get('claims') ?? '{}') as { id_token: object }).id_token),
    ).toContain('nip');
    expect(demo.issuer.directoryTokens.at(-1)).toBe(`Bearer access-${demo.issuer.url}/api/directory`);
    expect(page.html.indexOf('III/a')).toBeLessThan(page.html.indexOf('II/c'));
    expect(page.html).toContain('1 Agustus 2026');
    expect((await visitor.visit(`${demo.url}/jabatan`)).html).toContain('Sejak 1 Mei 2022');
    expect((await visitor.visit(`${demo.url}/`)).html).toContain('Badan Kepegawaian Negara');
  });

  test.each([
    [500, 'sedang tidak dapat dihubungi'],
    [401, 'Muat data terbaru'],
    [404, 'belum ada di direktori'],
  ])('when the API answers %d the page says so kindly', async (status, words) => {
    demo.issuer.bend.directory = status;
    const page = await createVisitor().visit(`${demo.url}/pangkat`);
    expect(page.status).toBe(200);
    expect(page.html).toContain(words);
    expect(page.html).toContain('Budi Santoso');
  });

  test('an old token keeps the last data on the page, with the way to new ones', async () => {
    const visitor = createVisitor();
    await visitor.visit(`${demo.url}/pangkat`);
    demo.later(601_000);
    const page = await visitor.visit(`${demo.url}/pangkat`);
    expect(page.html).toContain('Penata Muda');
    expect(page.html).toContain('href="/login?return=/pangkat"');
    demo.later(-601_000);
  });

  test('publishes its public key alone', async () => {
    const { html } = await createVisitor().visit(`${demo.url}/jwks`);
    const [key] = (JSON.parse(html) as { keys: Record<string, string>[] }).keys;
    expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: expect.any(String) });
    expect(key).not.toHaveProperty('d');
  });
});
