import type { Context, Middleware } from 'koa';
import { stateOf } from './state.ts';

/**
 * Stands first of all: the request target must be a path (origin-form, RFC 9112 section 3.2.1), without a fragment or
 * a space. The parser under koa throws on others, and so would whatever reads `ctx.path`: locale, log, metrics, and
 * the error page itself.
 */
export function originForm(): Middleware {
  return async (ctx, next) => {
    if (/^\/[^#\s]*$/.test(ctx.req.url ?? '')) return next();
    ctx.status = 400;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = `Alamat salah tulis / the address is malformed. ${stateOf(ctx).requestId ?? ''}\n`;
  };
}

/**
 * Refuses a path that cannot be decoded, and any NUL byte. Routers and databases answer such things with an exception;
 * it is the client's mistake, so 400.
 */
export function sensibleUrl(): Middleware {
  return async (ctx, next) => {
    if (!sensible(ctx.req.url ?? '')) ctx.throw(400, 'the address is malformed', { code: 'url_malformed' });
    await next();
  };
}

function sensible(target: string): boolean {
  if (/%00|\0/.test(target)) return false;
  const [path = ''] = target.split('?', 1);
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

/**
 * Every path has one spelling. Routers, the library's among them, also take a slash at the end and any case, and decode
 * what they find; a guard that compares paths would be gone round. A page of ours asked for in another spelling is
 * redirected, else it is 404; so is whatever is percent-encoded, since no path here needs it.
 */
export function oneSpelling(isPage: (path: string) => boolean): Middleware {
  return async (ctx, next) => {
    const path = canonicalPath(ctx.path);
    const encoded = path.includes('%');
    if (path === ctx.path && !encoded) return next();
    if (encoded || !reads(ctx) || !isPage(path)) ctx.throw(404, 'another spelling', { code: 'not_found' });
    ctx.status = 308;
    ctx.set('Location', path + ctx.search);
  };
}

const reads = ({ method }: Context) => method === 'GET' || method === 'HEAD';

/** Single slashes, none at the end, and lower case, identifiers and tokens excepted. */
export function canonicalPath(path: string): string {
  const [first = '', ...rest] = path.split('/').filter((segment) => segment !== '');
  const area = first.toLowerCase();
  return `/${[area, ...rest.map((segment) => (isIdentifier(area, segment) ? segment : segment.toLowerCase()))].join('/')}`;
}

/** No word in a path of ours is as long as the shortest identifier; `assets` has hashes. */
function isIdentifier(area: string, segment: string): boolean {
  if (area === '.well-known') return false;
  return area === 'assets' || segment.length >= 16;
}
