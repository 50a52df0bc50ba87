import Router from '@koa/router';
import { history } from '../../model/people/history.ts';
import type { TokenDemand } from '../../oidc/access-token.ts';
import type { Federation } from '../../oidc/provider.ts';
import { refuseToken } from '../../parts/refuse-token.ts';
import type { Db } from '../../platform/db.ts';

export interface DirectoryApiDeps {
  db: Db;
  /** Audience and scope that a token must have. */
  demand: TokenDemand;
  federation: Pick<Federation, 'verifyAccessToken'>;
}

/** A small resource server: whoever holds a token for it reads the ranks and positions of the token's own subject. */
export function directoryApiRoutes({ db, demand, federation }: DirectoryApiDeps): Router {
  const router = new Router({ prefix: '/api/directory' });

  router.get('/me', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const verdict = await federation.verifyAccessToken(ctx, demand);
    if (verdict.kind === 'refused') return refuseToken(ctx, verdict, { realm: 'directory', demand });
    const found = await history(db, verdict.accountId);
    if (!found) {
      ctx.status = 404;
      ctx.body = { error: 'not_found' };
      return;
    }
    ctx.body = found;
  });
  return router;
}
