import { isLoopback } from '../platform/http/host.ts';
import type { ClientMetadata } from './clients.ts';

const SINGLE = ['jwks_uri', 'backchannel_logout_uri', 'initiate_login_uri', 'client_uri', 'logo_uri'];
const REDIRECTS = ['redirect_uris', 'post_logout_redirect_uris'];

/**
 * Why an address of a client is not safe; null where all are. Redirects are compared to the letter (RFC 9700 §4.1.3), so
 * a wildcard would be no wildcard but a hole to be; nothing travels in the clear but to the same machine (RFC 8252 §7.3).
 */
export function unsafeUri(metadata: ClientMetadata, production: boolean): string | null {
  const native = metadata.application_type === 'native';
  for (const name of SINGLE) {
    const fault = webFault(metadata[name], { clearLoopback: !production });
    if (fault) return `${name}: ${String(metadata[name])} ${fault}`;
  }
  for (const name of REDIRECTS) {
    for (const uri of Array.isArray(metadata[name]) ? (metadata[name] as unknown[]) : []) {
      const fault = native ? nativeFault(uri) : webFault(uri, { clearLoopback: !production });
      if (fault) return `${name}: ${String(uri)} ${fault}`;
    }
  }
  return null;
}

function webFault(uri: unknown, { clearLoopback }: { clearLoopback: boolean }): string | null {
  if (uri === undefined) return null;
  const url = parse(uri);
  if (typeof url === 'string') return url;
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return 'must be https';
  return clearLoopback && isLoopback(url.hostname) ? null : 'must be https';
}

/** Claimed https, loopback, or a private-use scheme named like a domain turned round (RFC 8252 §7). */
function nativeFault(uri: unknown): string | null {
  const url = parse(uri);
  if (typeof url === 'string') return url;
  if (/^https?:$/.test(url.protocol)) return webFault(uri, { clearLoopback: true });
  return /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(url.protocol)
    ? null
    : 'has a scheme that any app could claim';
}

function parse(uri: unknown): URL | string {
  const url = typeof uri === 'string' ? URL.parse(uri) : null;
  if (url === null) return 'is no address';
  if (String(uri).includes('*')) return 'must be exact: no wildcard';
  if (String(uri).includes('#')) return 'must have no fragment';
  if (url.username !== '' || url.password !== '') return 'must hold no name or password';
  return url;
}
