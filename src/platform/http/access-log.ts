import type { Middleware } from 'koa';
import { stateOf } from './state.ts';

export interface AccessLine {
  requestId: string;
  method: string;
  path: string;
  status: number;
  ms: number;
  address: string;
}

/** One line for each request: no query, no body, and no token or uid that stands in a path. */
export function accessLog(
  write: (line: AccessLine) => void,
  clock: () => number = () => performance.now(),
): Middleware {
  return async (ctx, next) => {
    const start = clock();
    try {
      await next();
    } finally {
      const { requestId, address } = stateOf(ctx);
      const ms = Math.round((clock() - start) * 10) / 10;
      write({ requestId, method: ctx.method, path: maskPath(ctx.path), status: ctx.status, ms, address });
    }
  };
}

/** `/interaction/h3…` → `/interaction/:id`: a segment of 16 and more characters is an identifier or a secret. */
export function maskPath(path: string): string {
  return path
    .split('/')
    .map((part) =>
      part.length >= 16 && !part.startsWith('openid-') && !part.startsWith('oauth-') ? ':id' : part,
    )
    .join('/')
    .slice(0, 200);
}
