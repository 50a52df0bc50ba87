import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../../config/policy.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import {
  PASSWORD,
  codeIn,
  knownForLong,
  pathIn,
  people,
  prove,
  rowOf,
  textTo,
} from '../../support/registration.ts';
import type { Applicant } from '../../support/registration.ts';
import { headingOf, visitor } from '../../support/visitor.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await knownForLong(app, people.kartini.nip, people.putri.nip);
});
afterAll(() => app?.stop());

/** What the job does by itself every few seconds, however long it backs off; the breaker's rest is real time. */
async function untilDecided(form: Applicant): Promise<void> {
  const deadline = Date.now() + 1000 * (policy.outside.breakSeconds + 60);
  while ((await rowOf(app, form)).state === 'queued') {
    if (Date.now() > deadline) throw new Error('still queued');
    app.clock.advance(policy.registration.retrySeconds);
    await sleep(200);
  }
}

describe('while an outside system is away', () => {
  test('the directory down: queued, told by page and mail, and continued in the same browser', async () => {
    const { wulan } = people;
    await app.outside.switch('down', 'directory');
    const person = visitor(app);
    const page = await prove(app, person, wulan);
    expect([headingOf(page.text), page.status]).toEqual(['Pendaftaran Anda sedang diproses', 200]);
    expect(await rowOf(app, wulan)).toMatchObject({ state: 'queued', email: wulan.email, pns_id: null });
    expect(pathIn(await textTo(app, wulan.email, 'registration_queued'))).toMatch(
      /^\/register\/status\/[\w-]{43}$/,
    );
    // Back and Reload lead here, too.
    expect(new URL((await person.get('/register/verify')).url).pathname).toBe('/register/status');

    await app.outside.switch('ok');
    await untilDecided(wulan);
    expect(await textTo(app, wulan.email, 'registration_resumed')).toContain('/register/status/');
    expect(headingOf((await person.get('/register/status')).text)).toBe('Buat kata sandi');
  });

  test('the register down: continued from the mail in another browser, with the number proven anew there', async () => {
    const { kartini } = people;
    await app.outside.switch('down', 'population');
    const first = visitor(app);
    await prove(app, first, kartini);
    expect(await rowOf(app, kartini)).toMatchObject({ state: 'queued' });
    await app.outside.switch('ok');
    await untilDecided(kartini);
    const link = pathIn(await textTo(app, kartini.email, 'registration_resumed'));
    const before = await textTo(app, kartini.phone, 'code_registration');

    const second = visitor(app);
    const elsewhere = await second.get(link);
    expect(headingOf(elsewhere.text)).toBe('Lanjutkan pendaftaran di peramban ini');
    expect(elsewhere.text).not.toContain(kartini.phone);
    // Looking changes nothing: the first browser could still go on.
    expect(headingOf((await first.get('/register/password')).text)).toBe('Buat kata sandi');

    await second.get('/register/status');
    const verify = await second.post('/register/status', 'continue=1');
    expect(new URL(verify.url).pathname).toBe('/register/verify');
    expect(verify.text).not.toContain('id="emailCode"');
    const code = await textTo(app, kartini.phone, 'code_registration');
    expect(code).not.toBe(before);
    expect((await second.submit({ password: PASSWORD, confirmPassword: PASSWORD })).status).toBe(422);
    const password = await second.submit({ smsCode: codeIn(code) });
    expect(headingOf(password.text)).toBe('Buat kata sandi');
    // And the first one has nothing left to go on with.
    expect(new URL((await first.get('/register/password')).url).pathname).not.toBe('/register/password');
    const done = await second.submit({ password: PASSWORD, confirmPassword: PASSWORD });
    expect(headingOf(done.text)).toBe('Periksa email Anda');
    // Told once, though it was decided twice.
    const told = await app.db
      .selectFrom('outbox')
      .select('id')
      .where('kind', '=', 'registration_started')
      .where('recipient', '=', kartini.email)
      .execute();
    expect(told).toHaveLength(1);
  });

  test('slow beyond patience: the page comes in time, and the answer still counts when it comes', async () => {
    const { putri } = people;
    await app.outside.switch('slow', 'population');
    const person = visitor(app);
    const asked = async () => (await fetch(`${app.issuer}/metrics`)).text();
    const page = await prove(app, person, putri);
    // The register itself is given up two seconds later.
    expect(await asked()).not.toContain('system="population",outcome="slow"');
    expect(headingOf(page.text)).toBe('Pendaftaran Anda sedang diproses');
    await app.outside.switch('ok');
    await untilDecided(putri);
    expect(await asked()).toContain('system="population",outcome="answered"');
    expect(headingOf((await person.get('/register/status')).text)).toBe('Buat kata sandi');
  });

  test('a cause found later is told by mail, and named on the page behind it', async () => {
    const form = { ...people.arif, nik: people.budi.nik };
    await app.outside.switch('down', 'directory');
    await prove(app, visitor(app), form);
    await app.outside.switch('ok');
    await untilDecided(form);
    const link = pathIn(await textTo(app, form.email, 'registration_refused'));
    expect(headingOf((await visitor(app).get(link)).text)).toBe('NIP dan NIK tidak cocok');
  });
});
