import { fault } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { readPhone } from '../../policies/contacts.ts';
import { readEmail } from '../../policies/email-address.ts';

export type ReadContact =
  { kind: 'ok'; contact: { kind: ContactKind; value: string } } | { kind: 'malformed'; fault: Fault };

/** One field for either: whoever has lost the one writes the other. */
export function readContact(typed: string): ReadContact {
  if (typed.trim() === '') return { kind: 'malformed', fault: fault('contact', 'help.contact.empty') };
  if (typed.includes('@')) {
    const read = readEmail(typed);
    if (read.kind === 'ok') return { kind: 'ok', contact: { kind: 'email', value: read.email } };
    return { kind: 'malformed', fault: fault('contact', 'help.contact.email') };
  }
  const read = readPhone(typed);
  if (read.kind === 'ok') return { kind: 'ok', contact: { kind: 'phone', value: read.e164 } };
  return { kind: 'malformed', fault: fault('contact', 'help.contact.phone') };
}
