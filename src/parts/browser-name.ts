const BROWSERS: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** Browser and system as a person knows them, null where not known: never the header itself, which anyone writes. */
export function browserParts(userAgent: string | null): { browser: string | null; system: string | null } {
  const named = (list: [RegExp, string][]) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? null;
  return { browser: named(BROWSERS), system: named(SYSTEMS) };
}

/** "Chrome, Android": enough for a person to know whether it was theirs. Never the header itself, which anyone writes. Null: not known. */
export function browserName(userAgent: string | null): string | null {
  const { browser, system } = browserParts(userAgent);
  const parts = [browser, system].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : null;
}
