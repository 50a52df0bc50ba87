import type { Context } from 'koa';
import { policy } from '../../config/policy.ts';
import type { SsoSession } from '../oidc/sessions.ts';
import { equal, sha256 } from '../platform/crypto.ts';

/**
 * A session of a shared device is never used silently (design §4), by the portal either: it shows itself only where it was
 * just asked whose session it is, or where the sign-in began here. A cookie bound to that session remembers so for as long
 * as such a session may be idle; it opens nothing by itself.
 */
export function isConfirmed(ctx: Context, issuer: string, session: SsoSession): boolean {
  if (!session.shared) return true;
  return equal(ctx.cookies.get(cookieName(issuer)) ?? '', markOf(session));
}

/** Written when a sign-in comes back to the portal, and again at each page of it. */
export function rememberConfirmed(ctx: Context, issuer: string, session: SsoSession): void {
  if (!session.shared) return;
  const secure = issuer.startsWith('https:') ? '; Secure' : '';
  const attributes = `Path=/; Max-Age=${policy.session.sharedIdleSeconds}; HttpOnly; SameSite=Lax${secure}`;
  ctx.append('Set-Cookie', `${cookieName(issuer)}=${markOf(session)}; ${attributes}`);
}

const markOf = ({ uid }: SsoSession) => sha256(`portal:${uid}`);

const cookieName = (issuer: string) =>
  issuer.startsWith('https:') ? '__Host-portal_confirmed' : 'portal_confirmed';
