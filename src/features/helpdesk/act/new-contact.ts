import type { HelpCase } from '../../../model/cases/case.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { ContactKind } from '../../../platform/schema.ts';
import { contactValue } from '../../../policies/contacts.ts';

export interface NewContact {
  kind: ContactKind;
  /** E-mail in lower case; phone in E.164. */
  value: string;
  /** It is the contact of the case, proven by a code. */
  verified: boolean;
}

/** What an officer typed as the right contact of a person. */
export function readNewContact(
  { helpCase, account }: { helpCase: HelpCase; account: SigninAccount },
  form: Fields,
): { kind: 'ok'; contact: NewContact } | { kind: 'refused'; faults: Fault[] } {
  const { kind } = form;
  if (kind !== 'email' && kind !== 'phone')
    return { kind: 'refused', faults: [fault('kind', 'helpdesk.contact.no_kind')] };
  const value = contactValue(kind, form.value ?? '');
  if (value === null) {
    const key = kind === 'email' ? 'helpdesk.contact.email_malformed' : 'helpdesk.contact.phone_malformed';
    return { kind: 'refused', faults: [fault('value', key)] };
  }
  if (account.contacts.some((contact) => contact.kind === kind && contact.value === value))
    return { kind: 'refused', faults: [fault('value', 'helpdesk.contact.same')] };
  const verified =
    helpCase.contact_verified_at !== null &&
    helpCase.contact_kind === kind &&
    helpCase.contact_value === value;
  return { kind: 'ok', contact: { kind, value, verified } };
}
