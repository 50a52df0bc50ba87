import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';
import { applicationPages } from './applications.ts';
import { historyPages } from './history.ts';
import { sessionPages } from './sessions.ts';

/** Activity, sessions and applications of whoever is signed in. */
export function activityRoutes(deps: Web): Router {
  const router = new Router();
  const sessions = sessionPages(deps);
  const applications = applicationPages(deps);
  const history = historyPages(deps);
  router.get('/account/activity', (ctx) => history.list(ctx));
  router.post('/account/activity/:id/bukan-saya', (ctx) => history.disavow(ctx));
  router.get('/account/sessions', (ctx) => sessions.list(ctx));
  router.get('/account/sessions/end-others', (ctx) => sessions.askEndOthers(ctx));
  router.post('/account/sessions/end-others', (ctx) => sessions.endOthers(ctx));
  router.post('/account/sessions/:id/bukan-saya', (ctx) => sessions.disavow(ctx));
  router.post('/account/sessions/:id/end', (ctx) => sessions.end(ctx));
  router.get('/account/applications', (ctx) => applications.list(ctx));
  router.get('/account/applications/:client/revoke', (ctx) => applications.ask(ctx));
  router.post('/account/applications/:client/revoke', (ctx) => applications.revoke(ctx));
  return router;
}
