import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { audit } from '../../../src/model/audit.ts';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

/** Each TOTP step is accepted once: every sign-in here is of another person. */
async function signIn(person: Visitor, nip: string): Promise<Page> {
  await person.get('/portal');
  await person.submit({ nip, password: 'Merdeka#1945!' });
  return person.submit({ code: phoneCode(app.clock.now()) });
}

describe('the portal', () => {
  test('starts a sign-in where there is none, and then shows who one is', async () => {
    const budi = visitor(app);
    const form = await budi.get('/portal');
    expect(form.url).toMatch(/\/interaction\/[\w-]+$/);
    expect(form.text).toContain('name="nip"');
    const portal = await signIn(budi, nips.budi);
    expect([portal.status, new URL(portal.url).pathname]).toEqual([200, '/portal']);
    for (const part of [
      'Budi Santoso',
      'Penata Muda',
      'III/a',
      'Badan Kepegawaian Negara',
      'MyASN',
      'SIASN',
      'e-Kinerja',
    ])
      expect(portal.text).toContain(part);
    expect(portal.text).toContain('Masuk dari peramban baru');
    expect(portal.headers.get('cache-control')).toBe('no-store');

    const landing = await budi.get('/');
    expect(landing.text).not.toContain('>Masuk<');

    const foreign = await budi.post('/portal/logout', '', { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect((await budi.get('/portal')).text).toContain('Budi Santoso');

    const out = await budi.post('/portal/logout', '');
    expect([out.status, new URL(out.url).pathname]).toEqual([200, '/portal/logout']);
    expect((await budi.get('/portal')).url).toContain('/interaction/');
    expect((await budi.get('/portal/logout')).status).toBe(200);
  });

  test('tells its owner in plain words what happened to the account', async () => {
    const account = await findSigninAccount(app.db, nips.rina);
    const accountId = account?.id ?? '';
    const context = { actor: 'anonymous' };
    await audit(app.db, { type: 'signin.refused', accountId, details: { reason: 'wrong_code' } }, context);
    await audit(
      app.db,
      { type: 'signin.refused', accountId, details: { reason: 'wrong_password' } },
      context,
    );
    const { text } = await signIn(visitor(app), nips.rina);
    expect(text).toContain('kode OTP-nya salah');
    expect(text).not.toContain('wrong_password');
  });

  test('asks whose session of a shared device it is before it shows itself', async () => {
    const siti = visitor(app);
    await siti.get('/portal');
    await siti.submit({ nip: nips.siti, password: 'Merdeka#1945!', shared: '1' });
    // The sign-in that ends here needs no question; one that ended at an application does.
    const first = await siti.submit({ code: phoneCode(app.clock.now()) });
    expect([new URL(first.url).pathname, (await siti.get('/portal')).text.includes('Siti')]).toEqual([
      '/portal',
      true,
    ]);
    siti.cookies.delete('portal_confirmed|/');
    expect(headingOf((await siti.get('/portal')).text)).toBe('Lanjut sebagai Siti Rahmawati?');
    const confirmed = await siti.submit({ decision: 'continue' });
    expect([new URL(confirmed.url).pathname, headingOf(confirmed.text)]).toEqual([
      '/portal',
      expect.stringContaining('Siti Rahmawati'),
    ]);
    // Of another session it says nothing.
    siti.cookies.set('portal_confirmed|/', 'another');
    await siti.get('/portal');
    await siti.submit({ decision: 'other' });
    expect((await siti.get('/portal')).text).not.toContain('Siti');
  });

  test('speaks English where one asks for it', async () => {
    const agus = visitor(app);
    await agus.get('/?lang=en');
    await signIn(agus, nips.agus);
    expect((await agus.get('/portal')).text).toContain('lang="en"');
  });
});

describe('a callback', () => {
  test.each([
    '',
    '?code=x&state=y',
    `?code=x&state=y&iss=http://evil.example`,
    '?error=access_denied&state=y',
  ])('%p without a session ends on the front page, not in a loop', async (query) => {
    const answer = await visitor(app).get(`/portal/callback${query}`);
    expect([answer.status, new URL(answer.url).pathname]).toEqual([200, '/']);
  });
});

describe('pages for whoever may see them', () => {
  test.each(['/helpdesk', '/agency', '/admin', '/dev', '/nothing'])(
    '%s is not there for a stranger',
    async (path) => {
      const page = await visitor(app).get(path);
      expect(page.status).toBe(404);
      expect(headingOf(page.text)).not.toBe('');
    },
  );
});
