import type { Context, Middleware } from 'koa';
import { faultKind } from './exchange.ts';
import { faultOf } from './log.ts';
import type { Log } from './log.ts';
import type { Session } from './sessions.ts';
import { pages } from './text.ts';
import type { PageCode } from './text.ts';
import type { Views } from './views.ts';

/** Pages after which signing in anew is the thing to do. */
const SIGN_IN_AGAIN: readonly PageCode[] = [
  'cancelled',
  'refused',
  'unreachable',
  'invalid',
  'weak_acr',
  'session_over',
  'no_person',
  'stale',
];

/** Answers with a page in place of the one that was asked for. */
export function createTell({
  views,
  sessionOf,
}: {
  views: Views;
  sessionOf: (ctx: Context) => Session | null;
}) {
  return (ctx: Context, code: PageCode, status: number): void => {
    const words = pages[code];
    const href = SIGN_IN_AGAIN.includes(code) ? '/login' : '/';
    if (status === 503) ctx.set('Retry-After', '10');
    const values = { text: words.text, href, refused: status >= 400 };
    views.render(ctx, 'message', { title: words.title, status, session: sessionOf(ctx), values });
  };
}

type Tell = ReturnType<typeof createTell>;

/** Turns what was thrown, and what nobody answered, into a page; never a stack trace. */
export function errorPages({ tell, log }: { tell: Tell; log: Log }): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      return tellError({ tell, log }, ctx, error);
    }
    if (ctx.body === undefined && (ctx.status === 404 || ctx.status === 405 || ctx.status === 501))
      tell(ctx, ctx.status === 404 ? 404 : 405, ctx.status === 404 ? 404 : 405);
  };
}

function tellError({ tell, log }: { tell: Tell; log: Log }, ctx: Context, error: unknown): void {
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  if (expose === true && typeof status === 'number') {
    const code = status in pages ? (status as PageCode) : 400;
    return tell(ctx, code, status);
  }
  if (faultKind(error) === 'unreachable') {
    log('provider_unreachable', faultOf(error));
    return tell(ctx, 'unreachable', 503);
  }
  // Pushed requests are judged before the browser leaves: what is refused there is not this person's fault.
  if (faultKind(error) === 'refused') {
    log('request_refused', faultOf(error));
    return tell(ctx, 'refused', 502);
  }
  log('error', { ...faultOf(error), path: ctx.path.slice(0, 100) });
  return tell(ctx, 500, 500);
}
