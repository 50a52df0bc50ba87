import Router from '@koa/router';
import { CANCEL_PATH, OPEN_PATH } from '../../model/credentials/authenticator-reset.ts';
import type { Web } from '../../parts/web.ts';
import { LINK_PATH } from './codes.ts';
import { VERIFY_PATH, forgotPasswordPages } from './forgot/forgot-password.ts';
import { showPeople } from './reset/people.ts';
import { recoveryLinkPages } from './forgot/recovery-link.ts';
import { recoverySteps } from './forgot/recovery-steps.ts';
import { PEOPLE_PATH, RESET_VERIFY_PATH, resetAskPages } from './reset/reset-ask.ts';
import { STATUS_PATH } from './reset/reset-end.ts';
import { CANCELLED_PATH, cancelPages, openPages } from './reset/reset-links.ts';
import { resetStatusPage } from './reset/reset-status.ts';
import { resetVerifyPages } from './reset/reset-verify.ts';

/** Forgotten password and lost authenticator. */
export function recoveryRoutes(deps: Web): Router {
  const router = new Router();
  const forgot = forgotPasswordPages(deps);
  const steps = recoverySteps(deps);
  router.get('/forgot-password', (ctx) => forgot.show(ctx));
  router.post('/forgot-password', (ctx) => forgot.request(ctx));
  router.get(VERIFY_PATH, (ctx) => steps.show(ctx));
  router.post(VERIFY_PATH, (ctx) => steps.submit(ctx));

  const ask = resetAskPages(deps);
  const verify = resetVerifyPages(deps);
  router.get('/reset-mfa', (ctx) => ask.show(ctx));
  router.post('/reset-mfa', (ctx) => ask.request(ctx));
  router.get(RESET_VERIFY_PATH, (ctx) => verify.show(ctx));
  router.post(RESET_VERIFY_PATH, (ctx) => verify.submit(ctx));
  router.get(STATUS_PATH, resetStatusPage(deps));
  router.get(PEOPLE_PATH, (ctx) => showPeople(deps, ctx));

  const cancel = cancelPages(deps);
  router.get(CANCELLED_PATH, (ctx) => cancel.done(ctx));
  const links = [
    { path: LINK_PATH, pages: recoveryLinkPages(deps, steps) },
    { path: CANCEL_PATH, pages: cancel },
    { path: OPEN_PATH, pages: openPages(deps) },
  ];
  for (const { path, pages } of links) {
    router.get(path, (ctx) => pages.show(ctx));
    router.post(path, (ctx) => pages.open(ctx));
    router.get(`${path}/:token`, (ctx) => pages.arrive(ctx, ctx.params.token ?? ''));
  }
  return router;
}
