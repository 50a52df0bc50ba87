import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';

/** The console of an agency's personnel admin. */
export function agencyRoutes(_deps: Web): Router {
  return new Router();
}
