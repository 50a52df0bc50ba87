/** Where a relying party may send people from the portal: to itself, and nowhere else. */
export interface LinkRules {
  /** Of the addresses that it has registered, as `registeredOrigins` gives them. */
  origins: ReadonlySet<string>;
  /** Plain http to this machine: in the demo only. */
  clearLoopback: boolean;
}

const MOST = 500;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The origins of a client's web addresses; an app's own scheme has none (its URL origin is the text "null"). */
export function registeredOrigins(addresses: readonly unknown[]): ReadonlySet<string> {
  const urls = addresses.map((address) => (typeof address === 'string' ? URL.parse(address) : null));
  const web = urls.filter((url) => url !== null && /^https?:$/.test(url.protocol));
  return new Set(web.map((url) => url?.origin ?? ''));
}

/**
 * The link as it may stand on a page, in its normal form; null where it leads elsewhere or could be read in two ways. The
 * origin is compared as a whole, so that neither a user part ("https://ours@evil"), nor another port or a longer name passes.
 */
export function allowedLink(link: string, { origins, clearLoopback }: LinkRules): string | null {
  // Browsers read a backslash as a slash and drop line ends: what is compared must be what is meant.
  if (link.length > MOST || !/^[\x21-\x7e]+$/.test(link) || link.includes('\\')) return null;
  const url = URL.parse(link);
  if (!url || url.username !== '' || url.password !== '') return null;
  const secure = url.protocol === 'https:';
  const loopback = clearLoopback && url.protocol === 'http:' && LOOPBACK.has(url.hostname);
  return (secure || loopback) && origins.has(url.origin) ? url.href : null;
}
