import type { Context } from 'koa';
import type { SsoSession } from '../../oidc/sessions.ts';
import type { Web } from '../web.ts';

/**
 * Where a proof waits for the page that it was given for: of this session, in this browser. The session's cookie alone may
 * have been stolen, and would find what its owner has just proven; the browser's is set here where it is missing.
 */
export function provenKey(
  { browser }: Pick<Web, 'browser'>,
  ctx: Context,
  { session: { uid, accountId }, act }: { session: SsoSession; act: string },
): string {
  return `${act}:${accountId}:${uid}:${browser.bind(ctx)}`;
}
