import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';

/** "Bukan saya" under a notice, and undoing what it told of. */
export function disavowRoutes(_deps: Web): Router {
  return new Router();
}
