import { describe, expect, test } from '@jest/globals';
import { COMMON_DOMAINS, readEmail, suggestEmail } from '../../src/policies/email-address.ts';

describe('an e-mail address', () => {
  test.each([
    [' Budi@ASN.example ', 'budi@asn.example'],
    ['mailto:budi@gmail.com', 'budi@gmail.com'],
    ['budi.santoso+asn@mail.bkn.go.id', 'budi.santoso+asn@mail.bkn.go.id'],
    ['budi @gmail.com', 'budi@gmail.com'],
    ['\u200bbudi@gmail.com', 'budi@gmail.com'],
  ])('%j is read kindly', (typed, email) => {
    expect(readEmail(typed)).toEqual({ kind: 'ok', email });
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['budi', 'form'],
    ['budi@', 'form'],
    ['@gmail.com', 'form'],
    ['budi@gmail', 'form'],
    ['budi@gmail..com', 'form'],
    ['.budi@gmail.com', 'form'],
    ['budi@@gmail.com', 'form'],
    ['budi@gmail.com,siti@gmail.com', 'form'],
    ['budi@gmail.com\nbcc:siti@gmail.com', 'form'],
    ['budi@-gmail.com', 'form'],
    ['budi@127.0.0.1', 'form'],
    ['"b udi"@gmail.com', 'form'],
    ['budi<siti>@gmail.com', 'form'],
    [`${'b'.repeat(65)}@gmail.com`, 'form'],
    [`budi@${'a'.repeat(260)}.com`, 'length'],
  ])('%j is refused (%s)', (typed, reason) => {
    expect(readEmail(typed)).toEqual({ kind: 'malformed', reason });
  });
});

describe('"did you mean"', () => {
  test.each([
    ['budi@gmial.com', 'budi@gmail.com'],
    ['budi@gmail.con', 'budi@gmail.com'],
    ['budi@gmal.com', 'budi@gmail.com'],
    ['budi@yaho.com', 'budi@yahoo.com'],
    ['budi@yahoo.co.idd', 'budi@yahoo.co.id'],
    ['budi@hotmial.com', 'budi@hotmail.com'],
    ['budi@bkn.go.di', 'budi@bkn.go.id'],
  ])('%s: %s', (typed, meant) => {
    expect(suggestEmail(typed)).toBe(meant);
  });

  test.each([
    ...COMMON_DOMAINS.map((domain) => [`budi@${domain}`]),
    ['budi@asn.example'],
    ['budi@mail.com'],
    ['budi@bandung.go.id'],
    ['budi@bin.go.id'],
    ['budi@kominfo.go.id'],
  ])('%s looks right', (typed) => {
    expect(suggestEmail(typed)).toBeNull();
  });
});
