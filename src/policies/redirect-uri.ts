/**
 * Which addresses a client may register. Redirects are compared to the letter (RFC 9700 §4.1.3), so a wildcard would be no
 * wildcard but a hole to be; nothing travels in the clear but to the same machine (RFC 8252 §7.3), and a private-use
 * scheme is named like a domain turned round (RFC 8252 §7.1), or any app could claim it.
 */
export type UriFault =
  | 'malformed'
  | 'wildcard'
  | 'fragment'
  | 'userinfo'
  | 'https'
  | 'scheme'
  | 'characters'
  | 'rewritten'
  | 'too_long';

export interface UriRules {
  native: boolean;
  /** Plain http to this machine: for native apps, and in the demo for everybody. */
  clearLoopback: boolean;
}

const MOST = 500;
const LOOPBACK = /^(localhost|[a-z0-9.-]+\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Why an address is not taken; null where it is. */
export function uriFault(uri: unknown, { native, clearLoopback }: UriRules): UriFault | null {
  const url = typeof uri === 'string' ? URL.parse(uri) : null;
  if (url === null || typeof uri !== 'string') return 'malformed';
  if (uri.length > MOST) return 'too_long';
  if (uri.includes('*')) return 'wildcard';
  if (uri.includes('#')) return 'fragment';
  if (url.username !== '' || url.password !== '') return 'userinfo';
  // Browsers read a backslash as a slash, and drop what stands between two lines: what is compared must be what is meant.
  if (/[\s\\]/.test(uri) || !/^[\x21-\x7e]+$/.test(uri)) return 'characters';
  if (url.protocol === 'https:') return isPlain(uri, url) ? null : 'rewritten';
  if (url.protocol === 'http:') {
    if (!(native || clearLoopback) || !LOOPBACK.test(url.hostname)) return 'https';
    return isPlain(uri, url) ? null : 'rewritten';
  }
  if (!native) return 'https';
  return /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(url.protocol) ? null : 'scheme';
}

/**
 * Written as a browser would write it (WHATWG URL): `/a/../b`, a host in other letters or as one number lead elsewhere than
 * they read, and whoever approves an address approves what is read. An origin alone may leave out its slash.
 */
const isPlain = (uri: string, { href }: URL): boolean => uri === href || `${uri}/` === href;

export type RedirectVerdict =
  | { kind: 'accepted' }
  /** `near`: the registered one that is most like it, to be compared by eye; null: none is registered. */
  | { kind: 'refused'; fault: UriFault | null; near: string | null };

/** What the authorization endpoint would say of this redirect URI (exact; a loopback's port is free for native apps). */
export function redirectVerdict(
  uri: string,
  { registered, rules }: { registered: readonly string[]; rules: UriRules },
): RedirectVerdict {
  if (registered.includes(uri)) return { kind: 'accepted' };
  const plain = rules.native ? withoutPort(uri) : null;
  if (plain !== null && registered.some((one) => withoutPort(one) === plain)) return { kind: 'accepted' };
  const near = registered.toSorted((a, b) => alike(b, uri) - alike(a, uri))[0] ?? null;
  return { kind: 'refused', fault: uriFault(uri, rules), near };
}

/** Null where it is no loopback address: only there the port is free (RFC 8252 §7.3). */
function withoutPort(uri: string): string | null {
  const url = URL.parse(uri);
  if (!url || url.protocol !== 'http:' || !LOOPBACK.test(url.hostname)) return null;
  url.port = '';
  return url.href;
}

/** How many characters they share from the beginning. */
export function alike(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
