import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { homeFacts } from '../../../src/model/people/home-facts.ts';
import { createClients } from '../../../src/oidc/clients.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { put, report, siasnOf, subOf } from '../../support/requests.ts';
import { visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ kv: 'memory' });
});
afterAll(() => app?.stop());

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
const DAY = 86_400;

async function signIn(nip: string, person: Visitor = visitor(app)): Promise<{ person: Visitor; page: Page }> {
  await person.get('/portal');
  await person.submit({ nip, password: 'Merdeka#1945!' });
  return { person, page: await person.submit({ code: phoneCode(app.clock.now()) }) };
}

const section = (html: string, heading: string): string => {
  const at = html.indexOf(`>${heading}</h2>`);
  return at === -1 ? '' : html.slice(at, html.indexOf('</section>', at));
};
const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('the portal of a PNS', () => {
  let budi: Visitor;
  let home: Page;
  beforeAll(async () => {
    ({ person: budi, page: home } = await signIn(nips.budi));
  });

  test('sums up the record, with the time served up to today', async () => {
    const summary = plain(section(home.text, 'Ringkasan kepegawaian'));
    for (const part of ['Budi Santoso, S.Kom.', 'PNS', 'Penata Muda (III/a) sejak 1 Februari 2021', 'Aktif'])
      expect(summary).toContain(part);
    expect(summary).toMatch(/Masa kerja \d+ tahun \d+ bulan/);
    expect(home.text).toContain('Ini pertama kalinya Anda masuk.');
  });

  test('has ranks and positions on one line of time, the newest first, with their decrees', () => {
    const timeline = section(home.text, 'Riwayat pangkat dan jabatan');
    const titles = [...timeline.matchAll(/<strong>([^<]*)<\/strong>/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Pranata Komputer Ahli Pertama',
      'Penata Muda (III/a)',
      'Penata Muda (III/a)',
      'Calon Pranata Komputer',
    ]);
    expect(timeline).toContain('datetime="2021-06-01"');
    expect(timeline).toContain('SK BKN/JAB/0412/2021');
  });

  test('estimates the next promotion, and says what is on record', () => {
    const promotion = plain(section(home.text, 'Kenaikan pangkat berikutnya'));
    expect(promotion).toMatch(/Perkiraan: Penata Muda Tingkat I \(III\/b\), paling cepat 1 \w+ 20\d\d\./);
    expect(promotion).toContain('SK pangkat terakhir tercatat Lengkap');
    expect(promotion).toContain('Angka kredit Tidak tercatat di sini');
  });

  test('says what would better protect the account, each with one tap; the offer of a passkey can wait', async () => {
    const health = section(home.text, 'Keamanan akun');
    expect(health).toContain('href="/account/recovery-codes"');
    expect(health).toContain('href="/account/authenticators/add"');
    expect(health).not.toContain('/account/passkeys/add');
    expect(home.text).toContain('Nanti saja');
    const later = await budi.post('/account/passkeys/later', '');
    expect(new URL(later.url).pathname).toBe('/portal');
    expect(later.text).not.toContain('Nanti saja');
    expect(section(later.text, 'Keamanan akun')).toContain('/account/passkeys/add');
    // Not in the store of what is short-lived, which is asked nothing for it.
    expect(await app.kv.get(`passkey-later:${await subOf(app, nips.budi)}`)).toBeNull();
    const facts = await homeFacts(app.db, await subOf(app, nips.budi), 0);
    const days = ((facts?.passkeyLaterUntil ?? 0) - app.clock.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    app.clock.advance(1);
  });

  test('leads to the account right under the greeting, and is a summary with its day on paper', () => {
    expect(home.text.indexOf('<a href="/account">Kelola akun</a>')).toBeLessThan(
      home.text.indexOf('Layanan Anda'),
    );
    expect(home.text).toContain('<a href="/account">Kelola akun</a>');
    expect(home.text).toContain('<h1 class="noprint">');
    expect(plain(home.text)).toMatch(
      /Ringkasan kepegawaian Dicetak dari ASN Digital, \d+ \w+ 20\d\d pukul \d\d\.\d\d WIB\./,
    );
  });

  test('offers "bukan saya" under what happened', async () => {
    const notices = section(home.text, 'Kejadian terakhir');
    expect(notices).toMatch(/action="\/account\/activity\/\d+\/bukan-saya"/);
    expect(notices).toContain('href="/account/activity"');
  });
});

test('the portal of a PPPK names the contract, and no promotion', async () => {
  const dewi = await subOf(app, nips.dewi);
  const budi = await app.db
    .selectFrom('password')
    .select('hash')
    .where('account_id', '=', await subOf(app, nips.rina))
    .executeTakeFirstOrThrow();
  // As after her activation.
  await app.db
    .updateTable('password')
    .set({ hash: budi.hash, initial: false, must_change: false })
    .where('account_id', '=', dewi)
    .execute();
  await app.db.updateTable('account').set({ state: 'active' }).where('id', '=', dewi).execute();
  await app.db.updateTable('account').set({ sms_factor_at: new Date() }).where('id', '=', dewi).execute();
  const at = new Date(app.clock.now() - 400 * DAY * 1000);
  await app.db
    .updateTable('contact')
    .set({ verified_at: at, recorded_at: at })
    .where('account_id', '=', dewi)
    .execute();
  const person = visitor(app);
  await person.get('/portal');
  await person.submit({ nip: nips.dewi, password: 'Merdeka#1945!' });
  const texts = async () => (await app.outbox()).filter(({ channel }) => channel === 'sms');
  while ((await texts()).length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
  const [sms] = await texts();
  const page = await person.submit({ smsCode: /\d{6}/.exec(sms?.text ?? '')?.[0] ?? '' });
  expect(new URL(page.url).pathname).toBe('/portal');
  expect(plain(section(page.text, 'Kenaikan pangkat berikutnya'))).toContain('PPPK memakai golongan');
  expect(page.text).toContain('<dt>Golongan</dt><dd>VII<');
  expect(section(page.text, 'Keamanan akun')).toContain('masih lewat SMS');
});

describe('services', () => {
  test('are those the person may use; the landing page shows what is everybody’s', async () => {
    const clients = createClients({ db: app.db, ring: app.ring, now: app.clock.now, production: false });
    const hospital = {
      client_id: 'rumah-sakit',
      client_name: 'Jadwal Rumah Sakit',
      redirect_uris: ['https://rs.example/callback'],
      initiate_login_uri: 'https://rs.example/login',
    };
    const access = { agencies: ['b3000000000000000000000000000000'], kinds: [] };
    await clients.put({ metadata: hospital, access }, { actor: 'system' });
    const third = { ...hospital, client_id: 'third', client_name: 'Milik Swasta' };
    await clients.put({ metadata: third, thirdParty: true }, { actor: 'system' });
    app.clock.advance(31);
    const { page } = await signIn(nips.agus);
    expect(page.text).toContain('e-Kinerja');
    for (const name of ['Jadwal Rumah Sakit', 'Milik Swasta']) {
      expect(page.text).not.toContain(name);
      expect((await visitor(app).get('/')).text).not.toContain(name);
    }
    await clients.put({ metadata: hospital, access: { agencies: [], kinds: ['PNS'] } }, { actor: 'system' });
    app.clock.advance(31);
    const { page: now } = await signIn(nips.agus);
    expect(now.text).toContain('Jadwal Rumah Sakit');
  });

  test('a star puts one first, for its owner alone; a double tap is one, and a stranger’s service is not there', async () => {
    const siti = (await signIn(nips.siti)).person;
    const rina = (await signIn(nips.rina)).person;
    const order = (page: Page) =>
      [...page.text.matchAll(/name="service" value="([^"]*)"/g)].map(([, id]) => id).slice(0, 3);
    const star = (keep: string, service = 'ekinerja', headers = {}) =>
      siti.post('/portal/favourites', new URLSearchParams({ service, keep }).toString(), headers);
    const taps = await Promise.all([star('1'), star('1'), star('1')]);
    expect(taps.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(order(await siti.get('/portal'))).toEqual(['ekinerja', 'myasn', 'siasn']);
    expect(order(await rina.get('/portal'))).toEqual(['myasn', 'siasn', 'ekinerja']);
    for (const service of ['nothing', 'portal', 'myasn-mobile', '', "x' or 1=1"])
      expect((await star('1', service)).status).toBe(404);
    expect((await star('1', 'siasn', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await app.db.selectFrom('favourite').select('client_id').execute()).toEqual([
      { client_id: 'ekinerja' },
    ]);
    await star('0');
    await star('0');
    expect(order(await siti.get('/portal'))).toEqual(['myasn', 'siasn', 'ekinerja']);
    const stranger = await visitor(app).post('/portal/favourites', 'service=siasn&keep=1');
    expect(stranger.url).toContain('/interaction/');
    expect(await app.db.selectFrom('favourite').selectAll().execute()).toEqual([]);
  });
});

test('own requests stand there as text, with a link only while its origin is registered', async () => {
  const siasn = await siasnOf(app);
  app.clock.advance(60);
  const { person } = await siasn.signIn(nips.budi);
  const budi = await subOf(app, nips.budi);
  const bearer = await siasn.bearer();
  const evil = '<script>alert(1)</script>';
  await put(
    app,
    bearer,
    report(budi, { title: evil, state: 'returned', detail: '"><b>', link: `${siasn.url}/usulan/1` }),
  );
  await put(app, bearer, report(budi, { reference: 'CUTI-2', title: 'Cuti besar', state: 'approved' }));
  const requests = section((await person.get('/portal')).text, 'Usulan Anda');
  expect(requests).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(requests).not.toContain('<script>');
  expect(requests).toContain(`href="${siasn.url}/usulan/1"`);
  expect(plain(requests)).toMatch(/Dikembalikan.*Cuti besar Disetujui/);
  await app.db
    .updateTable('service_request')
    .set({ link: 'https://given-up.example/x' })
    .where('reference', '=', 'CUTI-1')
    .execute();
  expect((await person.get('/portal')).text).not.toContain('given-up.example');
  const siti = (await signIn(nips.agus, visitor(app))).page;
  expect(siti.text).not.toContain('Cuti besar');
});

test('a card says that its service is being mended; a banner of everybody stands on the page', async () => {
  app.clock.advance(60);
  const at = new Date(app.clock.now() - 1000);
  const banner = { kind: 'maintenance' as const, text_en: 'x', made_by: 'system', made_at: at };
  const lasts = { starts_at: at, ends_at: new Date(app.clock.now() + 3_600_000) };
  const id = (nr: number) => `00000000-0000-4000-8000-00000000000${nr}`;
  await app.db
    .insertInto('banner')
    .values([
      { id: id(1), client_id: 'siasn', text_id: 'Ditutup Sabtu.', ...banner, ...lasts },
      { id: id(2), client_id: null, text_id: 'Libur <b>bersama</b>.', ...banner, ...lasts },
    ])
    .execute();
  app.clock.advance(31);
  const { page } = await signIn(nips.rina);
  expect(section(page.text, 'Layanan Anda')).toContain('Ditutup Sabtu.');
  expect(page.text).toContain('Libur &lt;b&gt;bersama&lt;/b&gt;.');
});

test('the sign-in before this session is told with its day and browser, never this one', async () => {
  const rina = await subOf(app, nips.rina);
  const details = JSON.stringify({ acr: 'urn:asn:acr:2', amr: [], shared: false, knownBrowser: false });
  const row = (daysAgo: number, agent: string | null) => ({
    ...{ type: 'signin.success', account_id: rina, actor: 'self', details, user_agent: agent },
    at: new Date(app.clock.now() - daysAgo * DAY * 1000),
  });
  const said = async () => /Terakhir masuk [^<]*/.exec((await signInFresh()).text)?.[0];
  async function signInFresh(): Promise<Page> {
    app.clock.advance(60);
    return (await signIn(nips.rina)).page;
  }
  await app.db
    .insertInto('audit')
    .values(row(-1 / 1440, WINDOWS))
    .execute();
  app.clock.advance(5 * DAY);
  expect(await said()).toMatch(
    /^Terakhir masuk (Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu) \d\d\.\d\d, Chrome di Windows$/,
  );
  app.clock.advance(7 * DAY);
  expect(await said()).toMatch(/^Terakhir masuk \d{1,2} \w+ 20\d\d \d\d\.\d\d$/);
});

test('a session of a shared device is offered no passkey', async () => {
  app.clock.advance(60);
  const person = visitor(app);
  await person.get('/portal');
  await person.submit({ nip: nips.agus, password: 'Merdeka#1945!', shared: '1' });
  const page = await person.submit({ code: phoneCode(app.clock.now()) });
  expect(new URL(page.url).pathname).toBe('/portal');
  expect(page.text).not.toContain('/account/passkeys/add');
  expect(section(page.text, 'Kejadian terakhir')).toContain('Masuk di perangkat bersama');
});
