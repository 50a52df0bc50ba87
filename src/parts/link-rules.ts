import type { RegisteredClient } from '../oidc/clients.ts';
import { registeredOrigins } from '../policies/request-link.ts';
import type { LinkRules } from '../policies/request-link.ts';

const LISTS = ['redirect_uris', 'post_logout_redirect_uris'];

/** Where a client may send people: the origins of the addresses it has registered now. */
export function linkRulesOf(
  { metadata }: Pick<RegisteredClient, 'metadata'>,
  { production }: { production: boolean },
): LinkRules {
  const listed = LISTS.flatMap((name) =>
    Array.isArray(metadata[name]) ? (metadata[name] as unknown[]) : [],
  );
  return { origins: registeredOrigins([metadata.client_uri, ...listed]), clearLoopback: !production };
}
