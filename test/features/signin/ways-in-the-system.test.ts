import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { issueHandedCode } from '../../../src/model/credentials/handed-codes.ts';
import { grantRole } from '../../../src/model/people/roles.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips, phoneCode, plainCompose } from '../../support/model.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Page, Visitor } from '../../support/visitor.ts';

const PASSWORD = 'Merdeka#1945!';
const OWN = 'Langit#Biru-2041';

/** Through the provider itself: what a sign-in by another way becomes as a session, and whose session it meets. */
describe('the other ways of a sign-in, in the whole system', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => app?.stop());
  beforeEach(() => app.clock.advance(60));

  const accountId = async (nip: string) =>
    (
      await app.db
        .selectFrom('nip_alias')
        .select('account_id')
        .where('nip', '=', nip)
        .executeTakeFirstOrThrow()
    ).account_id;
  const giveTotp = (person: Visitor) => person.submit({ code: phoneCode(app.clock.now()) });
  const signIn = async (person: Visitor, nip: string, password = PASSWORD): Promise<Page> => {
    await person.get('/portal');
    await person.submit({ nip, password });
    return giveTotp(person);
  };
  const issueFor = async (nip: string, by: string) => {
    const context = { actor: await accountId(by), at: app.clock.now() };
    const about = {
      accountId: await accountId(nip),
      kind: 'helpdesk' as const,
      issuedBy: await accountId(by),
      issuerSession: null,
      now: app.clock.now(),
    };
    const telling = { ring: app.ring, compose: plainCompose, context };
    return (await app.db.transaction().execute((trx) => issueHandedCode(trx, about, telling))).code;
  };
  const askAgain = (person: Visitor) =>
    person.get(
      `/auth?${new URLSearchParams({
        client_id: 'portal',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: `${app.issuer}/portal/callback`,
        state: 'x'.repeat(43),
        code_challenge: 'y'.repeat(43),
        code_challenge_method: 'S256',
        prompt: 'login',
      }).toString()}`,
    );
  const sent = async (to: string) => {
    for (let tries = 0; tries < 300; tries += 1) {
      // The newest that has one: a notice may have come after it.
      const codes = (await app.outbox()).flatMap((message) =>
        message.to === to ? (/\b\d{6}\b/.exec(message.text)?.[0] ?? []) : [],
      );
      if (codes[0]) return codes[0];
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no code to ${to}`);
  };

  test('the portal takes a code by SMS, advertised as acr 1; the consoles do not, whatever the role', async () => {
    const discovery = (await (await fetch(`${app.issuer}/.well-known/openid-configuration`)).json()) as {
      acr_values_supported: string[];
    };
    expect(discovery.acr_values_supported).toEqual(['phr', 'urn:asn:acr:2', 'urn:asn:acr:1']);
    const dewi = visitor(app);
    await dewi.get('/portal');
    await dewi.submit({ nip: nips.dewi, password: '3174044303920003' });
    await dewi.submit({ emailCode: await sent('dewi@asn.example') });
    await dewi.submit({ smsCode: await sent('081200000003') });
    const enrol = await dewi.submit({ newPassword: OWN, confirmPassword: OWN });
    expect(headingOf(enrol.text)).toMatch(/Pasang aplikasi/);
    const choice = await dewi.get(`${new URL(enrol.url).pathname}?way=sms`);
    expect(headingOf(choice.text)).toBe('Pakai kode SMS saja?');
    const portal = await dewi.submit({ chooseSms: '1' });
    expect([new URL(portal.url).pathname, portal.status]).toEqual(['/portal', 200]);
    expect(portal.text).toContain('Dewi Lestari');
    const role = {
      accountId: await accountId(nips.dewi),
      role: 'helpdesk' as const,
      agencyId: null,
      until: null,
    };
    await app.db
      .transaction()
      .execute((trx) => grantRole(trx, { ...role, now: app.clock.now() }, { actor: 'shell' }));
    expect((await dewi.get('/helpdesk')).status).toBe(404);
  });

  test('who has an authenticator is asked for it by the portal as before', async () => {
    const budi = visitor(app);
    await budi.get('/portal');
    const factor = await budi.submit({ nip: nips.budi, password: PASSWORD });
    expect(headingOf(factor.text)).toBe('Masukkan kode OTP');
    const portal = await giveTotp(budi);
    expect(new URL(portal.url).pathname).toBe('/portal');
    const [success] = await app.db
      .selectFrom('audit')
      .select('details')
      .where('type', '=', 'signin.success')
      .where('account_id', '=', await accountId(nips.budi))
      .execute();
    expect(success?.details).toMatchObject({ acr: 'urn:asn:acr:2' });
  });

  test('a tab opened before the officer signed in does not take the code that the officer issued', async () => {
    const browser = visitor(app);
    const early = await browser.get('/portal');
    await signIn(browser, nips.agus);
    const code = await issueFor(nips.siti, nips.agus);
    const path = new URL(early.url).pathname;
    const body = new URLSearchParams({ step: 'password', nip: nips.siti, password: code }).toString();
    const refused = await browser.post(path, body);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('perangkat Anda sendiri');
    const siti = visitor(app);
    await siti.get('/portal');
    const factor = await siti.submit({ nip: nips.siti, password: code });
    expect(headingOf(factor.text)).toBe('Masukkan kode OTP');
  });

  test('the new password after a code ends every session of the account at once, and this sign-in goes on', async () => {
    const [here, elsewhere] = [visitor(app), visitor(app)];
    await signIn(here, nips.rina);
    app.clock.advance(60);
    await signIn(elsewhere, nips.rina);
    expect((await elsewhere.get('/portal')).text).toContain('Rina Hartati');
    app.clock.advance(60);
    const code = await issueFor(nips.rina, nips.agus);
    await askAgain(here);
    const factor = await here.submit({ nip: nips.rina, password: code });
    expect(headingOf(factor.text)).toBe('Masukkan kode OTP');
    const change = await giveTotp(here);
    expect(headingOf(change.text)).toBe('Buat kata sandi baru');
    await here.submit({ newPassword: OWN, confirmPassword: OWN });
    expect((await here.get('/portal')).text).toContain('Rina Hartati');
    expect(headingOf((await elsewhere.get('/portal')).text)).toBe('Masuk');
  });
});
