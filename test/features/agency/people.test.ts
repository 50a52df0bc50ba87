import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { findSigninAccountById } from '../../../src/model/people/signin-account.ts';
import { contactCounts } from '../../../src/policies/contacts.ts';
import { bandung, grantAgency, units } from '../../support/agency.ts';
import type { Hired } from '../../support/agency.ts';
import { appointAt, audits, hireAt, messageTo, signIn } from '../../support/agency-app.ts';
import type { AtDesk } from '../../support/agency-app.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips } from '../../support/model.ts';
import { alerts } from '../../support/signin.ts';
import { headingOf, visitor } from '../../support/visitor.ts';

let app: TestApp;
let siti: AtDesk;
let second: AtDesk;
let hired: Hired[];
let fresh: string[];
const at = (index: number) => hired[index] as Hired;

beforeAll(async () => {
  app = await startApp();
  hired = await hireAt(app, ['Rudi Hartono', 'Wayan Sudira', 'Tuti Admin', 'Joko Widagdo']);
  fresh = await appointAt(app, [
    { nama: 'Ahmad Fauzi', nip: '199001012022031101', email: 'ahmad@sekolah.example', phone: '081311111101' },
    { nama: '=HYPERLINK("http://evil.example")', nip: '199001012022031102', unit: null },
  ]);
  await grantAgency(app.db, at(2).accountId, app.clock.now());
  siti = await signIn(app, { nip: nips.siti });
  second = await signIn(app, { nip: at(2).nip, secret: at(2).secret });
});
afterAll(() => app?.stop());

const personPath = (pnsId: string) => `/agency/people/${pnsId}`;

describe('the console', () => {
  test('is not there for strangers and for people without the role, and the latter is written down', async () => {
    expect((await visitor(app).get('/agency')).status).toBe(404);
    const budi = await signIn(app, { nip: nips.budi });
    expect((await budi.get('/agency/people')).status).toBe(404);
    expect((await audits(app, 'console.refused')).at(-1)?.details).toMatchObject({ reason: 'no_role' });
  });

  test('shows coverage by unit, as a chart with a table, and as CSV', async () => {
    const page = await siti.get('/agency');
    expect([page.status, headingOf(page.text)]).toEqual([200, 'Ringkasan']);
    expect(page.text).toMatch(/<svg[^>]*role="img"/);
    expect(page.text).toContain('Pemerintah Kota Bandung');
    expect(page.text).not.toContain('Kementerian Kesehatan');
    const csv = await siti.get(`/agency/coverage.csv`);
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="cakupan.csv"');
    expect(csv.text.split('\r\n').slice(0, 4)).toEqual([
      '"Unit kerja","Pegawai","Sudah aktif","Autentikator","Belum pernah aktif","Kontak bermasalah"',
      '"Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",1,1,1,0,0',
      '"Dinas Pendidikan",5,4,4,1,0',
      '"Tanpa unit kerja",1,0,0,1,1',
    ]);
    const branch = await siti.get(`/agency?unit=${units.dinas}`);
    expect(branch.text).toContain('Langsung di Dinas Pendidikan');
  });

  test('finds people by name and NIP, page by page, with the filters in the address', async () => {
    const found = await siti.get('/agency/people?q=rudi+har');
    expect(found.text).toContain('Rudi Hartono');
    expect(found.text).not.toContain('Wayan Sudira');
    expect((await siti.get('/agency/people?q=%26%7C%21')).text).toContain('Ketik huruf atau angka');
    expect((await siti.get(`/agency/people?q=${nips.budi}`)).text).toContain('Tidak ada pegawai yang cocok');
    expect((await siti.get('/agency/people?after=rubbish')).status).toBe(200);
    expect((await audits(app, 'people.searched')).at(-1)?.details).toEqual({
      ...{ agency: bandung, by: 'all', found: 7 },
    });
  });

  test('shows how an account stands, contacts masked, never the NIK, and writes the look down', async () => {
    const page = await siti.get(personPath(at(0).pnsId));
    expect(headingOf(page.text)).toBe('Rudi Hartono');
    expect(page.text).toContain('0813••••••00');
    expect(page.text).not.toContain('uji-1@asn.example');
    expect(page.text).not.toMatch(/\d{16}(?!\d)/);
    expect((await audits(app, 'person.viewed')).at(-1)).toMatchObject({
      ...{ account_id: at(0).accountId, details: { console: 'agency' } },
    });
    const none = await siti.get(personPath(fresh[0] ?? ''));
    expect(none.text).toContain('Belum ada akun');
    expect(none.text).toContain('a•••@sekolah.example');
  });
});

describe('correcting a contact', () => {
  const path = () => `${personPath(at(0).pnsId)}/contact/email`;
  const typed = { email: 'Rudi.Baru@Bandung.example', meeting: 'presence', reason: 'Datang membawa KTP.' };

  test('asks for what is missing and keeps what was typed', async () => {
    await siti.get(path());
    const page = await siti.submit({ email: 'rudi@', reason: 'ya' });
    expect(page.status).toBe(422);
    expect(alerts(page.text)).toMatch(/tidak lengkap.*memastikan.*alasannya/);
    expect(page.text).toContain('value="rudi@"');
    // A call-back to a number that is not there for 30 days is no choice.
    await app.db
      .updateTable('contact')
      .set({ recorded_at: new Date(app.clock.now() - 86_400_000) })
      .where('account_id', '=', at(3).accountId)
      .where('kind', '=', 'phone')
      .execute();
    const young = await siti.get(`${personPath(at(3).pnsId)}/contact/email`);
    expect(young.text).not.toContain('value="callback"');
    expect((await siti.submit({ ...typed, meeting: 'callback' })).status).toBe(422);
  });

  test('asks once more, with a second factor for this act; the old one is told, the new one asked', async () => {
    await siti.get(path());
    const confirm = await siti.submit(typed);
    expect([confirm.status, headingOf(confirm.text)]).toEqual([200, 'Periksa sekali lagi']);
    expect(confirm.text).toContain('rudi.baru@bandung.example');
    const refused = await siti.submit({ code: '000000' });
    expect([refused.status, headingOf(refused.text)]).toEqual([422, 'Periksa sekali lagi']);
    const done = await siti.submit({ code: siti.code() });
    expect(done.text).toContain('Kontak diganti');
    expect(done.text).toContain('Belum dipastikan pemiliknya');
    const told = await messageTo(app, 'uji-1@asn.example', /\/account\/undo\//);
    expect(told).toContain(`${app.issuer}/account/undo/`);
    expect((await audits(app, 'contact.changed')).at(-1)).toMatchObject({
      ...{ account_id: at(0).accountId, details: { source: 'agency', kind: 'email' } },
    });
  });

  test('the new one counts once its owner pressed the button of its link, after 72 hours', async () => {
    const mail = await messageTo(app, 'rudi.baru@bandung.example', /\/confirm-contact\//);
    const link = /https?:\/\/\S+/.exec(mail)?.[0] ?? '';
    const contact = async () =>
      (await findSigninAccountById(app.db, at(0).accountId))?.contacts.find(({ kind }) => kind === 'email');
    const counts = async (hours: number) => {
      const found = await contact();
      return found ? contactCounts(found, app.clock.now() + hours * 3_600_000, policy.contacts) : null;
    };
    const scanner = visitor(app);
    expect(headingOf((await scanner.get(link)).text)).toBe('Apakah kontak ini milik Anda?');
    expect(await counts(100)).toBe(false);
    const owner = visitor(app);
    await owner.get(link);
    const presses = await Promise.all([owner.submit(), scanner.submit()]);
    expect(presses.map(({ status }) => status)).toEqual([200, 200]);
    expect(await audits(app, 'contact.confirmed')).toHaveLength(1);
    expect([await counts(1), await counts(73)]).toEqual([false, true]);
    // Used: nothing behind it any more.
    expect((await visitor(app).get(link)).status).toBe(422);
    expect((await visitor(app).get('/confirm-contact')).status).toBe(422);
  });

  test('keeps the authenticator away for 72 hours, and the other way round', async () => {
    const page = await siti.get(personPath(at(0).pnsId));
    expect(page.text).toContain('tidak boleh diubah dalam 72 jam');
    await siti.get(`${personPath(at(0).pnsId)}/reset`);
    const refused = await siti.submit({ meeting: 'presence', reason: 'HP hilang.', code: siti.code() });
    expect([refused.status, alerts(refused.text)]).toEqual([422, expect.stringContaining('72 jam')]);
  });

  test('gives somebody without an account one that is not activated, to hold it', async () => {
    await siti.get(`${personPath(fresh[1] ?? '')}/contact/phone`);
    await siti.submit({ phone: '0813 2222 3333', meeting: 'presence', reason: 'Pegawai baru hadir.' });
    const done = await siti.submit({ code: siti.code() });
    expect(done.text).toContain('Belum diaktifkan');
    expect(done.text).toContain('0813••••••33');
    await messageTo(app, '081322223333', /\/confirm-contact\//);
  });
});

describe('a reset of the authenticator', () => {
  const ask = async () => {
    await siti.get(`${personPath(at(1).pnsId)}/reset`);
    return siti.submit({ meeting: 'callback', reason: 'HP jatuh ke laut.', code: siti.code() });
  };

  test('is asked for by one admin, and approved by another', async () => {
    const asked = await ask();
    expect(asked.text).toContain('Menunggu persetujuan');
    const again = await ask();
    expect([again.status, alerts(again.text)]).toEqual([422, expect.stringContaining('sudah menunggu')]);

    const listed = await second.get('/agency/approvals');
    const path = /\/agency\/approvals\/[0-9a-f-]{36}/.exec(listed.text)?.[0] ?? '';
    // Nobody approves what he asked for himself.
    const own = await siti.get(path);
    expect(own.text).not.toContain('value="approve"');
    const hash = /name="hash" value="([^"]+)"/.exec((await second.get(path)).text)?.[1] ?? '';
    const forced = new URLSearchParams({ decision: 'approve', hash, reason: '', code: siti.code() });
    expect((await siti.post(path, forced.toString())).status).toBe(422);

    await second.get(path);
    const changed = await second.submit({ decision: 'approve', hash: 'x', code: second.code() });
    expect([changed.status, alerts(changed.text)]).toEqual([422, expect.stringContaining('berubah')]);
    await second.get(path);
    const approved = await second.submit({ decision: 'approve', code: second.code() });
    expect(approved.text).toContain('Disetujui dan dijalankan');
    const reset = await app.db
      .selectFrom('authenticator_reset')
      .select(['state', 'way', 'requested_by'])
      .where('account_id', '=', at(1).accountId)
      .execute();
    expect(reset).toMatchObject([{ state: 'open', way: 'agency' }]);
    await messageTo(app, 'uji-2@asn.example', /\/reset-mfa\/open\//);
    expect((await second.get(path)).text).toContain('sudah diputuskan');
    // And no contact within 72 hours of it.
    await siti.get(`${personPath(at(1).pnsId)}/contact/email`);
    await siti.submit({ email: 'w@bandung.example', meeting: 'presence', reason: 'Coba lagi.' });
    const refused = await siti.submit({ code: siti.code() });
    expect([refused.status, alerts(refused.text)]).toEqual([422, expect.stringContaining('72 jam')]);
  });

  test('is taken back by who asked, and refused with a reason only', async () => {
    const askFor = async (index: number) => {
      await siti.get(`${personPath(at(index).pnsId)}/reset`);
      await siti.submit({ meeting: 'presence', reason: 'Ganti HP.', code: siti.code() });
      const listed = await siti.get('/agency/approvals');
      return /\/agency\/approvals\/[0-9a-f-]{36}/.exec(listed.text)?.[0] ?? '';
    };
    const path = await askFor(3);
    await siti.get(path);
    expect((await siti.submit({ decision: 'withdraw' })).text).toContain('ditarik');
    const other = await askFor(3);
    expect(other).not.toBe(path);
    await second.get(other);
    expect((await second.submit({ decision: 'refuse', code: second.code() })).status).toBe(422);
    const refused = await second.submit({
      decision: 'refuse',
      reason: 'Tidak dapat dipastikan.',
      code: second.code(),
    });
    expect(refused.text).toContain('Ditolak');
  });
});
