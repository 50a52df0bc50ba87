import type { Context } from 'koa';
import { tellCasePerson } from '../../../model/cases/person.ts';
import type { HelpCase } from '../../../model/cases/case.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { answerText } from './canned.ts';
import { caseHref, showCase } from './case-page.ts';
import { officerNames } from '../lookups.ts';
import { enter, visibleCase } from '../desk.ts';
import type { Deps, Visit } from '../desk.ts';
import { changeHeldCase, claimCase } from './hold-case.ts';
import type { HeldChange } from './hold-case.ts';

/** What the officer who holds a case does in it with words: takes it, gives it back, notes, asks, ends it. */
export type CaseForm = (ctx: Context) => Promise<void>;

export const LONGEST_TEXT = 2000;

/** What may come of a form of the case's page: it was done, or it is refused with what was typed. */
export type Outcome = { kind: 'done'; note: string } | { kind: 'refused'; faults: Fault[] };

type Act = (visit: Visit, helpCase: HelpCase, form: Fields) => Promise<Outcome>;

/** Every form of the case's page: the guard, the case, the act; then back to the page, or the page with the refusal. */
export function caseForm(deps: Deps, act: Act): CaseForm {
  return async (ctx) => {
    const visit = await enter(deps, ctx);
    const helpCase = await visibleCase(deps, visit);
    const form = await readFields(ctx);
    const outcome = await act(visit, helpCase, form);
    if (outcome.kind === 'done') return seeOther(ctx, `${caseHref(helpCase.id)}?done=${outcome.note}`);
    const now = await visibleCase(deps, visit);
    return showCase(deps, visit, now, { faults: outcome.faults, values: kept(form) });
  };
}

/** What was typed comes back as it was, the NIK excepted. */
function kept({ nik: _secret, ...form }: Fields): Record<string, string> {
  return form;
}

/** Does one thing in a case that this officer holds, in one transaction. */
export async function inHeldCase(
  deps: Deps,
  { officer, now, context }: Visit,
  helpCase: HelpCase,
  change: Omit<HeldChange, 'caseId' | 'officer' | 'now'> & {
    also?: (trx: Deps['db'], held: HelpCase) => Promise<void>;
  },
): Promise<Outcome | null> {
  const { also, ...rest } = change;
  const held = await deps.db.transaction().execute(async (trx) => {
    const holding = { caseId: helpCase.id, officer: officer.accountId, now };
    const row = await changeHeldCase(trx, { ...holding, ...rest }, context);
    if (row && also) await also(trx, row);
    return row;
  });
  return held ? null : { kind: 'refused', faults: [fault(null, 'helpdesk.case.not_held')] };
}

export function caseWork(deps: Deps): Record<'claim' | 'release' | 'note' | 'ask' | 'finish', CaseForm> {
  const telling = ({ context }: Visit) => {
    const { compose, ring, issuer } = deps;
    return { compose, ring, issuer, context };
  };

  async function claim(visit: Visit, { id: caseId }: HelpCase): Promise<Outcome> {
    const { officer, now, context, words } = visit;
    const holding = { caseId, officer: officer.accountId, now };
    const outcome = await deps.db.transaction().execute((trx) => claimCase(trx, holding, context));
    if (outcome.kind === 'claimed' || outcome.by === officer.accountId)
      return { kind: 'done', note: 'claimed' };
    const name =
      outcome.by === null ? undefined : (await officerNames(deps.db, [outcome.by])).get(outcome.by);
    return {
      kind: 'refused',
      faults: [fault(null, 'helpdesk.case.taken', { name: name ?? words.t('helpdesk.who.nobody') })],
    };
  }

  async function release(visit: Visit, helpCase: HelpCase): Promise<Outcome> {
    const details = { case: helpCase.id };
    const refused = await inHeldCase(deps, visit, helpCase, {
      set: { state: 'queued' },
      event: { kind: 'released' },
      audited: (accountId) => ({ type: 'case.released', accountId, details }),
    });
    return refused ?? { kind: 'done', note: 'released' };
  }

  async function note(visit: Visit, helpCase: HelpCase, form: Fields): Promise<Outcome> {
    const text = (form.note ?? '').trim();
    const wrong = textFault('note', text);
    if (wrong) return { kind: 'refused', faults: [wrong] };
    const refused = await inHeldCase(deps, visit, helpCase, { event: { kind: 'note', text } });
    return refused ?? { kind: 'done', note: 'noted' };
  }

  async function ask(visit: Visit, helpCase: HelpCase, form: Fields): Promise<Outcome> {
    const personWords = deps.messages.messagesFor(helpCase.locale);
    const text = answerText(personWords, { canned: form.canned ?? '', text: form.answer ?? '' });
    const wrong = textFault('answer', text);
    if (wrong) return { kind: 'refused', faults: [wrong] };
    const details = { case: helpCase.id };
    const refused = await inHeldCase(deps, visit, helpCase, {
      set: { state: 'asked' },
      event: { kind: 'asked', text, forPerson: true },
      audited: (accountId) => ({ type: 'case.asked', accountId, details }),
      also: (trx, held) =>
        tellCasePerson(trx, { helpCase: held, kind: 'case_asked', now: visit.now }, telling(visit)),
    });
    return refused ?? { kind: 'done', note: 'asked' };
  }

  async function finish(visit: Visit, helpCase: HelpCase, form: Fields): Promise<Outcome> {
    const state = form.decision === 'refuse' ? 'refused' : 'done';
    const reason = (form.reason ?? '').trim();
    const wrong = textFault('reason', reason);
    if (wrong) return { kind: 'refused', faults: [wrong] };
    if (await hasPending(deps, helpCase.id))
      return { kind: 'refused', faults: [fault(null, 'helpdesk.case.pending')] };
    const details = { case: helpCase.id, state } as const;
    const refused = await inHeldCase(deps, visit, helpCase, {
      set: { state, reason },
      event: { kind: state, text: reason, forPerson: true },
      audited: (accountId) => ({ type: 'case.finished', accountId, details }),
      also: (trx, held) =>
        tellCasePerson(trx, { helpCase: held, kind: 'case_ended', now: visit.now }, telling(visit)),
    });
    return refused ?? { kind: 'done', note: state };
  }

  return {
    claim: caseForm(deps, claim),
    release: caseForm(deps, release),
    note: caseForm(deps, note),
    ask: caseForm(deps, ask),
    finish: caseForm(deps, finish),
  };
}

function textFault(field: string, text: string): Fault | null {
  if (text === '') return fault(field, 'helpdesk.text.empty');
  if (text.length > LONGEST_TEXT) return fault(field, 'helpdesk.text.long', { count: LONGEST_TEXT });
  return null;
}

/** A case does not end while something asked for in it waits: whoever approves must find it as it was. */
async function hasPending({ db, now }: Deps, caseId: string): Promise<boolean> {
  const row = await db
    .selectFrom('approval')
    .select('id')
    .where('case_id', '=', caseId)
    .where('state', '=', 'pending')
    .where('expires_at', '>', new Date(now()))
    .executeTakeFirst();
  return row !== undefined;
}
