import * as client from 'openid-client';
import type { Application } from './application.ts';
import type { PendingRequest } from './pending.ts';
import { personFrom } from './person.ts';
import type { Person } from './person.ts';
import type { Provider } from './provider.ts';

export interface Answer {
  claims: client.IDToken;
  idToken: string;
  accessToken: { value: string; expiresAt: number };
}

/** Why an answer of the provider came to nothing. */
export type Fault = 'cancelled' | 'refused' | 'unreachable' | 'invalid';

/** Judges the answer in `currentUrl` (iss, state) and exchanges its code; the ID token is verified, nonce and all. */
export async function exchange(
  { registration }: Application,
  { config }: Provider,
  { currentUrl, request, now }: { currentUrl: URL; request: PendingRequest; now: () => number },
): Promise<Answer> {
  const tokens = await client.authorizationCodeGrant(
    config,
    currentUrl,
    {
      expectedState: request.state,
      expectedNonce: request.nonce,
      pkceCodeVerifier: request.verifier,
      idTokenExpected: true,
    },
    registration.resource ? { resource: registration.resource } : {},
  );
  const claims = tokens.claims();
  if (!claims || !tokens.id_token) throw new Error('no ID token in the answer');
  const expiresAt = now() + (tokens.expires_in ?? 60) * 1000;
  return { claims, idToken: tokens.id_token, accessToken: { value: tokens.access_token, expiresAt } };
}

/** Who signed in: from the ID token, or from userinfo, whose `sub` must be the same. */
export async function whoSignedIn(
  { registration }: Application,
  { config }: Provider,
  { claims, accessToken }: Answer,
): Promise<Person | null> {
  if (registration.claimsFrom === 'id_token') return personFrom(claims);
  return personFrom(await client.fetchUserInfo(config, accessToken.value, claims.sub));
}

/** Sorts what was thrown: by code, since what the platform throws may be of any class. */
export function faultKind(error: unknown): Fault {
  const { code, error: oauth, status } = (error ?? {}) as Record<string, unknown>;
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR')
    return oauth === 'access_denied' ? 'cancelled' : 'refused';
  if (code === 'OAUTH_RESPONSE_BODY_ERROR') return serverSide(status) ? 'unreachable' : 'refused';
  if (code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') return 'refused';
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return 'unreachable';
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON') return 'unreachable';
  return isNetworkFault(error) ? 'unreachable' : 'invalid';
}

const serverSide = (status: unknown): boolean => typeof status === 'number' && status >= 500;

/** fetch says "fetch failed" with the socket's error as its cause; openid-client may wrap that once more. */
function isNetworkFault(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth < 4 && typeof cause === 'object' && cause !== null; depth += 1) {
    const { code, message, cause: next } = cause as Record<string, unknown>;
    if (message === 'fetch failed' || /^(E[A-Z]+|UND_ERR_\w+)$/.test(String(code ?? ''))) return true;
    cause = next;
  }
  return false;
}
