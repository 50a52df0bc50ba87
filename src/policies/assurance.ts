/**
 * What a session proves and what a request demands: acr, amr, auth_time.
 * Source: contract, "The protocol"; OpenID Connect Core §2, §3.1.2.1 and §5.5.1.1; RFC 8176 (amr); OpenID EAP ACR values (phr).
 * Only factors proven within max_age count, and auth_time is the oldest of those that count.
 */

export type Acr = 'urn:asn:acr:1' | 'urn:asn:acr:2' | 'phr';

/** When each factor was last proven, in epoch SECONDS (the unit of auth_time). */
export interface Factors {
  pwd?: number;
  /** The authenticator, or a recovery code (`otp` as well: contract). */
  otp?: number;
  /** A code by SMS as the second factor; the codes of an activation are no factor. */
  sms?: number;
  /** A device-bound passkey, with user verification. */
  hwk?: number;
  /** A synced passkey, with user verification. */
  swk?: number;
  /** No factor itself: since when what gave the code proven last has been in force. A young one opens no console (design §4). */
  since?: number;
  /** The same of the passkey proven last: neither lends its age to the other. */
  keySince?: number;
}

export interface Assessment {
  acr: Acr | null;
  amr: string[];
  /** Epoch seconds. */
  authTime: number | null;
}

/** Weakest first: a stronger one satisfies whatever asks for a weaker one. */
export const ACR_VALUES: readonly Acr[] = ['urn:asn:acr:1', 'urn:asn:acr:2', 'phr'];

const FACTOR_NAMES = ['pwd', 'otp', 'sms', 'hwk', 'swk'] as const;

/**
 * What these factors prove at `now` (epoch ms: the moment of the authorization, not of a later token). A password alone,
 * or a code alone, proves no acr.
 */
export function assess(factors: Factors, now: number, maxAgeSeconds?: number | null): Assessment {
  const fresh = freshFactors(factors, now, maxAgeSeconds);
  const passkey = strongestPasskey(fresh);
  if (passkey) return { acr: 'phr', amr: [passkey.name, 'user', 'mfa'], authTime: passkey.time };
  const { pwd, otp, sms } = fresh;
  if (pwd !== undefined && otp !== undefined) return twoFactors('urn:asn:acr:2', 'otp', pwd, otp);
  if (pwd !== undefined && sms !== undefined) return twoFactors('urn:asn:acr:1', 'sms', pwd, sms);
  return oneFactor(fresh);
}

/** The factors proven within max_age; a time in the future (a clock stepped back) counts as now. */
export function freshFactors(factors: Factors, now: number, maxAgeSeconds?: number | null): Factors {
  if (maxAgeSeconds === undefined || maxAgeSeconds === null) return { ...factors };
  const oldest = Math.floor(now / 1000) - maxAgeSeconds;
  const fresh: Factors = {};
  for (const name of FACTOR_NAMES) {
    const time = factors[name];
    if (time !== undefined && time >= oldest) fresh[name] = time;
  }
  return fresh;
}

/** Whether this is one of our acr values, and not just any string of a request. */
export function isAcr(value: unknown): value is Acr {
  return ACR_VALUES.some((acr) => acr === value);
}

/** Whether what was reached is at least what is needed; null satisfies nothing. */
export function acrSatisfies(have: Acr | null, need: Acr): boolean {
  return have !== null && rank(have) >= rank(need);
}

export interface AcrRequest {
  /** The client's registered minimum: no request goes below it. */
  clientMinimum: Acr;
  /** `acr_values`, in order of preference: voluntary. */
  acrValues: readonly string[];
  /** `value` or `values` of an essential acr claim: one of them must be reached (Core §5.5.1.1). */
  essentialValues: readonly string[];
  /** The strongest this installation can reach; `phr` only where passkeys are offered. */
  highest?: Acr | undefined;
}

/** The acr that a request must reach. Unknown or unreachable values are skipped, but an essential request with no other is unattainable. */
export function requiredAcr(request: AcrRequest): { kind: 'need'; acr: Acr } | { kind: 'unattainable' } {
  const highest = request.highest ?? 'phr';
  const reachable = (value: string): value is Acr => isAcr(value) && acrSatisfies(highest, value);
  if (!reachable(request.clientMinimum)) return { kind: 'unattainable' };
  const essential = request.essentialValues.find(reachable);
  if (request.essentialValues.length > 0 && essential === undefined) return { kind: 'unattainable' };
  const wished = request.acrValues.filter(reachable);
  // Not everybody has a passkey: where the application would be content with less, less is what must be reached.
  const voluntary = wished[0] === 'phr' ? (wished[1] ?? 'phr') : wished[0];
  return { kind: 'need', acr: strongest([request.clientMinimum, essential, voluntary]) };
}

export interface MissingRequest {
  /** Factors of the session that came along. */
  factors: Factors;
  /** Factors proven in this very interaction: fresh whatever max_age and prompt say (max_age=0 would never end else). */
  provenHere?: Factors | undefined;
  need: Acr;
  /** Epoch milliseconds. */
  now: number;
  maxAgeSeconds?: number | null | undefined;
  /** `prompt=login`: the session's factors do not count. */
  promptLogin?: boolean | undefined;
  /** A step-up bound to an item: its second factor must be proven here, for it. */
  act?: boolean | undefined;
}

export interface MissingFactors {
  password: boolean;
  secondFactor: boolean;
}

/** What a request demands beyond the session. An act never asks for the password where the session's is good. */
export function missingFactors(request: MissingRequest): MissingFactors {
  const here = request.provenHere ?? {};
  const earlier = request.promptLogin
    ? {}
    : freshFactors(request.factors, request.now, request.maxAgeSeconds);
  const all = { ...earlier, ...here };
  const forSecond = request.act ? here : all;
  return {
    password: all.pwd === undefined && strongestPasskey(all) === null,
    secondFactor: !secondFactorReaches(forSecond, request.need),
  };
}

/**
 * Since when (epoch SECONDS) what opens a console in this session has been in force: of the passkey alone where it is by `passkey` that
 * the console opens, else of the older of the two. 0 where nothing is known of it.
 */
export function openerSince(factors: Factors, { passkey }: { passkey: boolean }): number {
  const key = strongestPasskey(factors) ? [factors.keySince ?? factors.since ?? 0] : [];
  if (passkey) return key[0] ?? 0;
  const code = factors.otp === undefined ? [] : [factors.since ?? 0];
  const known = [...code, ...key];
  return known.length === 0 ? (factors.since ?? 0) : Math.min(...known);
}

function secondFactorReaches(factors: Factors, need: Acr): boolean {
  if (strongestPasskey(factors)) return true;
  if (need === 'phr') return false;
  if (factors.otp !== undefined) return true;
  return need === 'urn:asn:acr:1' && factors.sms !== undefined;
}

function strongestPasskey(factors: Factors): { name: 'hwk' | 'swk'; time: number } | null {
  if (factors.hwk !== undefined) return { name: 'hwk', time: factors.hwk };
  if (factors.swk !== undefined) return { name: 'swk', time: factors.swk };
  return null;
}

function twoFactors(acr: Acr, second: 'otp' | 'sms', pwd: number, time: number): Assessment {
  return { acr, amr: ['pwd', second, 'mfa'], authTime: Math.min(pwd, time) };
}

function oneFactor(fresh: Factors): Assessment {
  for (const name of ['pwd', 'otp', 'sms'] as const) {
    const time = fresh[name];
    if (time !== undefined) return { acr: null, amr: [name], authTime: time };
  }
  return { acr: null, amr: [], authTime: null };
}

function strongest(values: readonly (Acr | undefined)[]): Acr {
  return values.reduce<Acr>(
    (best, value) => (value && rank(value) > rank(best) ? value : best),
    'urn:asn:acr:1',
  );
}

function rank(acr: Acr): number {
  return ACR_VALUES.indexOf(acr);
}
