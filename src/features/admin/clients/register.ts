import type { Context } from 'koa';
import { nameAgencies } from '../../../model/agencies/name-agencies.ts';
import type { RegisteredClient } from '../../../oidc/clients.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import type { RegistrationPayload } from './acts.ts';
import { askFor } from '../requests/ask.ts';
import { CLIENT_ID, clientOf, enter } from './desk.ts';
import type { Deps, Visit } from './desk.ts';
import { differences } from './describe.ts';
import { draftOf, isOurs } from './draft.ts';
import type { ClientDraft } from './draft.ts';
import { fieldsOf, formChoices } from './form-fields.ts';
import { readClientForm } from './read-form.ts';
import { changesOf } from './subject.ts';

/** Pasted keys make it larger than other forms. */
const FORM_BYTES = 64 * 1024;
const PROOF = new Set(['code', 'recoveryCode', 'passkey', 'reason', 'step', 'back']);

export async function showNew(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  await form(deps, visit, { client: null, values: fieldsOf(null, {}) });
}

export async function showEdit(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  const agencies = await nameAgencies(deps.db, client.access?.agencies ?? []);
  await form(deps, visit, { client, values: fieldsOf(client, agencies) });
}

/** First what would change, then, with the reason and a second factor, the request that another admin decides. */
export async function submitForm(deps: Deps, ctx: Context, isNew: boolean): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = isNew ? null : await clientOf(deps, visit);
  const fields = await readFields(ctx, FORM_BYTES);
  // Back from the review: as it was filled, the reason too.
  if (fields.back) return form(deps, visit, { client, values: fields });
  const id = client?.id ?? (fields.id ?? '').trim();
  const read = await readClientForm(deps, fields, { id, metadata: client?.metadata ?? null });
  const faults = [...idFaults(id, isNew), ...read.faults];
  const again = (more: Fault[]) => form(deps, visit, { client, values: fields, faults: more });
  if (faults.length > 0) return again(faults);
  const payload = await payloadOf(deps, { client, after: read.draft, id });
  const act = isNew ? deps.acts.add : deps.acts.change;
  const wrong = await act.check(deps.db, payload, { requestedBy: visit.admin.accountId });
  if (wrong) return again([fault(wrong === 'clients.refused.exists' ? 'id' : null, wrong)]);
  if (differences(payload, visit.words, payload.agencies).length === 0)
    return again([fault(null, 'clients.refused.same')]);
  if (fields.step !== 'ask') return review(deps, visit, { payload, fields });
  const asked = await askFor(deps, visit, { act, payload, form: fields });
  if (asked.kind !== 'asked') return review(deps, visit, { payload, fields, refused: refusedBy(asked) });
  seeOther(ctx, '/admin/requests?done=asked');
}

export async function showRemove(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  review(deps, visit, { payload: await payloadOf(deps, { client, after: null, id: client.id }), fields: {} });
}

export async function submitRemove(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const client = await clientOf(deps, visit);
  const fields = await readFields(ctx);
  const payload = await payloadOf(deps, { client, after: null, id: client.id });
  const asked = await askFor(deps, visit, { act: deps.acts.remove, payload, form: fields });
  if (asked.kind !== 'asked') return review(deps, visit, { payload, fields, refused: refusedBy(asked) });
  seeOther(ctx, '/admin/requests?done=asked');
}

function idFaults(id: string, isNew: boolean): Fault[] {
  if (isNew && (!CLIENT_ID.test(id) || id === 'new' || id in {})) return [fault('id', 'clients.fault.id')];
  return isOurs(id) ? [fault(null, 'clients.refused.ours')] : [];
}

async function payloadOf(
  { db }: Deps,
  { client, after, id }: { client: RegisteredClient | null; after: ClientDraft | null; id: string },
): Promise<RegistrationPayload> {
  const before = client ? draftOf(client) : null;
  const ids = [...(before?.access?.agencies ?? []), ...(after?.access?.agencies ?? [])];
  return { client: id, before, after, agencies: await nameAgencies(db, ids) };
}

async function form(
  deps: Deps,
  visit: Visit,
  { client, values, faults = [] }: { client: RegisteredClient | null; values: Fields; faults?: Fault[] },
): Promise<void> {
  const locals = {
    waiting: visit.waiting,
    client: client ? { id: client.id, name: client.name } : null,
    choices: formChoices(visit.words),
    errors: refusals(visit.words, faults),
    values,
    // Written at the review, and kept for the next one.
    hidden: values.reason ? { reason: values.reason } : {},
  };
  deps.render(visit.ctx, 'admin/clients/form', locals, {
    status: statusOf(visit.ctx, { faults }, visit.now),
  });
}

function review(
  deps: Deps,
  visit: Visit,
  { payload, fields, refused = {} }: { payload: RegistrationPayload; fields: Fields; refused?: Refused },
): void {
  const { client, before, after } = payload;
  const act = before && after ? 'change' : after ? 'add' : 'remove';
  const hidden = Object.entries(fields).filter(([name]) => !PROOF.has(name));
  const here = act === 'add' ? '/admin/clients/new' : `/admin/clients/${client}`;
  const locals = {
    waiting: visit.waiting,
    act,
    name: (after ?? before)?.metadata.client_name as string,
    action: act === 'change' ? `${here}/edit` : act === 'remove' ? `${here}/remove` : here,
    back: act === 'remove' ? here : null,
    differences: changesOf(payload, visit.words),
    hidden: { ...Object.fromEntries(hidden), step: 'ask' },
    errors: refusals(visit.words, refused.faults ?? []),
    values: { reason: fields.reason ?? '' },
    locked: lockOf(refused),
  } as const;
  deps.render(visit.ctx, 'admin/clients/review', locals, { status: statusOf(visit.ctx, refused, visit.now) });
}
