import Router from '@koa/router';
import { disavowPages } from './pages.ts';
import type { DisavowDeps } from './pages.ts';

/** "Bukan saya" under a notice: a GET changes nothing, a button acts once (design §6). */
export function disavowRoutes(deps: DisavowDeps): Router {
  const router = new Router();
  const pages = disavowPages(deps);
  router.get('/bukan-saya', (ctx) => pages.ask(ctx));
  router.post('/bukan-saya', (ctx) => pages.choose(ctx));
  router.get('/bukan-saya/done', (ctx) => pages.done(ctx));
  router.get('/bukan-saya/:token', (ctx) => pages.arrive(ctx, ctx.params.token ?? ''));
  return router;
}
