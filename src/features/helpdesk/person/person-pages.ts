import type { Context } from 'koa';
import { audit } from '../../../model/audit.ts';
import type { AuditDetails } from '../../../model/audit.ts';
import { loadEmployee } from '../../../model/directory/employee.ts';
import { findSigninAccount } from '../../../model/people/signin-account.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { nipFault } from '../../../parts/nip-fault.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { Choice, PersonFacts } from '../../../platform/http/page-locals/helpdesk.ts';
import type { Words } from '../../../messages.ts';
import { readNip } from '../../../policies/nip.ts';
import { caseHref } from '../case/case-page.ts';
import { enter, refuseScope, subjectOf, visibleCase } from '../desk.ts';
import type { Deps, Visit } from '../desk.ts';
import { mayLookInto } from './may-look.ts';
import { personFacts } from './person-facts.ts';
import { waitingCount } from '../lookups.ts';

export interface PersonPages {
  ask(ctx: Context): Promise<void>;
  find(ctx: Context): Promise<void>;
  ofCase(ctx: Context): Promise<void>;
}

const REASONS = {
  call: 'helpdesk.why.call',
  letter: 'helpdesk.why.letter',
  safety: 'helpdesk.why.safety',
  other: 'helpdesk.why.other',
} as const;
const LONGEST_REASON = 200;

/** One person, by the exact NIP, for a reason given or from a case: every look is written down. */
export function personPages(deps: Deps): PersonPages {
  async function search(
    visit: Visit,
    faults: Fault[] = [],
    values: Record<string, string> = {},
  ): Promise<void> {
    const { ctx, words, now } = visit;
    const locals = {
      waiting: await waitingCount(deps.db, now),
      reasons: choices(words),
      errors: refusals(words, faults),
      values,
    };
    deps.render(ctx, 'helpdesk/person-search', locals, { status: faults.length > 0 ? 422 : 200 });
  }

  async function show(
    visit: Visit,
    { nip, account, back }: { nip: string; account: SigninAccount | null; back: string | null },
    why: Omit<AuditDetails['person.viewed'], 'console'>,
  ): Promise<void> {
    const { ctx, words, now, context } = visit;
    const details = { console: 'helpdesk', ...why } as const;
    await audit(deps.db, { type: 'person.viewed', accountId: account?.id ?? null, details }, context);
    const person = account ? await personFacts(deps, account, visit) : await withoutAccount(deps, nip, words);
    const waiting = await waitingCount(deps.db, now);
    deps.render(ctx, 'helpdesk/person', { waiting, person, nip, back });
  }

  return {
    async ask(ctx) {
      return search(await enter(deps, ctx));
    },
    async find(ctx) {
      const visit = await enter(deps, ctx);
      const form = await readFields(ctx);
      const read = readNip(form.nip ?? '');
      const why = reasonOf(form);
      const faults = [
        ...(read.kind === 'ok' ? [] : [nipFault(read, { whose: 'other' })]),
        ...(why.kind === 'ok' ? [] : [why.fault]),
      ];
      if (read.kind !== 'ok' || why.kind !== 'ok') return search(visit, faults, { ...form });
      const account = await findSigninAccount(deps.db, read.nip);
      return show(visit, { nip: read.nip, account, back: null }, { why: why.text });
    },
    async ofCase(ctx) {
      const visit = await enter(deps, ctx);
      const helpCase = await visibleCase(deps, visit);
      const account = await subjectOf(deps, helpCase);
      const nip = account?.nip ?? helpCase.nip;
      if (nip === null || !(await mayLookInto(deps, visit, helpCase))) return refuseScope(deps, visit);
      return show(visit, { nip, account, back: caseHref(helpCase.id) }, { case: helpCase.id });
    },
  };
}

function choices({ t }: Words): Choice[] {
  return Object.entries(REASONS).map(([value, key]) => ({ value, text: t(key) }));
}

/** A chosen reason, with words of one's own where it is another; no number that could be somebody's goes into the log. */
function reasonOf(form: Fields): { kind: 'ok'; text: string } | { kind: 'refused'; fault: Fault } {
  const why = form.why ?? '';
  if (!Object.hasOwn(REASONS, why)) return { kind: 'refused', fault: fault('why', 'helpdesk.why.none') };
  const words = (form.whyText ?? '')
    .trim()
    .slice(0, LONGEST_REASON)
    .replace(/\d{6,}/g, '…');
  if (why === 'other' && words === '')
    return { kind: 'refused', fault: fault('whyText', 'helpdesk.why.say') };
  return { kind: 'ok', text: words === '' ? why : `${why}: ${words}` };
}

/** Somebody of the directory who has no account yet, or nobody at all. */
async function withoutAccount({ db }: Deps, nip: string, { t, date }: Words): Promise<PersonFacts | null> {
  const employee = await loadEmployee(db, nip);
  if (!employee) return null;
  return {
    nama: employee.nama,
    nip: employee.nip,
    facts: [
      { label: t('helpdesk.fact.agency'), text: employee.instansiNama },
      { label: t('helpdesk.fact.state'), text: t('helpdesk.account.none') },
      { label: t('helpdesk.finding.copy'), text: date(employee.fetchedAt) },
    ],
    contacts: [],
    factors: [],
    locks: [],
    events: [],
  };
}
