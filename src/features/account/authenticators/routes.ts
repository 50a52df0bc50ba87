import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';

/** Authenticators of whoever is signed in: up to two, each with a name. */
export function authenticatorRoutes(_deps: Web): Router {
  return new Router();
}
