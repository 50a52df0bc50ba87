import { isDeepStrictEqual } from 'node:util';
import type { MessageKey, Words } from '../../../messages.ts';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import type { Difference } from '../requests/act.ts';
import type { ClientDraft } from './draft.ts';

/** Which rows of the form tell of a field; of any other none does. */
const TOLD: Readonly<Record<string, readonly MessageKey[]>> = {
  client_name: ['clients.label.name'],
  application_type: ['clients.label.kind'],
  client_uri: ['clients.label.uri'],
  redirect_uris: ['clients.label.redirects'],
  post_logout_redirect_uris: ['clients.label.post_logout'],
  backchannel_logout_uri: ['clients.label.backchannel'],
  initiate_login_uri: ['clients.label.initiate'],
  token_endpoint_auth_method: ['clients.label.auth'],
  jwks_uri: ['clients.label.jwks_uri'],
  jwks: ['clients.label.jwks'],
  scope: ['clients.label.scopes'],
  response_types: ['clients.label.kind'],
  grant_types: ['clients.label.kind', 'clients.label.back_end'],
  require_pushed_authorization_requests: ['clients.label.par'],
  dpop_bound_access_tokens: ['clients.label.dpop'],
  id_token_signed_response_alg: ['clients.label.alg'],
  third_party: ['clients.label.third_party'],
  min_acr: ['clients.label.acr'],
  access: ['clients.label.access'],
};

/**
 * What would change of a registration without any of the rows saying so: a field that the form does not know, two keys with one
 * name, two agencies with one. It is shown as it is stored.
 */
export function untold(
  { before, after }: { before: ClientDraft | null; after: ClientDraft | null },
  told: readonly Difference[],
  { t }: Words,
): Difference[] {
  if (before === null || after === null) return [];
  const labels = new Set(told.map(({ label }) => label));
  const isTold = (name: string) =>
    Object.hasOwn(TOLD, name) && TOLD[name]?.some((key) => labels.has(t(key))) === true;
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .toSorted()
    .filter((name) => !isDeepStrictEqual(old[name], fresh[name]) && !isTold(name))
    .map((name) => ({
      label: t('clients.label.other', { name }),
      old: shown(old[name]),
      new: shown(fresh[name]),
    }));
}

/** As it comes back from the database, without what says nothing: absent, false and an empty list are one. */
function fieldsOf({ metadata, thirdParty, minAcr, access }: ClientDraft): Record<string, unknown> {
  const all = { ...metadata, third_party: thirdParty, min_acr: minAcr, access };
  const plain = JSON.parse(JSON.stringify(all)) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => !isNothing(value)));
}

const isNothing = (value: unknown) =>
  value === false || value === null || (Array.isArray(value) && value.length === 0);

const shown = (value: unknown): string[] => (value === undefined ? [] : [canonicalJson(value)]);
