import { describe, expect, test } from '@jest/globals';
import { redirectVerdict, uriFault } from '../../src/policies/redirect-uri.ts';
import type { UriFault } from '../../src/policies/redirect-uri.ts';

const web = { native: false, clearLoopback: false };
const native = { native: true, clearLoopback: false };

describe('an address of a web application', () => {
  test.each([
    'https://app.example',
    'https://app.example/',
    'https://app.example/cb',
    'https://app.example:8443/masuk/kembali?lewat=sso',
    'https://app.example/a%20b/%E2%9C%93',
    'https://xn--80ak6aa92e.example/cb',
  ])('%s is taken', (uri) => expect(uriFault(uri, web)).toBeNull());

  test.each<[string, UriFault]>([
    ['https://*.app.example/cb', 'wildcard'],
    ['https://app.example/cb#', 'fragment'],
    ['https://app.example@evil.example/cb', 'userinfo'],
    ['https://app.example\\@evil.example/', 'characters'],
    ['https://app.example/c\tb', 'characters'],
    ['https://аpp.example/cb', 'characters'],
    ['http://app.example/cb', 'https'],
    ['http://localhost/cb', 'https'],
    ['javascript:alert(1)', 'https'],
    ['javascript://app.example/%0aalert(1)', 'https'],
    ['data:text/html,x', 'https'],
    ['blob:https://app.example/1', 'https'],
    ['//app.example/cb', 'malformed'],
    [`https://app.example/${'x'.repeat(500)}`, 'too_long'],
  ])('%s is refused: %s', (uri, fault) => expect(uriFault(uri, web)).toBe(fault));

  // A browser goes elsewhere than the letters say, so that whoever approves it reads another address.
  test.each([
    'https://app.example/masuk/../lain',
    'https://app.example/masuk/%2e%2E/lain',
    'https://app.example/./cb',
    'https:app.example/cb',
    'https:///app.example/cb',
    'https://APP.example/cb',
    'https://ap%70.example/cb',
    'https://app.example:443/cb',
    'https://2130706433/cb',
    'https://0x7f.1/cb',
    'https://app.example?lewat=sso',
    'https://app.example/<b>',
  ])('%s is read otherwise by a browser', (uri) => expect(uriFault(uri, web)).toBe('rewritten'));
});

describe('an address of a native app', () => {
  test.each(['http://127.0.0.1/cb', 'http://127.0.0.1:5000/cb', 'http://[::1]/cb', 'id.go.contoh:/cb'])(
    '%s is taken',
    (uri) => expect(uriFault(uri, native)).toBeNull(),
  );

  test.each<[string, UriFault]>([
    ['http://localhost.evil.example/cb', 'https'],
    ['http://127.0.0.1.evil.example/cb', 'https'],
    ['http://0.0.0.0/cb', 'https'],
    ['http://2130706433/cb', 'rewritten'],
    ['http://127.1/cb', 'rewritten'],
    ['myapp:/cb', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['intent://x#Intent;end', 'fragment'],
  ])('%s is refused: %s', (uri, fault) => expect(uriFault(uri, native)).toBe(fault));
});

describe('what is tried', () => {
  const registered = ['https://app.example/masuk/kembali', 'https://app.example/lain'];

  test('is compared to the letter, and the nearest registered one is named', () => {
    expect(redirectVerdict('https://app.example/lain', { registered, rules: web })).toEqual({
      kind: 'accepted',
    });
    for (const uri of ['https://app.example/masuk/kembali/', 'https://app.example/masuk/Kembali'])
      expect(redirectVerdict(uri, { registered, rules: web })).toEqual({
        kind: 'refused',
        fault: null,
        near: registered[0],
      });
  });

  test('of a native app has a port of its own, and no other host', () => {
    const of = (uri: string) =>
      redirectVerdict(uri, { registered: ['http://127.0.0.1/cb'], rules: native }).kind;
    expect(of('http://127.0.0.1:5001/cb')).toBe('accepted');
    expect(of('http://localhost:5001/cb')).toBe('refused');
    expect(of('http://127.0.0.1:5001/cb?x=1')).toBe('refused');
  });
});
