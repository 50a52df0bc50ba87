import { requiredAcr } from '../policies/assurance.ts';
import type { Acr } from '../policies/assurance.ts';
import type { RegisteredClient } from './clients.ts';
import { REACHABLE_ACR } from './protocol.ts';

/** A step-up bound to an item of the relying party: what is approved, and how it is called. */
export interface Act {
  value: string;
  text: string;
}

/** What an authorization request demands of a sign-in. */
export interface Demands {
  acr: { kind: 'need'; acr: Acr } | { kind: 'unattainable' };
  acrValues: string[];
  maxAge: number | null;
  prompts: Set<string>;
  act: Act | null;
}

type Params = Record<string, unknown>;

/** Reads the parameters, which the library has checked for their form. */
export function demandsOf(params: Params, client: RegisteredClient): Demands {
  const claims = idTokenClaims(params);
  const acr = acrClaim(claims.acr);
  const acrValues = [...words(params.acr_values), ...(acr.essential ? [] : acr.values)];
  return {
    acr: requiredAcr({
      clientMinimum: client.minAcr,
      acrValues,
      essentialValues: acr.essential ? acr.values : [],
      highest: REACHABLE_ACR[0],
    }),
    acrValues,
    maxAge: params.max_age === undefined ? null : Number(params.max_age),
    prompts: new Set(words(params.prompt)),
    act: readAct(claims.asn_act),
  };
}

/** A space-delimited parameter as a list (RFC 6749 §3.3). */
export function words(value: unknown): string[] {
  return typeof value === 'string' ? value.split(' ').filter(Boolean) : [];
}

/** Null where the request has none, or one that is not what `asn_act` must be. */
export function readAct(claim: unknown): Act | null {
  if (typeof claim !== 'object' || claim === null) return null;
  const { value, text } = claim as { value?: unknown; text?: unknown };
  if (!isShortText(value, 300) || !isShortText(text, 200)) return null;
  return { value, text };
}

export const demandsAct = (requested: Params): boolean => readAct(requested.asn_act) !== null;

// oxlint-disable-next-line no-control-regex -- nothing that is no text may stand on our page or in a token
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

function isShortText(value: unknown, length: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= length && !CONTROL.test(value);
}

/** `claims` arrives as JSON text; in a pushed request it may have been parsed already. */
export function claimsParameter(params: Params): { id_token: Params; userinfo: Params } {
  const { claims } = params;
  const parsed: unknown = typeof claims === 'string' ? parse(claims) : claims;
  const { id_token, userinfo } = record(parsed);
  return { id_token: record(id_token), userinfo: record(userinfo) };
}

function idTokenClaims(params: Params): Params {
  return claimsParameter(params).id_token;
}

function acrClaim(claim: unknown): { essential: boolean; values: string[] } {
  const { essential, value, values } = record(claim);
  const listed = Array.isArray(values) ? values : [value];
  return { essential: essential === true, values: listed.filter((one) => typeof one === 'string') };
}

function record(value: unknown): Params {
  return typeof value === 'object' && value !== null ? (value as Params) : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
