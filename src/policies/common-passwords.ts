/**
 * Recognises well-known passwords and the disguises every cracking tool tries first: capitals, look-alike characters, and
 * a few digits or marks at the end ("Rahasia123!", "P@ssw0rd", "Indonesia45"). Source: NIST 800-63B-4 §3.1.1.2 (blocklist).
 */

/** Shorter remainders are no word: "Ab1!" + anything would be common else. */
const SHORTEST_WORD = 4;
/** Digits, then marks: a tail that adds nothing. Marks before digits ("#1945!") are left to the person. */
const TAIL = /^(.+?)[0-9]{0,8}[!?.*@#$]{0,3}$/;

/** `list` in lower case, one password an entry. */
export function commonPasswords(list: Iterable<string>): (password: string) => boolean {
  const known = new Set(list);
  return (password) => {
    const text = password.normalize('NFKC').toLowerCase();
    return isMonotonous(text) || commonForms(text).some((form) => known.has(form));
  };
}

/** A text with look-alike characters read as letters; "1" and "!" may stand for i or l. */
export function lookalikes(text: string): string[] {
  const plain = text.replace(/[034579@$]/g, (character) => LETTERS[character] ?? character);
  return ['i', 'l'].map((letter) => plain.replace(/[1!|]/g, letter));
}

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '9': 'g',
  '@': 'a',
  $: 's',
};

function commonForms(text: string): string[] {
  const withoutMarks = text.replace(/[!?.*@#$]{1,3}$/, '');
  const word = TAIL.exec(text)?.[1] ?? text;
  const bare = [...new Set([text, withoutMarks, word, unitOf(text), unitOf(word)])];
  const long = bare.filter((form) => form.length >= SHORTEST_WORD);
  return [...long, ...long.flatMap(lookalikes)];
}

/** "rahasiarahasia" is "rahasia". */
function unitOf(text: string): string {
  return /^(.{2,}?)\1+$/.exec(text)?.[1] ?? text;
}

/** One or two characters over and over, or one run up or down: "aaaaaaaa", "abababab", "abcdefgh12345678". */
function isMonotonous(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  if (codes.length < SHORTEST_WORD) return false;
  if (new Set(codes).size <= 2) return true;
  const turns = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) !== 1).length;
  return turns <= Math.floor(codes.length / 8);
}
