import type { Context } from 'koa';
import { findLeft } from '../../model/activation-left.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import type { BrowserCookies } from './browser.ts';
import type { SigninDeps } from './step.ts';

/** What is done, what is left, until when, and how to come back; nothing of whose activation it is. */
export async function showLeft(
  { kv, cookies, render }: Pick<SigninDeps, 'kv' | 'render'> & { cookies: BrowserCookies },
  ctx: Context,
): Promise<void> {
  const hash = cookies.left(ctx);
  const row = hash === null ? null : await findLeft(kv, hash);
  if (!row) return seeOther(ctx, '/portal');
  ctx.set('Cache-Control', 'no-store');
  render(ctx, 'signin/left', { ...row.page, until: row.until });
}
