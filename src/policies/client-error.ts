/** What went wrong between a relying party and us, in classes that a developer can act on; each has a sentence in the catalogue. */
export const CLIENT_ERROR_KINDS = [
  'redirect_uri',
  'secret',
  'auth_method',
  'assertion',
  'code_used',
  'code_expired',
  'code_unknown',
  'code_redirect',
  'pkce',
  'refresh',
  'refresh_used',
  'dpop',
  'account_ended',
  'scope',
  'acr',
  'silent',
  'denied',
  'not_theirs',
  'par',
  'target',
  'token',
  'unsupported',
  'request',
  'other',
] as const;

export type ClientErrorKind = (typeof CLIENT_ERROR_KINDS)[number];

export interface ProtocolError {
  /** The registered OAuth code, RFC 6749 §5.2 and others. */
  error: string;
  /** The library's own words, for us alone; never what a caller sent. */
  description: string;
  detail: string;
}

const BY_CODE: Record<string, ClientErrorKind> = {
  invalid_redirect_uri: 'redirect_uri',
  invalid_scope: 'scope',
  insufficient_scope: 'scope',
  unmet_authentication_requirements: 'acr',
  login_required: 'silent',
  interaction_required: 'silent',
  consent_required: 'silent',
  account_selection_required: 'silent',
  access_denied: 'denied',
  invalid_target: 'target',
  invalid_token: 'token',
  invalid_dpop_proof: 'dpop',
  use_dpop_nonce: 'dpop',
  unauthorized_client: 'unsupported',
  unsupported_grant_type: 'unsupported',
  unsupported_response_type: 'unsupported',
  unsupported_response_mode: 'unsupported',
  invalid_request: 'request',
};

/** The mark of a refusal of our own: the person is none of those that the client is for. */
export const NOT_THEIRS = 'the person may not use this client';

/** Sorts by the code, and where one code covers much (RFC 6749 §5.2) by the library's words. */
export function clientErrorKind({ error, description, detail }: ProtocolError): ClientErrorKind {
  const said = `${description} ${detail}`;
  if (said.includes(NOT_THEIRS)) return 'not_theirs';
  if (error === 'invalid_client') return clientAuthKind(said);
  if (error === 'invalid_grant') return grantKind(said);
  if (/Pushed Authorization Request/i.test(said)) return 'par';
  if (/code_challenge|PKCE/i.test(said)) return 'pkce';
  if (/DPoP|dpop_jkt/.test(said)) return 'dpop';
  if (error === 'invalid_request' && /redirect_uri/.test(said)) return 'redirect_uri';
  return BY_CODE[error] ?? 'other';
}

function clientAuthKind(said: string): ClientErrorKind {
  if (/secret/.test(said)) return 'secret';
  if (/authentication mechanism|no client authentication/.test(said)) return 'auth_method';
  return /client_assertion|JWT|assertion|alg|audience|jwks|key|sign|exp|iat|nbf|issuer|fetch/i.test(said)
    ? 'assertion'
    : 'auth_method';
}

function grantKind(said: string): ClientErrorKind {
  const refresh = /refresh/i.test(said);
  if (/already (used|consumed)/.test(said)) return refresh ? 'refresh_used' : 'code_used';
  if (/redirect_uri mismatch/.test(said)) return 'code_redirect';
  if (/DPoP|jkt/.test(said)) return 'dpop';
  if (/PKCE|code_verifier|verification/i.test(said)) return 'pkce';
  if (/account|grant (not found|is expired)/.test(said)) return 'account_ended';
  if (refresh) return 'refresh';
  return /expired/.test(said) ? 'code_expired' : 'code_unknown';
}
