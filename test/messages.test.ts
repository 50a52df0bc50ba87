import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { catalogues } from '../config/messages/index.ts';
import { createMessages } from '../src/messages.ts';

const root = new URL('..', import.meta.url).pathname;
const { id, en } = catalogues as Record<'id' | 'en', Record<string, string>>;

/** Keys that are put together at run time: what they begin with, and who does it. */
const DYNAMIC = [
  'duration.', // src/messages.ts: units
  'scope.', // views/signin/consent.ejs: scopes of clients
  'soon.', // views/soon.ejs: features
  'mail.', // src/jobs/compose.ts: kinds of messages
  'errors.', // src/app.ts: codes of failures
  'signin.not-active.', // src/features/signin: reasons
];

const filesUnder = (folder: string, ends: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.test(name))
    .map((name) => join(root, folder, name));
const views = filesUnder('views', /\.ejs$/);
const code = [...views, ...filesUnder('src', /\.ts$/)].map((file) => readFileSync(file, 'utf8')).join('\n');
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

  test('holds no key that nobody uses', () => {
    const unused = Object.keys(id).filter(
      (key) => !code.includes(`'${key}'`) && !DYNAMIC.some((prefix) => key.startsWith(prefix)),
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
    expect(messagesFor('en').time(at)).toBe('09.42 WIB');
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
