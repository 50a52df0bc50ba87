import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';

/** Audit search, its export, and figures. */
export function auditRoutes(_deps: Web): Router {
  return new Router();
}
