import type { Context } from 'koa';
import { policy } from '../../config/policy.ts';
import { randomToken, sha256 } from '../platform/crypto.ts';

/** The cookie of a browser that holds the reset of an authenticator; it outlives the browser's session, as the delay does. */
export interface ResetHolder {
  /** Hash of this browser's cookie; null where it has none. */
  hash(ctx: Context): string | null;
  /** The same, set where it is missing, and good for as long as a reset may take from now. */
  bind(ctx: Context): string;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Worth nothing without a reset that names it, nor without the password and the codes of its sign-in. */
export function resetHolder({ issuer }: { issuer: string }): ResetHolder {
  const secure = issuer.startsWith('https:');
  const name = secure ? '__Host-reset_holder' : 'reset_holder';
  const { authenticatorDelaySeconds, authenticatorOpenSeconds } = policy.resets;
  const seconds = authenticatorDelaySeconds + authenticatorOpenSeconds;
  function tokenOf(ctx: Context): string | null {
    const value = ctx.cookies.get(name) ?? '';
    return TOKEN.test(value) ? value : null;
  }
  return {
    hash(ctx) {
      const token = tokenOf(ctx);
      return token === null ? null : sha256(token);
    },
    bind(ctx) {
      const token = tokenOf(ctx) ?? randomToken();
      ctx.append(
        'Set-Cookie',
        `${name}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
      );
      return sha256(token);
    },
  };
}
