export type Locale = 'id' | 'en';

/** `id`, `id-ID`, `in` (the old code of Indonesian) or `en…`; else null. */
export function readLocale(tag: string | null | undefined): Locale | null {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  if (language === 'id' || language === 'in') return 'id';
  return language === 'en' ? 'en' : null;
}

/** The first language of a space-separated list that we speak. */
export function firstLocale(tags: string | null | undefined): Locale | null {
  for (const tag of (tags ?? '').split(' ')) {
    const known = readLocale(tag);
    if (known) return known;
  }
  return null;
}
