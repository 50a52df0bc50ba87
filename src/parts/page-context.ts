import type { Context } from 'koa';
import type { AuditContext } from '../model/audit.ts';
import type { SsoSession } from '../oidc/sessions.ts';
import { stateOf } from '../platform/http/state.ts';

/** Who acts on a page of ours, for the audit log: an account id, or 'anonymous' before anybody is known. */
export function contextOf(ctx: Context, now: number, actor: string = 'anonymous'): AuditContext {
  const { address, requestId, locale } = stateOf(ctx);
  return { actor, at: now, address, userAgent: ctx.get('user-agent') || null, requestId, locale };
}

/** The same of whoever is signed in, and in which session. */
export function contextIn(
  ctx: Context,
  now: number,
  { accountId, uid }: Pick<SsoSession, 'accountId' | 'uid'>,
): AuditContext {
  return { ...contextOf(ctx, now, accountId), session: uid };
}

/** What one may not see is not there (contract, "Answers"). */
export function notFound(ctx: Context): never {
  return ctx.throw(404, 'not found', { code: 'not_found' });
}
