import type { Middleware } from 'koa';
import { stateOf } from './state.ts';

/** Null: as the device has it. */
export type Theme = 'light' | 'dark' | null;

/** How pages look to whoever chose it in the account, on every page of this browser; anything else in the cookie is nobody's choice. */
export function theme(): Middleware {
  return async (ctx, next) => {
    stateOf(ctx).theme = readTheme(ctx.cookies.get('theme'));
    await next();
  };
}

export function readTheme(value: string | null | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : null;
}
