import Router from '@koa/router';
import { policy } from '../../../../config/policy.ts';
import type { Words } from '../../../messages.ts';
import { deadMessages, outboxCounts, retryDead } from '../../../model/dead-letters.ts';
import { maskContact } from '../../../parts/mask-contact.ts';
import type { Web } from '../../../parts/web.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { enter, refuseScope } from '../desk.ts';
import { kindWords } from './kind-words.ts';

const PATH = '/admin/outbox';

function kindInWords(kind: string, { t }: Words): string {
  const key = kindWords(kind);
  return key === null ? kind : t(key);
}

/** Mail and SMS that never arrived: by kind and cause, never by their text (it may be a code), and tried again one by one. */
export function outboxRoutes(deps: Web): Router {
  const router = new Router();
  router.get(PATH, async (ctx) => {
    const { waiting, words } = await enter(deps, ctx);
    const query = new URLSearchParams(ctx.querystring);
    const before = /^\d{1,15}$/.test(query.get('before') ?? '') ? Number(query.get('before')) : null;
    const limit = policy.admin.pageSize;
    const [rows, counts] = await Promise.all([
      deadMessages(deps.db, { limit: limit + 1, before }),
      outboxCounts(deps.db),
    ]);
    deps.render(ctx, 'admin/outbox', {
      waiting,
      counts,
      rows: rows.slice(0, limit).map((row) => ({
        id: row.id,
        channel: row.channel,
        to: maskContact({ kind: row.channel === 'email' ? 'email' : 'phone', value: row.to }),
        kind: kindInWords(row.kind, words),
        error: row.error,
        attempts: row.attempts,
        deadAt: row.deadAt.getTime(),
        retryable: row.retryable,
      })),
      more: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
      note: query.get('done') === 'retried' ? words.t('platform.outbox.retried') : null,
    });
  });
  router.post(`${PATH}/:id/retry`, async (ctx) => {
    const visit = await enter(deps, ctx);
    const { id = '' } = ctx.params as { id?: string };
    if (!/^\d{1,15}$/.test(id)) return refuseScope(deps, visit);
    const retried = await deps.db
      .transaction()
      .execute((trx) => retryDead(trx, { id: Number(id), now: visit.now }, visit.context));
    if (!retried) return refuseScope(deps, visit);
    seeOther(ctx, `${PATH}?done=retried`);
  });
  return router;
}
