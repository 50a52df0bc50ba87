import Router from '@koa/router';
import { newestLink } from '../../model/audit-seals/seal.ts';
import { outboxCounts } from '../../model/dead-letters.ts';
import type { Keys } from '../../oidc/keys.ts';
import type { Web } from '../../parts/web.ts';
import { enter } from './desk.ts';

/** What waits and what ails, at a glance. */
export function homeRoutes(deps: Web & { keys: Keys }): Router {
  const router = new Router();
  router.get('/admin', async (ctx) => {
    const { admin, waiting } = await enter(deps, ctx);
    const [counts, head, keys, failedLogouts] = await Promise.all([
      outboxCounts(deps.db),
      newestLink(deps.db),
      deps.keys.list(),
      countFailedLogouts(deps),
    ]);
    const current = keys.filter(({ state }) => state === 'current').map(({ since }) => since);
    deps.render(ctx, 'admin/home', {
      waiting,
      name: admin.nama,
      dead: counts.dead,
      unsent: counts.waiting,
      failedLogouts,
      sealedAt: head?.sealedAt ?? null,
      keysSince: current.length > 0 ? Math.min(...current) : null,
      passkeyUrged: admin.session.acr !== 'phr',
    });
  });
  return router;
}

async function countFailedLogouts({ db }: Pick<Web, 'db'>): Promise<number> {
  const { count } = await db
    .selectFrom('logout_delivery')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('delivered_at', 'is', null)
    .where('given_up_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
