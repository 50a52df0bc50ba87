import Router from '@koa/router';
import type { Keys } from '../../oidc/keys.ts';
import type { Web } from '../../parts/web.ts';
import type { Uploads } from '../../platform/uploads/uploads.ts';
import { auditRoutes } from './audit/routes.ts';
import { clientActs } from './clients/acts.ts';
import { clientRoutes } from './clients/routes.ts';
import { emergencyRoutes } from './emergency/routes.ts';
import { figureRoutes } from './figures/routes.ts';
import { homeRoutes } from './home.ts';
import { keyRoutes } from './keys/routes.ts';
import { lockoutRoutes } from './lockouts/routes.ts';
import { officerRoutes } from './officers/routes.ts';
import { outboxRoutes } from './outbox/routes.ts';
import { passkeyRoutes } from './passkeys/routes.ts';
import { platformActs } from './platform-acts.ts';
import { registryOf } from './requests/act.ts';
import { requestRoutes } from './requests/routes.ts';

/** The platform console: 404 to everybody but platform admins, on every route. */
export function adminRoutes(deps: Web & { keys: Keys; uploads: Uploads }): Router {
  const router = new Router();
  const clients = clientActs(deps);
  const own = platformActs(deps);
  const parts = [
    homeRoutes(deps),
    requestRoutes(deps, registryOf([...Object.values(clients), ...Object.values(own)])),
    clientRoutes(deps, clients),
    officerRoutes(deps, own),
    keyRoutes(deps, own.rotate),
    lockoutRoutes(deps),
    outboxRoutes(deps),
    emergencyRoutes(deps, own.endSessions),
    auditRoutes(deps),
    figureRoutes(deps),
    passkeyRoutes(deps),
  ];
  for (const part of parts) router.use(part.routes());
  return router;
}
