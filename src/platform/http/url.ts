import type { Middleware } from 'koa';

/**
 * Refuses a request target that cannot be decoded, that holds a NUL byte, or that is no path at all. Routers and
 * databases answer such things with an exception; it is the client's mistake, so 400.
 */
export function sensibleUrl(): Middleware {
  return async (ctx, next) => {
    if (!sensible(ctx.req.url ?? '')) ctx.throw(400, 'the address is malformed', { code: 'url_malformed' });
    await next();
  };
}

function sensible(target: string): boolean {
  if (!target.startsWith('/') || /%00|\0/.test(target)) return false;
  const [path = ''] = target.split('?', 1);
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}
