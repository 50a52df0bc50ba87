import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';
import { nips } from '../support/model.ts';
import { alerts } from '../support/signin.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.app.stop());

const ODD = [
  '0000-01-01',
  '0001-01-01',
  '0000-00-00',
  '1999-12-31',
  '2100-01-01',
  '9999-12-31',
  '2026-02-30',
  '+12026-01-01',
  '٢٠٢٦-01-01',
];
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const answered = async (status: number, path: string) => {
  const page = await desk.rina.get(path);
  expect([path, page.status]).toEqual([path, status]);
  return page;
};

describe('a day that no store holds, or no calendar has, is refused in words', () => {
  test.each(ODD)('in the figures: %s', async (day) => {
    for (const span of ['day', 'week', 'month']) {
      const page = await answered(422, `/admin/figures?${form({ day, span })}`);
      expect(alerts(page.text)).toContain('mulai tahun 2000');
    }
  });

  test.each(ODD)('in a search of the audit log: %s', async (day) => {
    for (const query of [{ from: day }, { to: day }, { from: day, to: day }]) {
      const page = await answered(422, `/admin/audit?${form(query)}`);
      expect(alerts(page.text)).toContain('mulai tahun 2000');
      expect((await desk.rina.post('/admin/audit', form(query))).status).toBe(422);
    }
  });

  test.each(ODD)('in an export, which nobody is then said to have made: %s', async (day) => {
    for (const query of [{ from: day }, { to: day }])
      expect((await desk.rina.post('/admin/audit/export', form(query))).status).toBe(422);
    expect(await desk.audits('audit.exported')).toEqual([]);
  });

  test.each(ODD)('in the end of a role: %s', async (until) => {
    const fields = { nip: nips.siti, role: 'helpdesk', reason: 'Uji tanggal.', until, code: desk.code() };
    expect((await desk.rina.post('/admin/officers/grant', form(fields))).status).toBe(422);
  });

  test.each(ODD)('in a notice: %s', async (day) => {
    const texts = { textId: 'Pemeliharaan malam ini.', textEn: 'Maintenance tonight.', kind: 'info' };
    const soon = new Date(desk.app.clock.now() + 86_400_000).toISOString().slice(0, 16);
    for (const times of [
      { startsAt: `${day}T10:00`, endsAt: soon },
      { startsAt: soon, endsAt: `${day}T10:00` },
      { startsAt: '', endsAt: `${day}T10:00` },
    ])
      expect((await desk.rina.post('/admin/banners', form({ ...texts, ...times }))).status).toBe(422);
    expect(await desk.app.db.selectFrom('banner').select('id').execute()).toEqual([]);
  });

  test.each(ODD)('or passed over in one’s own activity: %s', async (until) => {
    await answered(200, `/account/activity?${form({ until })}`);
  });
});

test('the first and the last day of the years that are taken are taken', async () => {
  await answered(200, '/admin/figures?day=2000-01-01&span=month');
  await answered(200, '/admin/audit?from=2000-01-01&to=2099-12-31');
  await answered(200, '/account/activity?until=2000-01-01');
  await answered(200, '/account/activity?until=2099-12-31');
});
