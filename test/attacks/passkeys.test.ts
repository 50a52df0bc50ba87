import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { asked, form, passkeyPeople, pathOf } from '../support/passkey-owner.ts';
import type { PasskeyPeople } from '../support/passkey-owner.ts';
import { somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { softPasskey } from '../support/soft-passkey.ts';
import type { Asked, Twist } from '../support/soft-passkey.ts';
import { visitor } from '../support/visitor.ts';

let app: TestApp;
let nextPerson: () => Someone;
let people: PasskeyPeople;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 22);
  people = passkeyPeople(app, nextPerson);
});
afterAll(() => app.stop());

const signIn: PasskeyPeople['signIn'] = (person) => people.signIn(person);
const withPasskey: PasskeyPeople['withPasskey'] = (options) => people.withPasskey(options);
const bySign: PasskeyPeople['bySign'] = (...all) => people.bySign(...all);

const refusals = (accountId?: string) => {
  const all = app.db
    .selectFrom('audit')
    .select(['details', 'account_id'])
    .where('type', '=', 'passkey.refused');
  return (accountId ? all.where('account_id', '=', accountId) : all).orderBy('id').execute();
};
const lastReason = async () => (await refusals()).at(-1)?.details.reason;

describe('a passkey', () => {
  test('is the whole sign-in: acr phr, amr as it is, the browser remembered, its owner told of it', async () => {
    const { person, passkey } = await withPasskey();
    const page = await bySign(passkey);
    expect(pathOf(page)).toBe('/portal');
    const [row] = await app.db
      .selectFrom('audit')
      .select('details')
      .where('account_id', '=', person.id)
      .where('type', '=', 'signin.success')
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
    expect(row?.details).toMatchObject({ acr: 'phr', amr: ['swk', 'user', 'mfa'], knownBrowser: false });
    const kinds = await app.db
      .selectFrom('outbox')
      .select('kind')
      .where('account_id', '=', person.id)
      .execute();
    expect(kinds.map(({ kind }) => kind)).toContain('passkey_added');
  });

  test('that never leaves its device is told so (hwk)', async () => {
    const { person, passkey } = await withPasskey({ synced: false });
    expect(pathOf(await bySign(passkey))).toBe('/portal');
    const row = await app.db
      .selectFrom('audit')
      .select('details')
      .where('account_id', '=', person.id)
      .where('type', '=', 'signin.success')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    expect(row?.details.amr).toEqual(['hwk', 'user', 'mfa']);
  });

  test('is a second factor after the password, beside the code', async () => {
    const { person, passkey } = await withPasskey();
    const who = visitor(app);
    await who.get('/portal');
    const totp = await who.submit({ nip: person.nip, password: person.password });
    expect(totp.text).toContain('?way=passkey');
    const page = await who.get(`${pathOf(totp)}?way=passkey`);
    const answer = passkey.answer(asked(page));
    expect(pathOf(await who.post(pathOf(page), form({ step: 'passkey', passkey: answer })))).toBe('/portal');
  });

  test('works while strangers have locked the password, and in front of a captcha', async () => {
    const { person, passkey } = await withPasskey();
    const stranger = visitor(app);
    await stranger.get('/portal');
    for (let tries = 0; tries < 3; tries += 1)
      await stranger.submit({ nip: person.nip, password: `salah-${tries}` });
    expect(pathOf(await bySign(passkey))).toBe('/portal');
  });

  test('proves an act in the act’s own form, and only there', async () => {
    const { person, passkey, owner } = await withPasskey();
    app.clock.advance(73 * 3600);
    const again = visitor(app);
    expect(pathOf(await bySign(passkey, undefined, again))).toBe('/portal');
    void owner;
    const optionsFor = async (path: string) =>
      JSON.parse((await again.post('/account/proof', form({ path }))).text) as Asked;
    const elsewhere = passkey.answer(await optionsFor('/account/passkeys/add'));
    const change = { email: 'baru@asn.example' };
    const refused = await again.post('/account/contacts/email', form({ ...change, passkey: elsewhere }));
    expect(refused.status).toBe(422);
    const answer = passkey.answer(await optionsFor('/account/contacts/email'));
    const page = await again.post('/account/contacts/email', form({ ...change, passkey: answer }));
    expect(pathOf(page)).toBe('/account/contacts/email/verify');
    const replayed = await again.post(
      '/account/contacts/email',
      form({ email: 'lain@asn.example', passkey: answer }),
    );
    expect(replayed.status).toBe(422);
    const proven = await app.db
      .selectFrom('audit')
      .select('details')
      .where('account_id', '=', person.id)
      .where('type', '=', 'act.proven')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    expect(proven?.details).toEqual({ act: 'contact.change', way: 'passkey' });
  });

  test('younger than 72 hours changes no contact', async () => {
    const { passkey } = await withPasskey();
    const who = visitor(app);
    await bySign(passkey, undefined, who);
    const options = JSON.parse(
      (await who.post('/account/proof', form({ path: '/account/contacts/email' }))).text,
    ) as Asked;
    const page = await who.post(
      '/account/contacts/email',
      form({ email: 'x@asn.example', passkey: passkey.answer(options) }),
    );
    expect([page.status, page.text.includes('72 jam')]).toEqual([422, true]);
  });
});

describe('an answer of a passkey is refused', () => {
  let owned: Awaited<ReturnType<typeof withPasskey>>;
  beforeAll(async () => {
    owned = await withPasskey();
  });

  test.each<[string, Twist, string]>([
    ['from another origin', { origin: 'https://sso-siasn.example' }, 'signature'],
    ['for another RP ID', { rpId: 'example.com' }, 'signature'],
    ['without user verification', { unverified: true }, 'signature'],
    ['with the handle of somebody else', { userHandle: 'AAAA' }, 'signature'],
    ['that names no holder where nobody is known yet', { userHandle: null }, 'signature'],
    ['that is a registration', { type: 'webauthn.create' }, 'signature'],
    [
      'to a challenge of the attacker’s own',
      { challenge: Buffer.alloc(54, 7).toString('base64url') },
      'challenge',
    ],
    ['of a credential that nobody has', { id: Buffer.alloc(16, 3).toString('base64url') }, 'unknown'],
  ])('%s', async (_name, twist, reason) => {
    const page = await bySign(owned.passkey, twist);
    expect(page.status).toBe(422);
    expect(page.text).toContain('role="alert"');
    expect(await lastReason()).toBe(reason);
  });

  test('the second time, and in another browser’s interaction', async () => {
    const who = visitor(app);
    const page = await who.get('/portal');
    const answer = owned.passkey.answer(asked(page));
    const other = visitor(app);
    const theirs = await other.get('/portal');
    const moved = await other.post(pathOf(theirs), form({ step: 'passkey', passkey: answer }));
    expect([moved.status, await lastReason()]).toEqual([422, 'challenge']);
    const post = () => who.post(pathOf(page), form({ step: 'passkey', passkey: answer }));
    expect(pathOf(await post())).toBe('/portal');
    const fresh = visitor(app);
    const again = await fresh.get('/portal');
    const replayed = await fresh.post(pathOf(again), form({ step: 'passkey', passkey: answer }));
    expect([replayed.status, await lastReason()]).toEqual([422, 'challenge']);
  });

  test('when it is too late', async () => {
    const who = visitor(app);
    const page = await who.get('/portal');
    app.clock.advance(301);
    const late = await who.post(
      pathOf(page),
      form({ step: 'passkey', passkey: owned.passkey.answer(asked(page)) }),
    );
    expect([late.status, await lastReason()]).toEqual([422, 'challenge']);
  });

  test.each(['', '{', '[]', '{"id":"x"}', 'x'.repeat(5000)])(
    'where it is none at all (%#)',
    async (passkey) => {
      const who = visitor(app);
      const page = await who.get('/portal');
      expect((await who.post(pathOf(page), form({ step: 'passkey', passkey }))).status).toBe(422);
    },
  );

  test('as the second factor of another account', async () => {
    const victim = await withPasskey();
    const who = visitor(app);
    await who.get('/portal');
    const totp = await who.submit({ nip: victim.person.nip, password: victim.person.password });
    const page = await who.get(`${pathOf(totp)}?way=passkey`);
    const refused = await who.post(
      pathOf(page),
      form({ step: 'passkey', passkey: owned.passkey.answer(asked(page)) }),
    );
    expect([refused.status, await lastReason()]).toEqual([422, 'other_account']);
  });

  test('once its counter goes back: there is a copy, both are stopped, and the owner is told', async () => {
    const { person, passkey } = await withPasskey({ synced: false });
    expect(pathOf(await bySign(passkey, { counter: 9 }))).toBe('/portal');
    expect((await bySign(passkey, { counter: 9 })).status).toBe(422);
    expect(await lastReason()).toBe('counter');
    expect((await bySign(passkey, { counter: 10 })).status).toBe(422);
    const kinds = await app.db
      .selectFrom('outbox')
      .select('kind')
      .where('account_id', '=', person.id)
      .execute();
    expect(kinds.map(({ kind }) => kind)).toContain('passkey_cloned');
  });

  test('where its account is frozen, even by a passkey alone', async () => {
    const { person, passkey } = await withPasskey();
    await app.db
      .insertInto('account_block')
      .values({
        account_id: person.id,
        kind: 'freeze',
        reason: 'test',
        placed_by: 'self',
        placed_at: new Date(app.clock.now()),
      })
      .execute();
    expect((await bySign(passkey)).status).toBe(422);
  });
});

describe('a platform admin', () => {
  test('with a passkey comes to the console by it alone: a step-up that comes back to the page', async () => {
    const { person, passkey } = await withPasskey();
    await app.db
      .insertInto('role_grant')
      .values({
        account_id: person.id,
        role: 'admin',
        granted_by: 'shell',
        granted_at: new Date(app.clock.now()),
      })
      .execute();
    const young = await signIn(person);
    expect((await young.get('/admin/keys')).status).toBe(200);
    app.clock.advance(73 * 3600);
    const who = await signIn(person);
    const page = await who.get('/admin/keys');
    expect(pathOf(page)).toMatch(/^\/interaction\//);
    expect(page.text).not.toContain('name="code"');
    const code = await who.post(pathOf(page), form({ step: 'totp', code: person.code() }));
    expect(pathOf(code)).toBe(pathOf(page));
    const back = await who.post(
      pathOf(page),
      form({ step: 'passkey', passkey: passkey.answer(asked(page)) }),
    );
    expect([pathOf(back), back.status]).toEqual(['/admin/keys', 200]);
  });

  test.each([
    'https://evil.example',
    '//evil.example',
    '/portal',
    '/admin/../portal',
    '/admin?x=1',
    '/adminx',
  ])('is sent back to no other page: %s', async (to) => {
    const { passkey } = owned;
    const who = visitor(app);
    await bySign(passkey, undefined, who);
    expect(pathOf(await who.get(`/portal/step-up?to=${encodeURIComponent(to)}`))).toBe('/portal');
  });
  let owned: Awaited<ReturnType<typeof withPasskey>>;
  beforeAll(async () => {
    owned = await withPasskey();
  });
});

describe('adding and removing', () => {
  test('asks for a proof made for it, which adds one passkey alone', async () => {
    const person = nextPerson();
    const who = await signIn(person);
    expect(pathOf(await who.get('/account/passkeys/new'))).toBe('/account/passkeys/add');
    const [one, two] = [softPasskey(app.issuer), softPasskey(app.issuer)];
    await who.get('/account/passkeys/add');
    const page = await who.submit({ code: person.code() });
    const again = await who.get('/account/passkeys/new');
    const posts = await Promise.all([
      who.post('/account/passkeys/new', form({ name: 'Satu', passkey: one.register(asked(page)) })),
      who.post('/account/passkeys/new', form({ name: 'Dua', passkey: two.register(asked(again)) })),
    ]);
    expect(posts.filter(({ url }) => url.includes('done=added'))).toHaveLength(1);
    const rows = await app.db
      .selectFrom('passkey')
      .select('id')
      .where('account_id', '=', person.id)
      .execute();
    expect(rows).toHaveLength(1);
  });

  test('takes no registration without user verification, of another origin, or one that exists', async () => {
    const { passkey: taken } = await withPasskey();
    const person = nextPerson();
    const who = await signIn(person);
    await who.get('/account/passkeys/add');
    await who.submit({ code: person.code() });
    for (const twist of [
      { unverified: true },
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
    ]) {
      const page = await who.get('/account/passkeys/new');
      const passkey = softPasskey(app.issuer).register(asked(page), twist);
      expect((await who.post('/account/passkeys/new', form({ passkey }))).status).toBe(422);
    }
    const page = await who.get('/account/passkeys/new');
    const known = await who.post('/account/passkeys/new', form({ passkey: taken.register(asked(page)) }));
    expect(known.status).toBe(422);
    const rows = await app.db
      .selectFrom('passkey')
      .select('id')
      .where('account_id', '=', person.id)
      .execute();
    expect(rows).toHaveLength(0);
  });

  test('another’s passkey is not there: 404, and written down', async () => {
    const { person } = await withPasskey();
    const stranger = nextPerson();
    const who = await signIn(stranger);
    const row = await app.db
      .selectFrom('passkey')
      .select('id')
      .where('account_id', '=', person.id)
      .executeTakeFirstOrThrow();
    expect((await who.get(`/account/passkeys/${row.id}`)).status).toBe(404);
    expect((await who.post(`/account/passkeys/${row.id}/name`, form({ name: 'x' }))).status).toBe(404);
    const removal = await who.post(`/account/passkeys/${row.id}/remove`, form({ code: stranger.code() }));
    expect(removal.status).toBe(404);
    const refused = await app.db
      .selectFrom('audit')
      .select('id')
      .where('type', '=', 'scope.refused')
      .where('actor', '=', stranger.id)
      .execute();
    expect(refused).toHaveLength(3);
  });
});
