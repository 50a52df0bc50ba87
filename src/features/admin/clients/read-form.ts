import type { MessageKey } from '../../../messages.ts';
import { agenciesLike, findAgency } from '../../../model/agencies/name-agencies.ts';
import type { ClientMetadata } from '../../../oidc/clients.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Db } from '../../../platform/db.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { ClientAccess } from '../../../platform/schema.ts';
import { isAcr } from '../../../policies/assurance.ts';
import { readKeys } from '../../../policies/client-keys.ts';
import type { KeyFault } from '../../../policies/client-keys.ts';
import { plainText } from '../../../policies/plain-text.ts';
import { AUTH_METHODS, CLIENT_KINDS, RESOURCE_SCOPES, SCOPES } from './draft.ts';
import type { ClientDraft, ClientKind } from './draft.ts';
import { linesOf, readAddresses, readOne } from './read-addresses.ts';
import type { Rules } from './read-addresses.ts';

const KEY_FAULTS = {
  json: 'clients.keys.json',
  none: 'clients.keys.none',
  too_many: 'clients.keys.too_many',
  private: 'clients.keys.private',
  kind: 'clients.keys.kind',
  broken: 'clients.keys.broken',
  small: 'clients.keys.small',
  exponent: 'clients.keys.exponent',
  alg: 'clients.keys.alg',
  kid: 'clients.keys.kid',
  use: 'clients.keys.use',
} as const satisfies Record<KeyFault, MessageKey>;

/** The longest that is taken of each. */
const MOST = { agencies: 50, name: 80 };

export interface FormDeps {
  db: Db;
  production: boolean;
}

export interface ReadForm {
  draft: ClientDraft;
  faults: Fault[];
}

/** The form as a registration, on top of what was registered before (what the form does not know stays); and what is at fault in it. */
export async function readClientForm(
  deps: FormDeps,
  fields: Fields,
  before: { id: string; metadata: ClientMetadata | null },
): Promise<ReadForm> {
  const faults: Fault[] = [];
  const kind = CLIENT_KINDS.find((one) => one === fields.kind) ?? 'web';
  if (fields.kind !== kind) faults.push(fault('kind', 'clients.fault.kind'));
  const addresses = readAddresses(fields, { kind, production: deps.production }, faults);
  const metadata: ClientMetadata = {
    ...without(before.metadata ?? { client_id: before.id }, FORMS_OWN),
    client_id: before.id,
    client_name: readName(fields, faults),
    application_type: kind === 'native' ? 'native' : 'web',
    response_types: kind === 'machine' ? [] : ['code'],
    grant_types: grantsOf(kind, fields),
    scope: scopeOf(kind, fields),
    id_token_signed_response_alg: fields.alg === 'RS256' ? 'RS256' : 'ES256',
    ...addresses,
    ...readAuthentication(fields, { kind, production: deps.production }, faults),
    ...(fields.par ? { require_pushed_authorization_requests: true } : {}),
    ...(fields.dpop || kind === 'native' ? { dpop_bound_access_tokens: true } : {}),
  };
  const { minAcr = '' } = fields;
  if (!isAcr(minAcr)) faults.push(fault('minAcr', 'clients.fault.acr'));
  const access = await readAccess(deps.db, fields, faults);
  const thirdParty = Boolean(fields.thirdParty);
  return {
    draft: { metadata, thirdParty, minAcr: isAcr(minAcr) ? minAcr : 'urn:asn:acr:2', access },
    faults,
  };
}

/** What the form says alone: where it says nothing, nothing of before stays. */
const FORMS_OWN = [
  ...['client_uri', 'redirect_uris', 'post_logout_redirect_uris', 'backchannel_logout_uri'],
  ...['initiate_login_uri', 'jwks', 'jwks_uri', 'token_endpoint_auth_method', 'grant_types', 'scope'],
  ...['require_pushed_authorization_requests', 'dpop_bound_access_tokens', 'client_secret', 'logo_uri'],
];

function without(metadata: ClientMetadata, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !names.includes(name)));
}

function readName(fields: Fields, faults: Fault[]): string {
  const name = plainText(fields.name ?? '');
  if (!name || name.length > MOST.name || /[<>]/.test(name))
    faults.push(fault('name', 'clients.fault.name', { most: MOST.name }));
  return name ?? '';
}

/** A public client proves nothing (RFC 6749 §2.1); keys are given or fetched, never both (RFC 7591 §2). */
function readAuthentication(fields: Fields, { kind, production }: Rules, faults: Fault[]) {
  if (kind === 'spa' || kind === 'native') return { token_endpoint_auth_method: 'none' };
  const method = AUTH_METHODS.find((one) => one === fields.auth) ?? 'client_secret_basic';
  if (method !== fields.auth) faults.push(fault('auth', 'clients.fault.auth'));
  if (method !== 'private_key_jwt') return { token_endpoint_auth_method: method };
  const uri = (fields.jwksUri ?? '').trim();
  const pasted = (fields.jwks ?? '').trim();
  if ((uri === '') === (pasted === '')) {
    faults.push(fault('jwksUri', 'clients.fault.one_of_keys'));
    return { token_endpoint_auth_method: method };
  }
  if (uri !== '') {
    const address = readOne('jwksUri', fields, { production }, faults);
    return { token_endpoint_auth_method: method, jwks_uri: address };
  }
  const keys = readKeys(pasted);
  if (keys.kind === 'ok') return { token_endpoint_auth_method: method, jwks: keys.jwks };
  faults.push(fault('jwks', KEY_FAULTS[keys.fault]));
  return { token_endpoint_auth_method: method };
}

function grantsOf(kind: ClientKind, fields: Fields): string[] {
  if (kind === 'machine') return ['client_credentials'];
  if (kind === 'native') return ['authorization_code', 'refresh_token'];
  return ['authorization_code', ...(kind === 'web' && fields.backEnd ? ['client_credentials'] : [])];
}

/** A check box's name: a scope may hold a colon, a field's name may not. */
export const scopeField = (scope: string): string => `scope-${scope.replaceAll(':', '-')}`;

function scopeOf(kind: ClientKind, fields: Fields): string {
  const chosen = SCOPES.filter((scope) => fields[scopeField(scope)]);
  if (kind === 'machine') return chosen.filter((scope) => RESOURCE_SCOPES.includes(scope)).join(' ');
  return ['openid', ...chosen].join(' ');
}

async function readAccess(db: Db, fields: Fields, faults: Fault[]): Promise<ClientAccess | null> {
  const typed = [...new Set(linesOf(fields.agencies))];
  if (typed.length > MOST.agencies) {
    faults.push(fault('agencies', 'clients.fault.agencies', { most: MOST.agencies }));
    return null;
  }
  const found = await Promise.all(typed.map((one) => findAgency(db, one)));
  const agencies = found.flatMap((agency) => (agency ? [agency.id] : []));
  const unknown = typed.filter((_, at) => found[at] === null);
  faults.push(...(await Promise.all(unknown.map((one) => unknownAgency(db, one)))));
  const kinds = (['PNS', 'PPPK'] as const).filter((one) => fields[`only-${one}`]);
  const everyKind = kinds.length === 2 ? [] : kinds;
  if (agencies.length === 0 && everyKind.length === 0) return null;
  return { agencies: [...new Set(agencies)].toSorted(), kinds: everyKind };
}

async function unknownAgency(db: Db, typed: string): Promise<Fault> {
  const name = typed.slice(0, 80);
  const like = await agenciesLike(db, typed);
  if (like.length === 0) return fault('agencies', 'clients.fault.agency', { name });
  const names = like.map(({ nama }) => nama).join(' · ');
  return fault('agencies', 'clients.fault.agency_like', { name, names });
}
