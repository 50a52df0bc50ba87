import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';

/** Sessions, applications, activity, data and language of whoever is signed in. */
export function activityRoutes(_deps: Web): Router {
  return new Router();
}
