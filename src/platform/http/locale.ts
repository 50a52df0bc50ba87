import type { Context, Middleware } from 'koa';
import { browserLocale } from './accept-language.ts';
import { firstLocale, readLocale } from './read-locale.ts';
import type { Locale } from './read-locale.ts';
import { rememberChoice } from './remember-choice.ts';
import { stateOf } from './state.ts';

/**
 * The visitor's language: `?lang=` (kept in a cookie), `ui_locales` of an authorization request (OpenID Connect Core
 * 3.1.2.1), the cookie, the browser's own list, else Indonesian. Why in this order: docs/decisions/whose-language.md.
 */
export function locale({ https }: { https: boolean }): Middleware {
  return async (ctx, next) => {
    const query = new URLSearchParams(ctx.querystring);
    const chosen = readLocale(query.get('lang'));
    if (chosen) rememberChoice(ctx, { name: 'lang', value: chosen, https });
    stateOf(ctx).locale =
      chosen ??
      firstLocale(query.get('ui_locales')) ??
      readLocale(ctx.cookies.get('lang')) ??
      browserLocale(ctx.get('accept-language')) ??
      'id';
    await next();
  };
}

/**
 * The language of a page that belongs to an authorization request: what its person has switched to on the way, else what the
 * application wished for; where neither says anything it stays as it is.
 */
export function speakInRequest(
  ctx: Context,
  { switched, uiLocales }: { switched: Locale | null; uiLocales: readonly string[] },
): void {
  if (switchedLocale(ctx)) return;
  const state = stateOf(ctx);
  state.locale = switched ?? firstLocale(uiLocales.join(' ')) ?? state.locale;
}

/** What this very request switches to; null: nothing. */
export function switchedLocale(ctx: Context): Locale | null {
  return readLocale(new URLSearchParams(ctx.querystring).get('lang'));
}

/**
 * The account's language becomes that of a browser in which nobody has chosen one; at a shared device until the browser is
 * closed, since the next person there is somebody else.
 */
export function takeOverLocale(
  ctx: Context,
  { wanted, shared, https }: { wanted: string | null; shared: boolean; https: boolean },
): void {
  const known = readLocale(wanted);
  if (!known || switchedLocale(ctx) || readLocale(ctx.cookies.get('lang'))) return;
  rememberChoice(ctx, { name: 'lang', value: known, https, passing: shared });
}
