/**
 * Foreign text that will stand on a page of ours: one line, in letters that look like what they are. Nothing that turns the
 * direction of reading, hides itself or draws over its neighbours: control and format characters, separators of lines,
 * private and unassigned ones, halves of surrogates, more than three marks on one letter, and what is drawn as nothing (fillers
 * of Hangul, blank braille): two names that look alike would be two.
 */
const STRANGE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|\p{M}{4,}/u;
/** Of emoji: whether the sign before it is drawn in colour. Dropped, since it says nothing and hides well. */
const VARIATIONS = /[\ufe0e\ufe0f]/g;
const READABLE = /[\p{L}\p{N}]/u;

/**
 * The text as it is kept (composed, single spaces, trimmed); null where it holds what a page does not show, or no letter and no
 * digit though it is not empty.
 */
export function plainText(text: string): string | null {
  const shown = text.replace(VARIATIONS, '');
  if (!shown.isWellFormed() || STRANGE.test(shown)) return null;
  const plain = shown.normalize('NFC').replace(/\s+/g, ' ').trim();
  return plain === '' || READABLE.test(plain) ? plain : null;
}

/** As people count: one for each character, whatever it takes in memory. */
export const lengthOf = (text: string): number => [...text].length;
