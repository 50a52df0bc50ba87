import Router from '@koa/router';
import type { Context } from 'koa';
import { history } from '../../model/people/history.ts';
import type { TokenDemand } from '../../oidc/access-token.ts';
import type { Federation } from '../../oidc/provider.ts';
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
    if (verdict.kind === 'refused') return refuse(ctx, verdict, demand);
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

/** RFC 6750 §3: a request without a token is told only how to ask. */
function refuse(
  ctx: Context,
  { status, error, scheme }: { status: number; error: string | null; scheme: string },
  demand: TokenDemand,
): void {
  const scope = error === 'insufficient_scope' ? `, scope="${demand.scope}"` : '';
  ctx.status = status;
  ctx.set(
    'WWW-Authenticate',
    error === null ? `${scheme} realm="directory"` : `${scheme} error="${error}"${scope}`,
  );
  ctx.body = { error: error ?? 'token_needed' };
}
