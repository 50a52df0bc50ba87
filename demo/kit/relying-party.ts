import Router from '@koa/router';
import Koa from 'koa';
import type { Context, Middleware } from 'koa';
import type { Application, Notice } from './application.ts';
import { createCallback } from './callback.ts';
import { createCookies } from './cookies.ts';
import { createExpiringMap } from './expiring-map.ts';
import { ownRequests, sameOriginPosts, secureHeaders } from './guards.ts';
import type { Log } from './log.ts';
import { backFromLogout, createBackchannelLogout, createLogout } from './logout.ts';
import { createPending } from './pending.ts';
import { createProvider } from './provider.ts';
import { createReporter } from './reports.ts';
import { createSessions } from './sessions.ts';
import type { Session } from './sessions.ts';
import { createBegin } from './sign-in.ts';
import type { SigningKey } from './signing-key.ts';
import { createTell, errorPages } from './tell.ts';
import { leftEverything } from './text.ts';
import { createViews } from './views.ts';
import type { Page } from './views.ts';

/** What an application's pages may use. */
export interface RelyingParty {
  now: () => number;
  log: Log;
  render(ctx: Context, view: string, page: Page): void;
  /** A page for whoever is signed in; anybody else is sent to sign in first. */
  signedIn(page: (ctx: Context, session: Session) => void | Promise<void>): Middleware;
  /** Tells the portal, soon, what has changed of people's requests. */
  report(): void;
  /** Asks the provider for a fresh second factor for one act; the answer comes to `application.proven`. */
  stepUp(ctx: Context, session: Session, ask: { act: string; text: string; returnTo: string }): Promise<void>;
}

export interface RelyingPartyOptions {
  application: Application;
  issuer: string;
  key: SigningKey | null;
  now: () => number;
  log: Log;
  /** When it is to end what it does by itself. */
  stopped: AbortSignal;
}

/** One relying party as a Koa application: sign-in, callback, logout both ways, its pages, its guards. */
export function createRelyingParty(options: RelyingPartyOptions): Koa {
  const { application, issuer, key, now, log, stopped } = options;
  const views = createViews(application, issuer);
  const tools = createTools(options);
  const { provider } = tools;
  const reporter = application.reports
    ? createReporter({ application, issuer, provider, now, log, stopped })
    : null;
  const { sessionOf } = tools;
  const tell = createTell({ views, sessionOf });
  const kit: RelyingParty = {
    now,
    log,
    render: views.render,
    report: () => reporter?.wake(),
    signedIn: (page) => requireSession({ application, tools, page }),
    stepUp: (ctx, session, { act, text, returnTo }) =>
      tools.begin(ctx, { returnTo, step: { sessionId: session.id, act, text } }),
  };
  const router = new Router();
  protocolRoutes(router, { application, issuer, key, tools: { ...tools, tell } });
  router.get(views.style.url, asset('text/css; charset=utf-8', views.style.body));
  router.get(views.mark.url, asset('image/svg+xml', views.mark.body));
  router.get('/', (ctx) => {
    const session = sessionOf(ctx);
    if (session) return application.home(ctx, session);
    const left = backFromLogout(tools.cookies, ctx);
    if (left === 'back') return;
    const notice = left === 'told' ? { kind: 'done' as const, text: leftEverything(application.name) } : null;
    return views.render(ctx, 'front', { title: application.name, notice });
  });
  application.pages(router, kit);

  const app = new Koa();
  app.use(secureHeaders(application));
  app.use(ownRequests(application));
  app.use(errorPages({ tell, log }));
  app.use(sameOriginPosts({ url: application.url, except: '/backchannel-logout' }));
  app.use(router.routes());
  app.use(router.allowedMethods());
  // A browser that left in the middle of an answer is no fault of ours.
  app.on('error', (error: { code?: string }) => log('connection_error', { code: error.code ?? null }));
  return app;
}

function createTools({ application, issuer, key, now, log }: RelyingPartyOptions) {
  const { authentication } = application.registration;
  const provider = createProvider({ issuer, clientId: application.id, authentication, key, now });
  const sessions = createSessions({ now });
  const pending = createPending({ now });
  const cookies = createCookies(application);
  const begin = createBegin({ application, provider, pending, cookies });
  const used = createExpiringMap<true>({ now });
  const sessionOf = (ctx: Context): Session | null => sessions.find(cookies.read(ctx, 'session')) ?? null;
  return { application, provider, sessions, pending, cookies, begin, used, sessionOf, now, log };
}

type Tools = ReturnType<typeof createTools>;

function protocolRoutes(
  router: Router,
  {
    application,
    issuer,
    key,
    tools,
  }: {
    application: Application;
    issuer: string;
    key: SigningKey | null;
    tools: Tools & { tell: ReturnType<typeof createTell> };
  },
): void {
  router.get('/login', async (ctx) => {
    // Third-party initiated login (OpenID Connect Core §4) may name the issuer; only ours is trusted.
    const query = new URLSearchParams(ctx.querystring);
    if ((query.get('iss') ?? issuer) !== issuer) ctx.throw(400);
    const loginHint = query.get('login_hint')?.slice(0, 100);
    await tools.begin(ctx, { returnTo: returnPath(application, query), loginHint });
  });
  router.get('/callback', createCallback(tools));
  router.post('/logout', createLogout(tools));
  router.post('/backchannel-logout', createBackchannelLogout(tools));
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/jwks', (ctx) => {
    ctx.body = { keys: key ? [key.publicJwk] : [] };
  });
}

/** Where a sign-in may end: a path of our own that the application lists; else the front page. */
function returnPath({ url, returnPaths }: Application, query: URLSearchParams): string {
  const target = query.get('target_link_uri');
  const wanted = target?.startsWith(`${url}/`) ? target.slice(url.length) : query.get('return');
  return wanted && returnPaths.some((allowed) => allowed.test(wanted)) ? wanted : '/';
}

function requireSession({
  application,
  tools,
  page,
}: {
  application: Application;
  tools: Tools;
  page: (ctx: Context, session: Session) => void | Promise<void>;
}): Middleware {
  return async (ctx) => {
    const session = tools.sessionOf(ctx);
    if (session) return page(ctx, session);
    // What was posted is not kept; the person comes back to the page, signed in.
    const query = new URLSearchParams({ return: ctx.path });
    return tools.begin(ctx, { returnTo: returnPath(application, query) });
  };
}

const asset =
  (type: string, body: string): Middleware =>
  (ctx) => {
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.type = type;
    ctx.body = body;
  };

/** Leaves something to be told on the next page. */
export function leaveNotice(session: Session, kind: Notice['kind'], text: string): void {
  session.notice = { kind, text };
}
