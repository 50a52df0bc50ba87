import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import type { Progress } from '../../model/progress.ts';
import { equal, sha256 } from '../../platform/crypto.ts';

/** The cookies that stand for this browser; on https they are pinned to this host by their names. */
export interface BrowserCookies {
  /** Is the interaction this browser's own? Set by the provider's side when the interaction began. */
  owns(ctx: Context, progress: Progress): boolean;
  /** Token of a browser that some account has fully signed in from. */
  device(ctx: Context): string | null;
  rememberDevice(ctx: Context, token: string): void;
  /** Sets a short-lived cookie, to see whether it comes back. */
  probe(ctx: Context): void;
  probed(ctx: Context): boolean;
}

export function browserCookies({ issuer }: { issuer: string }): BrowserCookies {
  const https = issuer.startsWith('https:');
  const prefixed = (name: string) => (https ? `__Host-${name}` : name);
  const set = (ctx: Context, name: string, value: string, maxAgeSeconds: number) =>
    ctx.append(
      'Set-Cookie',
      `${prefixed(name)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`,
    );
  return {
    owns(ctx, progress) {
      const value = ctx.cookies.get(prefixed('browser'));
      return value !== undefined && equal(sha256(value), progress.browserHash);
    },
    device: (ctx) => ctx.cookies.get(prefixed('device')) ?? null,
    rememberDevice: (ctx, token) => set(ctx, 'device', token, policy.devices.ttlSeconds),
    probe: (ctx) => set(ctx, 'cookies', '1', 600),
    probed: (ctx) => ctx.cookies.get(prefixed('cookies')) !== undefined,
  };
}
