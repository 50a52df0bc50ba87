import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';

/** Registration, its status, and the activation link. */
export function registrationRoutes(_deps: Web): Router {
  return new Router();
}
