import type { Context } from 'koa';
import type { Words } from '../../messages.ts';
import type { AuditContext } from '../../model/audit.ts';
import { countPendingAdminRequests } from '../../model/admin-requests/admin-request.ts';
import type { Officer } from '../../parts/guard.ts';
import { contextIn } from '../../parts/page-context.ts';
import { refuseScope as refuse } from '../../parts/refuse-scope.ts';
import type { Web } from '../../parts/web.ts';
import { stateOf } from '../../platform/http/state.ts';
import { isUuid } from '../../platform/uuid.ts';

/** One request of one platform admin: who asks, and what every page of the console needs. */
export interface Visit {
  ctx: Context;
  admin: Officer;
  words: Words;
  context: AuditContext;
  now: number;
  /** Requests that wait for a decision: a number in the navigation. */
  waiting: number;
}

/** 404 to anybody who is no platform admin (parts/guard.ts). */
export async function enter(
  deps: Pick<Web, 'db' | 'guard' | 'messages' | 'now'>,
  ctx: Context,
): Promise<Visit> {
  const admin = await deps.guard.officer(ctx, 'admin');
  const now = deps.now();
  const words = deps.messages.messagesFor(stateOf(ctx).locale);
  const context = contextIn(ctx, now, admin.session);
  return { ctx, admin, words, now, context, waiting: await countPendingAdminRequests(deps.db, now) };
}

/** What is not there, or not for this console, is 404, and that it was asked for is written down. */
export async function refuseScope(deps: Pick<Web, 'db'>, { ctx, context }: Visit): Promise<never> {
  return refuse(deps.db, ctx, { console: 'admin', context });
}

/** The identifier in the address, where it has the form of one. */
export async function idOf(deps: Pick<Web, 'db'>, visit: Visit): Promise<string> {
  const { id = '' } = visit.ctx.params as { id?: string };
  return isUuid(id) ? id : refuseScope(deps, visit);
}
