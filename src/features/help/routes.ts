import Router from '@koa/router';
import { createFormCaptcha } from '../../parts/captcha/form-captcha.ts';
import type { Web } from '../../parts/web.ts';
import type { MultipartReader } from '../../platform/uploads/read-multipart.ts';
import type { Uploads } from '../../platform/uploads/uploads.ts';
import { caseOpenRoutes } from './case-open.ts';
import { casePageRoutes } from './case-page.ts';
import { caseVerifyRoutes } from './case-verify.ts';
import { correctionRoutes } from './correction.ts';
import { nipCheckRoutes } from './nip-check.ts';

/** Help for everybody: questions, the NIP check, corrections, and cases opened without signing in. */
export function helpRoutes(web: Web & { uploads: Uploads; multipart: MultipartReader }): Router {
  const router = new Router();
  const deps = { ...web, captcha: createFormCaptcha(web) };
  router.get('/help', (ctx) => web.render(ctx, 'help/topics', {}));
  nipCheckRoutes(router, deps);
  correctionRoutes(router, deps);
  caseOpenRoutes(router, deps);
  // Before the page of a case: "verify" is no token.
  caseVerifyRoutes(router, deps);
  casePageRoutes(router, deps);
  return router;
}
