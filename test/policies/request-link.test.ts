import { expect, test } from '@jest/globals';
import { lengthOf, plainText } from '../../src/policies/plain-text.ts';
import { allowedLink, registeredOrigins } from '../../src/policies/request-link.ts';

const origins = registeredOrigins([
  'https://cuti.example.go.id/callback',
  'https://cuti.example.go.id:8443/x',
  'http://localhost:3002/callback',
  'id.go.asn.app:/callback',
  undefined,
  'nonsense',
]);
const production = (link: string) => allowedLink(link, { origins, clearLoopback: false });

test('only whole origins that are registered, and https alone in production', () => {
  expect([...origins]).toEqual([
    'https://cuti.example.go.id',
    'https://cuti.example.go.id:8443',
    'http://localhost:3002',
  ]);
  expect(production('https://CUTI.example.go.id:443/a/../b?x=1')).toBe('https://cuti.example.go.id/b?x=1');
  expect(production('https://cuti.example.go.id:8443/')).toBe('https://cuti.example.go.id:8443/');
  for (const link of [
    'http://localhost:3002/',
    'http://cuti.example.go.id/',
    'https://cuti.example.go.id:8444/',
    'https://cuti.example.go.id.evil.example/',
    'https://cuti.example.go.id@evil.example/',
    'https://user@cuti.example.go.id/',
    'https://cuti.example.go.id\\@evil.example/',
    'id.go.asn.app:/x',
    'null',
    'javascript://cuti.example.go.id/%0aalert(1)',
    'https:cuti.example.go.id',
  ])
    expect([link, production(link)]).toEqual([
      link,
      link === 'https:cuti.example.go.id' ? 'https://cuti.example.go.id/' : null,
    ]);
  expect(allowedLink('http://localhost:3002/usulan', { origins, clearLoopback: true })).not.toBeNull();
});

test('plain text is one line of letters that look like what they are', () => {
  expect(plainText('  Cuti   tahunan\u00a0 e\u0301 ')).toBe('Cuti tahunan é');
  expect(plainText('<b>&amp;')).toBe('<b>&amp;');
  expect([plainText(' '), plainText('☎\ufe0f 1')]).toEqual(['', '☎ 1']);
  expect(lengthOf('a😀')).toBe(2);
  for (const text of [
    'a\tb',
    'a\u202e',
    '\u2066',
    '\u061c',
    '\ufeff',
    '\u00ad',
    '\u{e0041}',
    '\ud800',
    '\u0378',
    'a\u3164',
    'a\u115f',
    'a\u1160',
    'a\uffa0',
    'a\u2800',
    'a\u2060',
    'a\u034f',
    '— ·',
    '😀',
  ])
    expect(plainText(text)).toBeNull();
});
