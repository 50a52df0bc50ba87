import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { sha256 } from '../../../src/platform/crypto.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

const MINUTE = 60_000;
const { idleSeconds, sharedIdleSeconds, absoluteSeconds } = policy.session;

let app: TestApp | undefined;
afterAll(() => app?.stop());
/** Its clock goes forward only: a fresh one for each test, in memory, where sessions expire by it. */
beforeEach(async () => {
  await app?.stop();
  app = await startApp({ kv: 'memory', database: 'pglite' });
});
const running = (): TestApp => {
  if (!app) throw new Error('not started');
  return app;
};

async function signIn(more: Record<string, string> = {}): Promise<Visitor> {
  const { clock, issuer } = running();
  const person = visitor({ issuer });
  await person.get('/portal');
  await person.submit({ nip: nips.budi, password: 'Merdeka#1945!', ...more });
  const portal = await person.submit({ code: phoneCode(clock.now()) });
  expect(new URL(portal.url).pathname).toBe('/portal');
  return person;
}
const json = { accept: 'application/json' };
const look = (person: Visitor) => person.get('/portal/session', json);
const stay = (person: Visitor, headers = {}) => person.post('/portal/stay', '', { ...json, ...headers });
const ends = ({ status, text }: Page): { idle: number; end: number } => {
  expect(status).toBe(200);
  return JSON.parse(text) as { idle: number; end: number };
};
const near = (value: number, wanted: number) => expect(Math.abs(value - wanted)).toBeLessThan(10_000);

describe('the end of a session', () => {
  test('is told without counting as activity', async () => {
    const person = await signIn();
    running().clock.advance(50 * 60);
    const { idle, end } = ends(await look(person));
    near(idle, 10 * MINUTE);
    near(end, absoluteSeconds * 1000 - 50 * MINUTE);
    running().clock.advance(5 * 60);
    near(ends(await look(person)).idle, 5 * MINUTE);
    running().clock.advance(5 * 60 + 2);
    expect((await look(person)).status).toBe(401);
    expect((await stay(person)).status).toBe(401);
  });

  test('"Tetap masuk" prolongs the idle time, and never the whole', async () => {
    const person = await signIn();
    running().clock.advance(59 * 60);
    const first = ends(await stay(person));
    near(first.idle, idleSeconds * 1000);
    near(first.end, absoluteSeconds * 1000 - 59 * MINUTE);
    for (let hour = 0; hour < 8; hour++) {
      running().clock.advance(59 * 60);
      ends(await stay(person));
    }
    running().clock.advance(30 * 60);
    const last = ends(await stay(person));
    expect(last.idle).toBe(last.end);
    near(last.end, absoluteSeconds * 1000 - 9 * 59 * MINUTE - 30 * MINUTE);
    running().clock.advance(last.end / 1000 + 1);
    expect((await stay(person)).status).toBe(401);
    expect((await person.get('/portal')).url).toContain('/interaction/');
  });

  test.each(['cross-site', 'same-site', 'none'])('is prolonged by no page of others (%s)', async (site) => {
    const person = await signIn();
    running().clock.advance(30 * 60);
    expect((await stay(person, { 'sec-fetch-site': site })).status).toBe(403);
    near(ends(await look(person)).idle, 30 * MINUTE);
  });

  test('nobody’s is 401, and so is one that was ended elsewhere', async () => {
    const stranger = visitor(running());
    expect([(await look(stranger)).status, (await stay(stranger)).status]).toEqual([401, 401]);
    const person = await signIn();
    const twin = visitor(running());
    for (const [name, value] of person.cookies) twin.cookies.set(name, value);
    await twin.post('/portal/logout', '');
    expect([(await look(person)).status, (await stay(person)).status]).toEqual([401, 401]);
  });

  test('at a shared device is nobody’s business before it is said whose session it is', async () => {
    const person = await signIn({ shared: '1' });
    near(ends(await look(person)).idle, sharedIdleSeconds * 1000);
    running().clock.advance(14 * 60);
    near(ends(await stay(person)).idle, sharedIdleSeconds * 1000);
    person.cookies.delete('portal_confirmed|/');
    expect([(await look(person)).status, (await stay(person)).status]).toEqual([401, 401]);
    // It still asks, and goes on for its owner.
    expect(headingOf((await person.get('/portal')).text)).toBe('Lanjut sebagai Budi Santoso?');
  });

  test('without script the button leads to the portal', async () => {
    const person = await signIn();
    const page = await person.post('/portal/stay', '', { accept: 'text/html' });
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/portal']);
    const nobody = await visitor(running()).post('/portal/stay', '', { accept: 'text/html' });
    expect(new URL(nobody.url).pathname).toBe('/');
  });

  test('"Masuk lagi" asks everything again, and begins the hours anew', async () => {
    const person = await signIn();
    for (let hour = 0; hour < 3; hour++) {
      running().clock.advance(50 * 60);
      await stay(person);
    }
    const asked = await person.get('/portal/again');
    expect(asked.text).toContain('name="password"');
    // Until it is answered the old one goes on.
    near(ends(await look(person)).end, absoluteSeconds * 1000 - 150 * MINUTE);
    await person.get('/portal/again');
    await person.submit({ nip: nips.budi, password: 'Merdeka#1945!' });
    const portal = await person.submit({ code: phoneCode(running().clock.now()) });
    expect(new URL(portal.url).pathname).toBe('/portal');
    near(ends(await look(person)).end, absoluteSeconds * 1000);
  });
});

const BAND = 'class="shared-band"';

describe('the pages', () => {
  test('know their session’s ends, warn by script, and say them without', async () => {
    const person = await signIn();
    for (const path of ['/portal', '/account']) {
      const { text } = await person.get(path);
      expect(text).toMatch(/<dialog id="session-end" role="alertdialog"[^>]* data-idle="3[56]\d{5}"/);
      expect(text).toContain('session-end.js');
      expect(text).toMatch(/<noscript><p[^>]*>Sesi ini berakhir pukul \d\d\.\d\d WIB/);
      expect(text).not.toContain(BAND);
    }
    expect((await person.get('/')).text).not.toContain('session-end');
    expect((await visitor(running()).get('/help')).text).not.toContain('session-end');
  });

  test('of a shared device have the way out over everything', async () => {
    const person = await signIn({ shared: '1' });
    for (const path of ['/portal', '/account']) {
      const { text } = await person.get(path);
      expect(text.match(/<button class="primary">Keluar<\/button>/g)).toHaveLength(1);
      expect(text.indexOf(BAND)).toBeLessThan(text.indexOf('<main'));
      // One way out by its name: the small one at the top gives way.
      expect(text.match(/action="\/portal\/logout"/g)?.length).toBe(
        text.includes('id="session-end"') ? 2 : 1,
      );
    }
    // In a sign-in beside it too; but nowhere before somebody has said that it is theirs.
    expect((await person.get('/portal/again')).text).toContain(BAND);
    person.cookies.delete('portal_confirmed|/');
    const asked = await person.get('/portal');
    expect(headingOf(asked.text)).toBe('Lanjut sebagai Budi Santoso?');
    expect(asked.text).not.toContain(BAND);
    const out = await person.post('/portal/logout', '');
    expect(headingOf(out.text)).toBe('Anda sudah keluar');
  });
});

test('"Keluar" says which applications were told, which did not answer, and where to sign out by hand', async () => {
  const person = await signIn();
  const { issuer } = running();
  const found = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { authorization_endpoint: authorization } = (await found.json()) as Record<string, string>;
  const client = await running()
    .db.selectFrom('client')
    .select('metadata')
    .where('client_id', '=', 'siasn')
    .executeTakeFirstOrThrow();
  const [redirectUri = ''] = client.metadata.redirect_uris as string[];
  const page = await person.get(
    `${authorization}?${new URLSearchParams({
      client_id: 'siasn',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: redirectUri,
      code_challenge: sha256('verifier'),
      code_challenge_method: 'S256',
      state: 's',
    }).toString()}`,
  );
  expect(page.url.startsWith(redirectUri)).toBe(true);
  // Nobody listens there.
  const out = await person.post('/portal/logout', '');
  expect(out.text).toMatch(/Belum menjawab[\s\S]*SIASN/);
  expect(out.text).toContain('Buka SIASN');
  expect(out.text).toContain(`href="${new URL(redirectUri).origin}`);
  const again = await person.get('/portal/logout');
  expect([again.status, again.text.includes('SIASN')]).toEqual([200, false]);
});
