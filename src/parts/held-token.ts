import type { Context } from 'koa';
import { policy } from '../../config/policy.ts';
import { seeOther } from '../platform/http/see-other.ts';

/** Where the token of a mailed link waits for the button of its page. */
export interface HeldToken {
  /** Puts it into a cookie of this browser; false where it does not look like a token of ours. */
  hold(ctx: Context, token: string): boolean;
  /** The address in the message: the token goes into the cookie, the browser to the page without it. */
  arrive(ctx: Context, token: string, to: string): void;
  held(ctx: Context): string | null;
  drop(ctx: Context): void;
}

/** As `randomToken` makes them; anything else goes into no cookie. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * The token of a link moves into a cookie at once and stays out of the address, the history, logs and Referer (design
 * §6). `name` tells one kind of link from another; on https the cookie is pinned to this host by its name.
 */
export function heldToken({
  issuer,
  name,
  seconds: lasting = policy.links.heldSeconds,
}: {
  issuer: string;
  name: string;
  /** How long it waits. */
  seconds?: number;
}): HeldToken {
  const https = issuer.startsWith('https:');
  const cookie = https ? `__Host-${name}` : name;
  const set = (ctx: Context, value: string, seconds: number) =>
    ctx.append(
      'Set-Cookie',
      `${cookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`,
    );
  function hold(ctx: Context, token: string): boolean {
    if (!TOKEN.test(token)) return false;
    set(ctx, token, lasting);
    return true;
  }
  return {
    hold,
    arrive(ctx, token, to) {
      // One that is none of ours must not leave an older one behind: its page would be shown instead.
      if (!hold(ctx, token)) set(ctx, '', 0);
      seeOther(ctx, to);
    },
    held(ctx) {
      const value = ctx.cookies.get(cookie) ?? '';
      return TOKEN.test(value) ? value : null;
    },
    drop: (ctx) => set(ctx, '', 0),
  };
}
