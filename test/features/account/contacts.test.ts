import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../../support/app.ts';
import { startApp } from '../../support/app.ts';
import { nips, phoneCode } from '../../support/model.ts';
import { headingOf, visitor } from '../../support/visitor.ts';
import type { Visitor } from '../../support/visitor.ts';
import { findSigninAccount } from '../../../src/model/people/signin-account.ts';
import { contactCounts } from '../../../src/policies/contacts.ts';
import { policy } from '../../../config/policy.ts';
import { alerts } from '../../support/signin.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

/** Each time step is accepted once: the clock goes on a step before every code. */
function freshCode(): string {
  app.clock.advance(30);
  return phoneCode(app.clock.now());
}

async function signIn(nip: string): Promise<Visitor> {
  const person = visitor(app);
  await person.get('/portal');
  await person.submit({ nip, password: 'Merdeka#1945!' });
  const portal = await person.submit({ code: freshCode() });
  expect(new URL(portal.url).pathname).toBe('/portal');
  return person;
}

async function messageTo(to: string, matching: RegExp): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = (await app.outbox()).find((sent) => sent.to === to && matching.test(sent.text));
    if (found) return found.text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing to ${to} like ${matching}`);
}

const contactOf = async (nip: string, kind: 'email' | 'phone') => {
  const account = await findSigninAccount(app.db, nip);
  return account?.contacts.find((contact) => contact.kind === kind) ?? null;
};
const codeIn = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? '';

const auditsOf = async (accountId: string, type: string) => {
  const rows = await app.db
    .selectFrom('audit')
    .select('details')
    .where('account_id', '=', accountId)
    .where('type', '=', type)
    .execute();
  return rows.map(({ details }) => details);
};

describe('changing a contact', () => {
  test('needs a second factor for it and a code to the new one; the old one can undo it', async () => {
    const budi = await signIn(nips.budi);
    await budi.get('/account/contacts/email');
    const refused = await budi.submit({ email: 'Budi.Baru@gmail.com', code: '000000' });
    expect([refused.status, refused.text.includes('value="Budi.Baru@gmail.com"')]).toEqual([422, true]);
    expect(refused.text).not.toContain('value="000000"');
    // Said as it was: nobody has typed a password just now.
    expect(await messageTo('budi@asn.example', /dari sesi yang sudah masuk/)).toContain(
      'Tidak ada yang berubah',
    );

    // A slip is seen, and mended, before anything hangs on it.
    const slip = await budi.submit({ email: 'budi.baru@gmial.com', code: freshCode() });
    expect(slip.text).toContain('Maksud Anda budi.baru@gmail.com?');
    expect(slip.text).toContain('href="/account/contacts/email"');
    await budi.get('/account/contacts/email');

    const verify = await budi.submit({ email: 'Budi.Baru@gmail.com', code: freshCode() });
    expect(headingOf(verify.text)).toBe('Buktikan email baru');
    const code = codeIn(await messageTo('budi.baru@gmail.com', /\b\d{6}\b/));
    const wrong = await budi.submit({ emailCode: code === '111111' ? '222222' : '111111' });
    expect(wrong.status).toBe(422);
    const done = await budi.submit({ emailCode: code });
    expect(done.text).toContain('budi.baru@gmail.com');
    expect(done.text).toContain('Berlaku untuk pemulihan setelah 72 jam');

    const changed = await contactOf(nips.budi, 'email');
    expect(changed).toMatchObject({ value: 'budi.baru@gmail.com', source: 'self' });
    expect(changed && contactCounts(changed, app.clock.now(), policy.contacts)).toBe(false);
    expect(changed && contactCounts(changed, app.clock.now() + 73 * 3_600_000, policy.contacts)).toBe(true);

    const told = await messageTo('budi@asn.example', /\/account\/undo\//);
    const link = /https?:\/\/\S+/.exec(told)?.[0] ?? '';
    expect(link).toContain(`${app.issuer}/account/undo/`);

    // A mail scanner follows the link: nothing happens.
    const scanner = visitor(app);
    expect(headingOf((await scanner.get(link)).text)).toBe('Batalkan perubahan kontak?');
    expect(await contactOf(nips.budi, 'email')).toMatchObject({ value: 'budi.baru@gmail.com' });

    // Two presses at once, from two browsers: it is done once, and both are told so.
    const owner = visitor(app);
    const page = await owner.get(link);
    expect(page.url).toBe(`${app.issuer}/account/undo`);
    const presses = await Promise.all([owner.submit(), scanner.submit()]);
    expect(presses.map(({ text }) => headingOf(text))).toEqual(Array(2).fill('Perubahan dibatalkan'));
    const undone = app.db.selectFrom('audit').select('id').where('type', '=', 'contact.undone');
    expect(await undone.execute()).toHaveLength(1);
    const restored = await contactOf(nips.budi, 'email');
    expect(restored).toMatchObject({ value: 'budi@asn.example', suspended: true });
    expect(restored && contactCounts(restored, app.clock.now() + 1e10, policy.contacts)).toBe(false);

    // The session that made the change is over, and the link is spent.
    expect((await budi.get('/account')).url).toContain('/interaction/');
    expect((await owner.get(link)).status).toBe(422);
    expect(JSON.stringify(app.log)).not.toContain(link.split('/').at(-1));
  });

  test('removes the factors that came after it when it is undone, and brings the old one back', async () => {
    const account = await findSigninAccount(app.db, nips.rina);
    const accountId = account?.id ?? '';
    const { changeContact } = await import('../../../src/model/people/change-contact.ts');
    const { undoContactChange } = await import('../../../src/model/people/undo-contact-change.ts');
    const links: string[] = [];
    const telling = {
      compose: (_kind: string, _channel: string, _locale: string | null, values: object) => {
        links.push(String((values as { link?: string }).link ?? ''));
        return { subject: '', text: '' };
      },
      context: { actor: accountId },
      issuer: app.issuer,
    };
    const now = app.clock.now();
    const change = { accountId, kind: 'phone' as const, source: 'self' as const, verified: true, now };
    await app.db
      .transaction()
      .execute((trx) => changeContact(trx, { ...change, value: '+6281299990000' }, telling));
    const oldTotp = account?.authenticators[0]?.id ?? '';
    await app.db
      .updateTable('totp')
      .set({ replaced_at: new Date(now + 1) })
      .where('id', '=', oldTotp)
      .execute();
    await app.db
      .insertInto('totp')
      .values({
        id: '00000000-0000-4000-8000-000000000001',
        account_id: accountId,
        secret_enc: 'x',
        label: 'the thief’s',
        created_at: new Date(now + 1),
        confirmed_at: new Date(now + 1),
        burnt_steps: '[]',
      })
      .execute();
    const passkeys = [-1, 1].map((at) => ({
      ...{
        id: randomUUID(),
        account_id: accountId,
        name: 'HP',
        credential_id: randomUUID(),
        public_key: 'a2V5',
      },
      ...{ transports: '[]', device_bound: true, backed_up: false, created_at: new Date(now + at) },
    }));
    await app.db.insertInto('passkey').values(passkeys).execute();
    const token = links[0]?.split('/').at(-1) ?? '';
    const undone = await app.db
      .transaction()
      .execute((trx) => undoContactChange(trx, { token, now: now + 2 }, telling));
    expect(undone.kind).toBe('undone');
    const removed = { passkey: passkeys[1]?.id, reason: 'undone' };
    expect(await auditsOf(accountId, 'passkey.removed')).toEqual([removed]);
    expect(await auditsOf(accountId, 'contact.undone')).toEqual([
      expect.objectContaining({ kind: 'phone', authenticators: 1, passkeys: 1 }),
    ]);
    const after = await findSigninAccount(app.db, nips.rina);
    expect(after?.authenticators.map(({ id }) => id)).toEqual([oldTotp]);
    expect(after?.passkeys.map(({ id }) => id)).toEqual([passkeys[0]?.id]);
    expect(after?.epoch).toBe((account?.epoch ?? 0) + 1);
    const late = await app.db
      .transaction()
      .execute((trx) => undoContactChange(trx, { token, now: now + 3 }, telling));
    expect(late.kind).toBe('gone');
  });

  test('asks nobody for a code that nothing of his makes, and says how to come to one', async () => {
    const rina = await signIn(nips.rina);
    const accountId = (await findSigninAccount(app.db, nips.rina))?.id ?? '';
    const kept = await app.db.deleteFrom('totp').where('account_id', '=', accountId).returningAll().execute();
    await app.db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
    const page = await rina.get('/account/contacts/email');
    expect([page.status, page.text.includes('name="code"')]).toEqual([200, false]);
    for (const way of ['/reset-mfa', '/help/case']) expect(page.text).toContain(`href="${way}"`);
    await app.db
      .insertInto('totp')
      .values(kept.map((row) => ({ ...row, burnt_steps: JSON.stringify(row.burnt_steps) })))
      .execute();
  });

  test('is refused to a young authenticator, to strangers, and to another origin', async () => {
    const siti = await signIn(nips.siti);
    await app.db
      .updateTable('totp')
      .set({ confirmed_at: new Date(app.clock.now() - 71 * 3_600_000) })
      .where('account_id', '=', (await findSigninAccount(app.db, nips.siti))?.id ?? '')
      .execute();
    await siti.get('/account/contacts/phone');
    const young = await siti.submit({ phone: '0812 9999 1111', code: freshCode() });
    expect([young.status, alerts(young.text)]).toEqual([422, expect.stringContaining('72 jam')]);
    const foreign = await siti.post('/account/contacts/phone', 'phone=081299991111&code=123456', {
      'sec-fetch-site': 'cross-site',
    });
    expect(foreign.status).toBe(403);
    const stranger = visitor(app);
    const nobody = await stranger.post('/account/contacts/phone', 'phone=081299991111&code=123456');
    expect(nobody.url).toContain('/interaction/');
    const bad = await siti.post('/account/contacts/phone', 'phone=0215550150&code=123456');
    expect([bad.status, alerts(bad.text)]).toEqual([422, expect.stringContaining('08')]);
    expect(await contactOf(nips.siti, 'phone')).toMatchObject({ value: '+6281200000002' });
  });
});
