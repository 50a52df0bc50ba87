import Router from '@koa/router';
import type { Web } from '../../parts/web.ts';

/** Help for everybody: questions, the NIP check, corrections, and cases opened without signing in. */
export function helpRoutes(_deps: Web): Router {
  return new Router();
}
