import Koa from 'koa';
import type { Context, Middleware } from 'koa';
import type Router from '@koa/router';
import type { MessageKey, Messages, Words } from './messages.ts';
import type { Metrics } from './features/ops/metrics.ts';
import { catalogues } from '../config/messages/index.ts';
import { accessLog } from './platform/http/access-log.ts';
import type { Assets } from './platform/http/assets.ts';
import { clientAddress } from './platform/http/client-address.ts';
import { sameOriginPosts } from './platform/http/csrf.ts';
import { RETRY_AFTER_SECONDS, errorPages } from './platform/http/errors.ts';
import type { ErrorPage } from './platform/http/errors.ts';
import { securityHeaders } from './platform/http/headers.ts';
import { hostCheck } from './platform/http/host.ts';
import { locale } from './platform/http/locale.ts';
import { requestId } from './platform/http/request-id.ts';
import { stateOf } from './platform/http/state.ts';
import { theme } from './platform/http/theme.ts';
import { oneSpelling, originForm, sensibleUrl } from './platform/http/url.ts';
import type { Render } from './platform/http/views.ts';
import type { Logger } from './platform/log.ts';

export interface AppDeps {
  issuer: string;
  aliasHosts: readonly string[];
  trustProxy: number;
  /** The provider's too: it reads cookies that this app's keygrip has signed. */
  cookieKeys: string[];
  log: Logger;
  metrics: Metrics;
  assets: Assets;
  render: Render;
  messages: Messages;
  /** For machines and for the protocol's own callers: no page of ours posts there. */
  open: Router[];
  /** Our pages. A POST is taken from our own origin alone. */
  pages: Router[];
  /** Everything else is the protocol's. */
  provider: Middleware;
}

/** The middleware, top to bottom; then the features, then the provider. */
export function createApp(deps: AppDeps): Koa {
  const https = deps.issuer.startsWith('https:');
  const app = new Koa({ proxy: true, keys: deps.cookieKeys });
  // Koa prints what escapes; nothing does but broken connections, and those are the client's.
  app.silent = true;
  app.use(requestId());
  app.use(securityHeaders({ https }));
  app.use(originForm());
  app.use(clientAddress(deps.trustProxy));
  app.use(accessLog((line) => deps.log.info(line, 'request')));
  app.use(deps.metrics.measure);
  app.use(hostCheck({ issuer: deps.issuer, aliases: deps.aliasHosts }));
  app.use(locale({ https }));
  app.use(theme());
  app.use(
    errorPages({
      show: (ctx, page) => showError(deps, ctx, page),
      report: (problem) => report(deps.log, problem),
    }),
  );
  app.use(sensibleUrl());
  app.use(oneSpelling((path) => deps.pages.some((router) => router.match(path, 'GET').route)));
  app.use(deps.assets.middleware);
  for (const router of deps.open) app.use(router.routes() as Middleware);
  const guard = sameOriginPosts({ issuer: deps.issuer });
  for (const router of deps.pages) app.use(guarded(router, guard));
  app.use(deps.provider);
  return app;
}

/** Applies the guard to what this router answers, and to nothing of the protocol's that comes after it. */
function guarded(router: Router, guard: Middleware): Middleware {
  const routes = router.routes() as Middleware;
  return (ctx, next) => {
    if (!router.match(ctx.path, ctx.method).route) return next();
    return guard(ctx, () => routes(ctx, next) as Promise<void>);
  };
}

function showError({ render, messages, log }: AppDeps, ctx: Context, page: ErrorPage): void {
  const { status, view, code, reference } = page;
  const text = sentenceFor(messages.messagesFor(stateOf(ctx).locale), code);
  try {
    if (view === 'unavailable') {
      return render(ctx, view, { reference, code, retrySeconds: RETRY_AFTER_SECONDS }, { status });
    }
    if (view === 'error') return render(ctx, view, { reference, code, text, status }, { status });
    return render(ctx, view, { reference, code, text }, { status });
  } catch (error) {
    // Even the error page is broken: say the least, in plain text, and never throw out of here.
    report(log, { requestId: stateOf(ctx).requestId, status: 500, code: 'error_page', error });
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = `Terjadi kesalahan / something went wrong. ${reference}\n`;
  }
}

/** A sentence of its own where the catalogue has one for the code; else the page's general one. */
function sentenceFor(words: Words, code: string): string | null {
  const key = `errors.${code}`;
  return key in catalogues.id ? words.t(key as MessageKey) : null;
}

function report(
  log: Logger,
  problem: { requestId: string; status: number; code: string; error: unknown },
): void {
  const { error, code, ...rest } = problem;
  const { stack, message } = (error ?? {}) as { stack?: string; message?: string };
  const facts = { ...rest, problem: code, reason: message ?? String(error) };
  // A store that is away throws the same error many times a second: its stack says nothing new.
  if (rest.status === 503) log.warn(facts, 'store away');
  else log.error({ ...facts, stack }, 'unexpected error');
}
