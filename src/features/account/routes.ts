import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { activityRoutes } from './activity/routes.ts';
import { authenticatorRoutes } from './authenticators/routes.ts';
import { contactPages } from './change-contact.ts';
import { showAccount } from './home.ts';
import { passkeyRoutes } from './passkeys/routes.ts';
import { profileRoutes } from './profile/routes.ts';
import { securityRoutes } from './security/routes.ts';
import { undoPages } from './undo.ts';

const KINDS: readonly ContactKind[] = ['email', 'phone'];

/** The account of whoever is signed in, and undoing what was changed in it. */
export function accountRoutes(deps: Web): Router {
  const router = new Router();
  const contacts = contactPages(deps);
  const undo = undoPages(deps);
  router.get('/account', (ctx) => showAccount(deps, ctx));
  for (const kind of KINDS) {
    router.get(`/account/contacts/${kind}`, (ctx) => contacts.show(ctx, kind));
    router.post(`/account/contacts/${kind}`, (ctx) => contacts.ask(ctx, kind));
    router.get(`/account/contacts/${kind}/verify`, (ctx) => contacts.showCode(ctx, kind));
    router.post(`/account/contacts/${kind}/verify`, (ctx) => contacts.verify(ctx, kind));
  }
  router.get('/account/undo', (ctx) => undo.show(ctx));
  router.post('/account/undo', (ctx) => undo.undo(ctx));
  router.get('/account/undo/done', (ctx) => undo.done(ctx));
  router.get('/account/undo/:token', (ctx) => undo.arrive(ctx, ctx.params.token ?? ''));
  const parts = [
    profileRoutes(deps),
    securityRoutes(deps),
    authenticatorRoutes(deps),
    passkeyRoutes(deps),
    activityRoutes(deps),
  ];
  for (const part of parts) router.use(part.routes());
  return router;
}
