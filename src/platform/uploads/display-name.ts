const LONGEST = 80;

/**
 * What a file is called, for display only: no path, no control, format or direction characters that make a name read as
 * another one, eighty characters at most, the ending kept.
 */
export function displayName(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}"'<>`|*?:]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '' || plain === '.') return 'berkas';
  const characters = [...plain];
  if (characters.length <= LONGEST) return plain;
  const ending = /\.[a-z0-9]{1,5}$/i.exec(plain)?.[0] ?? '';
  return characters.slice(0, LONGEST - 1 - ending.length).join('') + '…' + ending;
}
