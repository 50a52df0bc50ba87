import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import { notFound } from '../../../parts/page-context.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { askFor } from '../requests/ask.ts';
import { clientOf, enter } from './desk.ts';
import type { Deps, Visit } from './desk.ts';

export async function showRotation(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  if (client.secret === null) return notFound(ctx);
  page(deps, visit, { client });
}

/** A new secret, once a second admin has agreed; the old one goes on beside it for the policy's days. */
export async function submitRotation(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  const fields = await readFields(ctx);
  const act = deps.acts.secret;
  const payload = { client: client.id, name: client.name, seen: client.secretMark ?? '' };
  const wrong = await act.check(deps.db, payload, { requestedBy: visit.admin.accountId });
  if (wrong) return page(deps, visit, { client, fields, refused: { faults: [fault(null, wrong)] } });
  const asked = await askFor(deps, visit, { act, payload, form: fields });
  if (asked.kind !== 'asked') return page(deps, visit, { client, fields, refused: refusedBy(asked) });
  seeOther(ctx, '/admin/requests?done=asked');
}

/** Once, to whoever asked for it: a second press, another admin and a later day find nothing. */
export async function takeSecret(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  const secret = await deps.clients.takeSecret(client.id, visit.admin.accountId, visit.context);
  ctx.set('Cache-Control', 'no-store');
  const locals = { waiting: visit.waiting, client: { id: client.id, name: client.name }, secret };
  deps.render(ctx, 'admin/clients/secret-shown', locals, { status: secret === null ? 422 : 200 });
}

function page(
  deps: Deps,
  visit: Visit,
  {
    client: { id, name },
    fields = {},
    refused = {},
  }: { client: { id: string; name: string }; fields?: Fields; refused?: Refused },
): void {
  const locals = {
    waiting: visit.waiting,
    client: { id, name },
    days: Math.round(policy.admin.secretOverlapSeconds / 86_400),
    errors: refusals(visit.words, refused.faults ?? []),
    values: { reason: fields.reason ?? '' },
    locked: lockOf(refused),
  };
  deps.render(visit.ctx, 'admin/clients/rotate', locals, { status: statusOf(visit.ctx, refused, visit.now) });
}
