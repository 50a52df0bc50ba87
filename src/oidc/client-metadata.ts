import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';
import type { ClientMetadata as LibraryMetadata } from 'oidc-provider';
import { plainText } from '../policies/plain-text.ts';
import { emptyAdapter } from './empty-adapter.ts';
import { protocolSettings } from './protocol.ts';
import { unsafeUri } from './client-uris.ts';
import type { ClientMetadata } from './clients.ts';

/** Metadata of our own, beside the names of RFC 7591. */
export interface OwnMetadata {
  /** It may bind a step-up to an item of its own (the claim `asn_act`). */
  asn_act_allowed: boolean;
  /** It is a resource server: access tokens for this identifier, with these scopes, may be introspected by it. */
  resource_server: { identifier: string; scope: string } | null;
}

/** Scopes of resource servers: granted for their resource only, so the provider's own list does not have them. */
export function splitScope(scope: string): { oidc: string[]; resource: string[] } {
  const known = new Set<string>(protocolSettings.scopes);
  const all = scope.split(' ').filter(Boolean);
  return { oidc: all.filter((one) => known.has(one)), resource: all.filter((one) => !known.has(one)) };
}

/** The registered scope; empty where none is (RFC 7591 §2). */
export function scopeOf(metadata: ClientMetadata): string {
  return typeof metadata.scope === 'string' ? metadata.scope : '';
}

/** Our own fields, in their types; absent or malformed ones give no right. */
export function ownMetadata(metadata: ClientMetadata): OwnMetadata {
  const server = metadata.resource_server as { identifier?: unknown; scope?: unknown } | undefined;
  const valid = typeof server?.identifier === 'string' && typeof server.scope === 'string';
  return {
    asn_act_allowed: metadata.asn_act_allowed === true,
    resource_server: valid
      ? { identifier: server.identifier as string, scope: server.scope as string }
      : null,
  };
}

/** Not the library's: `initiate_login_uri` is ours alone to use, and the library would insist on https for it. */
const OURS = new Set(['asn_act_allowed', 'resource_server', 'initiate_login_uri', 'scope']);

/** What the provider is told of a client. */
export function providerMetadata(metadata: ClientMetadata, secret: string | null): LibraryMetadata {
  const theirs = Object.fromEntries(Object.entries(metadata).filter(([name]) => !OURS.has(name)));
  const { oidc } = splitScope(scopeOf(metadata));
  const metadataOfLibrary = {
    ...theirs,
    ...(oidc.length > 0 ? { scope: oidc.join(' ') } : {}),
    ...(secret === null ? {} : { client_secret: secret }),
    backchannel_logout_session_required: true,
  };
  return metadataOfLibrary as unknown as LibraryMetadata;
}

/** What a registration leaves open (contract: ES256, code with PKCE; native apps refresh, bound to their key). */
export function withDefaults(metadata: ClientMetadata): ClientMetadata {
  const native = metadata.application_type === 'native';
  const machine = listOf(metadata.grant_types).includes('client_credentials') && !metadata.redirect_uris;
  return {
    application_type: 'web',
    grant_types: native ? ['authorization_code', 'refresh_token'] : ['authorization_code'],
    response_types: machine ? [] : ['code'],
    response_modes: ['query', 'form_post'],
    redirect_uris: [],
    token_endpoint_auth_method: native ? 'none' : 'client_secret_basic',
    id_token_signed_response_alg: 'ES256',
    scope: machine ? '' : 'openid profile',
    ...(native ? { dpop_bound_access_tokens: true } : {}),
    ...metadata,
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Why a registration cannot be accepted, in the provider's words; null where it can. */
export async function metadataFault(
  metadata: ClientMetadata,
  { secret, production }: { secret: string | null; production: boolean },
): Promise<string | null> {
  const own = ownFault(metadata, production);
  if (own !== null) return own;
  try {
    const alg = metadata.id_token_signed_response_alg === 'RS256' ? 'RS256' : 'ES256';
    await judge(alg).Client.validate(providerMetadata(metadata, secret));
    return null;
  } catch (error) {
    const { error_description: description, message } = error as {
      error_description?: string;
      message?: string;
    };
    return description ?? message ?? 'the metadata is not valid';
  }
}

function ownFault(metadata: ClientMetadata, production: boolean): string | null {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(metadata.client_id))
    return 'client_id: letters, digits, . _ - only';
  // The library keeps things by client id in plain objects: it would write onto what every object inherits.
  if (metadata.client_id in {}) return 'client_id: a name that every object has is none';
  if (typeof metadata.client_name !== 'string' || metadata.client_name.trim() === '')
    return 'client_name is needed';
  if (!plainText(metadata.client_name)) return 'client_name: one line of visible letters and digits';
  if (metadata.client_name.length > 80) return 'client_name must not be longer than 80 characters';
  const grants = listOf(metadata.grant_types);
  if (grants.includes('refresh_token') && metadata.application_type !== 'native') {
    return 'refresh tokens are for native apps';
  }
  if (grants.includes('client_credentials') && metadata.token_endpoint_auth_method === 'none') {
    return 'a public client cannot have client_credentials';
  }
  return unsafeUri(metadata, production);
}

const judges = new Map<string, Provider>();

/**
 * A provider that serves nobody: the library's own judgement of metadata, wherever one registers a client. It accepts an
 * ID token algorithm only where it has a key for it, and an RSA key takes a while to make: only if asked for.
 */
function judge(alg: 'ES256' | 'RS256'): Provider {
  const known = judges.get(alg);
  if (known) return known;
  const made = new Provider('https://registration.invalid', {
    ...protocolSettings,
    adapter: () => emptyAdapter,
    jwks: { keys: [throwawayKey(alg)] },
    cookies: { keys: ['unused'] },
  });
  judges.set(alg, made);
  return made;
}

function throwawayKey(alg: 'ES256' | 'RS256') {
  const { privateKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kty = alg === 'ES256' ? 'EC' : 'RSA';
  return { ...privateKey.export({ format: 'jwk' }), kty, use: 'sig', alg };
}
