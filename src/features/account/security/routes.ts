import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';
import { passwordPages } from './password.ts';
import { recoveryCodePages } from './recovery-codes.ts';

/** Password and recovery codes of whoever is signed in. */
export function securityRoutes(deps: Web): Router {
  const router = new Router();
  const password = passwordPages(deps);
  const codes = recoveryCodePages(deps);
  router.get('/account/password', (ctx) => password.show(ctx));
  router.post('/account/password', (ctx) => password.change(ctx));
  router.get('/account/recovery-codes', (ctx) => codes.show(ctx));
  router.post('/account/recovery-codes', (ctx) => codes.make(ctx));
  router.get('/account/recovery-codes/new', (ctx) => codes.fresh(ctx));
  router.post('/account/recovery-codes/confirm', (ctx) => codes.confirm(ctx));
  return router;
}
