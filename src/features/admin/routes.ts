import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';
import { auditRoutes } from './audit/routes.ts';
import { clientRoutes } from './clients/routes.ts';
import { platformRoutes } from './platform/routes.ts';

/** The platform console: 404 to everybody but platform admins, on every route. */
export function adminRoutes(deps: Web): Router {
  const router = new Router();
  for (const part of [platformRoutes(deps), clientRoutes(deps), auditRoutes(deps)]) router.use(part.routes());
  return router;
}
