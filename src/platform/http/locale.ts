import type { Middleware } from 'koa';
import { stateOf } from './state.ts';

export type Locale = 'id' | 'en';

const YEAR_MS = 365 * 24 * 3600 * 1000;

/**
 * The visitor's language: `?lang=` (kept in a cookie), the cookie, `ui_locales` of an authorization request (OpenID
 * Connect Core 3.1.2.1), else Indonesian. Accept-Language is not asked: on very many office computers the browser
 * speaks English and the officer does not, and the language switch stands on every page.
 */
export function locale({ https }: { https: boolean }): Middleware {
  return async (ctx, next) => {
    const query = new URLSearchParams(ctx.querystring);
    const chosen = readLocale(query.get('lang'));
    if (chosen) {
      ctx.append('Set-Cookie', languageCookie(chosen, https));
    }
    stateOf(ctx).locale =
      chosen ?? readLocale(ctx.cookies.get('lang')) ?? firstLocale(query.get('ui_locales')) ?? 'id';
    await next();
  };
}

/** `id`, `id-ID`, `in` (the old code of Indonesian) or `en…`; else null. */
export function readLocale(tag: string | null | undefined): Locale | null {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  if (language === 'id' || language === 'in') return 'id';
  return language === 'en' ? 'en' : null;
}

/** The first language of a space-separated list that we speak. */
export function firstLocale(tags: string | null | undefined): Locale | null {
  for (const tag of (tags ?? '').split(' ')) {
    const known = readLocale(tag);
    if (known) return known;
  }
  return null;
}

function languageCookie(chosen: Locale, https: boolean): string {
  return `lang=${chosen}; Path=/; Max-Age=${YEAR_MS / 1000}; SameSite=Lax; HttpOnly${https ? '; Secure' : ''}`;
}
