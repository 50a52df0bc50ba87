import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { catalogues } from '../config/messages/index.ts';
import { createMessages } from '../src/messages.ts';
import { messageKinds } from '../src/model/message-kinds.ts';
import { CLIENT_ERROR_KINDS } from '../src/policies/client-error.ts';
import { CLAIMS_OF_SCOPE } from '../src/oidc/claims.ts';
import { DIRECTORY_SCOPE } from '../src/oidc/resources.ts';
import { ACTIVITY_GROUPS } from '../src/parts/activity/event-words.ts';
import type { ContactSource } from '../src/platform/schema.ts';
import type { MayNotReason } from '../src/policies/access.ts';

const root = new URL('..', import.meta.url).pathname;
const { id, en } = catalogues as Record<'id' | 'en', Record<string, string>>;

type Named<T extends string> = Record<T, true>;

/** Every member of each union, so that the compiler names one that is missing here or left over. */
const units: Named<'second' | 'minute' | 'hour' | 'day'> = {
  second: true,
  minute: true,
  hour: true,
  day: true,
};
const sources: Named<ContactSource> = { directory: true, self: true, agency: true, helpdesk: true };
const standings: Named<MayNotReason> = { closed: true, frozen: true, suspended: true, kedudukan_hukum: true };
const each = (names: object, ...patterns: string[]) =>
  Object.keys(names).flatMap((name) => patterns.map((pattern) => pattern.replace('*', name)));

/** Keys that are put together at run time, from what: src/messages.ts, views/signin/consent.ejs, src/jobs/compose.ts, steps/password.ts, views/account/home.ejs. */
const clientErrorKinds = Object.fromEntries(CLIENT_ERROR_KINDS.map((kind) => [kind, true]));

const DYNAMIC = new Set([
  ...each(units, 'duration.*.one', 'duration.*.other'),
  ...each({ ...CLAIMS_OF_SCOPE, [DIRECTORY_SCOPE]: true }, 'scope.*'),
  ...Object.entries(messageKinds).flatMap(([kind, { channels, ownLink }]) => [
    ...(channels.includes('email') ? each({ [kind]: true }, 'mail.*.subject', 'mail.*.text') : []),
    ...(channels.includes('sms') ? each({ [kind]: true }, 'mail.*.sms') : []),
    ...(ownLink ? each({ [kind]: true }, 'mail.*.link', 'mail.*.link.sms') : []),
  ]),
  ...each(clientErrorKinds, 'clients.error.*', 'clients.todo.*'),
  ...each(standings, 'signin.not-active.*'),
  ...each(sources, 'account.contact.source.*'),
  ...each(Object.fromEntries(ACTIVITY_GROUPS.map((group) => [group, true])), 'activity.group.*'),
]);

/** Codes of failures (src/app.ts) have no union: each stands in the code as it is. */
const NAMED_IN_CODE = /^errors\.([\w-]+)(?:\.text)?$/;

const filesUnder = (folder: string, ends: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.test(name))
    .map((name) => join(root, folder, name));
const views = filesUnder('views', /\.ejs$/);
const code = [...views, ...filesUnder('src', /\.ts$/)].map((file) => readFileSync(file, 'utf8')).join('\n');
const named = (name: string | undefined) => name !== undefined && code.includes(`'${name}'`);
const areas = readdirSync(join(root, 'config/messages/id')).map((name) => name.replace('.ts', ''));

const places = (text = ''): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();

describe('the catalogue', () => {
  test('has the same keys in both languages', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(id).toSorted());
  });

  test('has the same places for values in both languages', () => {
    const wrong = Object.keys(id).filter((key) => String(places(id[key])) !== String(places(en[key])));
    expect(wrong).toEqual([]);
  });

  test('has no empty text', () => {
    expect(Object.keys(id).filter((key) => !id[key]?.trim() || !en[key]?.trim())).toEqual([]);
  });

  test('says nothing twice under one key: no area overrides another', async () => {
    const keys = await Promise.all(
      areas.map(async (area) => {
        const file = (await import(`../config/messages/id/${area}.ts`)) as { default: object };
        return Object.keys(file.default);
      }),
    );
    const all = keys.flat();
    expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
  });

  test('holds every key that views and code ask for', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([a-z][\w.:-]*)'\s*[,)]/g)].map(([, key]) => key ?? '');
    expect(asked.filter((key) => !(key in id))).toEqual([]);
  });

  test('holds every key that is put together at run time', () => {
    expect([...DYNAMIC].filter((key) => !(key in id))).toEqual([]);
  });

  test.each(['id', 'en'] as const)('names a button as the button names itself: %s', (locale) => {
    const texts = Object.values(catalogues[locale]);
    const pressed = texts.flatMap((text) => [
      ...text.matchAll(/(?:tekan|pilih|tombol|press|choose|button) [“"]([^”"]+)[”"]/giu),
    ]);
    // The last two stand in the authenticator app.
    const labels = new Set([...texts, 'tambah akun', 'add account']);
    expect(pressed.length).toBeGreaterThan(5);
    expect(pressed.map(([, label]) => label).filter((label) => !labels.has(label ?? ''))).toEqual([]);
  });

  test('says "not me" on every button with one key, so that its texts hold for each', () => {
    const keys = (words: Record<string, string>, label: RegExp) =>
      Object.keys(words).filter((key) => label.test(words[key] ?? ''));
    expect([keys(id, /^(?:itu )?bukan saya$/i), keys(en, /^(?:that was )?not me$/i)]).toEqual([
      ['button.not_me'],
      ['button.not_me'],
    ]);
  });

  test('holds no key that nobody uses', () => {
    const unused = Object.keys(id).filter(
      (key) => !code.includes(`'${key}'`) && !DYNAMIC.has(key) && !named(NAMED_IN_CODE.exec(key)?.[1]),
    );
    expect(unused).toEqual([]);
  });
});

describe('the views', () => {
  test.each(views.map((file) => [file.slice(root.length)]))('%s holds no text of its own', (file) => {
    const text = readFileSync(join(root, file), 'utf8')
      .replace(/<%[\s\S]*?%>/g, ' ')
      .replace(/<[^>]*>/g, ' ');
    expect(text.match(/\p{L}{2,}/gu) ?? []).toEqual([]);
  });
});

describe('words', () => {
  const { messagesFor } = createMessages();
  const at = Date.UTC(2026, 10, 22, 2, 42);

  test('say the time of day with the zone, as people write it', () => {
    expect(messagesFor('id').time(at)).toBe('09.42 WIB');
    expect(messagesFor('en').time(at)).toBe('09:42 WIB');
    expect(createMessages({ zone: 'Asia/Jayapura' }).messagesFor('id').time(at)).toBe('11.42 WIT');
  });

  test('say the date in full', () => {
    expect(messagesFor('id').date(at)).toBe('22 November 2026');
    expect(messagesFor('id').date(Date.UTC(2026, 4, 3))).toBe('3 Mei 2026');
  });

  test('round a wait up and put English into the plural', () => {
    expect(messagesFor('id').duration(241)).toBe('5 menit');
    expect(messagesFor('en').duration(1)).toBe('1 second');
    expect(messagesFor('en').duration(60)).toBe('1 minute');
    expect(messagesFor('en').duration(24 * 3600)).toBe('24 hours');
    expect(messagesFor('en').duration(0)).toBe('1 second');
  });

  test('speak Indonesian to a language they do not know', () => {
    expect(messagesFor('fr').locale).toBe('id');
    expect(messagesFor(null).t('button.signin')).toBe('Masuk');
  });

  test('leave a place without its value as it is, and never take values for patterns', () => {
    expect(messagesFor('id').t('logged_out.back', { name: '{name} $& <b>' })).toBe(
      'Kembali ke {name} $& <b>',
    );
  });
});
