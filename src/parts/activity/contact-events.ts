import type { ContactKind } from '../../platform/schema.ts';
import type { MessageKey } from '../../messages.ts';
import type { SomeEvents } from './event-words.ts';

const byKind =
  (email: MessageKey, phone: MessageKey) =>
  ({ kind }: { kind?: ContactKind | string | undefined }): MessageKey =>
    kind === 'phone' ? phone : email;

/** Where messages go, and the ways back into an account. */
export const contactEvents = {
  'contact.verified': {
    group: 'contacts',
    disavow: true,
    say: byKind('activity.event.contact.email_verified', 'activity.event.contact.phone_verified'),
  },
  'contact.code-sent': {
    group: 'contacts',
    disavow: true,
    say: byKind('activity.event.contact.code_by_email', 'activity.event.contact.code_by_sms'),
  },
  'contact.code-over-budget': { group: 'contacts', disavow: true, say: 'activity.event.contact.too_many' },
  'contact.changed': {
    group: 'contacts',
    disavow: true,
    say: byKind('activity.event.contact.email_changed', 'activity.event.contact.phone_changed'),
  },
  'contact.undone': {
    group: 'contacts',
    say: byKind('activity.event.contact.email_undone', 'activity.event.contact.phone_undone'),
  },
  'contact.bounced': {
    group: 'contacts',
    say: byKind('activity.event.contact.email_bounced', 'activity.event.contact.phone_bounced'),
  },
  'contact.confirmed': { group: 'contacts', disavow: true, say: 'activity.event.contact.confirmed' },
  'mail.dead': { group: 'contacts', say: 'activity.event.mail.dead' },
  'mail.retried': { group: 'contacts', say: 'activity.event.mail.retried' },
  'recovery.asked': { group: 'recovery', disavow: true, say: 'activity.event.recovery.asked' },
  'recovery.over-budget': { group: 'recovery', disavow: true, say: 'activity.event.recovery.too_many' },
  'recovery.code-refused': { group: 'recovery', disavow: true, say: 'activity.event.recovery.wrong_code' },
  'recovery.contact-proven': { group: 'recovery', disavow: true, say: 'activity.event.recovery.contact' },
  'recovery.factor-proven': { group: 'recovery', disavow: true, say: 'activity.event.recovery.factor' },
  'recovery.completed': { group: 'recovery', disavow: true, say: 'activity.event.recovery.completed' },
  'reset.asked': { group: 'recovery', disavow: true, say: 'activity.event.reset.asked' },
  'reset.password-refused': { group: 'recovery', disavow: true, say: 'activity.event.reset.wrong_password' },
  'reset.requested': { group: 'recovery', disavow: true, say: 'activity.event.reset.requested' },
  'reset.opened': { group: 'recovery', disavow: true, say: 'activity.event.reset.opened' },
  'reset.held': { group: 'recovery', disavow: true, say: 'activity.event.reset.held' },
  'reset.used': { group: 'recovery', disavow: true, say: 'activity.event.reset.used' },
  'reset.cancelled': { group: 'recovery', disavow: true, say: 'activity.event.reset.cancelled' },
  'reset.expired': { group: 'recovery', say: 'activity.event.reset.expired' },
} satisfies SomeEvents;
