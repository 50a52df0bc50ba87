import Router from '@koa/router';
import { agencyNames, findAgency } from '../../../model/agencies/name-agencies.ts';
import { endSessionsFrom } from '../../../model/people/end-sessions.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { enter } from '../desk.ts';
import type { Visit } from '../desk.ts';
import type { AdminAct } from '../requests/act.ts';
import { askFor } from '../requests/ask.ts';

const PATH = '/admin/emergency';

export interface EndSessionsPayload {
  /** Null: everybody's. */
  agencyId: string | null;
  agency: string | null;
}

/** Ends every session that began before now, of an agency or of everybody: whoever goes on signs in anew, with both factors. */
export function endSessionsAct({ watch, now }: Pick<Web, 'watch' | 'now'>): AdminAct<EndSessionsPayload> {
  return {
    name: 'sessions.end',
    title: 'platform.act.end_sessions',
    subject: ({ agency }, { t }) => agency ?? t('platform.emergency.everybody'),
    describe: ({ agency }, { t }) => [
      {
        label: t('platform.emergency.whose'),
        old: [agency ?? t('platform.emergency.everybody')],
        new: [t('platform.emergency.ended')],
      },
    ],
    check: async () => null,
    async carryOut(trx, { agencyId }, { context }) {
      const done = await endSessionsFrom(trx, { agencyId, now: now() }, context);
      return done ? null : 'platform.officers.no_agency';
    },
    // This node at once, the others within what they cache (design §3: 30 s).
    done: () => watch.forgetAll(),
  };
}

export function emergencyRoutes(deps: Web, act: AdminAct<EndSessionsPayload>): Router {
  const router = new Router();
  router.get(PATH, async (ctx) => page(deps, await enter(deps, ctx)));
  router.post(PATH, async (ctx) => {
    const visit = await enter(deps, ctx);
    const form = await readFields(ctx);
    const read = await readWhose(deps, form);
    if ('faults' in read) return page(deps, visit, { faults: read.faults, fields: form });
    const asked = await askFor(deps, visit, { act, payload: read.payload, form });
    if (asked.kind === 'asked') return seeOther(ctx, '/admin/requests?done=asked');
    await page(deps, visit, {
      ...refusedBy(asked),
      fields: form,
    });
  });
  return router;
}

async function readWhose(
  { db }: Web,
  form: Fields,
): Promise<{ payload: EndSessionsPayload } | { faults: Fault[] }> {
  if (form.whose === 'everybody') return { payload: { agencyId: null, agency: null } };
  if (form.whose !== 'agency') return { faults: [fault('whose', 'platform.emergency.choose')] };
  const agency = await findAgency(db, form.agency ?? '');
  if (!agency) return { faults: [fault('agency', 'platform.emergency.no_agency')] };
  return { payload: { agencyId: agency.id, agency: agency.nama } };
}

async function page(
  deps: Web,
  { ctx, words, waiting, now }: Visit,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): Promise<void> {
  const locals = {
    waiting,
    agencies: await agencyNames(deps.db),
    errors: refusals(words, refused.faults ?? []),
    values: { whose: fields.whose ?? '', agency: fields.agency ?? '', reason: fields.reason ?? '' },
    locked: lockOf(refused),
  };
  deps.render(ctx, 'admin/emergency', locals, { status: statusOf(ctx, refused, now) });
}
