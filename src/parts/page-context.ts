import type { Context } from 'koa';
import type { AuditContext } from '../model/audit.ts';
import { stateOf } from '../platform/http/state.ts';

/** Who acts on a page of ours, for the audit log: an account id, or 'anonymous' before anybody is known. */
export function contextOf(ctx: Context, now: number, actor: string = 'anonymous'): AuditContext {
  const { address, requestId, locale } = stateOf(ctx);
  return { actor, at: now, address, userAgent: ctx.get('user-agent') || null, requestId, locale };
}

/** What one may not see is not there (contract, "Answers"). */
export function notFound(ctx: Context): never {
  return ctx.throw(404, 'not found', { code: 'not_found' });
}
