import type { Context } from 'koa';
import { correctAgencyContact } from '../../model/agencies/correct-contact.ts';
import type { AgencyPerson } from '../../model/agencies/find-person.ts';
import { fault, refusals } from '../../parts/fault.ts';
import { maskContact } from '../../parts/mask-contact.ts';
import { proveAct } from '../../parts/proof/prove-act.ts';
import { readFields } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { contactValue } from '../../policies/contacts.ts';
import { callBackNumber, kept, readGrounds } from './act-form.ts';
import type { Grounds } from './act-form.ts';
import { enter, noteLook, personOf } from './desk.ts';
import type { Deps, Visit } from './desk.ts';
import { fullName } from '../../parts/full-name.ts';
import { refusedBy, statusOf } from '../../parts/refused.ts';
import type { Refused } from '../../parts/refused.ts';
import { refusalFault } from './refusal-words.ts';

interface Editing {
  visit: Visit;
  person: AgencyPerson;
  kind: ContactKind;
}

export async function showContactForm(deps: Deps, ctx: Context, kind: ContactKind): Promise<void> {
  const visit = await enter(deps, ctx);
  const person = await personOf(deps, visit);
  await noteLook(deps, visit, { accountId: person.account?.id ?? null, why: 'contact' });
  form(deps, { visit, person, kind });
}

/** First what is to change, then once more what will happen, with the proof in that form. */
export async function submitContact(deps: Deps, ctx: Context, kind: ContactKind): Promise<void> {
  const visit = await enter(deps, ctx);
  const editing = { visit, person: await personOf(deps, visit), kind };
  await noteLook(deps, visit, { accountId: editing.person.account?.id ?? null, why: 'contact' });
  const fields = await readFields(ctx);
  const value = contactValue(kind, fields[kind] ?? '');
  const grounds = readGrounds(fields, callBackNumber(editing.person, visit.now));
  if (value === null || grounds.kind === 'malformed') {
    const faults = [
      ...(value === null
        ? [fault(kind, kind === 'email' ? 'agency.fault.email' : 'agency.fault.phone')]
        : []),
      ...(grounds.kind === 'malformed' ? grounds.faults : []),
    ];
    return form(deps, editing, { faults, fields });
  }
  const wanted = { value, fields, ...grounds.grounds };
  return fields.step === 'confirm' ? act(deps, editing, wanted) : confirmation(deps, editing, wanted);
}

interface Wanted extends Grounds {
  value: string;
  fields: Fields;
}

async function act(deps: Deps, editing: Editing, wanted: Wanted): Promise<void> {
  const { visit, person, kind } = editing;
  const { ctx, officer, agency, context, now } = visit;
  const { value, meeting, fields } = wanted;
  const proof = await proveAct(deps, ctx, { session: officer.session, form: fields, act: 'agency.contact' });
  if (proof.kind !== 'proven') return confirmation(deps, editing, wanted, refusedBy(proof));
  const { compose, issuer, db } = deps;
  const correction = { pnsId: person.pnsId, agency, kind, value, meeting, officer: officer.accountId, now };
  const outcome = await db
    .transaction()
    .execute((trx) => correctAgencyContact(trx, correction, { compose, context, issuer }));
  if (outcome.kind === 'refused')
    return form(deps, editing, { faults: [refusalFault(outcome.reason)], fields });
  if (outcome.kind === 'same')
    return form(deps, editing, { faults: [fault(kind, 'agency.fault.same')], fields });
  seeOther(ctx, `/agency/people/${person.pnsId}?done=contact`);
}

function form(
  deps: Deps,
  { visit, person, kind }: Editing,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): void {
  const { ctx, words, now, agency } = visit;
  const old = person.account?.contacts.find((contact) => contact.kind === kind);
  const locals = {
    agency,
    ...head(person),
    kind,
    masked: old ? maskContact(old) : null,
    number: callBackNumber(person, now),
    errors: refusals(words, refused.faults ?? []),
    values: kept(fields, [kind, 'meeting', 'reason']),
  };
  deps.render(ctx, 'agency/contact', locals, { status: statusOf(ctx, refused, now) });
}

function confirmation(
  deps: Deps,
  { visit, person, kind }: Editing,
  { value, fields }: Wanted,
  refused: Refused = {},
): void {
  const { ctx, words, now, agency } = visit;
  const old = person.account?.contacts.find((contact) => contact.kind === kind);
  const locals = {
    agency,
    ...head(person),
    kind,
    masked: old ? maskContact(old) : null,
    value,
    hidden: { step: 'confirm', ...kept(fields, [kind, 'meeting', 'reason']) },
    errors: refusals(words, refused.faults ?? []),
    locked: refused.until === undefined ? null : { until: refused.until },
  };
  deps.render(ctx, 'agency/contact-confirm', locals, { status: statusOf(ctx, refused, now) });
}

const head = (person: AgencyPerson) => ({
  pnsId: person.pnsId,
  nama: fullName(person),
  nip: person.nip,
});
