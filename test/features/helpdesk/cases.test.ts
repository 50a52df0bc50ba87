import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { attachFile } from '../../../src/model/cases/files.ts';
import { createPools, passwordPool } from '../../../src/model/pools.ts';
import { callBack, openDesk, postForm } from '../../support/desk.ts';
import type { Desk } from '../../support/desk.ts';
import { nips } from '../../support/model.ts';
import { alerts } from '../../support/signin.ts';
import { headingOf } from '../../support/visitor.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.app.stop());

const caseRow = (id: string) =>
  desk.app.db.selectFrom('help_case').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const long = (at: Date) =>
  new Intl.DateTimeFormat('id', { dateStyle: 'long', timeZone: 'Asia/Jakarta' }).format(at);

describe('the queue', () => {
  test('lists open cases by age, filters by the address, and marks those that waited too long', async () => {
    const old = await desk.queued({ topic: 'lock' });
    desk.app.clock.advance(60);
    const young = await desk.queued({ topic: 'other', nip: null });
    const waited = new Date(desk.app.clock.now() - (policy.cases.lateSeconds + 60) * 1000);
    await desk.app.db.updateTable('help_case').set({ queued_at: waited }).where('id', '=', old.id).execute();
    const page = await desk.agus.get('/helpdesk');
    expect(headingOf(page.text)).toBe('Antrean kasus');
    expect(page.text.indexOf(old.path)).toBeGreaterThan(0);
    expect(page.text.indexOf(old.path)).toBeLessThan(page.text.indexOf(young.path));
    expect(page.text.match(/class="tag bad"/g)).toHaveLength(1);
    const locks = await desk.agus.get('/helpdesk?topic=lock&whose=free');
    expect([locks.text.includes(old.path), locks.text.includes(young.path)]).toEqual([true, false]);
    expect((await desk.agus.get('/helpdesk?whose=mine')).text).toContain('Tidak ada kasus di sini.');
  });

  test('never shows drafts, nor an officer’s own case', async () => {
    const own = await desk.queued({ nip: nips.agus });
    expect((await desk.agus.get('/helpdesk')).text).not.toContain(own.path);
    expect((await desk.rina.get('/helpdesk')).text).toContain(own.path);
    expect((await desk.agus.get(own.path)).status).toBe(404);
    expect((await postForm(desk.agus, `${own.path}/claim`, {})).status).toBe(404);
    const draft = await desk.queued();
    await desk.app.db.updateTable('help_case').set({ state: 'draft' }).where('id', '=', draft.id).execute();
    expect((await desk.agus.get(draft.path)).status).toBe(404);
  });
});

describe('a claim', () => {
  test('of two at once is one, and the other officer is told who has it', async () => {
    const { id, path } = await desk.queued();
    const pages = await Promise.all([
      postForm(desk.agus, `${path}/claim`, {}),
      postForm(desk.rina, `${path}/claim`, {}),
    ]);
    expect(pages.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    const lost = pages.find(({ status }) => status === 422);
    expect(alerts(lost?.text ?? '')).toMatch(/baru saja diambil oleh (Agus Wijaya|Rina Hartati)/);
    expect((await caseRow(id)).state).toBe('claimed');
  });

  test('that its officer left goes back to the queue, and his late work is refused', async () => {
    const { id, path } = await desk.queued();
    await postForm(desk.agus, `${path}/claim`, {});
    const left = new Date(desk.app.clock.now() - policy.cases.claimSeconds * 1000);
    await desk.app.db.updateTable('help_case').set({ claimed_at: left }).where('id', '=', id).execute();
    const late = await postForm(desk.agus, `${path}/note`, { note: 'terlambat' });
    expect([late.status, alerts(late.text)]).toEqual([422, expect.stringContaining('tidak (lagi) memegang')]);
    expect(late.text).toContain('Belum ada yang memegang');
    expect((await postForm(desk.rina, `${path}/claim`, {})).status).toBe(200);
    expect((await caseRow(id)).claimed_by).toBe(await desk.accountId(nips.rina));
  });

  test('can be given back, and nobody works on what he does not hold', async () => {
    const { path } = await desk.queued();
    for (const [form, fields] of [
      ['note', { note: 'x' }],
      ['ask', { answer: 'x' }],
      ['checks', { ktpReadable: 'yes' }],
      ['finish', { decision: 'done', reason: 'x' }],
      ['release', {}],
    ] as const) {
      const page = await postForm(desk.rina, `${path}/${form}`, fields);
      expect([form, page.status]).toEqual([form, 422]);
    }
    await postForm(desk.agus, `${path}/claim`, {});
    const back = await postForm(desk.agus, `${path}/release`, {});
    expect(back.text).toContain('kembali ke antrean');
  });
});

describe('evidence', () => {
  test('is what officers find: papers, directory, register, and a call to an old number', async () => {
    const { id, path } = await desk.queued();
    await postForm(desk.agus, `${path}/claim`, {});
    const papers = { ktpReadable: 'yes', nameEqual: 'yes', skSeen: 'no', skNumber: 'BKN/CPNS/0117/2020' };
    expect((await postForm(desk.agus, `${path}/checks`, papers)).status).toBe(200);
    const asked = await postForm(desk.agus, `${path}/directory`, {});
    expect(asked.text).toContain('Badan Kepegawaian Negara');
    const called = await callBack(desk.agus, path);
    expect(called.text).toContain('Orangnya menjawab dan membenarkan permohonan. Nomor 0812••••••01');
    const { evidence } = await caseRow(id);
    expect(evidence).toMatchObject({
      checks: { ktpReadable: 'yes', skSeen: 'no', skNumber: 'BKN/CPNS/0117/2020' },
      directory: { kind: 'found', nama: 'Budi Santoso' },
      callBack: { outcome: 'confirmed', masked: '0812••••••01' },
    });
    expect(called.text).not.toContain('081200000001');
    expect(called.text).not.toContain('budi@asn.example');
  });

  test('holds whether the NIK of the scan is the person’s, never the NIK', async () => {
    const { id, path } = await desk.queued();
    await postForm(desk.agus, `${path}/claim`, {});
    const wrong = await postForm(desk.agus, `${path}/population`, { nik: '123' });
    expect([wrong.status, wrong.text.includes('value="123"')]).toEqual([422, false]);
    const right = await postForm(desk.agus, `${path}/population`, { nik: '3171010101900001' });
    expect(right.text).toContain('sama dengan NIK di direktori');
    expect(right.text).toContain('NIK, nama, tanggal lahir, dan jenis kelamin cocok');
    const other = await postForm(desk.agus, `${path}/population`, { nik: '3273055505850002' });
    expect(other.text).toContain('berbeda dari NIK di direktori');
    const stored = JSON.stringify(await caseRow(id));
    expect(stored).not.toContain('3171010101900001');
    expect(JSON.stringify(desk.app.log)).not.toContain('3171010101900001');
    for (let more = 0; more < policy.cases.nikChecksPerDay - 2; more += 1)
      await postForm(desk.agus, `${path}/population`, { nik: '3171010101900001' });
    const often = await postForm(desk.agus, `${path}/population`, { nik: '3171010101900001' });
    expect(alerts(often.text)).toContain('terlalu sering');
  });

  test('cannot be a call to a number of the last month', async () => {
    const { path } = await desk.queued({ nip: nips.hadi });
    const accountId = await desk.accountId(nips.hadi);
    const phone = await desk.app.db
      .updateTable('contact')
      .set({ recorded_at: new Date(desk.app.clock.now() - 29 * 86_400_000) })
      .where('account_id', '=', accountId)
      .where('kind', '=', 'phone')
      .returning('id')
      .executeTakeFirstOrThrow();
    const page = await postForm(desk.agus, `${path}/claim`, {});
    expect(page.text).toContain('Alihkan ke admin instansi');
    const forced = await postForm(desk.agus, `${path}/callback`, { number: phone.id, outcome: 'confirmed' });
    expect([forced.status, alerts(forced.text)]).toEqual([
      422,
      expect.stringContaining('lebih dari 30 hari'),
    ]);
    const foreign = await desk.app.db
      .selectFrom('contact')
      .select('id')
      .where('account_id', '=', await desk.accountId(nips.budi))
      .where('kind', '=', 'phone')
      .executeTakeFirstOrThrow();
    const others = await postForm(desk.agus, `${path}/callback`, {
      number: foreign.id,
      outcome: 'confirmed',
    });
    expect(others.status).toBe(422);
  });
});

describe('scans', () => {
  test('are opened by whoever holds the case, as attachments that run nothing, and every time is written down', async () => {
    const { id, path } = await desk.queued();
    const jpeg = Buffer.from('ffd8ffe000104a46', 'hex');
    const file = await desk.app.db
      .transaction()
      .execute((trx) =>
        attachFile(
          trx,
          { caseId: id, kind: 'ktp', name: '../"KTP".jpg', pages: [jpeg], now: desk.app.clock.now() },
          desk.app,
        ),
      );
    const scan = `${path}/files/${file.id}`;
    expect((await desk.agus.get(scan)).status).toBe(404);
    await postForm(desk.agus, `${path}/claim`, {});
    expect((await desk.agus.get(path)).text).toContain(`${scan}?page=1`);
    const opened = await desk.agus.get(`${scan}?page=1`);
    expect(opened.status).toBe(200);
    expect(opened.headers.get('content-type')).toContain('image/jpeg');
    expect(opened.headers.get('content-disposition')).toBe('attachment; filename="ktp.jpg"');
    expect(opened.headers.get('content-security-policy')).toContain('sandbox');
    expect(opened.headers.get('x-content-type-options')).toBe('nosniff');
    expect(opened.headers.get('cache-control')).toContain('no-store');
    expect((await desk.agus.get(`${scan}?page=2`)).status).toBe(404);
    const another = await desk.queued();
    await postForm(desk.agus, `${another.path}/claim`, {});
    expect((await desk.agus.get(`${another.path}/files/${file.id}`)).status).toBe(404);
    expect((await desk.rina.get(scan)).status).toBe(404);
    const rows = (await desk.audits('case.file-opened')).filter(({ details }) => details.file === file.id);
    expect(rows).toHaveLength(1);
  });
});

describe('words with the person', () => {
  test('ask for more in the person’s language, come back answered, and end with a reason', async () => {
    const contact = 'tanya@gmail.com';
    const { id, path } = await desk.queued({ contact });
    await postForm(desk.agus, `${path}/claim`, {});
    const empty = await postForm(desk.agus, `${path}/ask`, { canned: '', answer: '  ' });
    expect([empty.status, empty.text.includes('aria-invalid="true"')]).toEqual([422, true]);
    await postForm(desk.agus, `${path}/note`, { note: 'Rahasia antarpetugas.' });
    const asked = await postForm(desk.agus, `${path}/ask`, { canned: 'ktp', answer: 'Terima kasih.' });
    expect(asked.text).toContain('Menunggu jawaban pemohon');
    const seen = await desk.personPage(id);
    expect(seen.text).toContain('Foto KTP Anda belum terbaca');
    expect(seen.text).not.toContain('Rahasia antarpetugas');
    expect(seen.text).not.toContain('Agus');
    const refused = await postForm(desk.agus, `${path}/finish`, { decision: 'refuse', reason: '' });
    expect(refused.status).toBe(422);
    const ended = await postForm(desk.agus, `${path}/finish`, {
      decision: 'refuse',
      reason: 'Bukan orangnya.',
    });
    expect(ended.text).toContain('Ditolak');
    expect(await caseRow(id)).toMatchObject({ state: 'refused', reason: 'Bukan orangnya.' });
    const mails = await desk.app.db
      .selectFrom('outbox')
      .select('kind')
      .where('recipient', '=', contact)
      .orderBy('id')
      .execute();
    expect(mails.map(({ kind }) => kind)).toEqual(['case_received', 'case_asked', 'case_ended']);
    expect((await postForm(desk.agus, `${path}/note`, { note: 'lagi' })).status).toBe(422);
  });
});

describe('a person', () => {
  test('is looked at by the exact NIP, for a reason, and every look is written down', async () => {
    await desk.agus.get('/helpdesk/person');
    const unreasoned = await desk.agus.submit({ nip: nips.budi });
    expect([unreasoned.status, alerts(unreasoned.text)]).toEqual([
      422,
      expect.stringContaining('Pilih alasannya'),
    ]);
    const before = (await desk.audits('person.viewed')).length;
    const page = await desk.agus.submit({ nip: nips.budi, why: 'other', whyText: 'kasus 081200000001' });
    expect(headingOf(page.text)).toBe('Keadaan akun Budi Santoso');
    expect(page.text).toContain('0812••••••01');
    expect(page.text).toContain('b•••@asn.example');
    for (const secret of ['081200000001', 'budi@asn.example', 'JBSWY3DPEHPK3PXP', '3171010101900001'])
      expect(page.text).not.toContain(secret);
    const [look] = (await desk.audits('person.viewed')).slice(before);
    expect(look).toMatchObject({
      account_id: await desk.accountId(nips.budi),
      actor: await desk.accountId(nips.agus),
      details: { console: 'helpdesk', why: 'other: kasus …' },
    });
    const nobody = await postForm(desk.agus, '/helpdesk/person', { nip: '198001012005011999', why: 'call' });
    expect(headingOf(nobody.text)).toBe('NIP ini tidak ada');
    expect((await postForm(desk.agus, '/helpdesk/person', { nip: '1990', why: 'call' })).status).toBe(422);
  });

  test('is shown with passkeys beside the authenticators, by their dates alone', async () => {
    const accountId = await desk.accountId(nips.siti);
    const used = new Date(desk.app.clock.now() + 40 * 86_400_000);
    for (const type of ['totp.added', 'passkey.added', 'passkey.refused', 'contact.undone'] as const)
      await desk.app.db
        .insertInto('audit')
        .values({ type, account_id: accountId, actor: accountId, at: used, details: '{}' })
        .execute();
    await desk.app.db
      .insertInto('passkey')
      .values({
        ...{ id: randomUUID(), account_id: accountId, name: 'HP Siti', last_used_at: used },
        ...{ credential_id: 'Y3JlZHNpdGk', public_key: 'a2V5', transports: '[]' },
        ...{ device_bound: true, backed_up: false, created_at: new Date(desk.app.clock.now()) },
      })
      .execute();
    const { text } = await postForm(desk.agus, '/helpdesk/person', { nip: nips.siti, why: 'call' });
    expect(text).toContain('Aplikasi autentikator');
    expect(text).toContain('Passkey (sidik jari atau wajah)');
    expect(text).toContain(`terakhir dipakai ${long(used)}`);
    for (const event of [
      'Autentikator tambahan dipasang',
      'Passkey ditambahkan',
      'Passkey ditolak',
      'Penggantian kontak dibatalkan',
    ])
      expect(text).toContain(event);
    expect(text).not.toContain('HP Siti');
  });

  test('of the directory without an account is named as such', async () => {
    const page = await postForm(desk.agus, '/helpdesk/person', { nip: nips.andi, why: 'call' });
    expect(page.text).toContain('belum punya akun');
  });

  test('behind a case is seen by its officer only', async () => {
    const { path } = await desk.queued();
    expect((await desk.agus.get(`${path}/person`)).status).toBe(404);
    await postForm(desk.agus, `${path}/claim`, {});
    const page = await desk.agus.get(`${path}/person`);
    expect(headingOf(page.text)).toBe('Keadaan akun Budi Santoso');
  });
});

test('a lock is ended by one officer, with a second factor for it; the owner is told, and the code’s lock stays', async () => {
  const { path } = await desk.queued({ topic: 'lock' });
  await postForm(desk.agus, `${path}/claim`, {});
  const accountId = await desk.accountId(nips.budi);
  const pools = createPools({ kv: desk.app.kv, now: desk.app.clock.now });
  for (let tries = 0; tries < policy.lockout.password.attempts; tries += 1) {
    await pools.count(passwordPool(accountId));
    await pools.settle(passwordPool(accountId), 'wrong');
  }
  expect((await pools.look(passwordPool(accountId))).lockedUntil).not.toBeNull();
  await desk.agus.get(`${path}/acts/end-lock`);
  const unproven = await desk.agus.submit({ reason: 'Ia menelepon.', code: '000000' });
  expect([unproven.status, unproven.text.includes('Ia menelepon.')]).toEqual([422, true]);
  const done = await desk.agus.submit({ reason: 'Ia menelepon.', code: desk.code() });
  expect(done.text).toContain('Kunci kata sandi diakhiri');
  expect((await pools.look(passwordPool(accountId))).lockedUntil).toBeNull();
  const told = await desk.app.db
    .selectFrom('outbox')
    .select('recipient')
    .where('kind', '=', 'lock_ended')
    .execute();
  expect(told.map(({ recipient }) => recipient)).toContain('budi@asn.example');
  expect((await desk.audits('lock.ended')).at(-1)).toMatchObject({ account_id: accountId });
});
