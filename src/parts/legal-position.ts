import { kedudukanHukum } from '../../config/kedudukan-hukum.ts';
import type { Locale } from '../messages.ts';

/** The legal position (kedudukan hukum) of a code of the directory, as pages of a language name it; null: a code that we do not know. */
export function legalPosition(code: string, locale: Locale): string | null {
  const known = Object.hasOwn(kedudukanHukum, code) ? kedudukanHukum[code] : undefined;
  if (!known) return null;
  return locale === 'en' ? known.english : known.name;
}
