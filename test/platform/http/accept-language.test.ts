import { describe, expect, test } from '@jest/globals';
import { browserLocale } from '../../../src/platform/http/accept-language.ts';

describe('the language of a browser', () => {
  test.each([
    ['en-US', 'Safari from the factory'],
    ['en-US,en;q=0.9', 'Chrome from the factory'],
    ['en-US,en;q=0.5', 'Firefox from the factory'],
    ['en-us, en', 'the same, written otherwise'],
    ['en-US;q=0.9, en;q=0.8', 'the same, weighted'],
    ['', 'none'],
    ['jv,su;q=0.9', 'languages we do not speak'],
    ['de-DE,de;q=0.9', 'others'],
    ['en;q=0', 'what is not wanted'],
    ['en;q=7,id;q=x', 'weights that are none'],
    [';;;,,,q=1', 'nothing that can be read'],
  ])('%s is nobody’s choice (%s)', (header) => {
    expect(browserLocale(header)).toBeNull();
  });

  test.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['en,en-US;q=0.9', 'en'],
    ['en-US,en-GB;q=0.9', 'en'],
    ['en-US,en;q=0.9,id;q=0.8', 'en'],
    ['id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7', 'id'],
    ['en-US;q=0.1,id;q=0.9', 'id'],
    ['in', 'id'],
    ['jv,en;q=0.5', 'en'],
    ['*', 'id'],
    ['de,*;q=0.5', 'id'],
    ['en;q=0.3,*', 'id'],
    ['en-US,en;q=0.9,*;q=0.1', 'en'],
    ['EN-gb ; q=0.5', 'en'],
  ])('%s is %s', (header, wanted) => {
    expect(browserLocale(header)).toBe(wanted);
  });

  test('a header without end is read to a bound', () => {
    expect(browserLocale(`${'xx,'.repeat(100_000)}en`)).toBeNull();
  });
});
