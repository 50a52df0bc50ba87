import type { ActivityGroup, EventWords, SomeEvents } from './event-words.ts';
import type { AuditType } from '../../model/audit.ts';

const registration = { group: 'data', say: 'activity.event.registration' } as const;
const platform = { group: 'officers', say: 'activity.event.platform' } as const;

/**
 * Events that name no account, of registrations before there is one and of the platform as a whole. Should one ever stand among
 * somebody's rows, it is told in general words: nothing of a person's activity is left out.
 */
export const platformEvents = {
  'registration.code-sent': registration,
  'registration.code-over-budget': registration,
  'registration.code-refused': registration,
  'registration.contact-verified': registration,
  'registration.email-corrected': registration,
  'registration.moved': registration,
  'registration.over-limit': registration,
  'registration.queued': registration,
  'registration.judged': registration,
  'registration.contacts-told': registration,
  'registration.password-chosen': registration,
  'registration.link-sent': registration,
  'registration.decided': registration,
  'registration.objected': registration,
  'registration.put-back': registration,
  'registration.not-activated': registration,
  'registration.expired': registration,
  'audit.searched': platform,
  'audit.exported': platform,
  'audit.check-asked': platform,
  'audit.checked': platform,
  'directory.imported': platform,
  'accounts.seeded': platform,
  'keys.rotated': platform,
  'client.added': platform,
  'client.changed': platform,
  'client.removed': platform,
  'client.secret-rotated': platform,
  'client.secret-shown': platform,
  'client.logo-changed': platform,
  'client.logouts-retried': platform,
  'passkey-offer.changed': platform,
  'banner.made': platform,
  'banner.ended': platform,
  'admin.requested': platform,
  'admin.approved': platform,
  'admin.declined': platform,
  'admin.withdrawn': platform,
  'admin.decision-refused': platform,
} satisfies SomeEvents;

export const unknownEvent: EventWords<AuditType> & { group: ActivityGroup } = {
  group: 'data',
  say: 'activity.event.unknown',
};
