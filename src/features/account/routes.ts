import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';

/** The account of whoever is signed in. */
export function accountRoutes(_deps: Web): Router {
  return new Router();
}
