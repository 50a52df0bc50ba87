import type { Context, Middleware } from 'koa';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** No `form-action`: "Keluar" ends in a redirect to the provider, which browsers would hold against it. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

export function secureHeaders({ url }: { url: string }): Middleware {
  return async (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    });
    if (url.startsWith('https:')) ctx.set('Strict-Transport-Security', 'max-age=31536000');
    await next();
  };
}

/**
 * Answers to paths only (RFC 9112 §3.2.1), and under our own name only: the parser under koa throws on other targets,
 * and whatever reads the path with it.
 */
export function ownRequests({ url }: { url: string }): Middleware {
  const { host } = new URL(url);
  return async (ctx, next) => {
    if (!/^\/[^#\s]*$/.test(ctx.req.url ?? '')) return plain(ctx, 400, 'Alamat salah tulis.');
    if ((ctx.req.headers.host ?? '').toLowerCase() !== host)
      return plain(ctx, 421, `Alamat layanan ini: ${url}`);
    return next();
  };
}

function plain(ctx: Context, status: number, text: string): void {
  ctx.status = status;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = `${text}\n`;
}

/** Lets only our own pages post to us. The provider's logout call carries a signed token of its own instead. */
export function sameOriginPosts({ url, except }: { url: string; except: string }): Middleware {
  return async (ctx, next) => {
    if (READING.has(ctx.method) || ctx.path === except) return next();
    const site = ctx.get('sec-fetch-site');
    // Not ctx.origin: in koa 3 that is the request's own Origin header, and the comparison would always hold.
    const ours = site === '' ? ctx.get('origin') === url : site === 'same-origin';
    if (!ours) ctx.throw(403);
    return next();
  };
}
