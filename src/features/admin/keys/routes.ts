import Router from '@koa/router';
import type { Keys } from '../../../oidc/keys.ts';
import { refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { enter } from '../desk.ts';
import type { Visit } from '../desk.ts';
import type { AdminAct } from '../requests/act.ts';
import { askFor } from '../requests/ask.ts';

const PATH = '/admin/keys';

/** Which keys were current when the rotation was asked for: it is done once. */
export interface RotationPayload {
  kids: string[];
}

type Deps = Web & { keys: Keys };

export function rotateAct({ keys }: Pick<Deps, 'keys'>): AdminAct<RotationPayload> {
  return {
    name: 'keys.rotate',
    title: 'platform.act.rotate',
    describe: ({ kids }, { t }) => [
      { label: t('platform.keys.current'), old: kids, new: [t('platform.keys.next')] },
    ],
    check: async () => null,
    async carryOut(trx, { kids }, { context }) {
      const current = (await currentKids(keys)).toSorted();
      if (current.join(' ') !== kids.toSorted().join(' ')) return 'platform.keys.rotated_meanwhile';
      await keys.rotateIn(trx, context);
      return null;
    },
  };
}

async function currentKids(keys: Keys): Promise<string[]> {
  return (await keys.list()).filter(({ state }) => state === 'current').map(({ kid }) => kid);
}

/** The signing keys: which signs, which comes next, which is still published for what it signed. */
export function keyRoutes(deps: Deps, act: AdminAct<RotationPayload>): Router {
  const router = new Router();
  router.get(PATH, async (ctx) => page(deps, await enter(deps, ctx)));
  router.post(PATH, async (ctx) => {
    const visit = await enter(deps, ctx);
    const form = await readFields(ctx);
    const payload = { kids: await currentKids(deps.keys) };
    const asked = await askFor(deps, visit, { act, payload, form });
    if (asked.kind === 'asked') return seeOther(ctx, '/admin/requests?done=asked');
    const reason = form.reason ?? '';
    await page(
      deps,
      visit,
      asked.kind === 'locked' ? { until: asked.until, reason } : { faults: asked.faults, reason },
    );
  });
  return router;
}

async function page(
  deps: Deps,
  { ctx, words, waiting, now }: Visit,
  { faults = [], until, reason = '' }: { faults?: Fault[]; until?: number; reason?: string } = {},
): Promise<void> {
  if (until !== undefined) setRetryAfter(ctx, { until, now });
  const locals = {
    waiting,
    keys: await deps.keys.list(),
    errors: refusals(words, faults),
    values: { reason },
    locked: until === undefined ? null : { until },
  };
  deps.render(ctx, 'admin/keys', locals, {
    status: until !== undefined ? 429 : faults.length > 0 ? 422 : 200,
  });
}
