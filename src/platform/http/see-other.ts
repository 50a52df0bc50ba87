import type { Context } from 'koa';

/** 303: whatever the request was, the browser goes on with a GET (RFC 9110 §15.4.4). */
export function seeOther(ctx: Context, to: string): void {
  ctx.status = 303;
  ctx.set('Location', to);
}
