import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';

/** The helpdesk officers' console. */
export function helpdeskRoutes(_deps: Web): Router {
  return new Router();
}
