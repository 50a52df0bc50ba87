import Router from '@koa/router';
import { recentMessages } from '../../model/outbox.ts';
import type { Db } from '../../platform/db.ts';
import type { Render } from '../../platform/http/views.ts';

export interface DevDeps {
  db: Db;
  render: Render;
  /** The captchas that wait for an answer, with their answers. */
  openChallenges: () => Promise<unknown[]>;
}

const MESSAGES = 200;

/** The demo's back door for people and tests: what was sent, and what a captcha shows. Never mounted in production. */
export function devRoutes({ db, render, openChallenges }: DevDeps): Router {
  const router = new Router({ prefix: '/dev' });

  router.get('/outbox', async (ctx) => {
    const messages = await recentMessages(db, MESSAGES);
    if (ctx.accepts('html', 'json') === 'json') {
      ctx.body = messages;
      return;
    }
    await render(ctx, 'dev/outbox', { messages });
  });

  router.get('/captcha', async (ctx) => {
    ctx.body = await openChallenges();
  });

  return router;
}
