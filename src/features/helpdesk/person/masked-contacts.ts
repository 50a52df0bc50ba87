import { policy } from '../../../../config/policy.ts';
import type { Contact, SigninAccount } from '../../../model/people/signin-account.ts';
import { maskContact } from '../../../parts/mask-contact.ts';
import type { MaskedContact } from '../../../platform/http/page-locals/helpdesk.ts';
import type { Words } from '../../../messages.ts';
import { contactCounts } from '../../../policies/contacts.ts';
import { SOURCES } from '../words.ts';

/** A person's contacts as an officer may see them: masked, with where they come from and since when. */
export function maskedContacts(account: SigninAccount, words: Words, now: number): MaskedContact[] {
  return account.contacts.map((contact) => ({
    kind: words.t(contact.kind === 'email' ? 'helpdesk.contact.email' : 'helpdesk.contact.phone'),
    masked: maskContact(contact),
    source: words.t(SOURCES[contact.source]),
    since: contact.recordedAt,
    remark: remark(contact, words, now),
  }));
}

function remark(contact: Contact, { t, date, time }: Words, now: number): string | null {
  if (contact.suspended) return t('helpdesk.contact.suspended');
  if (contactCounts(contact, now, policy.contacts))
    return contact.onSeveralAccounts ? t('helpdesk.contact.several') : null;
  if (contact.verifiedAt === null && contact.source !== 'directory') return t('helpdesk.contact.unverified');
  const from = contact.recordedAt + policy.contacts.countsAfterSeconds * 1000;
  return t('helpdesk.contact.waits', { date: date(from), time: time(from) });
}
