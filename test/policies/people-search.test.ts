import { describe, expect, test } from '@jest/globals';
import { nameQuery, readPeopleQuery } from '../../src/policies/people-search.ts';

describe('what an admin types to find somebody', () => {
  test.each([
    ['', { kind: 'all' }],
    ['   ', { kind: 'all' }],
    ['1985', { kind: 'nip', prefix: '1985' }],
    ['NIP 19850515 201012 2 002', { kind: 'nip', prefix: '198505152010122002' }],
    ['1985-05.15', { kind: 'nip', prefix: '19850515' }],
    ['1985051520101220021', { kind: 'nothing' }],
    ['Siti Rahma', { kind: 'words', words: ['siti', 'rahma'] }],
    ["Nur'aini", { kind: 'words', words: ['nur', 'aini'] }],
    ['I Made', { kind: 'words', words: ['i', 'made'] }],
    ['nipah', { kind: 'words', words: ['nipah'] }],
    ['& | ! ( ) : *', { kind: 'nothing' }],
    ['"\'\\%_', { kind: 'nothing' }],
    ["siti' | 'x':* <-> !!", { kind: 'words', words: ['siti', 'x'] }],
    ['ＳＩＴＩ', { kind: 'words', words: ['siti'] }],
  ])('%p', (typed, expected) => {
    expect(readPeopleQuery(typed)).toEqual(expected);
  });

  test('is bounded, however long', () => {
    const read = readPeopleQuery('kata '.repeat(10_000));
    expect(read).toMatchObject({ kind: 'words' });
    expect(read.kind === 'words' && read.words.length).toBe(6);
    const long = readPeopleQuery('a'.repeat(10_000));
    expect(long.kind === 'words' && long.words[0]?.length).toBe(40);
  });

  test('becomes quoted prefixes, all demanded', () => {
    expect(nameQuery(['siti', 'rah'])).toBe(`'siti':* & 'rah':*`);
    expect(nameQuery([`a' | 'b`])).toBe(`'ab':*`);
  });
});
