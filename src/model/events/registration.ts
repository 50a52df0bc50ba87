import type { ContactKind } from '../../platform/schema.ts';

/** Events of registrations. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface RegistrationEvents {
  /** `nip` is its last four digits. */
  'registration.begun': { registration: string; nip: string };
  'registration.code-sent': { registration: string; kind: ContactKind };
  'registration.code-over-budget': { registration: string; kind: ContactKind };
  'registration.code-refused': { registration: string; kind: ContactKind };
  'registration.contact-verified': { registration: string; kind: ContactKind };
  'registration.email-corrected': { registration: string };
  'registration.moved': { registration: string };
  'registration.over-limit': { registration: string; nip: string };
  'registration.queued': { registration: string };
  'registration.judged': { registration: string; outcome: 'refused' | 'waits' | 'goes_on'; cause?: string };
  'registration.contacts-told': { registration: string; kinds: ContactKind[] };
  'registration.password-chosen': { registration: string; state: string };
  'registration.link-sent': { registration: string };
  'registration.decided': { registration: string; decision: string; agency: string; reason: string };
  'registration.objected': { registration: string };
  'registration.activated': { registration: string };
  /** The record changed before the button was pressed: the agency decides. */
  'registration.put-back': { registration: string };
  'registration.not-activated': { registration: string; cause: string };
  'registration.expired': { registration: string; state: string };
}
