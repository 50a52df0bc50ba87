import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownName } from '../../src/features/account/own-name.ts';
import { startApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { phoneCode } from '../support/model.ts';
import { asked, form, passkeyPeople } from '../support/passkey-owner.ts';
import { messagesTo, somePeople } from '../support/recovery.ts';
import type { Someone } from '../support/recovery.ts';
import { softPasskey } from '../support/soft-passkey.ts';

/** Whoever sits in an account names a thing of theirs, and we write to its owner with that name. */
let app: TestApp;
let nextPerson: () => Someone;

beforeAll(async () => {
  app = await startApp();
  nextPerson = await somePeople(app, 4);
});
afterAll(() => app.stop());

const EVIL = 'Kode 482913 https://asn.evil.example';
const WORDS = 'Kode https asn evil example';

describe('a mail whose name was somebody else’s idea', () => {
  async function expectOurs({ email }: Someone, kind: string): Promise<void> {
    const [mail] = await messagesTo(app, email, kind);
    expect(mail?.text).toContain('“Kode https asn');
    // The token of our own link may hold six digits by chance.
    expect(mail?.text.replaceAll(/https?:\S+/g, '')).not.toMatch(/\d{6}/);
    const links = [...(mail?.text ?? '').matchAll(/[a-z]+:\/\/[^\s]+/g)].map(([link]) => link);
    for (const link of links) expect(new URL(link).origin).toBe(new URL(app.issuer).origin);
    expect(mail?.text).not.toContain('evil.example');
  }

  test('has one URL, ours, and no code: a passkey', async () => {
    const person = nextPerson();
    const people = passkeyPeople(app, nextPerson);
    const who = await people.signIn(person);
    const page = await who.post('/account/passkeys/add', form({ code: person.code() }));
    const passkey = softPasskey(app.issuer).register(asked(page));
    const added = await who.post('/account/passkeys/new', form({ name: EVIL, passkey }));
    expect(added.url).toContain('done=added');
    await expectOurs(person, 'passkey_added');
    const id = /passkeys\/([0-9a-f-]{36})"/.exec(added.text)?.[1] ?? '';
    await who.post(`/account/passkeys/${id}/name`, form({ name: `${EVIL} lagi` }));
    const { name } = await app.db
      .selectFrom('passkey')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(name).toBe(`${WORDS} lagi`);
  });

  test('has one URL, ours, and no code: an authenticator', async () => {
    const person = nextPerson();
    const who = await passkeyPeople(app, nextPerson).signIn(person);
    const page = await who.post('/account/authenticators/add', form({ code: person.code() }));
    const secret = (/data-secret[^>]*>([\s\S]*?)<\/p>/.exec(page.text)?.[1] ?? '').replace(/<[^>]+>|\s/g, '');
    const code = phoneCode(app.clock.now(), { secret });
    const added = await who.post('/account/authenticators/new', form({ code, name: EVIL }));
    expect(added.url).toContain('done=added');
    await expectOurs(person, 'totp_added');
  });
});

describe('a name', () => {
  const name = (typed: string) => ownName(typed, { length: 40, unnamed: 'Passkey' });

  test.each([
    ['https://evil.example/x', 'https evil example/x'],
    ['www.evil.example', 'www evil example'],
    ['evil.example', 'evil example'],
    ['evil。example evil．example', 'evil example evil example'],
    ['//evil', 'evil'],
    ['mailto:a@evil', 'mailto a evil'],
    ['482913', 'Passkey'],
    ['48\u200b2913', '48 2913'],
    ['kode 482 913 atau 482-913 atau 482.913', 'kode atau atau'],
    ['１２３４５６', 'Passkey'],
    ['199001012020011001', 'Passkey'],
  ])('like %s is no link and no code', (typed, kept) => {
    expect(name(typed)).toBe(kept);
  });

  test.each([
    'Ponsel Bu Siti',
    'Galaxy S23 (2024)',
    'HP kantor no. 2',
    'Laptop/tablet: rumah',
    'Kunci “biru” 📱',
  ])('like %s stays as it is', (typed) => {
    expect(name(typed)).toBe(typed);
  });
});
