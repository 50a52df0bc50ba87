import { isAcr } from '../policies/assurance.ts';
import type { Acr } from '../policies/assurance.ts';
import type { ClientMetadata, Registration } from '../oidc/clients.ts';
import { done, misuse, refused, requiredText, text, texts } from './command.ts';
import type { Command, Shell, Values } from './command.ts';

const ALGORITHMS = ['ES256', 'RS256'];

export const clientCommands: Command[] = [
  {
    name: 'clients add',
    usage:
      'clients add --id ID --name NAME --redirect-uri URI… [--post-logout-redirect-uri URI…] ' +
      '[--backchannel-logout-uri URI] [--scope "openid profile asn"] [--jwks-uri URI] [--public] [--native] ' +
      '[--third-party] [--client-credentials] [--min-acr ACR] [--id-token-alg RS256]',
    about: 'registers a relying party; prints its metadata, and its secret this once, as JSON',
    options: {
      id: { type: 'string' },
      name: { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true },
      'post-logout-redirect-uri': { type: 'string', multiple: true },
      'backchannel-logout-uri': { type: 'string' },
      scope: { type: 'string' },
      'jwks-uri': { type: 'string' },
      public: { type: 'boolean' },
      native: { type: 'boolean' },
      'third-party': { type: 'boolean' },
      'client-credentials': { type: 'boolean' },
      'min-acr': { type: 'string' },
      'id-token-alg': { type: 'string' },
    },
    run: add,
  },
  {
    name: 'clients list',
    usage: 'clients list',
    about: 'prints the registered clients, one JSON object a line, without their secrets',
    options: {},
    run: list,
  },
  {
    name: 'clients remove',
    usage: 'clients remove --id ID',
    about: 'removes a relying party; running nodes follow within 60 s',
    options: { id: { type: 'string' } },
    run: remove,
  },
];

async function add({ clients, audit, out }: Shell, values: Values) {
  const outcome = await clients.add(readRegistration(values), audit);
  if (outcome.kind === 'refused') return refused(outcome.reason);
  out(JSON.stringify(outcome.metadata));
  return done;
}

async function list({ clients, out }: Shell) {
  for (const { metadata, thirdParty, minAcr } of await clients.all()) {
    out(JSON.stringify({ ...metadata, third_party: thirdParty, min_acr: minAcr }));
  }
  return done;
}

async function remove({ clients, audit, say }: Shell, values: Values) {
  const id = requiredText(values, 'id');
  if (!(await clients.remove(id, audit))) return refused(`there is no client ${id}`);
  say(`${id} removed`);
  return done;
}

/** The command line in the names of RFC 7591 section 2. */
function readRegistration(values: Values): Registration {
  const isPublic = values.public === true || values.native === true;
  const backEnd = values['client-credentials'] === true;
  const jwksUri = text(values, 'jwks-uri');
  if (isPublic && (backEnd || jwksUri))
    throw misuse('a public client has neither keys nor client credentials');
  const redirectUris = texts(values, 'redirect-uri');
  if (redirectUris.length === 0 && !backEnd) throw misuse('--redirect-uri is needed');
  const metadata: ClientMetadata = {
    client_id: requiredText(values, 'id'),
    client_name: requiredText(values, 'name'),
    redirect_uris: redirectUris,
    response_types: redirectUris.length > 0 ? ['code'] : [],
    grant_types: grantTypes(values, redirectUris),
    token_endpoint_auth_method: isPublic ? 'none' : jwksUri ? 'private_key_jwt' : 'client_secret_basic',
    application_type: values.native === true ? 'native' : 'web',
    scope: text(values, 'scope') ?? 'openid profile asn',
    ...optional('jwks_uri', jwksUri),
    ...optional('backchannel_logout_uri', text(values, 'backchannel-logout-uri')),
    ...optional('id_token_signed_response_alg', readAlgorithm(values)),
    ...optionalList('post_logout_redirect_uris', texts(values, 'post-logout-redirect-uri')),
  };
  return { metadata, thirdParty: values['third-party'] === true, ...minimum(values) };
}

function grantTypes(values: Values, redirectUris: string[]): string[] {
  return [
    ...(redirectUris.length > 0 ? ['authorization_code'] : []),
    ...(values.native === true ? ['refresh_token'] : []),
    ...(values['client-credentials'] === true ? ['client_credentials'] : []),
  ];
}

function readAlgorithm(values: Values): string | null {
  const alg = text(values, 'id-token-alg');
  if (alg !== null && !ALGORITHMS.includes(alg))
    throw misuse(`--id-token-alg must be one of ${ALGORITHMS.join(', ')}`);
  return alg;
}

function minimum(values: Values): { minAcr?: Acr } {
  const acr = text(values, 'min-acr');
  if (acr === null) return {};
  if (!isAcr(acr)) throw misuse('--min-acr must be urn:asn:acr:1, urn:asn:acr:2 or phr');
  return { minAcr: acr };
}

function optional(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}

function optionalList(name: string, value: string[]): Record<string, string[]> {
  return value.length === 0 ? {} : { [name]: value };
}
