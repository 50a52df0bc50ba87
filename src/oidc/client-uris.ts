import { uriFault } from '../policies/redirect-uri.ts';
import type { UriFault } from '../policies/redirect-uri.ts';
import type { ClientMetadata } from './clients.ts';

const SINGLE = ['jwks_uri', 'backchannel_logout_uri', 'initiate_login_uri', 'client_uri', 'logo_uri'];
const REDIRECTS = ['redirect_uris', 'post_logout_redirect_uris'];

const REASONS: Record<UriFault, string> = {
  malformed: 'is no address',
  wildcard: 'must be exact: no wildcard',
  fragment: 'must have no fragment',
  userinfo: 'must hold no name or password',
  https: 'must be https',
  scheme: 'has a scheme that any app could claim',
  characters: 'holds characters that no address has',
  rewritten: 'is read otherwise by browsers',
  too_long: 'is too long',
};

/** Why an address of a client is not safe (policies/redirect-uri.ts), for the command line; null where all are. */
export function unsafeUri(metadata: ClientMetadata, production: boolean): string | null {
  const native = metadata.application_type === 'native';
  const web = { native: false, clearLoopback: !production };
  for (const name of SINGLE) {
    const uri = metadata[name];
    const fault = uri === undefined ? null : uriFault(uri, web);
    if (fault) return `${name}: ${String(uri)} ${REASONS[fault]}`;
  }
  for (const name of REDIRECTS) {
    for (const uri of Array.isArray(metadata[name]) ? (metadata[name] as unknown[]) : []) {
      const fault = uriFault(uri, { ...web, native });
      if (fault) return `${name}: ${String(uri)} ${REASONS[fault]}`;
    }
  }
  return null;
}
