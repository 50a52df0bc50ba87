import type { Context } from 'koa';
import { equal, randomToken, sha256 } from '../platform/crypto.ts';

/** Names and flags by design §6: `__Host-` where a cookie belongs to the whole host, `__Secure-` where to a path. */
export function cookieSettings(issuer: string, keys: string[]) {
  const secure = issuer.startsWith('https:');
  const flags = { httpOnly: true, sameSite: 'lax' as const, signed: true, overwrite: true, secure };
  return {
    keys,
    names: {
      session: secure ? '__Host-session' : 'session',
      interaction: secure ? '__Secure-interaction' : 'interaction',
      resume: secure ? '__Secure-resume' : 'resume',
    },
    long: { ...flags, path: '/' },
    short: flags,
  };
}

export interface BrowserBinding {
  /** Hash of this browser's binding cookie, which is set where it is missing. */
  bind(ctx: Context): string;
  /** Whether the request comes from the browser with that hash. */
  same(ctx: Context, browserHash: string): boolean;
}

/** The cookie that binds an interaction to its browser, so that a planted one goes nowhere (design §2). */
export function createBrowserBinding(issuer: string): BrowserBinding {
  const secure = issuer.startsWith('https:');
  const name = secure ? '__Host-browser' : 'browser';
  const made = new WeakMap<object, string>();

  function issue(ctx: Context): string {
    const token = randomToken();
    made.set(ctx.req, token);
    ctx.append('Set-Cookie', `${name}=${token}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`);
    return token;
  }

  const tokenOf = (ctx: Context) => made.get(ctx.req) ?? ctx.cookies.get(name) ?? null;
  return {
    bind: (ctx) => sha256(tokenOf(ctx) ?? issue(ctx)),
    same(ctx, browserHash) {
      const token = tokenOf(ctx);
      return token !== null && equal(sha256(token), browserHash);
    },
  };
}
