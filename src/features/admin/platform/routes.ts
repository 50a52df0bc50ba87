import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';

/** The front of the console, requests that two decide, officers, keys, lockouts, outbox, emergencies. */
export function platformRoutes(_deps: Web): Router {
  return new Router();
}
