import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';
import { dataPages } from './data.ts';
import { preferencePages } from './preferences.ts';
import { showProfile } from './show.ts';

/** Profile, language and appearance, and the copy of one's own data. */
export function profileRoutes(deps: Web): Router {
  const router = new Router();
  const preferences = preferencePages(deps);
  const data = dataPages(deps);
  router.get('/account/profile', (ctx) => showProfile(deps, ctx));
  router.get('/account/preferences', (ctx) => preferences.show(ctx));
  router.post('/account/preferences', (ctx) => preferences.save(ctx));
  router.get('/account/data', (ctx) => data.show(ctx));
  router.post('/account/data', (ctx) => data.open(ctx));
  router.get('/account/data/ready', (ctx) => data.ready(ctx));
  router.get('/account/data/file', (ctx) => data.file(ctx));
  router.get('/account/data/print', (ctx) => data.print(ctx));
  return router;
}
