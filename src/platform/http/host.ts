import { isIP } from 'node:net';
import type { Middleware } from 'koa';

export interface HostOptions {
  issuer: string;
  /** Other names of the same portal, `host` or `host:port`. */
  aliases: readonly string[];
}

const READING = new Set(['GET', 'HEAD']);

/**
 * Answers only under the issuer's own name (RFC 9110 section 7.4): an alias is redirected, anything else is 421.
 * A link in a mail or a WebAuthn origin must never depend on a header that the client chooses.
 */
export function hostCheck({ issuer, aliases }: HostOptions): Middleware {
  const { host, protocol } = new URL(issuer);
  const others = new Set(aliases.map((alias) => alias.toLowerCase()));
  return async (ctx, next) => {
    const asked = (ctx.req.headers.host ?? '').toLowerCase();
    if (asked !== host && others.has(asked) && READING.has(ctx.method)) {
      ctx.status = 308;
      ctx.set('Location', issuer + pathAndQuery(ctx.req.url));
      return;
    }
    if (asked !== host) {
      ctx.status = 421;
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = `Misdirected request / Permintaan salah alamat. Alamat layanan ini / the address is: ${issuer}\n`;
      return;
    }
    pinOrigin(ctx.req.headers, protocol, host);
    await next();
  };
}

/** A target in absolute form (`GET http://host/path`) must not become part of the redirect. */
function pathAndQuery(target = '/'): string {
  if (target.startsWith('/')) return target.replace(/^\/+/, '/');
  const url = URL.parse(target);
  return url ? url.pathname + url.search : '/';
}

/**
 * The provider and koa build absolute URLs and decide on `Secure` cookies by the forwarded headers. What they
 * see is always the issuer, whatever a client or a proxy wrote there.
 */
function pinOrigin(
  headers: Record<string, string | string[] | undefined>,
  protocol: string,
  host: string,
): void {
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
  headers['x-forwarded-host'] = host;
}

/** A loopback name or address (RFC 6761 section 6.3, RFC 8252 section 7.3). */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true;
  return isIP(name) === 4 && name.startsWith('127.');
}
