import Router from '@koa/router';
import type { Keys } from '../../../oidc/keys.ts';
import { refusals } from '../../../parts/fault.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
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
      const rotated = await keys.rotateIn(trx, kids, context);
      return rotated ? null : 'platform.keys.rotated_meanwhile';
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
    await page(deps, visit, { ...refusedBy(asked), reason });
  });
  return router;
}

async function page(
  deps: Deps,
  { ctx, words, waiting, now }: Visit,
  { reason = '', ...refused }: Refused & { reason?: string } = {},
): Promise<void> {
  const locals = {
    waiting,
    keys: await deps.keys.list(),
    errors: refusals(words, refused.faults ?? []),
    values: { reason },
    locked: lockOf(refused),
  };
  deps.render(ctx, 'admin/keys', locals, { status: statusOf(ctx, refused, now) });
}
