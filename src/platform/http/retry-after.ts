import type { Context } from 'koa';

/** When to come back (RFC 9110 §10.2.3), in whole seconds, one at the least. Times are epoch milliseconds. */
export function setRetryAfter(ctx: Context, { until, now }: { until: number; now: number }): void {
  ctx.set('Retry-After', String(Math.max(1, Math.ceil((until - now) / 1000))));
}
