import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';
import { enter } from '../desk.ts';
import { postExport } from './export.ts';
import { VERIFY, postVerify, showSeal, showVerify } from './seals.ts';
import { AUDIT, getSearch, postSearch } from './search.ts';

/** The audit log: searched, exported, and its seals proven. */
export function auditRoutes(deps: Web): Router {
  const router = new Router();
  router.get(AUDIT, (ctx) => getSearch(deps, ctx));
  router.post(AUDIT, (ctx) => postSearch(deps, ctx));
  router.post(`${AUDIT}/export`, (ctx) => postExport(deps, ctx));
  router.get(VERIFY, async (ctx) => showVerify(deps, await enter(deps, ctx)));
  router.post(VERIFY, (ctx) => postVerify(deps, ctx));
  router.get(`${AUDIT}/seals/:nr`, (ctx) => showSeal(deps, ctx));
  return router;
}
