import type { Context } from 'koa';
import { equal, randomToken, sha256 } from '../../platform/crypto.ts';
import { seeOther } from '../../platform/http/see-other.ts';

export interface PortalClient {
  issuer: string;
  /** Absolute URL of the authorization endpoint. */
  authorizationEndpoint: string;
  /** Only a passkey will do. */
  phr?: boolean;
  /** Everything is asked again: the session's hours begin anew. */
  again?: boolean;
}

const COOKIE_SECONDS = 3600;
/** Essential: a sign-in that cannot reach it ends with an error (OpenID Connect Core 5.5.1.1). */
const PASSKEY_NEEDED = JSON.stringify({ id_token: { acr: { essential: true, value: 'phr' } } });

/**
 * Sends the browser to the authorization endpoint as the client `portal`, bound to this browser by its state. The
 * portal lives in the provider's own session, so it never redeems the code: the PKCE verifier is thrown away
 * unseen, and nobody else can redeem it either.
 */
export function beginSignin(
  ctx: Context,
  { issuer, authorizationEndpoint, phr = false, again = false }: PortalClient,
): void {
  const state = randomToken();
  const url = new URL(authorizationEndpoint);
  url.search = new URLSearchParams({
    client_id: 'portal',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${issuer}/portal/callback`,
    state,
    code_challenge: sha256(randomToken()),
    code_challenge_method: 'S256',
    ...(phr ? { claims: PASSKEY_NEEDED } : {}),
    ...(again ? { prompt: 'login' } : {}),
  }).toString();
  ctx.append('Set-Cookie', stateCookie(issuer, state, COOKIE_SECONDS));
  seeOther(ctx, url.href);
}

/** Whether the answer belongs to a sign-in that this browser began here (OIDC Core 3.1.2.7, RFC 9207). */
export function answersOurs(ctx: Context, issuer: string): boolean {
  const expected = ctx.cookies.get(cookieName(issuer)) ?? '';
  const query = new URLSearchParams(ctx.querystring);
  ctx.append('Set-Cookie', stateCookie(issuer, '', 0));
  return expected !== '' && equal(query.get('state') ?? '', expected) && query.get('iss') === issuer;
}

function cookieName(issuer: string): string {
  return issuer.startsWith('https:') ? '__Host-portal_state' : 'portal_state';
}

function stateCookie(issuer: string, value: string, seconds: number): string {
  const secure = issuer.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(issuer)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
