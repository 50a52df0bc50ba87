import type { Contact } from '../model/people/signin-account.ts';
import { maskEmail, maskPhone } from '../policies/contacts.ts';

/** Enough to know one's own, too little to learn somebody else's. */
export function maskContact({ kind, value }: Pick<Contact, 'kind' | 'value'>): string {
  return kind === 'email' ? maskEmail(value) : maskPhone(value);
}
