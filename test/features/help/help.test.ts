import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCompose } from '../../../src/jobs/compose.ts';
import { createMessages } from '../../../src/messages.ts';
import { decideCorrection, listCorrections } from '../../../src/model/corrections.ts';
import { messageTo } from '../../support/help.ts';
import { nips } from '../../support/model.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { firstForm, headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** What stands in the picture of the form that is shown. */
async function characters(page: Page): Promise<string> {
  const { form } = firstForm(page.text).hidden;
  const open = (await app.captchas()) as { uid: string; answer: string }[];
  return open.find(({ uid }) => uid === `form:${form}`)?.answer ?? '';
}

async function checkNip(who: Visitor, nip: string): Promise<Page> {
  const page = await who.get('/help/nip');
  return who.submit({ nip, captcha: await characters(page) });
}

describe('/help', () => {
  test('answers the known troubles, names the official channels and leads to the right way for each', async () => {
    const { status, text } = await visitor(app).get('/help');
    expect(status).toBe(200);
    for (const anchor of [
      'nip',
      'terkunci',
      'kode',
      'hp',
      'kontak',
      'sandi',
      'halaman',
      'phishing',
      'hubungi',
    ]) {
      expect(text).toContain(`href="#${anchor}"`);
      expect(text).toContain(`id="${anchor}"`);
    }
    for (const way of ['/help/nip', '/help/case', '/help/correction', '/reset-mfa', '/forgot-password'])
      expect(text).toContain(`href="${way}`);
    expect(text).toContain('helpdesk@asn.example');
    expect(text).toContain(app.issuer);
  });
});

describe('/help/nip', () => {
  test('says that a NIP is in the directory, of which agency, and whom to ask there; nothing of the person', async () => {
    const { status, text } = await checkNip(visitor(app), nips.budi);
    expect(status).toBe(200);
    expect(text).toContain('NIP ini ada di direktori');
    expect(text).toContain('Pengelola kepegawaian');
    expect(text).not.toMatch(/Budi|budi@asn|0812/);
  });

  test('says of somebody without an account, and of a retired one, no less', async () => {
    const known = (await checkNip(visitor(app), nips.budi)).text;
    const other = (await checkNip(visitor(app), nips.hadi)).text;
    const plain = (html: string) =>
      html.replace(/[\s\S]*<main|<form[\s\S]*|<span>\d+<\/span>|<h2>[^<]*<\/h2>|Pengelola[^<]*/g, '');
    expect(other).toContain('NIP ini ada di direktori');
    expect(plain(other).length).toBe(plain(known).length);
  });

  test('asks the directory about whom we have no copy of: there, not there, there twice, or away', async () => {
    const said = async (nip: string) => (await checkNip(visitor(app), nip)).text;
    expect(await said('200003152026032008')).toContain('NIP ini ada di direktori');
    expect(await said('198001012005011999')).toContain('NIP ini belum ada di direktori');
    expect(await said('199010102018012016')).toContain('tidak jelas');
    await app.outside.switch('busy', 'directory');
    const away = await said('198904172026211009');
    await app.outside.switch('ok', 'directory');
    expect(away).toMatch(/Direktori sedang tidak dapat dihubungi[\s\S]*setelah pukul \d\d\.\d\d WIB/);
    expect(await said('198904172026211009')).toContain('NIP ini ada di direktori');
  });

  test('names what is wrong with the form of a NIP before any captcha is judged', async () => {
    const who = visitor(app);
    await who.get('/help/nip');
    const { status, text } = await who.submit({ nip: '1990' });
    expect(status).toBe(422);
    expect(text).toContain('18 angka; yang Anda ketik 4');
    expect(text).toContain('value="1990"');
  });

  test('answers nothing without the captcha, and takes a solution once', async () => {
    const who = visitor(app);
    const page = await who.get('/help/nip');
    const captcha = await characters(page);
    const { form } = firstForm(page.text).hidden;
    const posted = new URLSearchParams({ nip: nips.budi, form: form ?? '', captcha }).toString();
    expect((await who.submit({ nip: nips.budi, captcha: 'SALAH1' })).status).toBe(422);
    const answers = [await who.post('/help/nip', posted), await who.post('/help/nip', posted)];
    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    expect((await who.post('/help/nip', new URLSearchParams({ nip: nips.budi }).toString())).status).toBe(
      422,
    );
  });

  test('in parallel one solution answers one question', async () => {
    const who = visitor(app);
    const page = await who.get('/help/nip');
    const { form = '' } = firstForm(page.text).hidden;
    const posted = new URLSearchParams({ nip: nips.budi, form, captcha: await characters(page) }).toString();
    const answers = await Promise.all([1, 2, 3, 4].map(() => visitor(app).post('/help/nip', posted)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422, 422, 422]);
  });

  test('of one address is asked so often in an hour, and says when again', async () => {
    const limited = await startApp({ env: { TRUST_PROXY: '1' } });
    try {
      const from = (address: string) => ({ 'x-forwarded-for': address });
      const ask = async (address: string) => {
        const who = visitor(limited);
        const page = await who.get('/help/nip', from(address));
        const { form = '' } = firstForm(page.text).hidden;
        const open = (await limited.captchas()) as { uid: string; answer: string }[];
        const captcha = open.find(({ uid }) => uid === `form:${form}`)?.answer ?? '';
        const body = new URLSearchParams({ nip: nips.budi, form, captcha }).toString();
        return who.post('/help/nip', body, from(address));
      };
      const statuses: number[] = [];
      for (let at = 0; at < 30; at += 1) statuses.push((await ask('203.0.113.7')).status);
      const over = await ask('203.0.113.7');
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(over.status).toBe(429);
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(over.text).toMatch(/Coba lagi pukul \d\d\.\d\d WIB/);
      expect((await ask('203.0.113.8')).status).toBe(200);
    } finally {
      await limited.stop();
    }
  });
});

describe('/help/correction', () => {
  const wanted = {
    kind: 'record',
    nip: nips.budi,
    field: 'name',
    text: 'Gelar saya S.Kom., bukan S.T.',
    contact: '0812 3456 7890',
  };

  async function send(fields: Record<string, string>): Promise<Page> {
    const who = visitor(app);
    const page = await who.get('/help/correction');
    return who.submit({ captcha: await characters(page), ...fields });
  }
  const agencyOf = async (nip: string) =>
    (
      await app.db
        .selectFrom('employee')
        .select('instansi_id')
        .where('nip', '=', nip)
        .executeTakeFirstOrThrow()
    ).instansi_id;

  test('goes to the agency of the record, whatever was chosen, and is followed by a secret link', async () => {
    const other = await agencyOf(nips.siti);
    const page = await send({ ...wanted, agency: other });
    expect(page.status).toBe(200);
    expect(page.url).toMatch(/\/help\/correction\/[\w-]{43}$/);
    expect(headingOf(page.text)).toBe('Permintaan Anda sudah diterima');
    const row = await app.db
      .selectFrom('correction_request')
      .selectAll()
      .where('text', '=', wanted.text)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      kind: 'record',
      agency_id: await agencyOf(nips.budi),
      contact: '+6281234567890',
      state: 'open',
    });
    expect(page.url).not.toContain(row.token_hash);
  });

  test('of the newly appointed goes to the agency chosen, and needs a name', async () => {
    const agency = await agencyOf(nips.siti);
    const fields = {
      ...wanted,
      kind: 'not_in_directory',
      nip: '199901012025011001',
      agency,
      text: 'SK 12/2025',
      field: '',
    };
    const nameless = await send(fields);
    expect([nameless.status, /id="nama"[^>]*aria-invalid/.test(nameless.text)]).toEqual([422, true]);
    expect((await send({ ...fields, nama: 'Putri Ayu' })).status).toBe(200);
    const row = await app.db
      .selectFrom('correction_request')
      .selectAll()
      .where('text', '=', 'SK 12/2025')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ nama: 'Putri Ayu', agency_id: agency, field: null });
  });

  test('refused keeps what was typed, and says everything at once', async () => {
    const { status, text } = await send({ kind: '', nip: '12', agency: 'none', text: '', contact: 'budi@' });
    expect(status).toBe(422);
    for (const field of ['kind', 'nip', 'agency', 'text', 'contact'])
      expect(text).toContain(`href="#${field}"`);
    expect(text).toContain('value="budi@"');
  });

  test('needs the captcha', async () => {
    const before = await app.db.selectFrom('correction_request').select('id').execute();
    expect((await send({ ...wanted, agency: await agencyOf(nips.budi), captcha: 'SALAH1' })).status).toBe(
      422,
    );
    expect(await app.db.selectFrom('correction_request').select('id').execute()).toHaveLength(before.length);
  });

  test('decided by the agency of it says so on its page and by mail; by another agency it is not found', async () => {
    const agency = await agencyOf(nips.siti);
    const page = await send({
      ...wanted,
      nip: nips.siti,
      agency,
      contact: 'siti@mail.example',
      text: 'Gelar saya M.Si.',
    });
    const { id } = await app.db
      .selectFrom('correction_request')
      .select('id')
      .where('contact', '=', 'siti@mail.example')
      .executeTakeFirstOrThrow();
    const officer = (await app.db.selectFrom('account').select('id').executeTakeFirstOrThrow()).id;
    const compose = createCompose(createMessages(), { issuer: app.issuer });
    const telling = { ring: app.ring, issuer: app.issuer, compose, context: { actor: officer } };
    const decide = (agencyId: string) =>
      app.db.transaction().execute((trx) => {
        const decision = {
          id,
          agencyId,
          decision: 'done' as const,
          reason: 'Sudah diperbaiki.',
          officer,
          now: Date.now(),
        };
        return decideCorrection(trx, decision, telling);
      });
    expect(await decide(await agencyOf(nips.budi))).toEqual({ kind: 'gone' });
    expect((await listCorrections(app.db, agency)).map((one) => one.id)).toContain(id);
    expect(await decide(agency)).toEqual({ kind: 'decided' });
    expect(await decide(agency)).toEqual({ kind: 'gone' });
    expect(await messageTo(app, 'siti@mail.example', { matching: /correction/ })).toContain(page.url);
    const after = await visitor(app).get(new URL(page.url).pathname);
    expect(headingOf(after.text)).toBe('Data sudah diperbaiki');
    expect(after.text).toContain('Sudah diperbaiki.');
  });

  test('a guessed link is no page', async () => {
    expect((await visitor(app).get(`/help/correction/${'A'.repeat(43)}`)).status).toBe(404);
  });

  test.each(['/help/nip', '/help/correction', '/help/case', '/help/case/verify'])(
    'a form of another site is not taken at %s',
    async (path) => {
      const answer = await visitor(app).post(path, 'nip=1', { 'sec-fetch-site': 'cross-site' });
      expect(answer.status).toBe(403);
    },
  );
});
