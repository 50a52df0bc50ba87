import { policy } from '../../../../config/policy.ts';
import { powerFigures } from '../../../model/approvals/ground.ts';
import { audit } from '../../../model/audit.ts';
import { caseRef } from '../../../model/cases/case.ts';
import type { HelpCase } from '../../../model/cases/case.ts';
import { caseEvents } from '../../../model/cases/events.ts';
import type { CaseEvent } from '../../../model/cases/events.ts';
import { listFiles } from '../../../model/cases/files.ts';
import { loadEmployee } from '../../../model/directory/employee.ts';
import type { Employee } from '../../../model/directory/employee.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { maskContact } from '../../../parts/mask-contact.ts';
import type { ViewLocals } from '../../../platform/http/view-locals.ts';
import type { Words } from '../../../messages.ts';
import { mayCallBack } from '../../../policies/power.ts';
import { actsFor } from '../act/acts-for.ts';
import { caseApprovals, officerNames, waitingCount } from '../lookups.ts';
import { cannedChoices } from './canned.ts';
import { subjectOf } from '../desk.ts';
import type { Deps, Visit } from '../desk.ts';
import { CHECKS, callableNumbers, readEvidence } from './evidence.ts';
import type { CallableNumber, Evidence } from './evidence.ts';
import { deliveryText, directoryFacts, populationFacts } from './findings.ts';
import { holderOf } from './hold-case.ts';
import { ACTS, ANSWERS, APPROVAL_STATES, CHECK_WORDS, EVENTS, OUTCOMES, STATES, TOPICS } from '../words.ts';

type CaseLocals = ViewLocals['helpdesk/case'];

export const caseHref = (id: string) => `/helpdesk/cases/${id}`;

/** The numbers that a call-back proves this person at. */
export function numbersOf(account: SigninAccount | null, now: number): CallableNumber[] {
  return callableNumbers(account?.contacts ?? [], {
    isOldEnough: (since) => mayCallBack(since, now, powerFigures),
    mask: maskContact,
  });
}

/** One case as its officer works on it, or as a colleague looks at it; refusals stand in the same page. */
export async function showCase(
  deps: Deps,
  visit: Visit,
  helpCase: HelpCase,
  refused: { faults?: readonly Fault[]; values?: Record<string, string>; note?: string | null } = {},
): Promise<void> {
  const { faults = [], values = {}, note = null } = refused;
  // Here and not at the address: a form that is refused shows the case too.
  const details = { case: helpCase.id };
  await audit(deps.db, { type: 'case.viewed', accountId: helpCase.account_id, details }, visit.context);
  const locals = await caseLocals(deps, visit, helpCase);
  const status = faults.length > 0 ? 422 : 200;
  deps.render(
    visit.ctx,
    'helpdesk/case',
    { ...locals, errors: refusals(visit.words, faults), values, note },
    { status },
  );
}

async function caseLocals(deps: Deps, visit: Visit, helpCase: HelpCase): Promise<CaseLocals> {
  const { words, now } = visit;
  const { t } = words;
  const account = await subjectOf(deps, helpCase);
  const employee = await employeeOf(deps, account, helpCase);
  const [evidence, events, files, waiting, approvals, delivery] = await Promise.all([
    readEvidence(deps.db, helpCase.id),
    caseEvents(deps.db, helpCase.id),
    listFiles(deps.db, helpCase.id),
    waitingCount(deps.db, now),
    caseApprovals(deps.db, helpCase.id),
    deliveryText(deps.db, caseRef(helpCase.id), words),
  ]);
  const names = await officerNames(
    deps.db,
    events.map(({ actor }) => actor),
  );
  const hold = await holdOf(deps, visit, helpCase);
  const seesFiles = hold.kind === 'held' || approvals.some(({ state }) => state === 'pending');
  const base = caseHref(helpCase.id);
  return {
    waiting,
    base,
    number: helpCase.number,
    topic: t(TOPICS[helpCase.topic]),
    state: t(STATES[hold.kind === 'free' ? 'queued' : helpCase.state]),
    queuedAt: helpCase.queued_at?.getTime() ?? null,
    hold,
    person: {
      nama: employee?.nama ?? null,
      nip: account?.nip ?? helpCase.nip,
      instansi: employee?.instansiNama ?? null,
      hasAccount: account !== null,
    },
    contact: {
      masked: maskContact({ kind: helpCase.contact_kind, value: helpCase.contact_value }),
      verified: helpCase.contact_verified_at !== null,
    },
    delivery,
    text: helpCase.text,
    files: files.map(({ id, name, kind, pages, at }) => ({
      href: seesFiles ? `${base}/files/${id}` : null,
      name,
      kind: t(
        kind === 'ktp' ? 'helpdesk.file.ktp' : kind === 'sk' ? 'helpdesk.file.sk' : 'helpdesk.file.other',
      ),
      pages,
      at: at.getTime(),
    })),
    ...checklist(evidence, words),
    directory: directoryFacts(evidence.directory, words),
    population: populationFacts(evidence.population, words),
    callBack: callBackOf({ evidence, account, employee, now }, words),
    acts: actsFor(account).map((act) => ({
      href: `${base}/acts/${ACTS[act].path}`,
      text: t(ACTS[act].name),
      about: t(ACTS[act].about),
    })),
    requests: approvals.map(({ id, act, state }) => ({
      href: `/helpdesk/approvals/${id}`,
      text: t(ACTS[act].name),
      state: t(APPROVAL_STATES[state]),
    })),
    canned: cannedChoices(words),
    history: events.map((event) => historyLine(event, names, words)),
  };
}

async function employeeOf(
  { db }: Deps,
  account: SigninAccount | null,
  { nip }: HelpCase,
): Promise<Employee | null> {
  const number = account?.nip ?? nip;
  return number === null ? null : loadEmployee(db, number);
}

async function holdOf(
  { db }: Deps,
  { officer, now }: Visit,
  helpCase: HelpCase,
): Promise<CaseLocals['hold']> {
  if (['done', 'refused', 'closed'].includes(helpCase.state)) return { kind: 'ended', by: null, until: null };
  const holder = holderOf(helpCase, now);
  if (holder === null) return { kind: 'free', by: null, until: null };
  const until =
    helpCase.state === 'claimed' && helpCase.claimed_at
      ? helpCase.claimed_at.getTime() + policy.cases.claimSeconds * 1000
      : null;
  if (holder === officer.accountId) return { kind: 'held', by: null, until };
  return { kind: 'other', by: (await officerNames(db, [holder])).get(holder) ?? null, until };
}

function checklist({ checks }: Evidence, { t }: Words): Pick<CaseLocals, 'checks' | 'answers' | 'skNumber'> {
  return {
    checks: CHECKS.map((name) => ({ name, label: t(CHECK_WORDS[name]), value: checks?.[name] ?? '' })),
    answers: (['yes', 'no', 'unclear'] as const).map((value) => ({ value, text: t(ANSWERS[value]) })),
    skNumber: checks?.skNumber ?? '',
  };
}

function callBackOf(
  {
    evidence,
    account,
    employee,
    now,
  }: { evidence: Evidence; account: SigninAccount | null; employee: Employee | null; now: number },
  { t, date, time }: Words,
): CaseLocals['callBack'] {
  const { callBack } = evidence;
  const numbers = numbersOf(account, now).map(({ contactId, masked, since }) => ({
    value: contactId,
    text: t('helpdesk.call.number', { masked, date: date(since) }),
  }));
  const done = callBack
    ? t('helpdesk.call.done', {
        outcome: t(OUTCOMES[callBack.outcome]),
        masked: callBack.masked,
        since: date(callBack.numberSince),
        date: date(callBack.at),
        time: time(callBack.at),
      })
    : null;
  const agency =
    numbers.length === 0 && employee
      ? { name: employee.instansiNama, contact: contactOfAgency(employee), hours: employee.kontak.jam }
      : null;
  return {
    numbers,
    outcomes: (['confirmed', 'unreached', 'denied'] as const).map((value) => ({
      value,
      text: t(OUTCOMES[value]),
    })),
    done,
    confirmed: callBack?.outcome === 'confirmed',
    agency,
  };
}

function contactOfAgency({ kontak }: Employee): string | null {
  const parts = [kontak.nama, kontak.saluran].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : null;
}

function historyLine(
  { actor, kind, text, at, forPerson, details }: CaseEvent,
  names: ReadonlyMap<string, string>,
  { t }: Words,
): CaseLocals['history'][number] {
  const who =
    actor === 'person'
      ? t('helpdesk.who.person')
      : actor === 'system'
        ? t('helpdesk.who.system')
        : (names.get(actor) ?? t('helpdesk.who.officer'));
  // Each call-back stays readable: the evidence holds the last one alone.
  const { outcome, act } = details as { outcome?: keyof typeof OUTCOMES; act?: keyof typeof ACTS };
  const which =
    kind === 'callback' && outcome ? t(OUTCOMES[outcome]) : kind === 'act' && act ? t(ACTS[act].name) : null;
  const what = which === null ? t(EVENTS[kind]) : `${t(EVENTS[kind])}: ${which}`;
  return { who, what, text, at: at.getTime(), forPerson };
}
