import type { Middleware } from 'koa';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets only our own pages post to our own routes (design section 6). Fetch Metadata decides, unless the Origin names
 * somebody else; a browser without it is judged by its Origin. `same-site` is refused: sibling hosts are not us. The
 * protocol's endpoints follow their own specifications and are mounted outside of this.
 */
export function sameOriginPosts({ issuer }: { issuer: string }): Middleware {
  return async (ctx, next) => {
    if (READING.has(ctx.method)) return next();
    const site = ctx.get('sec-fetch-site');
    // Not ctx.origin: in koa 3 that is the request's own Origin header, and the comparison would always hold.
    const origin = ctx.get('origin');
    // A page that sends no referrer posts with the Origin `null`.
    const ours =
      site === 'same-origin' ? ['', 'null', issuer].includes(origin) : site === '' && origin === issuer;
    if (!ours) ctx.throw(403, 'the request does not come from a page of ours', { code: 'foreign_origin' });
    return next();
  };
}
