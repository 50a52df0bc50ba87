import { isIP } from 'node:net';
import type { Middleware } from 'koa';
import { stateOf } from './state.ts';

/** Puts the client's address on `ctx.state.address`. `trustProxy`: how many proxies of ours stand in front. */
export function clientAddress(trustProxy: number): Middleware {
  return async (ctx, next) => {
    const address = readAddress(
      ctx.req.socket.remoteAddress ?? '',
      ctx.req.headers['x-forwarded-for'],
      trustProxy,
    );
    stateOf(ctx).address = address;
    ctx.request.ip = address;
    await next();
  };
}

/**
 * Each trusted proxy appends the address it saw. So with n of them the client is the n-th entry from the right;
 * everything further left was written by the client and is worth nothing.
 */
export function readAddress(
  peer: string,
  forwarded: string | string[] | undefined,
  trustProxy: number,
): string {
  if (trustProxy < 1) return plain(peer);
  const hops = String(forwarded ?? '')
    .split(',')
    .map((hop) => hop.trim());
  const client = hops[hops.length - trustProxy];
  return client && isIP(plain(client)) ? plain(client) : plain(peer);
}

/** IPv4 seen through a dual-stack socket, and IPv6 with a zone or brackets, in their plain form. */
function plain(address: string): string {
  return address
    .replace(/^\[|\]$/g, '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '');
}

/**
 * The key under which an address is counted: an IPv6 subscriber holds a whole /64 and could otherwise use a
 * fresh address for every attempt.
 */
export function addressKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  const network = groups.slice(0, 4).map((group) => (Number.parseInt(group, 16) || 0).toString(16));
  return `${network.join(':')}::/64`;
}

/** Whether a socket's peer is this machine itself. */
export function isLoopbackAddress(address: string): boolean {
  const known = plain(address);
  return known === '::1' || (isIP(known) === 4 && known.startsWith('127.'));
}
