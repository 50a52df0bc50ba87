import type { Context } from 'koa';
import { requestApproval } from '../../../model/approvals/request-approval.ts';
import type { ActToApprove } from '../../../model/approvals/approval.ts';
import { powerFigures } from '../../../model/approvals/ground.ts';
import { audit } from '../../../model/audit.ts';
import type { HelpCase } from '../../../model/cases/case.ts';
import { addCaseEvent } from '../../../model/cases/events.ts';
import { noteAskedIn } from '../../../model/session-of-signin.ts';
import { endLocks } from '../../../model/people/end-locks.ts';
import { powerSubject } from '../../../model/people/power-subject.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { notFound } from '../../../parts/page-context.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { mayAct, needsSecondOfficer } from '../../../policies/power.ts';
import type { PowerAct, PowerRefusal } from '../../../policies/power.ts';
import { actLocals } from './act-locals.ts';
import type { ActRefusal } from './act-locals.ts';
import { actsFor } from './acts-for.ts';
import { caseHref } from '../case/case-page.ts';
import { LONGEST_TEXT } from '../case/case-work.ts';
import { enter, refuseScope, subjectOf, visibleCase } from '../desk.ts';
import type { Deps, Visit } from '../desk.ts';
import { meetingOf, readEvidence } from '../case/evidence.ts';
import { holderOf } from '../case/hold-case.ts';
import { readNewContact } from './new-contact.ts';
import type { NewContact } from './new-contact.ts';
import { ACTS, REFUSALS } from '../words.ts';

export interface ActPages {
  show(ctx: Context): Promise<void>;
  send(ctx: Context): Promise<void>;
}

interface Scene {
  visit: Visit;
  helpCase: HelpCase;
  account: SigninAccount;
  act: PowerAct;
}

/**
 * An act from a case, by the officer who holds it: what is needed, then a page of its own that says what will happen and asks for
 * the second factor. What opens a way into the account then waits for a second officer.
 */
export function actPages(deps: Deps): ActPages {
  /** The case must be his, and the act one of this account: anything else is not there. */
  async function scene(ctx: Context): Promise<Scene> {
    const visit = await enter(deps, ctx);
    const helpCase = await visibleCase(deps, visit);
    const { act: path } = ctx.params as { act?: string };
    const account = await subjectOf(deps, helpCase);
    const act = actsFor(account).find((one) => ACTS[one].path === path);
    if (!account || !act) return notFound(ctx);
    if (holderOf(helpCase, visit.now) !== visit.officer.accountId) return refuseScope(deps, visit);
    return { visit, helpCase, account, act };
  }

  async function blockedBy({ visit, helpCase, account, act }: Scene): Promise<PowerRefusal | null> {
    const { officer, now } = visit;
    const [subject, evidence] = await Promise.all([
      powerSubject(deps.db, account.id, now),
      readEvidence(deps.db, helpCase.id),
    ]);
    if (!subject) return 'closed';
    const question = { officer: officer.accountId, subject, act, meeting: meetingOf(evidence), now };
    const verdict = mayAct({ ...question, console: 'helpdesk' }, powerFigures);
    return verdict.kind === 'may_not' ? verdict.reason : null;
  }

  async function page(
    on: Scene,
    asked: { step: 'form' | 'confirm'; form?: Fields; contact?: NewContact | undefined },
    { faults = [], until, blocked = null }: ActRefusal = {},
  ): Promise<void> {
    const { ctx, words, now } = on.visit;
    const details = { console: 'helpdesk', case: on.helpCase.id } as const;
    const looked = { type: 'person.viewed', accountId: on.account.id, details } as const;
    await audit(deps.db, looked, on.visit.context);
    const locals = await actLocals(deps, on, asked);
    if (until !== undefined) setRetryAfter(ctx, { until, now });
    const refused = faults.length > 0 || blocked !== null;
    const status = until !== undefined ? 429 : refused && ctx.method === 'POST' ? 422 : 200;
    const told = {
      blocked: blocked === null ? null : words.t(REFUSALS[blocked]),
      locked: until === undefined ? null : { until },
      errors: refusals(words, faults),
    };
    deps.render(ctx, 'helpdesk/act', { ...locals, ...told }, { status });
  }

  async function show(ctx: Context): Promise<void> {
    const on = await scene(ctx);
    const step = on.act === 'correct_contact' ? 'form' : 'confirm';
    return page(on, { step }, { blocked: await blockedBy(on) });
  }

  async function send(ctx: Context): Promise<void> {
    const on = await scene(ctx);
    const form = await readFields(ctx);
    const blocked = await blockedBy(on);
    if (blocked !== null) {
      await auditRefusal(on, blocked);
      return page(on, { step: 'confirm', form }, { blocked });
    }
    const read =
      on.act === 'correct_contact' ? readNewContact(on, form) : { kind: 'ok' as const, contact: null };
    if (read.kind === 'refused') return page(on, { step: 'form', form }, { faults: read.faults });
    const contact = read.contact ?? undefined;
    const unreasoned = reasonFault(form);
    const first = on.act === 'correct_contact' && form.confirmed === undefined;
    if (unreasoned)
      return page(on, { step: first ? 'form' : 'confirm', form, contact }, { faults: [unreasoned] });
    // Named on a page of its own before the second factor is asked for.
    if (first) return page(on, { step: 'confirm', form, contact });
    return prove(on, form, contact);
  }

  async function prove(on: Scene, form: Fields, contact: NewContact | undefined): Promise<void> {
    const { visit, act } = on;
    const asked = { step: 'confirm' as const, form, contact };
    const { session } = visit.officer;
    const proof = await proveAct(deps, visit.ctx, { session, form, act: `helpdesk.${act}` });
    if (proof.kind === 'locked') return page(on, asked, { until: proof.until });
    if (proof.kind === 'refused') return page(on, asked, { faults: proof.faults });
    if (!needsSecondOfficer(act, 'helpdesk')) {
      await endLock(on);
      return seeOther(visit.ctx, `${caseHref(on.helpCase.id)}?done=lock_ended`);
    }
    const outcome = await request(on, toApprove(act, contact), (form.reason ?? '').trim());
    if (outcome.kind === 'refused')
      return page(on, asked, { faults: [fault(null, REFUSALS[outcome.reason])] });
    seeOther(visit.ctx, `/helpdesk/approvals/${outcome.id}?done=requested`);
  }

  async function endLock({ visit, helpCase, account, act }: Scene): Promise<void> {
    const { compose, pools } = deps;
    const { now, context, officer } = visit;
    await deps.db.transaction().execute(async (trx) => {
      const event = {
        caseId: helpCase.id,
        actor: officer.accountId,
        kind: 'act',
        details: { act },
        now,
      } as const;
      await addCaseEvent(trx, event);
      const lock = { accountId: account.id, caseId: helpCase.id, now };
      await endLocks(trx, lock, { pools, compose, context });
    });
  }

  async function request({ visit, helpCase, account }: Scene, what: ActToApprove, reason: string) {
    const { officer, now, context } = visit;
    await noteAskedIn(deps.kv, officer.session);
    return deps.db.transaction().execute(async (trx) => {
      const evidence = await readEvidence(trx, helpCase.id);
      const outcome = await requestApproval(
        trx,
        {
          ...what,
          accountId: account.id,
          agencyId: null,
          caseId: helpCase.id,
          reason,
          meeting: meetingOf(evidence),
          console: 'helpdesk',
          officer: officer.accountId,
          epoch: officer.session.epoch,
          sid: officer.session.uid,
          now,
        },
        context,
      );
      if (outcome.kind === 'requested') {
        const details = { act: what.act, approval: outcome.id };
        await addCaseEvent(trx, { caseId: helpCase.id, actor: officer.accountId, kind: 'act', details, now });
      }
      return outcome;
    });
  }

  async function auditRefusal({ visit, account, act }: Scene, reason: PowerRefusal): Promise<void> {
    const details = { act, reason, console: 'helpdesk' } as const;
    await audit(deps.db, { type: 'power.refused', accountId: account.id, details }, visit.context);
  }

  return { show, send };
}

function toApprove(act: PowerAct, contact: NewContact | undefined): ActToApprove {
  if (act === 'end_lock') throw new Error('the end of a lock needs no approval');
  if (act !== 'correct_contact') return { act, payload: {} };
  if (!contact) throw new Error('no contact was read');
  const { kind, value, verified } = contact;
  return { act, payload: { kind, value, verified } };
}

function reasonFault(form: Fields): Fault | null {
  const reason = (form.reason ?? '').trim();
  if (reason === '') return fault('reason', 'helpdesk.text.empty');
  return reason.length > LONGEST_TEXT ? fault('reason', 'helpdesk.text.long', { count: LONGEST_TEXT }) : null;
}
