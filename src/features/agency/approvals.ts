import type { Context } from 'koa';
import { decideApproval, withdrawApproval } from '../../model/approvals/decide-approval.ts';
import { findApproval } from '../../model/approvals/approval.ts';
import { listApprovals } from '../../model/approvals/list-approvals.ts';
import type { Approval } from '../../model/approvals/approval.ts';
import { carryOut } from '../../model/people/officer-acts.ts';
import { findPerson } from '../../model/people/person.ts';
import { fault, refusals } from '../../parts/fault.ts';
import { proveAct } from '../../parts/proof/prove-act.ts';
import { refusedBy, statusOf } from '../../parts/refused.ts';
import type { Refused } from '../../parts/refused.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { REASON, kept } from './act-form.ts';
import { enter, idOf, noteLook, queryOf, refuseScope } from './desk.ts';
import type { Deps, Visit } from './desk.ts';
import { refusalFault } from './refusal-words.ts';

export async function listAgencyApprovals(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const { agency, now, officer } = visit;
  const rows = await listApprovals(deps.db, { agencyId: agency.id, now });
  const done = queryOf(ctx).get('done');
  deps.render(ctx, 'agency/approvals', {
    agency,
    done: done === 'approved' || done === 'declined' || done === 'withdrawn' ? done : null,
    approvals: rows.map((row) => ({
      id: row.id,
      act: row.act,
      nama: row.nama,
      requestedBy: row.requestedByName,
      requestedAt: row.requestedAt.getTime(),
      expiresAt: row.expiresAt.getTime(),
      own: row.requestedBy === officer.accountId,
    })),
  });
}

/** Of this agency's own console; the helpdesk's are the helpdesk's. */
async function approvalOf(deps: Deps, visit: Visit): Promise<Approval> {
  const found = await findApproval(deps.db, await idOf(deps, visit));
  if (found?.console !== 'agency' || found.agencyId !== visit.agency.id) return refuseScope(deps, visit);
  return found;
}

export async function showApproval(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  await page(deps, visit, await approvalOf(deps, visit));
}

/** The second pair of eyes: what is approved is carried out in the same transaction. */
export async function submitApproval(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const approval = await approvalOf(deps, visit);
  const fields = await readFields(ctx);
  if (fields.decision === 'withdraw') return withdraw(deps, visit, approval);
  const decision = fields.decision === 'approve' ? 'approve' : 'refuse';
  const reason = (fields.reason ?? '').trim();
  if (reason.length > REASON.most || (decision === 'refuse' && reason.length < REASON.least)) {
    const key = reason.length > REASON.most ? 'agency.fault.reason_long' : 'agency.fault.reason';
    return page(deps, visit, approval, { faults: [fault('reason', key)], fields });
  }
  const { officer, context, now } = visit;
  const proof = await proveAct(deps, ctx, { session: officer.session, form: fields, act: 'agency.approve' });
  if (proof.kind !== 'proven') return page(deps, visit, approval, { ...refusedBy(proof), fields });
  const payloadHash = fields.hash ?? '';
  const by = { officer: officer.accountId, epoch: officer.session.epoch };
  const wanted = { id: approval.id, ...by, decision, payloadHash, reason, now } as const;
  const { compose, issuer, ring, db } = deps;
  const outcome = await db.transaction().execute(async (trx) => {
    const decided = await decideApproval(trx, wanted, context);
    if (decided.kind === 'approved')
      await carryOut(trx, decided.approval, { now }, { compose, issuer, ring, context });
    return decided;
  });
  if (outcome.kind === 'refused')
    return page(deps, visit, approval, { faults: [refusalFault(outcome.reason)], fields });
  deps.watch.forget(approval.accountId);
  seeOther(ctx, `/agency/approvals?done=${outcome.kind}`);
}

async function withdraw(deps: Deps, visit: Visit, { id }: Approval): Promise<void> {
  const { officer, context, now, ctx } = visit;
  const wanted = { id, officer: officer.accountId, now };
  const taken = await deps.db.transaction().execute((trx) => withdrawApproval(trx, wanted, context));
  seeOther(ctx, taken ? '/agency/approvals?done=withdrawn' : '/agency/approvals');
}

async function page(
  deps: Deps,
  visit: Visit,
  approval: Approval,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): Promise<void> {
  const { ctx, agency, words, now, officer } = visit;
  await noteLook(deps, visit, { accountId: approval.accountId, why: `approval:${approval.id}` });
  const [subject, asker] = await Promise.all([
    findPerson(deps.db, approval.accountId),
    findPerson(deps.db, approval.requestedBy),
  ]);
  const locals = {
    agency,
    id: approval.id,
    act: approval.act,
    open: approval.state === 'pending' && approval.expiresAt.getTime() > now,
    nama: subject?.nama ?? '',
    nip: subject?.nip ?? '',
    requestedBy: asker?.nama ?? '',
    requestedAt: approval.requestedAt.getTime(),
    expiresAt: approval.expiresAt.getTime(),
    own: approval.requestedBy === officer.accountId,
    presence: approval.meeting.presence,
    callBackSince: approval.meeting.callBack?.numberSince ?? null,
    reason: approval.reason,
    hash: approval.payloadHash,
    errors: refusals(words, refused.faults ?? []),
    values: kept(fields, ['reason']),
    locked: refused.until === undefined ? null : { until: refused.until },
  };
  deps.render(ctx, 'agency/approval', locals, { status: statusOf(ctx, refused, now) });
}
