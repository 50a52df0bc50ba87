import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';

/** Relying parties and banners. */
export function clientRoutes(_deps: Web): Router {
  return new Router();
}
