import type { Words } from '../../../messages.ts';
import type { RegisteredClient } from '../../../oidc/clients.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { ACR_WORDS, AUTH_WORDS, KIND_WORDS, scopeWords } from './describe.ts';
import type { AgencyNames } from './describe.ts';
import { ALGORITHMS, AUTH_METHODS, CLIENT_KINDS, MIN_ACRS, SCOPES } from './draft.ts';
import { kindOf, listOf, scopesOf, textOf } from './draft.ts';
import { scopeField } from './read-form.ts';

/** What can be chosen, in the words of the page. */
export function formChoices(words: Words) {
  const { t } = words;
  return {
    kinds: CLIENT_KINDS.map((value) => ({ value, label: t(KIND_WORDS[value]) })),
    auth: AUTH_METHODS.map((value) => ({ value, label: t(AUTH_WORDS[value] ?? 'clients.auth.none') })),
    acrs: MIN_ACRS.map((value) => ({ value, label: t(ACR_WORDS[value]) })),
    algs: ALGORITHMS.map((value) => ({ value, label: value })),
    scopes: SCOPES.map((scope) => ({ name: scopeField(scope), label: scopeWords(scope, words) })),
  };
}

/** A registration as the form shows it; for a new one what most of them are. */
export function fieldsOf(client: RegisteredClient | null, agencies: AgencyNames): Fields {
  if (!client) {
    const usual = { kind: 'web', auth: 'private_key_jwt', minAcr: 'urn:asn:acr:2', alg: 'ES256' };
    return { ...usual, [scopeField('profile')]: '1', [scopeField('asn')]: '1' };
  }
  const { metadata, minAcr, thirdParty, access } = client;
  const ticked: Record<string, unknown> = {
    ...Object.fromEntries(scopesOf(metadata).map((scope) => [scopeField(scope), true])),
    ...Object.fromEntries((access?.kinds ?? []).map((kind) => [`only-${kind}`, true])),
    backEnd: listOf(metadata.grant_types).includes('client_credentials'),
    par: metadata.require_pushed_authorization_requests,
    dpop: metadata.dpop_bound_access_tokens,
    thirdParty,
  };
  return {
    ...Object.fromEntries(Object.entries(ticked).flatMap(([name, on]) => (on === true ? [[name, '1']] : []))),
    name: client.name,
    kind: kindOf(metadata),
    uri: textOf(metadata.client_uri),
    redirects: listOf(metadata.redirect_uris).join('\n'),
    postLogout: listOf(metadata.post_logout_redirect_uris).join('\n'),
    backchannel: textOf(metadata.backchannel_logout_uri),
    initiate: textOf(metadata.initiate_login_uri),
    auth: textOf(metadata.token_endpoint_auth_method),
    jwksUri: textOf(metadata.jwks_uri),
    jwks: metadata.jwks === undefined ? '' : JSON.stringify(metadata.jwks, null, 2),
    alg: textOf(metadata.id_token_signed_response_alg),
    minAcr,
    agencies: (access?.agencies ?? []).map((id) => agencies[id] ?? id).join('\n'),
  };
}
