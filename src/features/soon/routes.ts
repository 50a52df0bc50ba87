import Router from '@koa/router';
import type { Render } from '../../platform/http/views.ts';

const PAGES = {
  '/register': 'register',
  '/forgot-password': 'forgot-password',
  '/reset-mfa': 'reset-mfa',
  '/help': 'help',
  '/help/nip': 'help-nip',
} as const;

/** What is not built yet says so, and names the people who help meanwhile. */
export function soonRoutes({ render }: { render: Render }): Router {
  const router = new Router();
  for (const [path, feature] of Object.entries(PAGES)) {
    router.get(path, (ctx) => render(ctx, 'soon', { feature }));
  }
  return router;
}
