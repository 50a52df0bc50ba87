import { isDeepStrictEqual } from 'node:util';
import type { MessageKey, Words } from '../../../messages.ts';
import type { Acr } from '../../../policies/assurance.ts';
import type { Difference } from '../requests/act.ts';
import { kindOf, listOf, scopesOf, textOf } from './draft.ts';
import type { ClientDraft, ClientKind } from './draft.ts';
import { thumbprintOf } from './thumbprint.ts';
import { untold } from './untold.ts';

/** One fact of a registration, as people read it. */
export interface Row {
  label: string;
  values: string[];
}

export type AgencyNames = Readonly<Record<string, string>>;

export const KIND_WORDS = {
  web: 'clients.kind.web',
  spa: 'clients.kind.spa',
  native: 'clients.kind.native',
  machine: 'clients.kind.machine',
} as const satisfies Record<ClientKind, MessageKey>;

export const ACR_WORDS = {
  'urn:asn:acr:1': 'clients.acr.1',
  'urn:asn:acr:2': 'clients.acr.2',
  phr: 'clients.acr.phr',
} as const satisfies Record<Acr, MessageKey>;

export const AUTH_WORDS: Readonly<Record<string, MessageKey>> = {
  client_secret_basic: 'clients.auth.basic',
  client_secret_post: 'clients.auth.post',
  private_key_jwt: 'clients.auth.key',
  none: 'clients.auth.none',
};

export const SCOPE_WORDS: Readonly<Record<string, MessageKey>> = {
  openid: 'clients.scope.openid',
  profile: 'clients.scope.profile',
  email: 'clients.scope.email',
  phone: 'clients.scope.phone',
  asn: 'clients.scope.asn',
  'directory:read': 'clients.scope.directory',
  'requests:write': 'clients.scope.requests',
};

/** Everything that a registration says, in the order of the form. */
export function rowsOf(draft: ClientDraft, words: Words, agencies: AgencyNames): Row[] {
  const { metadata, thirdParty, minAcr } = draft;
  const { t } = words;
  const said = (key: MessageKey, values: string[]): Row => ({ label: t(key), values });
  const yesNo = (yes: unknown) => [yes === true ? t('clients.yes') : t('clients.no')];
  const one = (value: unknown) => [textOf(value)].filter(Boolean);
  return [
    said('clients.label.name', one(metadata.client_name)),
    said('clients.label.kind', [t(KIND_WORDS[kindOf(metadata)])]),
    said('clients.label.uri', one(metadata.client_uri)),
    said('clients.label.redirects', listOf(metadata.redirect_uris)),
    said('clients.label.post_logout', listOf(metadata.post_logout_redirect_uris)),
    said('clients.label.backchannel', one(metadata.backchannel_logout_uri)),
    said('clients.label.initiate', one(metadata.initiate_login_uri)),
    said('clients.label.auth', [authWords(metadata.token_endpoint_auth_method, words)]),
    said('clients.label.jwks_uri', one(metadata.jwks_uri)),
    said('clients.label.jwks', keyNames(metadata.jwks)),
    said(
      'clients.label.scopes',
      scopesOf(metadata).map((scope) => scopeWords(scope, words)),
    ),
    said('clients.label.acr', [t(ACR_WORDS[minAcr])]),
    said('clients.label.back_end', yesNo(listOf(metadata.grant_types).includes('client_credentials'))),
    said('clients.label.par', yesNo(metadata.require_pushed_authorization_requests)),
    said('clients.label.dpop', yesNo(metadata.dpop_bound_access_tokens)),
    said('clients.label.alg', [textOf(metadata.id_token_signed_response_alg) || 'ES256']),
    said('clients.label.third_party', yesNo(thirdParty)),
    said('clients.label.access', accessWords(draft, words, agencies)),
  ];
}

/**
 * Only what differs; all of it where there was nothing before, or will be nothing. A change that none of these rows tells is a
 * row of its own (untold.ts): nobody approves what is not shown.
 */
export function differences(
  { before, after }: { before: ClientDraft | null; after: ClientDraft | null },
  words: Words,
  agencies: AgencyNames,
): Difference[] {
  const old = before ? rowsOf(before, words, agencies) : [];
  const fresh = after ? rowsOf(after, words, agencies) : [];
  const labels = (fresh.length > 0 ? fresh : old).map(({ label }) => label);
  const told = labels
    .map((label, at) => ({ label, old: old[at]?.values ?? [], new: fresh[at]?.values ?? [] }))
    .filter((row) => !isDeepStrictEqual(row.old, row.new));
  return [...told, ...untold({ before, after }, told, words)];
}

function authWords(method: unknown, { t }: Words): string {
  const key = AUTH_WORDS[textOf(method)];
  return key ? t(key) : textOf(method);
}

export function scopeWords(scope: string, { t }: Words): string {
  const key = SCOPE_WORDS[scope];
  return key ? `${scope}: ${t(key)}` : scope;
}

/** A key by its name and its thumbprint: two sets with the same names may be different keys, down to the last byte. */
function keyNames(jwks: unknown): string[] {
  const keys = (jwks as { keys?: Record<string, unknown>[] } | undefined)?.keys ?? [];
  return keys.map((key) => `${textOf(key.kid)} (${textOf(key.alg)}, ${thumbprintOf(key)})`);
}

function accessWords({ access }: ClientDraft, { t }: Words, agencies: AgencyNames): string[] {
  if (access === null) return [t('clients.access.all')];
  const kinds =
    access.kinds.length > 0 ? [t('clients.access.kinds', { kinds: access.kinds.join(', ') })] : [];
  return [...access.agencies.map((id) => agencies[id] ?? id), ...kinds];
}
