import type { Context, Middleware } from 'koa';
import { seeOther } from './see-other.ts';
import { stateOf } from './state.ts';

export interface ErrorPage {
  status: number;
  view: 'error' | 'not-found' | 'forbidden' | 'unavailable';
  /** Stable name of what went wrong, e.g. `body_too_large`; the page's text depends on it. */
  code: string;
  reference: string;
}

export interface ErrorPagesOptions {
  show: (ctx: Context, page: ErrorPage) => void | Promise<void>;
  report: (problem: { requestId: string; status: number; code: string; error: unknown }) => void;
}

/** No fault: the answer is another page, said from a place that answers nothing itself, such as a guard. */
export class Elsewhere extends Error {
  /** A path of ours. */
  to: string;
  constructor(to: string) {
    super(`to ${to}`);
    this.to = to;
  }
}

/** What our stores throw when they are away or too busy (kv.ts, db.ts), and nobody else. */
const AWAY = new Set(['kv_unavailable', 'kv_contention', 'db_unavailable']);

export const RETRY_AFTER_SECONDS = 5;

/**
 * Catches once, for all routes, what must not happen, and shows a page with the reference under which the log has
 * it. An answer nobody gave becomes the 404 page.
 */
export function errorPages({ show, report }: ErrorPagesOptions): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && (ctx.body === undefined || ctx.body === null) && !ctx.headerSent) {
        await answer(ctx, { status: 404, view: 'not-found', code: 'not_found' }, show);
      }
    } catch (error) {
      if (error instanceof Elsewhere) return seeOther(ctx, error.to);
      const page = pageFor(error);
      if (page.status >= 500)
        report({ requestId: stateOf(ctx).requestId, status: page.status, code: page.code, error });
      if (ctx.headerSent) return;
      if (page.status === 503) ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
      await answer(ctx, page, show);
    }
  };
}

async function answer(
  ctx: Context,
  page: Omit<ErrorPage, 'reference'>,
  show: ErrorPagesOptions['show'],
): Promise<void> {
  const reference = stateOf(ctx).requestId;
  ctx.status = page.status;
  if (stateOf(ctx).forMachines === true || ctx.accepts('html', 'json') === 'json') {
    ctx.body = { error: page.code, reference };
    return;
  }
  await show(ctx, { ...page, reference });
  ctx.status = page.status;
}

/** What is the client's fault comes first: a body that broke off has the cause that a store away has. */
function pageFor(error: unknown): Omit<ErrorPage, 'reference'> {
  const { status, expose, code } = facts(error);
  if (!expose || status < 400 || status > 499) {
    if (storeAway(error)) return { status: 503, view: 'unavailable', code: 'store_away' };
    return { status: 500, view: 'error', code: 'unexpected' };
  }
  if (status === 404) return { status, view: 'not-found', code };
  if (status === 403) return { status, view: 'forbidden', code };
  return { status, view: 'error', code };
}

function facts(error: unknown): { status: number; expose: boolean; code: string } {
  const { status, expose, code } = (error ?? {}) as { status?: unknown; expose?: unknown; code?: unknown };
  return {
    status: typeof status === 'number' ? status : 500,
    expose: expose === true,
    code: typeof code === 'string' ? code : 'refused',
  };
}

/** Whether an error, or what caused it, says that Redis or Postgres cannot be reached, or not now. */
export function storeAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && AWAY.has(code)) return true;
  return storeAway(cause, depth + 1);
}
