/** What its owner calls something of theirs, on one line and bounded; a plain word where nothing was typed. */
export function ownName(typed: string, { length, unnamed }: { length: number; unnamed: string }): string {
  const line = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();
  const name = [...line].slice(0, length).join('').trim();
  return name === '' ? unnamed : name;
}
