import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import type { AuditContext } from '../../model/audit.ts';
import { findRegistration } from '../../model/registrations/registration.ts';
import type { Registration } from '../../model/registrations/registration.ts';
import { queueRegistration, settleRegistration, tellQueued } from '../../model/registrations/settle.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { dueHref, settleDeps } from './deps.ts';
import type { Deps } from './deps.ts';

/**
 * Asks directory and register while the person waits a few seconds. Where they take longer, or are away, it is queued: the
 * person is told at once by page and mail, nothing typed is lost, and what is being asked still counts when it comes.
 */
export async function goOn(
  deps: Deps,
  ctx: Context,
  row: Registration,
  context: AuditContext,
): Promise<void> {
  const queued = await queueRegistration(deps.db, { id: row.id, now: deps.now() });
  if (queued) {
    const waiting = new AbortController();
    const settled = settle(deps, row.id, context);
    const late = sleep(policy.registration.askSeconds * 1000, 'late' as const, {
      signal: waiting.signal,
    }).catch(() => 'late' as const);
    const outcome = await Promise.race([settled, late]);
    waiting.abort();
    if (outcome === 'queued' || outcome === 'late') await tellQueued(settleDeps(deps), row.id, context);
  }
  const now = await findRegistration(deps.db, row.id);
  seeOther(ctx, now ? dueHref(now) : '/register');
}

/** May end long after the answer: what fails then is logged here, and the job takes it up again. */
async function settle(deps: Deps, id: string, context: AuditContext): Promise<'decided' | 'queued' | 'gone'> {
  try {
    return await settleRegistration(settleDeps(deps), id, context);
  } catch (error) {
    deps.log.warn({ registration: id, reason: String(error) }, 'registration not settled');
    return 'queued';
  }
}
