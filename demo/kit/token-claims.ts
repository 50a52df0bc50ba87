/** What a relying party checks of an ID token beyond what openid-client does: pure, so that each rule is plain. */

export type ClaimsRefusal = 'weak_acr' | 'future_auth' | 'no_expiry' | 'session_over' | 'no_sid';

export type ProofRefusal = 'no_proof' | 'other_act' | 'other_person' | 'stale_proof' | 'weak_acr';

type Claims = Readonly<Record<string, unknown>>;

const ENOUGH = ['urn:asn:acr:2', 'phr'];
const PROOF_SECONDS = 5 * 60;
/** Two machines' clocks are never quite the same. */
const SKEW_SECONDS = 30;

/**
 * acr and auth_time are checked here because an attacker may strip `acr_values` from the address on its way to the
 * provider; `session_expiry` bounds what no logout reached.
 */
export function checkClaims(claims: Claims, now: number): ClaimsRefusal | null {
  const seconds = now / 1000;
  if (!isEnough(claims.acr)) return 'weak_acr';
  if (typeof claims.auth_time !== 'number' || claims.auth_time > seconds + SKEW_SECONDS) return 'future_auth';
  if (typeof claims.session_expiry !== 'number') return 'no_expiry';
  if (claims.session_expiry <= seconds) return 'session_over';
  if (typeof claims.sid !== 'string' || claims.sid === '') return 'no_sid';
  return null;
}

/** A step-up counts for the one act it was made for, by the session's own person, for five minutes. */
export function checkProof(
  claims: Claims,
  expected: { act: string; sub: string },
  now: number,
): ProofRefusal | null {
  const seconds = now / 1000;
  const { asn_act: act, asn_act_at: at } = claims;
  if (claims.sub !== expected.sub) return 'other_person';
  if (act === undefined || typeof at !== 'number') return 'no_proof';
  if (act !== expected.act) return 'other_act';
  if (at > seconds + SKEW_SECONDS || at < seconds - PROOF_SECONDS) return 'stale_proof';
  if (!isEnough(claims.acr)) return 'weak_acr';
  return null;
}

const isEnough = (acr: unknown): boolean => typeof acr === 'string' && ENOUGH.includes(acr);
