/**
 * Foreign text that will stand on a page of ours: one line, in letters that look like what they are. Nothing that turns the
 * direction of reading, hides itself or draws over its neighbours: control and format characters, separators of lines,
 * private and unassigned ones, halves of surrogates, more than three marks on one letter.
 */
const STRANGE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|\p{M}{4,}/u;

/** The text as it is kept (composed, single spaces, trimmed); null where it holds what a page does not show. */
export function plainText(text: string): string | null {
  if (!text.isWellFormed() || STRANGE.test(text)) return null;
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** As people count: one for each character, whatever it takes in memory. */
export const lengthOf = (text: string): number => [...text].length;
