import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import type { FederationDeps } from './context.ts';
import { cookieSettings } from './cookies.ts';
import type { SessionRecord } from './records.ts';

type Deps = Pick<FederationDeps, 'issuer' | 'cookieKeys'> & { provider: () => Provider };

/** The session's cookie as the library sets it, on an answer of ours. `exp`: epoch seconds. */
export function setSessionCookie(
  { issuer, cookieKeys, provider }: Deps,
  ctx: Context,
  { session, exp }: { session: SessionRecord; exp: number },
): void {
  const { names, long } = cookieSettings(issuer, cookieKeys);
  const expires = session.transient ? undefined : new Date(exp * 1000);
  const { id } = session as unknown as { id: string };
  cookiesOf(provider(), ctx).set(names.session, id, { ...long, expires });
}

export function clearSessionCookie({ issuer, cookieKeys, provider }: Deps, ctx: Context): void {
  const { names, long } = cookieSettings(issuer, cookieKeys);
  cookiesOf(provider(), ctx).set(names.session, null, long);
}

/** The provider's cookies, signed with its keys. */
function cookiesOf(provider: Provider, ctx: Context): Context['cookies'] {
  const { cookies } = provider.createContext(ctx.req, ctx.res);
  // Behind a proxy the socket is plain though the browser's connection is not; the flag is decided by the issuer.
  cookies.secure = provider.issuer.startsWith('https:');
  return cookies;
}
