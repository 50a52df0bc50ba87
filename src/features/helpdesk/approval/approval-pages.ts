import type { Context } from 'koa';
import {
  decideApproval,
  takeApprovedCode,
  withdrawApproval,
} from '../../../model/approvals/decide-approval.ts';
import { findApproval } from '../../../model/approvals/approval.ts';
import { listApprovals } from '../../../model/approvals/list-approvals.ts';
import type { Approval } from '../../../model/approvals/approval.ts';
import type { Decided, DecisionRefusal } from '../../../model/approvals/decide-approval.ts';
import { powerFigures } from '../../../model/approvals/ground.ts';
import { audit } from '../../../model/audit.ts';
import { addCaseEvent } from '../../../model/cases/events.ts';
import { carryOut, showCode } from '../../../model/people/officer-acts.ts';
import type { ActTelling } from '../../../model/people/officer-acts.ts';
import { powerSubject } from '../../../model/people/power-subject.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import type { Db } from '../../../platform/db.ts';
import { mayAct } from '../../../policies/power.ts';
import { approvalLocals, approvalRows } from './approval-locals.ts';
import { LONGEST_TEXT } from '../case/case-work.ts';
import { enter, isId, refuseScope } from '../desk.ts';
import type { Deps, Visit } from '../desk.ts';
import { doneNote } from '../done.ts';
import { REFUSALS } from '../words.ts';

export interface ApprovalPages {
  list(ctx: Context): Promise<void>;
  show(ctx: Context): Promise<void>;
  decide(ctx: Context): Promise<void>;
  withdraw(ctx: Context): Promise<void>;
  code(ctx: Context): Promise<void>;
}

interface Refused {
  faults?: readonly Fault[];
  until?: number;
  form?: Fields;
}

/** The second pair of eyes: what was asked for, by whom and on what evidence; approving is doing. */
export function approvalPages(deps: Deps): ApprovalPages {
  /** Requests of the helpdesk and of agencies; never one about the officer himself. */
  async function seen(visit: Visit): Promise<Approval> {
    const { id } = visit.ctx.params as { id?: string };
    const found = isId(id) ? await findApproval(deps.db, id) : null;
    if (!found || found.accountId === visit.officer.accountId) return refuseScope(deps, visit);
    return found;
  }

  /** A look at the person, a refusal too. */
  async function page(
    visit: Visit,
    approval: Approval,
    { faults = [], until, form }: Refused = {},
  ): Promise<void> {
    const { ctx, words, now, context } = visit;
    const details = { console: 'helpdesk', why: `approval:${approval.id}` } as const;
    await audit(deps.db, { type: 'person.viewed', accountId: approval.accountId, details }, context);
    const locals = await approvalLocals(deps, visit, approval);
    if (until !== undefined) setRetryAfter(ctx, { until, now });
    const status = until !== undefined ? 429 : faults.length > 0 ? 422 : 200;
    const told = {
      errors: refusals(words, faults),
      values: { reason: form?.reason ?? '' },
      locked: until === undefined ? null : { until },
      note: faults.length === 0 ? doneNote(ctx, words) : null,
    };
    deps.render(ctx, 'helpdesk/approval', { ...locals, ...told }, { status });
  }

  const telling = ({ context }: Visit): ActTelling => {
    const { compose, issuer, ring } = deps;
    return { compose, issuer, ring, context };
  };

  /** The second factor for this very act; null where the page with the refusal was the answer. */
  async function proven(visit: Visit, approval: Approval, form: Fields, act: string): Promise<boolean> {
    const proof = await proveAct(deps, visit.ctx, { session: visit.officer.session, form, act });
    if (proof.kind === 'proven') return true;
    await page(
      visit,
      approval,
      proof.kind === 'locked' ? { until: proof.until, form } : { faults: proof.faults, form },
    );
    return false;
  }

  async function decide(ctx: Context): Promise<void> {
    const visit = await enter(deps, ctx);
    const approval = await seen(visit);
    const form = await readFields(ctx);
    const wrong = decisionFault(form);
    if (wrong) return page(visit, approval, { faults: [wrong], form });
    if (!(await proven(visit, approval, form, 'helpdesk.decide'))) return;
    const outcome = await deps.db
      .transaction()
      .execute((trx) => carryOutDecision(trx, visit, approval, form));
    deps.watch.forget(approval.accountId);
    if (outcome.kind === 'refused') {
      const now = await seen(visit);
      return page(visit, now, { faults: [fault(null, REFUSALS[outcome.reason])], form });
    }
    const done = outcome.kind === 'approved' ? 'approved' : 'declined';
    seeOther(ctx, `/helpdesk/approvals/${approval.id}?done=${done}`);
  }

  async function carryOutDecision(trx: Db, visit: Visit, { id }: Approval, form: Fields): Promise<Decided> {
    const { officer, now, context } = visit;
    const decision = form.decision === 'approve' ? 'approve' : 'refuse';
    const decided = await decideApproval(
      trx,
      {
        id,
        officer: officer.accountId,
        epoch: officer.session.epoch,
        decision,
        payloadHash: form.hash ?? '',
        reason: (form.reason ?? '').trim(),
        now,
      },
      context,
    );
    if (decided.kind === 'refused') return decided;
    const { caseId, act } = decided.approval;
    if (caseId !== null) {
      const details = { act, approval: id, decision };
      await addCaseEvent(trx, { caseId, actor: officer.accountId, kind: 'act', details, now });
    }
    if (decided.kind === 'approved') await carryOut(trx, decided.approval, { now }, telling(visit));
    return decided;
  }

  /** The code exists from here on, for fifteen minutes, and is shown in this answer alone. */
  async function code(ctx: Context): Promise<void> {
    const visit = await enter(deps, ctx);
    const approval = await seen(visit);
    const form = await readFields(ctx);
    if (!(await proven(visit, approval, form, 'helpdesk.show_code'))) return;
    const outcome = await deps.db.transaction().execute((trx) => takeCode(trx, visit, approval));
    if (outcome.kind === 'refused')
      return page(visit, await seen(visit), { faults: [fault(null, REFUSALS[outcome.reason])] });
    const locals = await approvalLocals(deps, visit, approval);
    const { waiting, person } = locals;
    const back = approval.caseId === null ? '/helpdesk' : `/helpdesk/cases/${approval.caseId}`;
    deps.render(ctx, 'helpdesk/code', { waiting, person, back, code: outcome.code, until: outcome.until });
  }

  async function takeCode(
    trx: Db,
    visit: Visit,
    { id, accountId, act, meeting, console }: Approval,
  ): Promise<{ kind: 'shown'; code: string; until: number } | { kind: 'refused'; reason: DecisionRefusal }> {
    const { officer, now } = visit;
    const subject = await powerSubject(trx, accountId, now);
    if (!subject) return { kind: 'refused', reason: 'gone' };
    const question = { officer: officer.accountId, subject, act, meeting, console, now };
    const verdict = mayAct(question, powerFigures);
    if (verdict.kind === 'may_not') return { kind: 'refused', reason: verdict.reason };
    const taken = await takeApprovedCode(trx, { id, officer: officer.accountId, now });
    if (!taken) return { kind: 'refused', reason: 'gone' };
    const shown = { officer: officer.accountId, session: officer.session.uid, now };
    return { kind: 'shown', ...(await showCode(trx, taken, shown, telling(visit))) };
  }

  return {
    async list(ctx) {
      const visit = await enter(deps, ctx);
      const { officer, now } = visit;
      const rows = await listApprovals(deps.db, { officer: officer.accountId, now });
      deps.render(ctx, 'helpdesk/approvals', approvalRows(rows, visit));
    },
    async show(ctx) {
      const visit = await enter(deps, ctx);
      return page(visit, await seen(visit));
    },
    decide,
    async withdraw(ctx) {
      const visit = await enter(deps, ctx);
      const approval = await seen(visit);
      await readFields(ctx);
      const { officer, now, context } = visit;
      const taken = await deps.db
        .transaction()
        .execute((trx) =>
          withdrawApproval(trx, { id: approval.id, officer: officer.accountId, now }, context),
        );
      if (!taken) return page(visit, await seen(visit), { faults: [fault(null, REFUSALS.gone)] });
      seeOther(ctx, `/helpdesk/approvals/${approval.id}?done=withdrawn`);
    },
    code,
  };
}

function decisionFault(form: Fields): Fault | null {
  const reason = (form.reason ?? '').trim();
  if (form.decision !== 'approve' && form.decision !== 'refuse')
    return fault(null, 'helpdesk.approval.no_decision');
  if (form.decision === 'refuse' && reason === '') return fault('reason', 'helpdesk.text.empty');
  return reason.length > LONGEST_TEXT ? fault('reason', 'helpdesk.text.long', { count: LONGEST_TEXT }) : null;
}
