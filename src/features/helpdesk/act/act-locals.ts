import type { HelpCase } from '../../../model/cases/case.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { Fact } from '../../../platform/http/page-locals/helpdesk.ts';
import type { ViewLocals } from '../../../platform/http/view-locals.ts';
import type { Words } from '../../../messages.ts';
import { needsSecondOfficer } from '../../../policies/power.ts';
import type { PowerAct, PowerRefusal } from '../../../policies/power.ts';
import { caseHref } from '../case/case-page.ts';
import type { Deps, Visit } from '../desk.ts';
import { waitingCount } from '../lookups.ts';
import { maskedContacts } from '../person/masked-contacts.ts';
import type { NewContact } from './new-contact.ts';
import { ACTS, EFFECTS } from '../words.ts';

export interface ActRefusal {
  faults?: readonly Fault[];
  until?: number;
  blocked?: PowerRefusal | null;
}

/** What the page of an act shows: what is needed, or what will happen. */
export async function actLocals(
  { db }: Deps,
  {
    visit,
    helpCase,
    account,
    act,
  }: { visit: Visit; helpCase: HelpCase; account: SigninAccount; act: PowerAct },
  { step, form = {}, contact }: { step: 'form' | 'confirm'; form?: Fields; contact?: NewContact | undefined },
): Promise<ViewLocals['helpdesk/act']> {
  const { words, now } = visit;
  const { t } = words;
  const base = caseHref(helpCase.id);
  const corrects = act === 'correct_contact';
  return {
    waiting: await waitingCount(db, now),
    action: `${base}/acts/${ACTS[act].path}`,
    back: base,
    number: helpCase.number,
    name: t(ACTS[act].name),
    step,
    contact: corrects && step === 'form',
    kinds: [
      { value: 'email', text: t('helpdesk.contact.email') },
      { value: 'phone', text: t('helpdesk.contact.phone') },
    ],
    person: { nama: account.nama, nip: account.nip },
    old: corrects ? maskedContacts(account, words, now) : [],
    effects: EFFECTS[act].map((key) => t(key)),
    facts: corrects && step === 'confirm' ? contactFacts(contact, form, words) : [],
    hidden: corrects && step === 'confirm' ? hiddenOf(form) : {},
    second: needsSecondOfficer(act, 'helpdesk'),
    blocked: null,
    locked: null,
    values: { kind: form.kind ?? '', value: form.value ?? '', reason: form.reason ?? '' },
  };
}

function contactFacts(contact: NewContact | undefined, form: Fields, { t }: Words): Fact[] {
  if (!contact) return [];
  return [
    ...newContactFacts(contact, { t }),
    { label: t('helpdesk.reason'), text: (form.reason ?? '').trim() },
  ];
}

/** The new contact whole, since the officer typed it himself and the second one must be able to read it. */
export function newContactFacts({ kind, value, verified }: NewContact, { t }: Pick<Words, 't'>): Fact[] {
  return [
    {
      label: t(kind === 'email' ? 'helpdesk.contact.new_email' : 'helpdesk.contact.new_phone'),
      text: value.replace(/^\+62/, '0'),
    },
    verified
      ? { label: t('helpdesk.contact.proven'), text: t('helpdesk.contact.proven_yes'), tone: 'ok' }
      : { label: t('helpdesk.contact.proven'), text: t('helpdesk.contact.proven_no'), tone: 'bad' },
  ];
}

function hiddenOf({ kind = '', value = '', reason = '' }: Fields): Record<string, string> {
  return { confirmed: '1', kind, value, reason };
}
