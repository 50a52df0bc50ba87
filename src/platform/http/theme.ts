import type { Context, Middleware } from 'koa';
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

const YEAR_SECONDS = 365 * 24 * 3600;

/** Remembers a choice of this browser for a year, or forgets it (null); out of reach of scripts, though it is no secret. */
export function rememberChoice(
  ctx: Context,
  { name, value, https }: { name: 'lang' | 'theme'; value: string | null; https: boolean },
): void {
  const life = value === null ? 0 : YEAR_SECONDS;
  const secure = https ? '; Secure' : '';
  ctx.append(
    'Set-Cookie',
    `${name}=${value ?? ''}; Path=/; Max-Age=${life}; SameSite=Lax; HttpOnly${secure}`,
  );
}
