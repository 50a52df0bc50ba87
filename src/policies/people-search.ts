/**
 * What an agency's admin typed to find somebody: the beginning of a NIP, or the beginnings of words of a name. Only letters and
 * digits come out, so that nothing typed is ever an operator of the search.
 */

export type PeopleQuery =
  | { kind: 'all' }
  /** The first digits of a NIP. */
  | { kind: 'nip'; prefix: string }
  /** Each begins a word of the name. */
  | { kind: 'words'; words: string[] }
  /** Nothing in it can be searched for. */
  | { kind: 'nothing' };

const LONGEST = 200;
const WORDS = 6;
const WORD_LENGTH = 40;
const NIP_DIGITS = 18;
/** Spaces, invisible characters, dots and dashes of every width, as people paste them. */
const SEPARATORS = /[\s.\u00b7\p{Zs}\p{Cf}\p{Pd}\u2212]/gu;

export function readPeopleQuery(typed: string): PeopleQuery {
  const text = typed.slice(0, LONGEST).normalize('NFKC').toLowerCase().trim();
  if (text === '') return { kind: 'all' };
  const number = text.replace(/^nip\b/, '').replace(SEPARATORS, '');
  if (/^[0-9]+$/.test(number))
    return number.length <= NIP_DIGITS ? { kind: 'nip', prefix: number } : { kind: 'nothing' };
  const words = text
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
    .slice(0, WORDS)
    .map((word) => word.slice(0, WORD_LENGTH));
  return words.length > 0 ? { kind: 'words', words } : { kind: 'nothing' };
}

/**
 * Addresses are kept by browsers and written down by proxies: no more of a NIP may stand in one than the birth date it begins with,
 * however it is grouped and whatever stands around it.
 */
export function mayStandInAddress(typed: string): boolean {
  return !/[0-9]{9}/.test(typed.normalize('NFKC').replace(SEPARATORS, ''));
}

/** For `to_tsquery('simple', …)`: every word as a quoted prefix, all of them demanded. */
export function nameQuery(words: readonly string[]): string {
  return words.map((word) => `'${word.replace(/[^\p{L}\p{N}\p{M}]/gu, '')}':*`).join(' & ');
}
