import { readLocale } from './read-locale.ts';
import type { Locale } from './read-locale.ts';

/** Longer headers than this are nobody's list of languages. */
const LONGEST = 300;

/**
 * The language that a browser's `Accept-Language` asks for (RFC 9110 §12.5.4), of those we speak; null: none, or nobody chose
 * it. The list of an English browser as it comes from the factory is nobody's choice (docs/decisions/whose-language.md).
 */
export function browserLocale(header: string): Locale | null {
  const tags = wishes(header.slice(0, LONGEST));
  if (isFactoryDefault(tags)) return null;
  for (const tag of tags) {
    const known = tag === '*' ? 'id' : readLocale(tag);
    if (known) return known;
  }
  return null;
}

/** The tags in the order of their weights; of equal ones the first comes first, what has none is not wanted. */
function wishes(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
      return { tag, weight: weightOf(parameters) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((left, right) => right.weight - left.weight)
    .map(({ tag }) => tag);
}

function weightOf(parameters: string[]): number {
  const given = parameters.find((one) => one.startsWith('q='))?.slice(2);
  if (given === undefined) return 1;
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(given) ? Number(given) : 0;
}

/** `en-US`, or `en-US,en`, and nothing else. */
function isFactoryDefault([first, second, ...more]: string[]): boolean {
  return first === 'en-us' && (second === undefined || second === 'en') && more.length === 0;
}
