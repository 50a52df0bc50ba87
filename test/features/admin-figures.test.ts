import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { audit } from '../../src/model/audit.ts';
import { countFigures } from '../../src/jobs/count-figures.ts';
import { officeDay } from '../../src/model/figures/office-day.ts';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { nips } from '../support/model.ts';
import { sealAll } from '../support/seals.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.app.stop());

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const count = async () => {
  const deps = { db: desk.app.db, ring: desk.app.ring, now: desk.app.clock.now };
  await sealAll(deps);
  await countFigures(deps);
};
const refuse = async (nip: string) =>
  audit(
    desk.app.db,
    { type: 'signin.refused', accountId: await desk.accountId(nip), details: { reason: 'wrong_code' } },
    { actor: 'anonymous', at: desk.app.clock.now() },
  );
const rowOf = (html: string, label: string) =>
  new RegExp(`<tr><th scope="row">${label}</th><td class="num">([\\d.,]+)</td>`).exec(html)?.[1];

describe('the figures', () => {
  test('say that nothing is counted before anything is', async () => {
    const { status, text } = await desk.rina.get('/admin/figures');
    expect(status).toBe(200);
    expect(text).toContain('Belum ada yang dihitung');
  });

  test('show sign-ins, refusals by reason and coverage, each as a picture and as a table', async () => {
    for (let nr = 0; nr < 3; nr += 1) await refuse(nips.budi);
    await refuse(nips.siti);
    await count();
    const { text } = await desk.rina.get('/admin/figures');
    expect(rowOf(text, 'Kode OTP salah')).toBe('4');
    expect(rowOf(text, 'Kata sandi dan autentikator')).toBe('2');
    expect(rowOf(text, 'Punya faktor kedua')).toBe('4');
    const pictures = text.match(/<svg viewBox[^>]*role="img" aria-labelledby=/g) ?? [];
    expect(pictures.length).toBeGreaterThanOrEqual(4);
    expect(text.match(/<table>/g)?.length).toBeGreaterThanOrEqual(pictures.length);
  });

  test.each(['week', 'month'])('of a %s hold the same day', async (span) => {
    const { text } = await desk.rina.get(`/admin/figures?span=${span}`);
    expect(rowOf(text, 'Kode OTP salah')).toBe('4');
  });

  test('are of one agency where it is named', async () => {
    const { text } = await desk.rina.get(`/admin/figures?${form({ agency: 'pemerintah kota bandung' })}`);
    expect(rowOf(text, 'Kode OTP salah')).toBe('1');
    expect(text).not.toContain('Penguncian menurut instansi');
  });

  test('of another day are its own', async () => {
    const yesterday = officeDay(desk.app.clock.now() - 86_400_000);
    const { text } = await desk.rina.get(`/admin/figures?day=${yesterday}`);
    expect(rowOf(text, 'Kode OTP salah')).toBeUndefined();
    expect(text).toContain('Sesudahnya');
  });

  // Those of one agency go after two months, those of all after a year: zeros that are none.
  test('say of what has been purged that it is gone', async () => {
    const page = async (days: number, agency = '') => {
      const day = officeDay(desk.app.clock.now() - days * 86_400_000);
      return (await desk.rina.get(`/admin/figures?${form({ day, agency })}`)).text;
    };
    expect(await page(70, 'Pemerintah Kota Bandung')).toContain('disimpan 62 hari');
    expect(await page(50, 'Pemerintah Kota Bandung')).not.toContain('sudah dihapus');
    expect(await page(70)).not.toContain('sudah dihapus');
    expect(await page(410)).toContain('disimpan 400 hari');
  });

  test.each(['day=2026-02-30', 'day=2999-01-01', 'day=x', 'agency=Dinas%20Antah', "agency='%25"])(
    'refuse %s with the reason',
    async (query) => {
      const page = await desk.rina.get(`/admin/figures?${query}`);
      expect(page.status).toBe(422);
      expect(page.text).toContain('role="alert"');
    },
  );
});

describe('the switch of passkeys', () => {
  test('says how many people that is before it is turned', async () => {
    const page = await desk.rina.post(
      '/admin/passkeys',
      form({ share: '50', agency: 'Badan Kepegawaian Negara', act: 'add' }),
    );
    expect(page.status).toBe(200);
    expect(page.text).toContain('Belum disimpan');
    expect(page.text).toContain('4 dari 4 akun aktif');
    expect(await desk.app.db.selectFrom('setting').select('name').execute()).toEqual([]);
  });

  test('is turned by one admin with a second factor, and both states are written down', async () => {
    const [, id = ''] =
      /name="(agency-[^"]+)"/.exec(
        (
          await desk.rina.post(
            '/admin/passkeys',
            form({ share: '50', agency: 'Badan Kepegawaian Negara', act: 'add' }),
          )
        ).text,
      ) ?? [];
    const page = await desk.rina.post(
      '/admin/passkeys',
      form({ share: '2,5', [id]: 'on', act: 'save', code: desk.code() }),
    );
    expect(page.status).toBe(200);
    expect(page.text).toContain('Penawaran passkey diubah');
    expect(page.text).toContain('value="2.5"');
    expect(page.text).toContain('Rina Hartati');
    expect((await desk.audits('passkey-offer.changed')).at(-1)).toEqual({
      actor: await desk.accountId(nips.rina),
      account_id: null,
      details: {
        before: { share: 1, agencies: [] },
        after: { share: 0.025, agencies: [id.slice('agency-'.length)] },
      },
    });
  });
});
