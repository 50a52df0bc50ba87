import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';

/** Forgotten password and lost authenticator. */
export function recoveryRoutes(_deps: Web): Router {
  return new Router();
}
