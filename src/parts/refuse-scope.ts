import type { Context } from 'koa';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import type { Db } from '../platform/db.ts';
import { notFound } from './page-context.ts';

/** What is another's, or nobody's, is not there, and that somebody asked for it is written down. */
export async function refuseScope(
  db: Db,
  ctx: Context,
  {
    console,
    context,
  }: { console: 'account' | 'portal' | 'helpdesk' | 'agency' | 'admin'; context: AuditContext },
): Promise<never> {
  const details = { console, path: ctx.path.slice(0, 200) };
  await audit(db, { type: 'scope.refused', accountId: null, details }, context);
  return notFound(ctx);
}
