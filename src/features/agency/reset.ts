import type { Context } from 'koa';
import type { AgencyPerson } from '../../model/agencies/find-person.ts';
import { requestApproval } from '../../model/approvals/request-approval.ts';
import { noteAskedIn } from '../../model/session-of-signin.ts';
import { refusals } from '../../parts/fault.ts';
import { proveAct } from '../../parts/proof/prove-act.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { callBackNumber, kept, readGrounds } from './act-form.ts';
import { enter, noteLook, personOf, refuseScope } from './desk.ts';
import type { Deps, Visit } from './desk.ts';
import { fullName } from '../../parts/full-name.ts';
import { refusedBy, statusOf } from '../../parts/refused.ts';
import type { Refused } from '../../parts/refused.ts';
import { refusalFault } from './refusal-words.ts';

/** A person and their account: without one there is nothing to reset. */
async function enterFor(deps: Deps, ctx: Context) {
  const visit = await enter(deps, ctx);
  const person = await personOf(deps, visit);
  if (!person.account) return refuseScope(deps, visit);
  await noteLook(deps, visit, { accountId: person.account.id, why: 'reset' });
  return { visit, person, account: person.account };
}

export async function showResetForm(deps: Deps, ctx: Context): Promise<void> {
  const { visit, person } = await enterFor(deps, ctx);
  form(deps, visit, person);
}

/** Asked for by one, approved by another (policies/power.ts): this only asks. */
export async function submitReset(deps: Deps, ctx: Context): Promise<void> {
  const { visit, person, account } = await enterFor(deps, ctx);
  const { officer, agency, context, now } = visit;
  const fields = await readFields(ctx);
  const read = readGrounds(fields, callBackNumber(person, now));
  if (read.kind === 'malformed') return form(deps, visit, person, { faults: read.faults, fields });
  const proof = await proveAct(deps, ctx, { session: officer.session, form: fields, act: 'agency.reset' });
  if (proof.kind !== 'proven') return form(deps, visit, person, { ...refusedBy(proof), fields });
  await noteAskedIn(deps.kv, officer.session);
  const request = {
    act: 'reset_authenticator' as const,
    payload: {},
    accountId: account.id,
    agencyId: agency.id,
    caseId: null,
    ...read.grounds,
    console: 'agency' as const,
    officer: officer.accountId,
    epoch: officer.session.epoch,
    sid: officer.session.uid,
    now,
  };
  const outcome = await deps.db.transaction().execute((trx) => requestApproval(trx, request, context));
  if (outcome.kind === 'refused')
    return form(deps, visit, person, { faults: [refusalFault(outcome.reason)], fields });
  seeOther(ctx, `/agency/people/${person.pnsId}?done=reset`);
}

function form(
  deps: Deps,
  { ctx, words, now, agency }: Visit,
  person: AgencyPerson,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): void {
  const locals = {
    agency,
    pnsId: person.pnsId,
    nama: fullName(person),
    nip: person.nip,
    number: callBackNumber(person, now),
    errors: refusals(words, refused.faults ?? []),
    values: kept(fields, ['meeting', 'reason']),
    locked: refused.until === undefined ? null : { until: refused.until },
  };
  deps.render(ctx, 'agency/reset', locals, { status: statusOf(ctx, refused, now) });
}
