import type { Middleware } from 'koa';
import { RETRY_AFTER_SECONDS, storeAway } from '../../platform/http/errors.ts';
import { stateOf } from '../../platform/http/state.ts';

/** Faults are told to machines in JSON, whatever they say they accept; what nobody expected goes on to the log, and is told with its reference. */
export function jsonErrors(): Middleware {
  return async (ctx, next) => {
    stateOf(ctx).forMachines = true;
    try {
      await next();
    } catch (error) {
      const { status, expose, code } = (error ?? {}) as {
        status?: unknown;
        expose?: unknown;
        code?: unknown;
      };
      if (expose === true && typeof status === 'number' && status < 500) {
        ctx.status = status;
        ctx.body = { error: typeof code === 'string' ? code : 'refused' };
        return;
      }
      if (!storeAway(error)) throw error;
      ctx.status = 503;
      ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
      ctx.body = { error: 'temporarily_unavailable' };
    }
  };
}
