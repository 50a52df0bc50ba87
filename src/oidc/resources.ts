import { errors } from 'oidc-provider';
import type { ResourceServer } from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { ownMetadata, scopeOf, splitScope } from './client-metadata.ts';
import type { Clients } from './clients.ts';

export const DIRECTORY_SCOPE = 'directory:read';
export const REQUESTS_SCOPE = 'requests:write';

/** The identifier and audience of our own small resource server. */
export const directoryResource = (issuer: string): string => `${issuer}/api/directory`;

/** The same, of where relying parties report how people's requests stand. */
export const requestsResource = (issuer: string): string => `${issuer}/api/requests`;

interface Resource {
  scope: string;
  /** The client that is the resource server, where it is one. */
  owner: string | null;
  /** Back ends speak to it for themselves; nobody's sign-in gives a token for it. */
  machinesOnly?: boolean;
}

async function findResource(
  { clients, issuer }: { clients: Clients; issuer: string },
  identifier: string,
): Promise<Resource | null> {
  if (identifier === directoryResource(issuer)) return { scope: DIRECTORY_SCOPE, owner: null };
  if (identifier === requestsResource(issuer))
    return { scope: REQUESTS_SCOPE, owner: null, machinesOnly: true };
  for (const { id, metadata } of await clients.all()) {
    const server = ownMetadata(metadata).resource_server;
    if (server?.identifier === identifier) return { scope: server.scope, owner: id };
  }
  return null;
}

/** A JWT access token for one resource server, with no scope that is not on the client's list (RFC 8707, RFC 9068). */
export async function resourceServerFor(
  deps: { clients: Clients; issuer: string },
  identifier: string,
  { clientId, machine }: { clientId: string; machine: boolean },
): Promise<ResourceServer> {
  const [resource, client] = await Promise.all([findResource(deps, identifier), deps.clients.find(clientId)]);
  const allowed = new Set(client ? splitScope(scopeOf(client.metadata)).resource : []);
  const scopes = (resource?.scope ?? '').split(' ').filter((scope) => allowed.has(scope));
  if (!resource || scopes.length === 0) throw new errors.InvalidTarget();
  if (resource.machinesOnly && !machine) throw new errors.InvalidTarget();
  return {
    scope: scopes.join(' '),
    audience: identifier,
    accessTokenFormat: 'jwt',
    accessTokenTTL: policy.tokens.accessTokenSeconds,
    jwt: { sign: { alg: 'ES256' } },
  };
}

/** Only the token's client, or the resource server it is meant for, may ask about it. */
export async function mayIntrospect(
  deps: { clients: Clients; issuer: string },
  clientId: string,
  token: { clientId?: string | undefined; aud?: string | string[] | undefined },
): Promise<boolean> {
  if (token.clientId === clientId) return true;
  if (typeof token.aud !== 'string') return false;
  return (await findResource(deps, token.aud))?.owner === clientId;
}
