import { audit } from '../../../model/audit.ts';
import { checkCode } from '../../../model/one-time.ts';
import type { CodeRef } from '../../../model/one-time.ts';
import { verifyContact } from '../../../model/people/accounts.ts';
import type { Contact } from '../../../model/people/signin-account.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { ContactKind } from '../../../platform/schema.ts';
import { auditContext } from '../audit-context.ts';
import { countsForActivation } from '../facts.ts';
import { codeFormKey } from '../../../parts/code-form.ts';
import { maskContact } from '../../../parts/mask-contact.ts';
import { sendContactCode } from '../../../parts/send-contact-code.ts';
import type { Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';
import { plainCode } from '../../../parts/proof/plain-code.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'ring' | 'limits' | 'compose' | 'log' | 'now'>;

/** Bound to its step, so that the next one does not speak of a message that nobody asked for. */
const sentWay = (kind: ContactKind) => `sent-${kind}`;

const pages = {
  email: { view: 'signin/email-code', field: 'emailCode' },
  phone: { view: 'signin/contact-sms', field: 'smsCode' },
} as const;

/**
 * A code to a contact on record, each on a page of its own: a first authenticator never goes to whoever merely has the
 * password. It is sent when its page shows, once; "Kirim ulang" sends another.
 */
export function contactCodeStep(deps: Deps, kind: ContactKind): Step {
  return {
    show: (visit) => show(deps, visit, kind),
    submit: (visit, form) => submit(deps, visit, { kind, form }),
  };
}

async function show(deps: Deps, visit: Visit, kind: ContactKind): Promise<Page> {
  const contact = awaited(deps, visit, kind);
  const page = {
    view: pages[kind].view,
    locals: { to: maskContact(contact) },
    note: visit.visitor.way === sentWay(kind) ? ('signin.code.sent-again' as const) : null,
  };
  if (visit.progress.codesSent.includes(contact.id)) return page;
  await send(deps, visit, contact);
  const codesSent = [...visit.progress.codesSent, contact.id];
  return { ...page, progress: { ...visit.progress, codesSent } };
}

/** The contact whose turn it is: the first of its kind that counts and has not been proven here. */
function awaited({ now }: Deps, visit: Visit, kind: ContactKind): Contact {
  const contact = accountOf(visit).contacts.find(
    (candidate) =>
      candidate.kind === kind &&
      countsForActivation(candidate, now()) &&
      !visit.progress.contactsVerified.includes(candidate.id) &&
      !visit.progress.contactsResumed.includes(candidate.id),
  );
  if (!contact) throw new Error('a contact step is due without a contact');
  return contact;
}

async function send(deps: Deps, visit: Visit, contact: Contact): Promise<void> {
  const account = accountOf(visit);
  await sendContactCode(
    deps,
    {
      account,
      contact,
      ref: codeRef(visit, contact),
      kind: 'code_activation',
      asker: 'owner',
      application: visit.interaction.client.name,
      locale: account.locale ?? visit.visitor.words.locale,
    },
    auditContext(visit, deps.now()),
  );
}

function codeRef(visit: Visit, contact: Contact): CodeRef {
  const purpose = `activation:${contact.id}`;
  return { accountId: accountOf(visit).id, purpose, browser: visit.progress.browserHash };
}

async function submit(
  deps: Deps,
  visit: Visit,
  { kind, form }: { kind: ContactKind; form: Fields },
): Promise<Outcome> {
  const contact = awaited(deps, visit, kind);
  if (form.resend !== undefined) {
    await send(deps, visit, contact);
    return { kind: 'again', way: sentWay(kind) };
  }
  const { field } = pages[kind];
  const code = plainCode(form[field] ?? '');
  if (!/^\d{6}$/.test(code)) return { kind: 'refused', faults: [{ field, key: codeFormKey(code) }] };
  const accountId = accountOf(visit).id;
  const context = auditContext(visit, deps.now());
  const verdict = await checkCode(deps, codeRef(visit, contact), code);
  // Not compared with anything, so nothing to write down either: nothing limits how often it is repeated.
  if (verdict === 'gone') return { kind: 'refused', faults: [{ field, key: 'signin.code.gone' }] };
  if (verdict === 'wrong') {
    const details = { reason: 'wrong_contact_code' as const, pool: contact.kind };
    await audit(deps.db, { type: 'signin.refused', accountId, details }, context);
    return { kind: 'refused', faults: [{ field, key: 'signin.code.wrong' }] };
  }
  await deps.db
    .transaction()
    .execute((trx) => verifyContact(trx, { accountId, contactId: contact.id, now: deps.now() }, context));
  return {
    kind: 'passed',
    progress: { contactsVerified: [...visit.progress.contactsVerified, contact.id] },
  };
}
