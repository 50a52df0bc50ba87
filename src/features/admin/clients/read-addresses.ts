import type { MessageKey } from '../../../messages.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { uriFault } from '../../../policies/redirect-uri.ts';
import type { UriFault, UriRules } from '../../../policies/redirect-uri.ts';
import type { ClientKind } from './draft.ts';

export const URI_FAULTS = {
  malformed: 'clients.uri.malformed',
  wildcard: 'clients.uri.wildcard',
  fragment: 'clients.uri.fragment',
  userinfo: 'clients.uri.userinfo',
  https: 'clients.uri.https',
  scheme: 'clients.uri.scheme',
  characters: 'clients.uri.characters',
  rewritten: 'clients.uri.rewritten',
  too_long: 'clients.uri.too_long',
} as const satisfies Record<UriFault, MessageKey>;

/** Of an address that no application on a phone has: http is for none of them. */
const ONE_ADDRESS = { ...URI_FAULTS, https: 'clients.uri.https_only' } as const;

type AddressField = 'uri' | 'redirects' | 'postLogout' | 'backchannel' | 'initiate' | 'jwksUri';

/** What each is called, and why it is refused: what an address is for decides what a hole in it would let through. */
const ADDRESSES: Readonly<Record<AddressField, { label: MessageKey; why: Record<UriFault, MessageKey> }>> = {
  uri: {
    label: 'clients.label.uri',
    why: { ...ONE_ADDRESS, wildcard: 'clients.uri.wildcard.shown' },
  },
  redirects: { label: 'clients.label.redirects', why: URI_FAULTS },
  postLogout: {
    label: 'clients.label.post_logout',
    why: { ...URI_FAULTS, wildcard: 'clients.uri.wildcard.post_logout' },
  },
  backchannel: {
    label: 'clients.label.backchannel',
    why: { ...ONE_ADDRESS, wildcard: 'clients.uri.wildcard.backchannel' },
  },
  initiate: {
    label: 'clients.label.initiate',
    why: { ...ONE_ADDRESS, wildcard: 'clients.uri.wildcard.initiate' },
  },
  jwksUri: {
    label: 'clients.label.jwks_uri',
    why: { ...ONE_ADDRESS, wildcard: 'clients.uri.wildcard.jwks' },
  },
};

/** The longest list that is taken; one of more than this is a wildcard by other means. */
const MOST = 20;

export interface Rules {
  kind: ClientKind;
  production: boolean;
}

/** Where people and tokens are sent, and what is at fault in it. */
export function readAddresses(fields: Fields, rules: Rules, faults: Fault[]) {
  const { kind } = rules;
  const shown = readOne('uri', fields, rules, faults);
  const redirects = readMany('redirects', fields, rules, faults);
  if (kind !== 'machine' && redirects.length === 0) faults.push(fault('redirects', 'clients.fault.redirect'));
  if (kind === 'machine' && redirects.length > 0) faults.push(fault('redirects', 'clients.fault.machine'));
  const after = readMany('postLogout', fields, rules, faults);
  return {
    ...optional('client_uri', shown),
    redirect_uris: kind === 'machine' ? [] : redirects,
    ...(after.length > 0 ? { post_logout_redirect_uris: after } : {}),
    ...optional('backchannel_logout_uri', readOne('backchannel', fields, rules, faults)),
    ...optional('initiate_login_uri', readOne('initiate', fields, rules, faults)),
  };
}

/** One address of the form, or nothing. */
export function readOne(
  field: AddressField,
  fields: Fields,
  { production }: Pick<Rules, 'production'>,
  faults: Fault[],
): string {
  const uri = (fields[field] ?? '').trim();
  if (uri !== '') faults.push(...wrongIn(field, uri, { native: false, clearLoopback: !production }));
  return uri;
}

function readMany(
  field: AddressField,
  fields: Fields,
  { kind, production }: Rules,
  faults: Fault[],
): string[] {
  const { label } = ADDRESSES[field];
  const uris = linesOf(fields[field]);
  if (uris.length > MOST) faults.push({ ...fault(field, 'clients.fault.many', { most: MOST }), label });
  const twice = uris.find((uri, at) => uris.indexOf(uri) !== at);
  if (twice) faults.push({ ...fault(field, 'clients.fault.twice', { uri: shortened(twice) }), label });
  const rules = { native: kind === 'native', clearLoopback: !production };
  faults.push(...uris.slice(0, MOST).flatMap((uri) => wrongIn(field, uri, rules)));
  return uris;
}

function wrongIn(field: AddressField, uri: string, rules: UriRules): Fault[] {
  const wrong = uriFault(uri, rules);
  if (wrong === null) return [];
  const { label, why } = ADDRESSES[field];
  return [{ ...fault(field, why[wrong], { uri: shortened(uri) }), label }];
}

const shortened = (uri: string): string => uri.slice(0, 120);

export function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const optional = (name: string, value: string) => (value === '' ? {} : { [name]: value });
