import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import { openDesk, postForm } from '../../support/desk.ts';
import type { Desk } from '../../support/desk.ts';
import { nips } from '../../support/model.ts';
import { alerts } from '../../support/signin.ts';
import { firstForm, headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.app.stop());
/** Whatever was done to Budi is far enough back, and nothing waits. */
beforeEach(async () => {
  const { db } = desk.app;
  await db.deleteFrom('approval').execute();
  await db.deleteFrom('authenticator_reset').execute();
  await db.deleteFrom('contact_change').execute();
  await db.deleteFrom('help_case').execute();
});

/** Asks for an act that needs no fields; gives the path of the request. */
async function ask(officer: Visitor, path: string, act: string): Promise<string> {
  await officer.get(`${path}/acts/${act}`);
  const page = await officer.submit({ reason: 'Cocok lewat telepon.', code: desk.code() });
  expect(page.text).toContain('Sekarang menunggu petugas kedua');
  return new URL(page.url).pathname;
}

async function decide(officer: Visitor, path: string, change: Record<string, string> = {}): Promise<Page> {
  const page = await officer.get(path);
  const { hidden } = firstForm(page.text);
  return postForm(officer, path, {
    ...hidden,
    decision: 'approve',
    reason: '',
    code: desk.code(),
    ...change,
  });
}

const emailOf = async (nip: string) =>
  (await findSigninAccount(desk.app.db, nip))?.contacts.find(({ kind }) => kind === 'email');

describe('correcting a contact', () => {
  test('is typed, named on a page of its own, asked for with a second factor, and done by the second officer', async () => {
    const contact = 'budi.baru@gmail.com';
    const { id, path } = await desk.queued({ contact });
    await postForm(desk.agus, `${path}/claim`, {});
    expect((await desk.agus.get(`${path}/acts/correct-contact`)).text).toContain('Pindaian saja tidak cukup');
    const page = await desk.agus.get(path);
    const number = /name="number" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await postForm(desk.agus, `${path}/callback`, { number, outcome: 'confirmed' });

    const form = await desk.agus.get(`${path}/acts/correct-contact`);
    expect(form.text).toContain('b•••@asn.example');
    expect(form.text).not.toContain('budi@asn.example');
    const wrong = await desk.agus.submit({ kind: 'phone', value: '021 555', reason: 'Alamat lama mati.' });
    expect([wrong.status, wrong.text.includes('value="021 555"')]).toEqual([422, true]);
    const same = await desk.agus.submit({ kind: 'email', value: 'budi@asn.example', reason: 'x' });
    expect(alerts(same.text)).toContain('sudah tercatat');
    const confirm = await desk.agus.submit({
      kind: 'email',
      value: ' Budi.Baru@gmail.com ',
      reason: 'Alamat lama mati.',
    });
    expect(confirm.status).toBe(200);
    expect(confirm.text).toContain('budi.baru@gmail.com');
    expect(confirm.text).toContain('terbukti dengan kode');
    const unproven = await desk.agus.submit({ code: '' });
    expect(unproven.status).toBe(422);
    const asked = await desk.agus.submit({ code: desk.code() });
    expect(asked.text).toContain('Sekarang menunggu petugas kedua');
    const request = new URL(asked.url).pathname;
    expect((await emailOf(nips.budi))?.value).toBe('budi@asn.example');

    const list = await desk.rina.get('/helpdesk/approvals');
    expect(list.text).toContain(request);
    const shown = await desk.rina.get(request);
    for (const part of [
      'Budi Santoso',
      'budi.baru@gmail.com',
      'Alamat lama mati.',
      'Agus Wijaya',
      '0812••••••01',
    ])
      expect(shown.text).toContain(part);
    const done = await decide(desk.rina, request, { reason: 'Benar.' });
    expect(done.text).toContain('sudah dilaksanakan');
    // The one on record is the new one by now.
    expect([shown.text.includes('Kontak lama'), done.text.includes('Kontak lama<')]).toEqual([true, false]);
    expect(await emailOf(nips.budi)).toMatchObject({ value: contact, source: 'helpdesk' });
    const rows = await desk.app.db
      .selectFrom('contact_change')
      .select(['case_id', 'actor', 'source'])
      .execute();
    expect(rows).toEqual([{ case_id: id, actor: await desk.accountId(nips.rina), source: 'helpdesk' }]);
    const told = await desk.app.db
      .selectFrom('outbox')
      .select('recipient')
      .where('kind', '=', 'contact_changed')
      .execute();
    expect(told.map(({ recipient }) => recipient)).toContain('budi@asn.example');

    const reset = await desk.agus.get(`${path}/acts/reset-authenticator`);
    expect(reset.text).toContain('tidak boleh berubah bersama dalam 72 jam');
    expect(
      (await postForm(desk.agus, `${path}/acts/reset-authenticator`, { reason: 'x', code: desk.code() }))
        .status,
    ).toBe(422);
    desk.app.clock.advance(policy.approvals.apartSeconds);
  });
});

describe('resetting the authenticator', () => {
  test('opens a way for the person’s own page, which no officer reads', async () => {
    const officers = [await desk.signIn(nips.agus), await desk.signIn(nips.rina)] as const;
    const path = await desk.readyFor(officers[0]);
    const id = path.split('/').at(-1) ?? '';
    const done = await decide(officers[1], await ask(officers[0], path, 'reset-authenticator'));
    expect(done.text).toContain('sudah dilaksanakan');
    const reset = await desk.app.db.selectFrom('authenticator_reset').selectAll().executeTakeFirstOrThrow();
    expect(reset).toMatchObject({ way: 'helpdesk', state: 'open', case_id: id, holder_hash: null });
    const seen = await desk.personPage(id);
    const link = /href="([^"]*\/reset-mfa\/open\/[\w-]+)"/.exec(seen.text)?.[1] ?? '';
    expect(link).toContain(desk.app.issuer);
    const secret = link.split('/').at(-1) ?? '-';
    const history = await officers[0].get(path);
    expect(history.text).not.toContain(secret);
    const events = await desk.app.db.selectFrom('case_event').selectAll().execute();
    expect(JSON.stringify(events)).not.toContain(secret);

    // The other way round: after it, no contact of this person for 72 hours.
    await officers[0].get(path);
    expect((await officers[0].get(`${path}/acts/correct-contact`)).text).toContain('72 jam');
  });
});

describe('giving a one-time code', () => {
  test('shows it once, to whoever asked for it, from when it is shown; it opens a sign-in elsewhere', async () => {
    const officers = [await desk.signIn(nips.agus), await desk.signIn(nips.rina)] as const;
    const path = await desk.readyFor(officers[0]);
    const request = await ask(officers[0], path, 'give-code');
    const approved = await decide(officers[1], request);
    expect(approved.text).toContain('kodenya belum ditampilkan');
    expect(await desk.app.db.selectFrom('handed_code').selectAll().execute()).toEqual([]);
    expect((await postForm(officers[1], `${request}/code`, { code: desk.code() })).status).toBe(422);

    await officers[0].get(request);
    const unproven = await postForm(officers[0], `${request}/code`, { code: '000000' });
    expect([unproven.status, unproven.text.includes('class="handed"')]).toEqual([422, false]);
    desk.app.clock.advance(3600);
    const again = await desk.signIn(nips.agus);
    const shown = await postForm(again, `${request}/code`, { code: desk.code() });
    expect(headingOf(shown.text)).toBe('Bacakan kode ini');
    expect(shown.headers.get('cache-control')).toContain('no-store');
    const handed = /class="handed">([\s\S]*?)<\/p>/.exec(shown.text)?.[1] ?? '';
    const code = handed
      .replace(/<[^>]*>/g, ' ')
      .trim()
      .split(/\s+/)
      .join('-');
    expect(code).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){2}$/);
    const row = await desk.app.db.selectFrom('handed_code').selectAll().executeTakeFirstOrThrow();
    const minutes = (row.expires_at.getTime() - desk.app.clock.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15);
    expect(row).toMatchObject({ issued_by: await desk.accountId(nips.agus), kind: 'helpdesk' });
    expect(row.issuer_session).not.toBeNull();

    const twice = await postForm(again, `${request}/code`, { code: desk.code() });
    expect([twice.status, twice.text.includes(code)]).toEqual([422, false]);
    const audits = JSON.stringify(await desk.app.db.selectFrom('audit').selectAll().execute());
    const logs = JSON.stringify(desk.app.log);
    const events = JSON.stringify(await desk.app.db.selectFrom('case_event').selectAll().execute());
    for (const kept of [audits, logs, events])
      for (const form of [code, code.replaceAll('-', '')]) expect(kept).not.toContain(form);

    const budi = visitor(desk.app);
    await budi.get('/portal');
    const next = await budi.submit({ nip: nips.budi, password: code.toLowerCase().replaceAll('-', ' ') });
    expect(next.text).toContain('name="code"');
  });
});

describe('a request', () => {
  test('can be refused with a reason, and nothing happens', async () => {
    const officers = [await desk.signIn(nips.agus), await desk.signIn(nips.rina)] as const;
    const path = await desk.readyFor(officers[0]);
    const request = await ask(officers[0], path, 'reset-authenticator');
    const unreasoned = await decide(officers[1], request, { decision: 'refuse' });
    expect([unreasoned.status, unreasoned.text.includes('href="#reason"')]).toEqual([422, true]);
    const refused = await decide(officers[1], request, { decision: 'refuse', reason: 'Suaranya lain.' });
    expect(refused.text).toContain('Tidak ada yang berubah');
    expect(await desk.app.db.selectFrom('authenticator_reset').selectAll().execute()).toEqual([]);
    expect((await officers[0].get(request)).text).toContain('Suaranya lain.');
  });

  test('keeps its case open, and can be withdrawn by whoever made it', async () => {
    const officer = await desk.signIn(nips.agus);
    const path = await desk.readyFor(officer);
    const request = await ask(officer, path, 'give-code');
    const early = await postForm(officer, `${path}/finish`, { decision: 'done', reason: 'Selesai.' });
    expect([early.status, alerts(early.text)]).toEqual([422, expect.stringContaining('petugas kedua')]);
    const withdrawn = await postForm(officer, `${request}/withdraw`, {});
    expect(withdrawn.text).toContain('ditarik kembali');
    expect((await postForm(officer, `${path}/finish`, { decision: 'done', reason: 'Selesai.' })).status).toBe(
      200,
    );
  });
});
