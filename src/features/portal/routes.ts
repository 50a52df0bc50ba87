import Router from '@koa/router';
import type { Context } from 'koa';
import { isConfirmed, rememberConfirmed } from '../../parts/shared-session.ts';
import type { Web } from '../../parts/web.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { answersOurs, beginSignin } from './begin.ts';
import { changeFavourite } from './favourites.ts';
import type { ServicesFor } from './services.ts';
import { showHome } from './show-home.ts';

export type PortalDeps = Web & {
  authorizationEndpoint: () => string;
  servicesFor: ServicesFor;
};

/** Where a step-up of the portal may come back to: a console's page, and never another host. */
const CONSOLE_PAGE = /^\/admin(?:\/[A-Za-z0-9._-]{1,64}){0,4}$/;

/** The page a step-up was asked from, in a cookie of this browser for as long as that may take. */
function wayBack(issuer: string) {
  const https = issuer.startsWith('https:');
  const name = https ? '__Host-portal_back' : 'portal_back';
  const set = (ctx: Context, value: string, seconds: number) =>
    ctx.append(
      'Set-Cookie',
      `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`,
    );
  return {
    hold: (ctx: Context, to: string) => set(ctx, to, 600),
    take(ctx: Context): string | null {
      const value = ctx.cookies.get(name) ?? '';
      if (value !== '') set(ctx, '', 0);
      return CONSOLE_PAGE.test(value) ? value : null;
    },
  };
}

/** The dashboard of whoever is signed in, and the way in and out of it. */
export function portalRoutes(deps: PortalDeps): Router {
  const { issuer, sessions } = deps;
  const router = new Router();
  const back = wayBack(issuer);

  router.get('/portal', async (ctx) => {
    const session = await sessions.current(ctx);
    if (session && isConfirmed(ctx, issuer, session)) return showHome(deps, ctx, session);
    // Nobody is signed in, or whose session it is must be asked first: the authorization endpoint does either.
    return beginSignin(ctx, { issuer, authorizationEndpoint: deps.authorizationEndpoint() });
  });

  router.post('/portal/favourites', (ctx) => changeFavourite(deps, ctx));

  router.get('/portal/step-up', async (ctx) => {
    const to = new URLSearchParams(ctx.querystring).get('to') ?? '';
    if (!CONSOLE_PAGE.test(to)) return seeOther(ctx, '/portal');
    back.hold(ctx, to);
    return beginSignin(ctx, { issuer, authorizationEndpoint: deps.authorizationEndpoint(), phr: true });
  });

  router.get('/portal/callback', async (ctx) => {
    const ours = answersOurs(ctx, issuer);
    const session = await sessions.current(ctx);
    const failed = ours && new URLSearchParams(ctx.querystring).has('error');
    // Never straight back to the sign-in: where cookies are lost on the way that would go round for ever.
    if (failed || !session) return seeOther(ctx, '/');
    if (ours) rememberConfirmed(ctx, issuer, session);
    const to = back.take(ctx);
    return seeOther(ctx, ours && to !== null && session.acr === 'phr' ? to : '/portal');
  });

  return router;
}
