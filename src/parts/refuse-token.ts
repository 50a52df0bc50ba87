import type { Context } from 'koa';
import type { TokenDemand, TokenRefusal } from '../oidc/access-token.ts';

/** RFC 6750 §3: a request without a token is told only how to ask. */
export function refuseToken(
  ctx: Context,
  { status, error, scheme }: TokenRefusal,
  { realm, demand }: { realm: string; demand: TokenDemand },
): void {
  const scope = error === 'insufficient_scope' ? `, scope="${demand.scope}"` : '';
  ctx.status = status;
  ctx.set(
    'WWW-Authenticate',
    error === null ? `${scheme} realm="${realm}"` : `${scheme} error="${error}"${scope}`,
  );
  ctx.body = { error: error ?? 'token_needed' };
}
