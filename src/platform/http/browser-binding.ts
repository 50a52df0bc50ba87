import type { Context } from 'koa';
import { equal, randomToken, sha256 } from '../crypto.ts';

export interface BrowserBinding {
  /** Hash of this browser's binding cookie, which is set where it is missing. */
  bind(ctx: Context): string;
  /** The same where it has one; null where it has none. */
  hash(ctx: Context): string | null;
  /** Whether the request comes from the browser with that hash. */
  same(ctx: Context, browserHash: string): boolean;
}

/**
 * The cookie that stands for this browser: it binds interactions, codes and requests, so that what was begun elsewhere and
 * planted here goes nowhere (design §2).
 */
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
    hash(ctx) {
      const token = tokenOf(ctx);
      return token === null ? null : sha256(token);
    },
    same(ctx, browserHash) {
      const token = tokenOf(ctx);
      return token !== null && equal(sha256(token), browserHash);
    },
  };
}
