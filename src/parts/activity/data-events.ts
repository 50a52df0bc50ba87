import type { SomeEvents } from './event-words.ts';

/** What applications and the directory have to do with a person, and what a person does with data of their own. */
export const dataEvents = {
  'consent.granted': { group: 'applications', disavow: true, say: 'activity.event.consent.granted' },
  'consent.refused': { group: 'applications', say: 'activity.event.consent.refused' },
  'application.revoked': { group: 'applications', disavow: true, say: 'activity.event.application.revoked' },
  'token.reuse': { group: 'applications', disavow: true, say: 'activity.event.token.reuse' },
  'client.access-refused': { group: 'applications', disavow: true, say: 'activity.event.client.refused' },
  'client.claims-previewed': { group: 'applications', say: 'activity.event.client.previewed' },
  'data.exported': { group: 'data', disavow: true, say: 'activity.event.data.exported' },
  'language.chosen': {
    group: 'data',
    disavow: true,
    say: ({ language }) => (language === 'en' ? 'activity.event.language.en' : 'activity.event.language.id'),
  },
  'directory.changed': {
    group: 'data',
    say: ({ ended }) => (ended ? 'activity.event.directory.ended' : 'activity.event.directory.changed'),
  },
  'directory.number-offered': { group: 'data', say: 'activity.event.directory.number' },
  'directory.number-conflict': { group: 'data', say: 'activity.event.directory.conflict' },
  'correction.opened': { group: 'data', disavow: true, say: 'activity.event.correction.opened' },
  'correction.decided': { group: 'data', say: 'activity.event.correction.decided' },
  'registration.begun': { group: 'data', disavow: true, say: 'activity.event.registration.begun' },
  'registration.activated': { group: 'data', disavow: true, say: 'activity.event.registration.activated' },
} satisfies SomeEvents;
