import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';

/** Profile, language and appearance, and the export of one's own data. */
export function profileRoutes(_deps: Web): Router {
  return new Router();
}
