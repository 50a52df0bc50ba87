import type { Context } from 'koa';

const YEAR_SECONDS = 365 * 24 * 3600;

export interface Choice {
  name: 'lang' | 'theme';
  /** Null: it is forgotten. */
  value: string | null;
  https: boolean;
  /** Until the browser is closed, instead of a year. */
  passing?: boolean;
}

/** A choice of this browser, out of reach of scripts, though it is no secret. */
export function rememberChoice(ctx: Context, { name, value, https, passing = false }: Choice): void {
  const life = passing ? '' : ` Max-Age=${value === null ? 0 : YEAR_SECONDS};`;
  const secure = https ? '; Secure' : '';
  ctx.append('Set-Cookie', `${name}=${value ?? ''}; Path=/;${life} SameSite=Lax; HttpOnly${secure}`);
}
