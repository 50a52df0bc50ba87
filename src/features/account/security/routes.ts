import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';

/** Password, authenticators and recovery codes of whoever is signed in. */
export function securityRoutes(_deps: Web): Router {
  return new Router();
}
