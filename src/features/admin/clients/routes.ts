import Router from '@koa/router';
import type { Web } from '../../../parts/web.ts';
import { policy } from '../../../../config/policy.ts';
import { createMultipartReader } from '../../../platform/uploads/read-multipart.ts';
import type { Uploads } from '../../../platform/uploads/uploads.ts';
import { bannerRoutes } from '../banners/routes.ts';
import type { ClientActs } from './acts.ts';
import { previewClaims, showClaims } from './claims.ts';
import { listClients, retryLogouts, showClient } from './client-page.ts';
import { serveLogo, showLogo, submitLogo } from './logo.ts';
import { showEdit, showNew, showRemove, submitForm, submitRemove } from './register.ts';
import { showRotation, submitRotation, takeSecret } from './secret.ts';

const LIST = '/admin/clients';
const ONE = `${LIST}/:id`;

/** Relying parties and banners. What changes a relying party is asked of a second admin (requests/). */
export function clientRoutes(web: Web & { uploads: Uploads }, acts: ClientActs): Router {
  const deps = { ...web, acts, multipart: createMultipartReader(policy.uploads) };
  const router = new Router();
  router.get('/logo/:client', (ctx) => serveLogo(deps, ctx));
  router.get(LIST, (ctx) => listClients(deps, ctx));
  router.get(`${LIST}/new`, (ctx) => showNew(deps, ctx));
  router.post(`${LIST}/new`, (ctx) => submitForm(deps, ctx, true));
  router.get(ONE, (ctx) => showClient(deps, ctx));
  router.get(`${ONE}/edit`, (ctx) => showEdit(deps, ctx));
  router.post(`${ONE}/edit`, (ctx) => submitForm(deps, ctx, false));
  router.get(`${ONE}/remove`, (ctx) => showRemove(deps, ctx));
  router.post(`${ONE}/remove`, (ctx) => submitRemove(deps, ctx));
  router.get(`${ONE}/secret`, (ctx) => showRotation(deps, ctx));
  router.post(`${ONE}/secret`, (ctx) => submitRotation(deps, ctx));
  router.post(`${ONE}/secret/show`, (ctx) => takeSecret(deps, ctx));
  router.get(`${ONE}/logo`, (ctx) => showLogo(deps, ctx));
  router.post(`${ONE}/logo`, (ctx) => submitLogo(deps, ctx));
  router.get(`${ONE}/claims`, (ctx) => showClaims(deps, ctx));
  router.post(`${ONE}/claims`, (ctx) => previewClaims(deps, ctx));
  router.post(`${ONE}/logouts`, (ctx) => retryLogouts(deps, ctx));
  router.use(bannerRoutes(deps).routes());
  return router;
}
