import type { ClientMetadata, RegisteredClient, Registration } from '../../../oidc/clients.ts';
import type { Acr } from '../../../policies/assurance.ts';
import type { ClientAccess } from '../../../platform/schema.ts';

/** A registration as two admins decide it: all that is said of a client, but for its secret and its logo. */
export interface ClientDraft {
  metadata: ClientMetadata;
  thirdParty: boolean;
  minAcr: Acr;
  access: ClientAccess | null;
}

/** What an application is, in the words of the form. */
export type ClientKind = 'web' | 'spa' | 'native' | 'machine';

export const CLIENT_KINDS: readonly ClientKind[] = ['web', 'spa', 'native', 'machine'];
export const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;
export const ALGORITHMS = ['ES256', 'RS256'] as const;
export const MIN_ACRS: readonly Acr[] = ['urn:asn:acr:1', 'urn:asn:acr:2', 'phr'];
/** Scopes about the person, and of our own resource servers. */
export const SCOPES = ['profile', 'email', 'phone', 'asn', 'directory:read', 'requests:write'] as const;
export const RESOURCE_SCOPES: readonly string[] = ['directory:read', 'requests:write'];

export function draftOf({ metadata, thirdParty, minAcr, access }: RegisteredClient): ClientDraft {
  return { metadata, thirdParty, minAcr, access };
}

export const registrationOf = (draft: ClientDraft): Registration => ({ ...draft });

export function kindOf(metadata: ClientMetadata): ClientKind {
  if (metadata.application_type === 'native') return 'native';
  if (listOf(metadata.redirect_uris).length === 0) return 'machine';
  return metadata.token_endpoint_auth_method === 'none' ? 'spa' : 'web';
}

export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export const scopesOf = (metadata: ClientMetadata): string[] =>
  textOf(metadata.scope).split(' ').filter(Boolean);

/** Of our own pages: written down by us at every start, so nobody edits it here. */
export const isOurs = (id: string): boolean => id === 'portal';
