import Router from '@koa/router';
import { seeOther } from '../../platform/http/see-other.ts';
import { browserCookies } from './browser.ts';
import { COOKIE_CHECK, createDriver } from './driver.ts';
import { LEFT_PATH } from './leave.ts';
import { showLeft } from './left-page.ts';
import { createLinkPages } from './link/link-pages.ts';
import { LINK_PATH } from './link/send-link.ts';
import type { SigninDeps } from './step.ts';

const UID = '/interaction/:uid';

/** The sign-in: one path for all steps of one authorization request. */
export function signinRoutes(deps: SigninDeps): Router {
  const driver = createDriver(deps);
  const cookies = browserCookies(deps);
  const links = createLinkPages({ ...deps, cookies });
  const router = new Router();

  // Before :uid. A browser that does not bring back the cookie just set blocks cookies: say so, and do not go round.
  router.get(COOKIE_CHECK, (ctx) => {
    if (cookies.probed(ctx)) return seeOther(ctx, '/portal');
    deps.render(ctx, 'signin/cookies-blocked', { retryHref: '/portal' });
  });
  router.get(LEFT_PATH, (ctx) => showLeft({ ...deps, cookies }, ctx));
  router.get(`${LINK_PATH}/:token`, (ctx) => links.arrive(ctx, String(ctx.params.token)));
  router.get(LINK_PATH, links.show);
  router.post(LINK_PATH, links.open);
  router.get(UID, (ctx) => driver.show(ctx, String(ctx.params.uid)));
  router.post(UID, (ctx) => driver.submit(ctx, String(ctx.params.uid)));
  return router;
}
