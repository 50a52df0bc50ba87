import Router from '@koa/router';
import { policy } from '../../../config/policy.ts';
import { newestLink } from '../../model/audit-seals/seal.ts';
import { factorTimes } from '../../model/credentials/factor-times.ts';
import { outboxCounts } from '../../model/dead-letters.ts';
import type { Keys } from '../../oidc/keys.ts';
import type { Officer } from '../../parts/guard.ts';
import type { Web } from '../../parts/web.ts';
import { enter } from './desk.ts';

/** What waits and what ails, at a glance. */
export function homeRoutes(deps: Web & { keys: Keys }): Router {
  const router = new Router();
  router.get('/admin', async (ctx) => {
    const { admin, waiting } = await enter(deps, ctx);
    const [counts, head, keys, failedLogouts, passkey] = await Promise.all([
      outboxCounts(deps.db),
      newestLink(deps.db),
      deps.keys.list(),
      countFailedLogouts(deps),
      passkeyOf(deps, admin),
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
      passkey,
    });
  });
  return router;
}

/**
 * Whoever came without a passkey is to make one, or has one that is too young: from when it opens the console is told, since a
 * sign-in by it before then is turned away (parts/guard.ts). Null: they came by it.
 */
async function passkeyOf({ db }: Pick<Web, 'db'>, { session, accountId }: Officer) {
  if (session.acr === 'phr') return null;
  const { passkeySince } = await factorTimes(db, accountId);
  return { opensAt: passkeySince === null ? null : passkeySince + policy.proof.youngFactorSeconds * 1000 };
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
