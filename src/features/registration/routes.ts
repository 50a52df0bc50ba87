import Router from '@koa/router';
import { ACTIVATE_PATH, OBJECT_PATH, STATUS_PATH } from '../../model/registrations/registration.ts';
import { heldToken } from '../../parts/held-token.ts';
import type { Web } from '../../parts/web.ts';
import { activationPages } from './activate.ts';
import { objectionPages } from './object.ts';
import { showPassword, submitPassword } from './password.ts';
import { showRegister, submitRegister } from './register.ts';
import { statusPages } from './status.ts';
import { showVerify, submitVerify } from './verify.ts';

/** Registration, its status, and the activation link. */
export function registrationRoutes(deps: Web): Router {
  const router = new Router();
  const { issuer } = deps;
  const statusTokens = heldToken({ issuer, name: 'registration' });
  const status = statusPages(deps, statusTokens);
  const links = heldToken({ issuer, name: 'activation' });
  const activation = activationPages(deps, { links, status: statusTokens });
  const objection = objectionPages(deps, heldToken({ issuer, name: 'objection' }));

  router.get('/register', (ctx) => showRegister(deps, ctx));
  router.post('/register', (ctx) => submitRegister(deps, ctx, statusTokens));
  router.get('/register/verify', (ctx) => showVerify(deps, ctx));
  router.post('/register/verify', (ctx) => submitVerify(deps, ctx));
  router.get('/register/password', (ctx) => showPassword(deps, ctx));
  router.post('/register/password', (ctx) => submitPassword(deps, ctx));

  router.get(STATUS_PATH, (ctx) => status.show(ctx));
  router.post(STATUS_PATH, (ctx) => status.act(ctx));
  router.get(`${STATUS_PATH}/:token`, (ctx) => status.arrive(ctx, ctx.params.token ?? ''));
  router.get(ACTIVATE_PATH, (ctx) => activation.show(ctx));
  router.post(ACTIVATE_PATH, (ctx) => activation.activate(ctx));
  router.get(`${ACTIVATE_PATH}/:token`, (ctx) => activation.arrive(ctx, ctx.params.token ?? ''));
  router.get(OBJECT_PATH, (ctx) => objection.show(ctx));
  router.post(OBJECT_PATH, (ctx) => objection.object(ctx));
  router.get(`${OBJECT_PATH}/:token`, (ctx) => objection.arrive(ctx, ctx.params.token ?? ''));
  return router;
}
