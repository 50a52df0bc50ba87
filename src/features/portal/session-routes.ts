import Router from '@koa/router';
import type { Context } from 'koa';
import type { Sessions, SsoSession } from '../../oidc/sessions.ts';
import { rememberLoggedOut, takeLoggedOut } from '../../platform/http/logged-out.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import type { Render } from '../../platform/http/views.ts';
import { isConfirmed, rememberConfirmed } from '../../parts/shared-session.ts';
import { beginSignin } from './begin.ts';

export interface SessionRoutesDeps {
  render: Render;
  sessions: Sessions;
  issuer: string;
  now: () => number;
  authorizationEndpoint: () => string;
}

/** How long the session lasts, longer, anew, or not at all: what the warning before its end asks, and "Keluar". */
export function sessionRoutes(deps: SessionRoutesDeps): Router {
  const { issuer, sessions } = deps;
  const router = new Router();

  // Asked by the page itself, of all tabs: counts as no activity, or a page left open would keep its session for ever.
  router.get('/portal/session', async (ctx) => {
    const session = await sessions.look(ctx);
    answerEnds(deps, ctx, session && isConfirmed(ctx, issuer, session) ? session : null);
  });

  router.post('/portal/stay', async (ctx) => {
    const found = await sessions.look(ctx);
    // Of a shared device somebody else may sit before it by now: whose session it is, is asked elsewhere.
    const session = found && isConfirmed(ctx, issuer, found) ? await sessions.stay(ctx) : null;
    if (session) rememberConfirmed(ctx, issuer, session);
    if (ctx.accepts('json', 'html') === 'html') return seeOther(ctx, session ? '/portal' : '/');
    answerEnds(deps, ctx, session);
  });

  // Beyond its absolute end a session is not prolonged; a whole sign-in begins its hours anew.
  router.get('/portal/again', (ctx) =>
    beginSignin(ctx, { issuer, authorizationEndpoint: deps.authorizationEndpoint(), again: true }),
  );

  router.post('/portal/logout', async (ctx) => {
    const session = await sessions.current(ctx);
    if (session) {
      const applications = await sessions.end(ctx, session, 'portal');
      rememberLoggedOut(ctx, issuer, { applications, continueTo: null });
    }
    return seeOther(ctx, '/portal/logout');
  });

  router.get('/portal/logout', async (ctx) => {
    if (await sessions.current(ctx)) return seeOther(ctx, '/portal');
    return deps.render(ctx, 'logged-out', takeLoggedOut(ctx, issuer));
  });

  return router;
}

/** In milliseconds from now: the clock of the device may be wrong. 401 where it is over. */
function answerEnds({ now }: SessionRoutesDeps, ctx: Context, session: SsoSession | null): void {
  ctx.set('Cache-Control', 'no-store');
  if (!session) {
    ctx.status = 401;
    ctx.body = { ended: true };
    return;
  }
  const left = (end: number) => Math.max(0, end * 1000 - now());
  ctx.body = { idle: left(session.idleEndsAt), end: left(session.expiresAt) };
}
