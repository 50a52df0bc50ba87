import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';

/** Passkeys of whoever is signed in. */
export function passkeyRoutes(_deps: Web): Router {
  return new Router();
}
