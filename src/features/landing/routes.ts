import Router from '@koa/router';
import type { Banners } from '../../model/banners.ts';
import type { Messages, Words } from '../../messages.ts';
import type { Sessions } from '../../oidc/sessions.ts';
import { stateOf } from '../../platform/http/state.ts';
import type { Service } from '../../platform/http/view-locals.ts';
import type { Render } from '../../platform/http/views.ts';

export interface LandingDeps {
  render: Render;
  messages: Messages;
  sessions: Sessions;
  banners: Pick<Banners, 'bannersFor'>;
  services: (words: Words) => Promise<Service[]>;
}

/** The front page: where to go in, and how to know that this is the right address. */
export function landingRoutes({ render, messages, sessions, banners, services }: LandingDeps): Router {
  const router = new Router();
  router.get('/', async (ctx) => {
    const words = messages.messagesFor(stateOf(ctx).locale);
    const [shown, session, notices] = await Promise.all([
      services(words),
      sessions.current(ctx),
      banners.bannersFor(null, words.locale),
    ]);
    render(ctx, 'landing', { services: shown, signedIn: session !== null, banners: notices });
  });
  return router;
}
