import Router from '@koa/router';
import type { Context } from 'koa';
import { isLoopbackAddress } from '../../platform/http/client-address.ts';
import { equal } from '../../platform/crypto.ts';
import { readiness } from './health.ts';
import type { Check } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface OpsDeps {
  checks: Record<string, Check>;
  metrics: Metrics;
  /** Null, in the demo only: open to this machine itself. */
  metricsToken: string | null;
}

/** What machines ask: is the process alive, can it serve, how is it doing. */
export function opsRoutes({ checks, metrics, metricsToken }: OpsDeps): Router {
  const router = new Router();

  router.get('/healthz', (ctx) => {
    ctx.type = 'text/plain';
    ctx.body = 'ok\n';
  });

  router.get('/readyz', async (ctx) => {
    const state = await readiness(checks);
    ctx.status = state.ready ? 200 : 503;
    if (!state.ready) ctx.set('Retry-After', '1');
    ctx.body = state;
  });

  router.get('/metrics', async (ctx) => {
    if (!mayReadMetrics(ctx, metricsToken)) {
      ctx.set('WWW-Authenticate', 'Bearer');
      ctx.status = 401;
      ctx.body = 'a bearer token is needed\n';
      return;
    }
    ctx.set('Content-Type', metrics.contentType);
    ctx.body = await metrics.text();
  });

  return router;
}

function mayReadMetrics(ctx: Context, token: string | null): boolean {
  if (token === null) return isLoopbackAddress(ctx.req.socket.remoteAddress ?? '');
  const [scheme = '', given = ''] = ctx.get('authorization').split(' ');
  return scheme.toLowerCase() === 'bearer' && equal(given, token);
}
