import { isUnchanged } from '../../../model/approvals/approval.ts';
import type { Approval } from '../../../model/approvals/approval.ts';
import type { ListedApproval } from '../../../model/approvals/list-approvals.ts';
import { caseById } from '../../../model/cases/case.ts';
import { findSigninAccountById } from '../../../model/people/signin-account.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { Fact } from '../../../platform/http/page-locals/helpdesk.ts';
import type { ViewLocals } from '../../../platform/http/view-locals.ts';
import type { Words } from '../../../messages.ts';
import { newContactFacts } from '../act/act-locals.ts';
import { caseHref } from '../case/case-page.ts';
import type { Deps, Visit } from '../desk.ts';
import { CHECKS, readEvidence } from '../case/evidence.ts';
import type { Evidence } from '../case/evidence.ts';
import { directoryFacts, populationFacts } from '../case/findings.ts';
import { officerNames, waitingCount } from '../lookups.ts';
import { maskedContacts } from '../person/masked-contacts.ts';
import { ACTS, ANSWERS, APPROVAL_STATES, CHECK_WORDS, EFFECTS, OUTCOMES } from '../words.ts';

type Locals = ViewLocals['helpdesk/approval'];

export function approvalRows(
  rows: readonly ListedApproval[],
  { words, officer }: Visit,
): ViewLocals['helpdesk/approvals'] {
  const { t } = words;
  const waiting = rows.filter(({ state }) => state === 'pending').length;
  return {
    waiting,
    rows: rows.map((row) => ({
      href: `/helpdesk/approvals/${row.id}`,
      act: t(ACTS[row.act].name),
      who: row.nama,
      instansi: row.instansi,
      console: t(row.console === 'agency' ? 'helpdesk.console.agency' : 'helpdesk.console.helpdesk'),
      by: row.requestedByName,
      at: row.requestedAt.getTime(),
      until: row.expiresAt.getTime(),
      state: stateText(row, words),
      mine: row.requestedBy === officer.accountId,
    })),
  };
}

function stateText(
  { act, state, doneAt }: Pick<ListedApproval, 'act' | 'state' | 'doneAt'>,
  { t }: Words,
): string {
  if (act === 'give_code' && state === 'approved' && doneAt === null)
    return t('helpdesk.approval.code_ready');
  return t(APPROVAL_STATES[state]);
}

/** One request as its second officer reads it: what is shown here is what its hash binds and what would be carried out. */
export async function approvalLocals(deps: Deps, visit: Visit, approval: Approval): Promise<Locals> {
  const { words, officer, now } = visit;
  const { db } = deps;
  const { caseId } = approval;
  const [account, names, helpCase, waiting, unchanged] = await Promise.all([
    findSigninAccountById(db, approval.accountId),
    officerNames(db, [approval.requestedBy, approval.decidedBy ?? '']),
    caseId === null ? null : caseById(db, caseId),
    waitingCount(db, now),
    isUnchanged(db, approval),
  ]);
  const evidence = caseId === null ? {} : await readEvidence(db, caseId);
  const expired = approval.state === 'pending' && approval.expiresAt.getTime() <= now;
  const { t } = words;
  return {
    waiting,
    action: `/helpdesk/approvals/${approval.id}`,
    act: t(ACTS[approval.act].name),
    state: expired ? t('helpdesk.approval.expired') : stateText(approval, words),
    person: { nama: account?.nama ?? '', nip: account?.nip ?? '' },
    facts: requestFacts({ approval, account, names, now }, words),
    evidence: [
      ...(unchanged || approval.state !== 'pending' ? [] : [changedFact(words)]),
      ...evidenceFacts(evidence, approval, words),
    ],
    caseHref: caseId === null ? null : caseHref(caseId),
    caseNumber: helpCase?.number ?? null,
    hash: approval.payloadHash,
    may: expired ? 'nothing' : mayDo(approval, officer.accountId, now),
    effects: EFFECTS[approval.act].map((key) => t(key)),
    locked: null,
  };
}

function mayDo(approval: Approval, officer: string, now: number): Locals['may'] {
  const mine = approval.requestedBy === officer;
  if (approval.state === 'pending') return mine ? 'withdraw' : 'decide';
  const ready = approval.act === 'give_code' && approval.state === 'approved' && approval.doneAt === null;
  return ready && mine && approval.expiresAt.getTime() > now ? 'show_code' : 'nothing';
}

function changedFact({ t }: Words): Fact {
  return {
    label: t('helpdesk.approval.evidence'),
    text: t('helpdesk.approval.evidence_changed'),
    tone: 'bad',
  };
}

interface Requested {
  approval: Approval;
  account: SigninAccount | null;
  names: ReadonlyMap<string, string>;
  now: number;
}

function requestFacts({ approval, account, names, now }: Requested, words: Words): Fact[] {
  const { t, date, time } = words;
  const at = (moment: Date) => `${date(moment)}, ${time(moment)}`;
  const facts: Fact[] = [];
  if (approval.act === 'correct_contact') {
    facts.push(...newContactFacts(approval.payload, words));
    // Once it was carried out the one on record is the new one itself.
    if (approval.state === 'pending') facts.push(oldContact(approval.payload.kind, { account, now }, words));
  }
  facts.push({ label: t('helpdesk.reason'), text: approval.reason });
  const by = names.get(approval.requestedBy) ?? '';
  facts.push({ label: t('helpdesk.approval.by'), text: `${by} · ${at(approval.requestedAt)}` });
  facts.push({ label: t('helpdesk.approval.until'), text: at(approval.expiresAt) });
  if (approval.decidedBy !== null && approval.decidedAt !== null) {
    const decider = names.get(approval.decidedBy) ?? '';
    facts.push({ label: t('helpdesk.approval.decided'), text: `${decider} · ${at(approval.decidedAt)}` });
  }
  if (approval.decisionReason)
    facts.push({ label: t('helpdesk.approval.decision_reason'), text: approval.decisionReason });
  return facts;
}

function oldContact(
  changed: unknown,
  { account, now }: Pick<Requested, 'account' | 'now'>,
  words: Words,
): Fact {
  const { t, date } = words;
  const kind = t(changed === 'email' ? 'helpdesk.contact.email' : 'helpdesk.contact.phone');
  const contacts = account ? maskedContacts(account, words, now) : [];
  const same = contacts.find((contact) => contact.kind === kind);
  const text = same ? `${same.masked} · ${same.source}, ${date(same.since)}` : t('helpdesk.contact.none');
  return { label: t('helpdesk.contact.old'), text };
}

/** What the act stands on, in the order of its weight: the person reached, the register, the directory, the papers. */
function evidenceFacts(evidence: Evidence, { meeting, console }: Approval, words: Words): Fact[] {
  const { t, date, time } = words;
  const { callBack, checks, deniedAt } = evidence;
  const met: Fact = callBack
    ? {
        label: t('helpdesk.call.title'),
        text: `${t(OUTCOMES[callBack.outcome])} · ${t('helpdesk.call.number', { masked: callBack.masked, date: date(callBack.numberSince) })}`,
        tone: callBack.outcome === 'confirmed' ? 'ok' : 'bad',
      }
    : meeting.presence && console === 'agency'
      ? { label: t('helpdesk.call.title'), text: t('helpdesk.approval.presence'), tone: 'ok' }
      : { label: t('helpdesk.call.title'), text: t('helpdesk.approval.not_called'), tone: 'bad' };
  const papers = CHECKS.flatMap((name): Fact[] => {
    const answer = checks?.[name];
    if (!answer) return [];
    return [{ label: t(CHECK_WORDS[name]), text: t(ANSWERS[answer]), tone: answer === 'yes' ? 'ok' : 'bad' }];
  });
  const number = checks?.skNumber ? [{ label: t('helpdesk.check.sk_number'), text: checks.skNumber }] : [];
  const denied: Fact[] =
    deniedAt === undefined || callBack?.outcome === 'denied'
      ? []
      : [
          {
            label: t('helpdesk.call.earlier'),
            text: `${t(OUTCOMES.denied)} · ${date(deniedAt)}, ${time(deniedAt)}`,
            tone: 'bad',
          },
        ];
  return [
    met,
    ...denied,
    ...populationFacts(evidence.population, words),
    ...directoryFacts(evidence.directory, words),
    ...papers,
    ...number,
  ];
}
