import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { addCaseEvent } from '../../../src/model/cases/events.ts';
import { listFiles, readFile } from '../../../src/model/cases/files.ts';
import { purgeCases } from '../../../src/jobs/purge-cases.ts';
import { createMessages } from '../../../src/messages.ts';
import { createCompose } from '../../../src/jobs/compose.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { jpeg, pdf, pdfWithPackedScript } from '../../support/files.ts';
import { nips } from '../../support/model.ts';
import { codeTo, messageTo, sendForm } from '../../support/help.ts';
import { headingOf, visitor as fromAddress } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1' } });
});
afterAll(() => app.stop());

const about = {
  topic: 'authenticator',
  nip: nips.budi,
  text: 'Ponsel saya hilang di kapal.\nKode pemulihan juga.',
  contact: 'budi.baru@mail.example',
};

/** Everybody comes from an address of their own: the limits of one are tested by themselves. */
const visitor = (running: TestApp) => fromAddress(running, { address: `198.51.100.${(visitors += 1)}` });
let visitors = 0;
let counter = 0;
/** A contact of each test's own: nobody takes another one's code or budget. */
const freshContact = () => `orang${(counter += 1)}@mail.example`;

async function draft(
  who: Visitor,
  fields: Record<string, string> = {},
): Promise<{ contact: string; page: Page }> {
  const contact = fields.contact ?? freshContact();
  const page = await sendForm(who, '/help/case', { ...about, contact, ...fields });
  return { contact, page };
}

/** Through to the case's own page. */
async function queued(fields: Record<string, string> = {}) {
  const who = visitor(app);
  const since = app.clock.now();
  const { contact } = await draft(who, fields);
  const page = await who.submit({ emailCode: await codeTo(app, contact, since) });
  return { who, contact, page, path: new URL(page.url).pathname };
}

const rowOf = (contact: string) =>
  app.db.selectFrom('help_case').selectAll().where('contact_value', '=', contact).executeTakeFirst();

describe('a case', () => {
  test('enters the queue when the code sent to its contact is right, with a number and a secret link by mail', async () => {
    const { contact, page } = await queued();
    expect(page.url).toMatch(/\/help\/case\/[\w-]{43}$/);
    expect(headingOf(page.text)).toBe('Menunggu petugas');
    const row = await rowOf(contact);
    expect(row).toMatchObject({ state: 'queued', topic: 'authenticator', nip: nips.budi });
    expect(row?.number).toMatch(/^K-\d{4}-\d{5}$/);
    expect(page.text).toContain(row?.number);
    const mail = await messageTo(app, contact, { matching: /\/help\/case\// });
    expect(mail).toContain(page.url);
    expect(mail).toContain(row?.number);
  });

  test('before that is nothing anybody works on, and has no page', async () => {
    const who = visitor(app);
    const { contact } = await draft(who);
    const row = await rowOf(contact);
    expect(row?.state).toBe('draft');
    const token = who.cookies.get('case-draft|/') ?? '';
    expect((await visitor(app).get(`/help/case/${token}`)).status).toBe(404);
  });

  test('is opened alike for a NIP that nobody has, and for none', async () => {
    const pages: string[] = [];
    for (const nip of [nips.budi, '198001012005011999', '']) {
      const { page, contact } = await queued({ nip });
      expect(page.status).toBe(200);
      const row = await rowOf(contact);
      expect(row?.account_id === null).toBe(nip !== nips.budi);
      pages.push(
        page.text
          .replace(/[\s\S]*<main/, '')
          .replace(/K-\d{4}-\d{5}|[\w-]{43}|datetime="[^"]*"|\d\d\.\d\d|Email (?:terkirim|sedang)[^<]*/g, ''),
      );
    }
    expect(pages[1]).toBe(pages[0]);
    expect(pages[2]).toBe(pages[0]);
  });

  test('by telephone is proven by SMS', async () => {
    const who = visitor(app);
    const page = await sendForm(who, '/help/case', { ...about, contact: '0813 9999 0001' });
    expect(headingOf(page.text)).toBe('Verifikasi nomor HP');
    // As it was typed: a wrong digit is seen before anybody waits for a code.
    expect(page.text).toContain('081399990001');
    const done = await who.submit({ smsCode: await codeTo(app, '081399990001') });
    expect(headingOf(done.text)).toBe('Menunggu petugas');
  });

  test('refused keeps what was typed, names every fault, and processes no file', async () => {
    const who = visitor(app);
    const files = [{ field: 'ktp', name: 'ktp.jpg', bytes: await jpeg() }];
    const page = await sendForm(
      who,
      '/help/case',
      { topic: '', nip: '123', text: '  ', contact: 'x' },
      files,
    );
    expect(page.status).toBe(422);
    for (const field of ['topic', 'nip', 'text', 'contact']) expect(page.text).toContain(`href="#${field}"`);
    expect(page.text).toContain('value="123"');
    expect(page.text).toContain('Pilih kembali berkasnya');
  });

  test('keeps its scans as pictures, sealed for their row', async () => {
    const who = visitor(app);
    const contact = freshContact();
    await sendForm(who, '/help/case', { ...about, contact }, [
      { field: 'ktp', name: 'C:\\foto\\KTP.jpg', bytes: await jpeg() },
      { field: 'sk', name: 'SK.pdf', bytes: await pdf({ pages: 2 }) },
    ]);
    const done = await who.submit({ emailCode: await codeTo(app, contact) });
    expect(done.text).toContain('KTP.jpg');
    const id = (await rowOf(contact))?.id ?? '';
    const files = await listFiles(app.db, id);
    expect(files.map(({ kind, name, pages }) => ({ kind, name, pages }))).toEqual([
      { kind: 'ktp', name: 'KTP.jpg', pages: 1 },
      { kind: 'sk', name: 'SK.pdf', pages: 2 },
    ]);
    const [ktp, sk] = files;
    const opened = await readFile(app, id, sk?.id ?? '');
    expect(opened?.pages.map((page) => page.subarray(0, 3).toString('hex'))).toEqual(['ffd8ff', 'ffd8ff']);
    const raw = await app.db
      .selectFrom('case_file')
      .select('sealed')
      .where('id', '=', ktp?.id ?? '')
      .executeTakeFirst();
    expect(Buffer.from(raw?.sealed ?? '').includes(Buffer.from('ffd8ff', 'hex'))).toBe(false);
    // Of another case it is not found; in another row it is not readable.
    const other = (await rowOf((await queued()).contact))?.id ?? '';
    expect(await readFile(app, other, ktp?.id ?? '')).toBeNull();
    await app.db
      .updateTable('case_file')
      .set({ sealed: raw?.sealed ?? Buffer.alloc(0) })
      .where('id', '=', sk?.id ?? '')
      .execute();
    await expect(readFile(app, id, sk?.id ?? '')).rejects.toThrow(/another row/);
  });

  test('with a file that is refused is not opened, and says which and why', async () => {
    const who = visitor(app);
    const contact = freshContact();
    const page = await sendForm(who, '/help/case', { ...about, contact }, [
      { field: 'ktp', name: 'ktp.jpg', bytes: await jpeg() },
      { field: 'sk', name: 'sk.pdf', bytes: pdfWithPackedScript() },
    ]);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/Berkas &#34;sk\.pdf&#34; memuat skrip/);
    expect(page.text).toContain(about.text.split('\n')[0]);
    expect(await rowOf(contact)).toBeUndefined();
  });
});

describe('the code to the contact', () => {
  test('has five tries; then even the right one is gone', async () => {
    const who = visitor(app);
    const { contact } = await draft(who);
    const code = await codeTo(app, contact);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let at = 0; at < 5; at += 1) {
      const page = await who.submit({ emailCode: wrong });
      expect([page.status, page.text.includes('tidak cocok')]).toEqual([422, true]);
    }
    const last = await who.submit({ emailCode: code });
    expect([last.status, last.text.includes('tidak berlaku lagi')]).toEqual([422, true]);
    expect((await rowOf(contact))?.state).toBe('draft');
  });

  test('guessed in parallel has no more tries than in a row', async () => {
    const who = visitor(app);
    const { contact } = await draft(who);
    const code = await codeTo(app, contact);
    const guesses = Array.from({ length: 20 }, (_, at) => String(at).padStart(6, '0')).filter(
      (guess) => guess !== code,
    );
    const pages = await Promise.all(
      guesses.map((emailCode) =>
        who.post('/help/case/verify', new URLSearchParams({ emailCode }).toString()),
      ),
    );
    expect(pages.filter(({ text }) => text.includes('tidak cocok'))).toHaveLength(5);
  });

  test('is worth nothing in another browser, even with the stolen draft', async () => {
    const who = visitor(app);
    const { contact } = await draft(who);
    const thief = visitor(app);
    thief.cookies.set('case-draft|/', who.cookies.get('case-draft|/') ?? '');
    const page = await thief.post(
      '/help/case/verify',
      new URLSearchParams({ emailCode: await codeTo(app, contact) }).toString(),
    );
    expect(page.status).toBe(422);
    expect((await rowOf(contact))?.state).toBe('draft');
  });

  test('pressed twice at once opens one case, and both lead to its page', async () => {
    const who = visitor(app);
    const { contact } = await draft(who);
    const body = new URLSearchParams({ emailCode: await codeTo(app, contact) }).toString();
    const pages = await Promise.all([
      who.post('/help/case/verify', body),
      who.post('/help/case/verify', body),
    ]);
    expect(pages.map(({ status }) => status).toSorted()).toEqual(expect.arrayContaining([200]));
    const events = await app.db
      .selectFrom('case_event')
      .innerJoin('help_case', 'help_case.id', 'case_event.case_id')
      .select('case_event.kind')
      .where('help_case.contact_value', '=', contact)
      .execute();
    expect(events).toEqual([{ kind: 'queued' }]);
    expect((await who.get('/help/case/verify')).url).toMatch(/\/help\/case\/[\w-]{43}$/);
  });

  test('is sent again, within a budget of the contact, on the same page', async () => {
    const who = visitor(app);
    const { contact } = await draft(who);
    let page: Page | null = null;
    for (let at = 0; at < 6; at += 1) page = await who.post('/help/case/verify', 'resend=1');
    expect([page?.status, headingOf(page?.text ?? '')]).toEqual([200, 'Verifikasi email']);
    const sent = await app.db.selectFrom('outbox').select('id').where('recipient', '=', contact).execute();
    expect(sent).toHaveLength(policy.codes.perHour);
    // A second draft to the same contact from another browser gets no more messages either.
    await draft(visitor(app), { contact });
    expect(
      await app.db.selectFrom('outbox').select('id').where('recipient', '=', contact).execute(),
    ).toHaveLength(policy.codes.perHour);
  });

  test('shows where it went, and brings what was written back to whoever wrote a wrong contact', async () => {
    const who = visitor(app);
    const { page } = await draft(who, { contact: 'salah.ketik@gmial.com', text: 'HP saya hilang di angkot' });
    for (const part of ['salah.ketik@gmial.com', 'Maksud Anda salah.ketik@gmail.com?', '/help/case?edit=1'])
      expect(page.text).toContain(part);
    const again = await who.get('/help/case?edit=1');
    expect(again.text).toContain('HP saya hilang di angkot');
    expect(again.text).toContain('value="salah.ketik@gmial.com"');
    expect((await visitor(app).get('/help/case?edit=1')).text).not.toContain('angkot');
  });

  test('without a draft leads to the form', async () => {
    const page = await visitor(app).get('/help/case/verify');
    expect(new URL(page.url).pathname).toBe('/help/case');
    expect(page.text).toContain('menolak cookie');
  });
});

describe('several cases of one matter', () => {
  test('end at three for a NIP and contact; a stranger with another contact blocks nobody', async () => {
    const contact = freshContact();
    const nip = nips.dewi;
    for (let at = 0; at < policy.cases.openPerNip; at += 1) await queued({ contact, nip });
    const { page } = await queued({ contact, nip });
    expect(headingOf(page.text)).toBe('Permintaan Anda sudah ada di antrean');
    expect(headingOf((await queued({ nip })).page.text)).toBe('Menunggu petugas');
  });
});

describe('the page of a case', () => {
  async function ask(contact: string, text = 'Kirim foto SK halaman kedua.') {
    const row = await rowOf(contact);
    if (!row) throw new Error('no case');
    await app.db
      .updateTable('help_case')
      .set({ state: 'asked', updated_at: new Date(app.clock.now()) })
      .where('id', '=', row.id)
      .execute();
    const officer = (await app.db.selectFrom('account').select('id').executeTakeFirstOrThrow()).id;
    const event = { caseId: row.id, actor: officer, now: app.clock.now() };
    await addCaseEvent(app.db, { ...event, kind: 'asked', text, forPerson: true });
    await addCaseEvent(app.db, { ...event, kind: 'note', text: 'catatan rahasia' });
    return row;
  }

  test('shows what officers said to the person, never what they said to each other', async () => {
    const { who, contact, path } = await queued();
    await ask(contact);
    const { text } = await who.get(path);
    expect(text).toContain('Kirim foto SK halaman kedua.');
    expect(text).not.toContain('catatan rahasia');
    expect(text).not.toContain(nips.budi);
  });

  test('takes an answer with files once, and hands the case back', async () => {
    const { who, contact, path } = await queued();
    const { id } = await ask(contact);
    await who.get(path);
    const files = [{ field: 'files', name: 'sk-2.jpg', bytes: await jpeg() }];
    const page = await sendForm(who, path, { text: 'Ini halamannya.' }, files);
    expect(headingOf(page.text)).toBe('Menunggu petugas');
    expect(page.text).toContain('Ini halamannya.');
    expect((await listFiles(app.db, id)).map(({ kind, name }) => [kind, name])).toEqual([
      ['other', 'sk-2.jpg'],
    ]);
    await sendForm(who, path, { text: 'Sekali lagi.' }, [], `${path}/answer`);
    expect((await who.get(path)).text).not.toContain('Sekali lagi.');
  });

  test('in parallel takes one answer', async () => {
    const { who, contact, path } = await queued();
    const { id } = await ask(contact);
    const body = (text: string) => new URLSearchParams({ text }).toString();
    await Promise.all(['satu', 'dua', 'tiga'].map((text) => who.post(`${path}/answer`, body(text))));
    const answers = await app.db
      .selectFrom('case_event')
      .select('text')
      .where('case_id', '=', id)
      .where('kind', '=', 'answered')
      .execute();
    expect(answers).toHaveLength(1);
  });

  test('is closed by its person, once, and by nobody with a guessed link', async () => {
    const { who, contact, path } = await queued();
    expect((await visitor(app).post(`/help/case/${'A'.repeat(43)}/close`, '')).status).toBe(404);
    const page = await who.post(`${path}/close`, '');
    expect(headingOf(page.text)).toBe('Ditutup');
    expect((await rowOf(contact))?.state).toBe('closed');
    await who.post(`${path}/close`, '');
    const kinds = await app.db
      .selectFrom('case_event')
      .select('kind')
      .where('case_id', '=', (await rowOf(contact))?.id ?? '')
      .execute();
    expect(kinds.filter(({ kind }) => kind === 'closed')).toHaveLength(1);
  });

  test('says how our messages to the person stand', async () => {
    const { who, path } = await queued();
    await app.outbox();
    const deadline = Date.now() + 30_000;
    let text = '';
    while (!/Email terkirim \d\d\.\d\d WIB/.test(text) && Date.now() < deadline)
      text = (await who.get(path)).text;
    expect(text).toMatch(/Email terkirim \d\d\.\d\d WIB/);
  });

  test('keeps its secret out of the log and out of metrics', async () => {
    const { path } = await queued();
    const token = path.split('/').at(-1) ?? '';
    expect(JSON.stringify(app.log)).not.toContain(token);
    const metrics = await (await fetch(`${app.issuer}/metrics`)).text();
    expect(metrics).toContain('route="/help/case/:uid"');
    expect(metrics).not.toContain(token);
  });
});

describe('time', () => {
  const purge = () =>
    purgeCases({
      db: app.db,
      ring: app.ring,
      issuer: app.issuer,
      compose: createCompose(createMessages(), { issuer: app.issuer }),
      now: app.clock.now(),
    });

  test('takes drafts after an hour, with their files, and asked cases without an answer after a week', async () => {
    const who = visitor(app);
    const contact = freshContact();
    await sendForm(who, '/help/case', { ...about, contact }, [
      { field: 'ktp', name: 'k.jpg', bytes: await jpeg() },
    ]);
    const id = (await rowOf(contact))?.id ?? '';
    const asked = await queued();
    await app.db
      .updateTable('help_case')
      .set({ state: 'asked' })
      .where('contact_value', '=', asked.contact)
      .execute();
    await purge();
    expect(await rowOf(contact)).toBeDefined();
    app.clock.advance(policy.cases.draftSeconds);
    expect(new URL((await who.get('/help/case/verify')).url).pathname).toBe('/help/case');
    await purge();
    expect(await rowOf(contact)).toBeUndefined();
    expect(await listFiles(app.db, id)).toEqual([]);
    expect((await rowOf(asked.contact))?.state).toBe('asked');
    app.clock.advance(policy.cases.askedSeconds);
    await purge();
    expect(await rowOf(asked.contact)).toMatchObject({ state: 'closed', reason: 'no_answer' });
    expect((await visitor(app).get(asked.path)).text).toContain('tidak dijawab');
  });

  test('keeps nothing of a case a year after its end', async () => {
    const { who, path, contact } = await queued();
    await who.post(`${path}/close`, '');
    app.clock.advance(policy.cases.keptSeconds - 60);
    await purge();
    expect(await rowOf(contact)).toBeDefined();
    app.clock.advance(120);
    await purge();
    expect(await rowOf(contact)).toBeUndefined();
  });

  test('deletes the scans of an ended case after thirty days, and the case keeps its history', async () => {
    const who = visitor(app);
    const contact = freshContact();
    await sendForm(who, '/help/case', { ...about, contact }, [
      { field: 'ktp', name: 'k.jpg', bytes: await jpeg() },
    ]);
    const page = await who.submit({ emailCode: await codeTo(app, contact) });
    await who.post(`${new URL(page.url).pathname}/close`, '');
    const id = (await rowOf(contact))?.id ?? '';
    app.clock.advance(policy.cases.filesKeptSeconds - 60);
    await purge();
    expect(await listFiles(app.db, id)).toHaveLength(1);
    app.clock.advance(61);
    await purge();
    expect(await listFiles(app.db, id)).toEqual([]);
    expect((await rowOf(contact))?.state).toBe('closed');
  });
});
