import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';
import { addPages } from './add.ts';
import { managePages } from './manage.ts';

/** Authenticators of whoever is signed in: up to two, each with a name. */
export function authenticatorRoutes(deps: Web): Router {
  const router = new Router();
  const add = addPages(deps);
  const pages = managePages(deps);
  router.get('/account/authenticators', (ctx) => pages.list(ctx));
  router.get('/account/authenticators/add', (ctx) => add.ask(ctx));
  router.post('/account/authenticators/add', (ctx) => add.prove(ctx));
  router.get('/account/authenticators/new', (ctx) => add.show(ctx));
  router.post('/account/authenticators/new', (ctx) => add.confirm(ctx));
  router.get('/account/authenticators/:id', (ctx) => pages.show(ctx));
  router.post('/account/authenticators/:id/name', (ctx) => pages.rename(ctx));
  router.post('/account/authenticators/:id/remove', (ctx) => pages.remove(ctx));
  return router;
}
