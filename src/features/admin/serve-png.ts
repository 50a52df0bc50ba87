import type { Context } from 'koa';

/** A picture made by us, which does nothing but be seen: no page, no script, not inside a page of others. */
export function servePng(
  ctx: Context,
  png: Uint8Array,
  { cache, etag }: { cache: string; etag?: string | undefined },
): void {
  ctx.set('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Cross-Origin-Resource-Policy', 'same-origin');
  ctx.set('Cache-Control', cache);
  if (etag !== undefined) ctx.etag = etag;
  ctx.status = 200;
  if (etag !== undefined && ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.type = 'image/png';
  // PGlite gives plain bytes, which Koa would write down as JSON.
  ctx.body = Buffer.from(png);
}
