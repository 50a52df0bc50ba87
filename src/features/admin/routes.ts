import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';
import type { Uploads } from '../../platform/uploads/uploads.ts';
import { auditRoutes } from './audit/routes.ts';
import { clientActs } from './clients/acts.ts';
import { clientRoutes } from './clients/routes.ts';
import { platformRoutes } from './platform/routes.ts';
import { registryOf } from './requests/act.ts';
import { requestRoutes } from './requests/routes.ts';

/** The platform console: 404 to everybody but platform admins, on every route. */
export function adminRoutes(deps: Web & { uploads: Uploads }): Router {
  const router = new Router();
  const ofClients = clientActs(deps);
  const acts = registryOf(Object.values(ofClients));
  const parts = [
    platformRoutes(deps),
    requestRoutes(deps, acts),
    clientRoutes(deps, ofClients),
    auditRoutes(deps),
  ];
  for (const part of parts) router.use(part.routes());
  return router;
}
