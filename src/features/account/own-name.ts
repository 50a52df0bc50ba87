/** Dots of every script that an address bar or a mail reader takes for one. */
const DOT = '[.\\u2024\\u3002\\uff0e\\uff61]';

/**
 * What its owner calls something of theirs, on one line and bounded; a plain word where nothing was typed. It stands in our
 * mails, so it holds nothing that a mail reader turns into a link, and nothing that looks like a code (contract: the code is
 * the only run of six digits, the action link the first URL): whoever is in an account must not write to its owner as us.
 */
export function ownName(typed: string, { length, unnamed }: { length: number; unnamed: string }): string {
  const line = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .replace(LINKS, ' ')
    .replace(CODES, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const name = [...line].slice(0, length).join('').trim();
  return name === '' ? unnamed : name;
}

/** A dot or a colon inside a word ("www.", a domain, "://", "mailto:"), and "@" and "//" wherever they stand. */
const LINKS = new RegExp(`${DOT}+(?=[^\\s])|[:\\uff1a](?=\\S)|[@\\uff20]|[/\\\\]{2,}`, 'gu');

/** Six digits and more, also as codes are often written: 123 456, 123-456. */
const CODES = /\p{Nd}{6,}|(?<!\p{Nd})\p{Nd}{3}[ -]\p{Nd}{3}(?!\p{Nd})/gu;
