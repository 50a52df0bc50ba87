import { randomInt } from 'node:crypto';
import type { Middleware } from 'koa';
import { stateOf } from './state.ts';

/** Without letters and digits that are mistaken for one another: people read it out on the telephone. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Gives every request a reference that people can read out: eight characters in two groups. */
export function requestId(): Middleware {
  return async (ctx, next) => {
    const id = makeRequestId();
    stateOf(ctx).requestId = id;
    ctx.set('X-Request-Id', id);
    await next();
  };
}

export function makeRequestId(): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
