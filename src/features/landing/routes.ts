import Router from '@koa/router';
import type { Render } from '../../platform/http/views.ts';

/** The front page: where to go in, and how to know that this is the right address. */
export function landingRoutes({ render }: { render: Render }): Router {
  const router = new Router();
  router.get('/', (ctx) => render(ctx, 'landing', {}));
  return router;
}
