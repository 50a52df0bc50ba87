import type { TypedRegistration } from '../../model/registrations/begin.ts';
import { fault } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { nipFault } from '../../parts/nip-fault.ts';
import type { MessageKey } from '../../messages.ts';
import type { Fields } from '../../platform/http/form.ts';
import { readPhone } from '../../policies/contacts.ts';
import type { PhoneFault } from '../../policies/contacts.ts';
import { readEmail } from '../../policies/email-address.ts';
import type { EmailFault } from '../../policies/email-address.ts';
import { readNik } from '../../policies/nik.ts';
import type { NikFault } from '../../policies/nik.ts';
import { readNip } from '../../policies/nip.ts';

export type ReadForm =
  { kind: 'ok'; typed: Omit<TypedRegistration, 'locale'> } | { kind: 'malformed'; faults: Fault[] };

/** What is wrong with the form of each is said at once, all of it: it needs no look-up. */
export function readRegistration(fields: Fields): ReadForm {
  const nip = readNip(fields.nip ?? '');
  const nik = readNik(fields.nik ?? '');
  const email = readEmail(fields.email ?? '');
  const phone = readPhone(fields.phone ?? '');
  if (nip.kind === 'ok' && nik.kind === 'ok' && email.kind === 'ok' && phone.kind === 'ok') {
    return { kind: 'ok', typed: { nip: nip.nip, nik: nik.nik, email: email.email, phone: phone.e164 } };
  }
  return {
    kind: 'malformed',
    faults: [
      ...(nip.kind === 'malformed' ? [nipFault(nip)] : []),
      ...(nik.kind === 'malformed' ? [fault('nik', NIK[nik.reason], { digits: nik.digits })] : []),
      ...(email.kind === 'malformed' ? [fault('email', EMAIL[email.reason])] : []),
      ...(phone.kind === 'malformed' ? [fault('phone', PHONE[phone.reason])] : []),
    ],
  };
}

const NIK = {
  empty: 'registration.nik.empty',
  letters: 'registration.nik.letters',
  length: 'registration.nik.length',
  region: 'registration.nik.region',
  birth_date: 'registration.nik.birth-date',
} as const satisfies Record<NikFault, MessageKey>;

const EMAIL = {
  empty: 'registration.email.empty',
  form: 'registration.email.form',
  length: 'registration.email.form',
} as const satisfies Record<EmailFault, MessageKey>;

const PHONE = {
  empty: 'registration.phone.empty',
  letters: 'registration.phone.letters',
  not_mobile: 'registration.phone.not-mobile',
  length: 'registration.phone.length',
} as const satisfies Record<PhoneFault, MessageKey>;
