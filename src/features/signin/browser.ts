import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import type { Progress } from '../../model/progress.ts';
import { resetHolder } from '../../parts/reset-holder.ts';
import { takeOverLocale } from '../../platform/http/locale.ts';
import { equal, sha256 } from '../../platform/crypto.ts';

/** The cookies that stand for this browser; on https they are pinned to this host by their names. */
export interface BrowserCookies {
  /** Is the interaction this browser's own? Set by the provider's side when the interaction began. */
  owns(ctx: Context, progress: Progress): boolean;
  /** Token of a browser that some account has fully signed in from. */
  device(ctx: Context): string | null;
  /** What stands for this browser in interactions and mailed links; null where it has no binding cookie. */
  browserHash(ctx: Context): string | null;
  /** Hash of what this browser holds the reset of an authenticator by (parts/reset-holder.ts). */
  holder(ctx: Context): string | null;
  /** A link was opened here: a hint to look for its pass, worth nothing by itself. */
  markLinked(ctx: Context): void;
  linked(ctx: Context): boolean;
  /** What this browser left of an activation: the token, and the hash it is kept under. */
  markLeft(ctx: Context, token: string, seconds: number): void;
  left(ctx: Context): string | null;
  rememberDevice(ctx: Context, token: string): void;
  /** The account's language, where nobody has chosen one in this browser. */
  takeOverLocale(ctx: Context, signin: { locale: string | null; shared: boolean }): void;
  /** Sets a short-lived cookie, to see whether it comes back. */
  probe(ctx: Context): void;
  probed(ctx: Context): boolean;
}

/** The cookies of the sign-in itself: what binds it to this browser, and what knows the browser again. */
export function browserCookies({ issuer }: { issuer: string }): BrowserCookies {
  const https = issuer.startsWith('https:');
  const resets = resetHolder({ issuer });
  const prefixed = (name: string) => (https ? `__Host-${name}` : name);
  const set = (ctx: Context, name: string, value: string, maxAgeSeconds: number) =>
    ctx.append(
      'Set-Cookie',
      `${prefixed(name)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`,
    );
  function browserHash(ctx: Context): string | null {
    const value = ctx.cookies.get(prefixed('browser'));
    return value === undefined ? null : sha256(value);
  }
  return {
    browserHash,
    owns(ctx, progress) {
      const hash = browserHash(ctx);
      return hash !== null && equal(hash, progress.browserHash);
    },
    holder: (ctx) => resets.hash(ctx),
    markLinked: (ctx) => set(ctx, 'linked', '1', policy.links.signinPoolSeconds),
    linked: (ctx) => ctx.cookies.get(prefixed('linked')) !== undefined,
    markLeft: (ctx, token, seconds) => set(ctx, 'left', token, seconds),
    left(ctx) {
      const token = ctx.cookies.get(prefixed('left'));
      return token === undefined ? null : sha256(token);
    },
    device: (ctx) => ctx.cookies.get(prefixed('device')) ?? null,
    rememberDevice: (ctx, token) => set(ctx, 'device', token, policy.devices.ttlSeconds),
    takeOverLocale: (ctx, signin) =>
      takeOverLocale(ctx, { wanted: signin.locale, shared: signin.shared, https }),
    probe: (ctx) => set(ctx, 'cookies', '1', 600),
    probed: (ctx) => ctx.cookies.get(prefixed('cookies')) !== undefined,
  };
}
