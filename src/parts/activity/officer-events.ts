import type { MessageKey } from '../../messages.ts';
import type { RoleName } from '../../platform/schema.ts';
import type { SomeEvents } from './event-words.ts';

const ROLES: Record<RoleName, MessageKey> = {
  helpdesk: 'activity.role.helpdesk',
  agency: 'activity.role.agency',
  admin: 'activity.role.admin',
};

/** The role of a row, which a hand may have written. */
const role = (name: RoleName | undefined): { role: MessageKey } => ({
  role: name !== undefined && Object.hasOwn(ROLES, name) ? ROLES[name] : 'activity.role.other',
});

/** What officers see and do, cases, and what the person does as an officer. */
export const officerEvents = {
  'person.viewed': { group: 'officers', say: 'activity.event.officer.viewed' },
  'people.searched': { group: 'officers', say: 'activity.event.officer.searched' },
  'coverage.exported': { group: 'officers', say: 'activity.event.officer.exported' },
  'letters.made': { group: 'officers', say: 'activity.event.officer.letters' },
  'letters.shown': { group: 'officers', say: 'activity.event.officer.letters' },
  'letters.revoked': { group: 'officers', say: 'activity.event.officer.letters_revoked' },
  'lock.ended': { group: 'officers', disavow: true, say: 'activity.event.officer.lock_ended' },
  'case.opened': { group: 'officers', disavow: true, say: 'activity.event.case.opened' },
  'case.closed': { group: 'officers', say: 'activity.event.case.closed' },
  'case.code-sent': { group: 'officers', disavow: true, say: 'activity.event.case.code_sent' },
  'case.code-over-budget': { group: 'officers', disavow: true, say: 'activity.event.case.too_many' },
  'case.wrong-code': { group: 'officers', disavow: true, say: 'activity.event.case.wrong_code' },
  'case.viewed': { group: 'officers', say: 'activity.event.case.viewed' },
  'case.file-opened': { group: 'officers', say: 'activity.event.case.file_opened' },
  'case.claimed': { group: 'officers', say: 'activity.event.case.claimed' },
  'case.released': { group: 'officers', say: 'activity.event.case.released' },
  'case.checked': { group: 'officers', say: 'activity.event.case.checked' },
  'case.asked': { group: 'officers', say: 'activity.event.case.asked' },
  'case.finished': {
    group: 'officers',
    say: ({ state }) =>
      state === 'refused' ? 'activity.event.case.refused' : 'activity.event.case.finished',
  },
  'approval.requested': { group: 'officers', say: 'activity.event.approval.requested' },
  'approval.approved': { group: 'officers', say: 'activity.event.approval.approved' },
  'approval.refused': { group: 'officers', say: 'activity.event.approval.refused' },
  'approval.withdrawn': { group: 'officers', say: 'activity.event.approval.withdrawn' },
  'power.refused': { group: 'officers', say: 'activity.event.power.refused' },
  'upload.refused': { group: 'officers', say: 'activity.event.upload.refused' },
  'console.refused': { group: 'officers', disavow: true, say: 'activity.event.console.refused' },
  'scope.refused': { group: 'officers', disavow: true, say: 'activity.event.scope.refused' },
  'role.granted': {
    group: 'officers',
    say: ({ role: name }) => ({ key: 'activity.event.role.granted', words: role(name) }),
  },
  'role.revoked': {
    group: 'officers',
    say: ({ role: name }) => ({ key: 'activity.event.role.revoked', words: role(name) }),
  },
  'role.ended': {
    group: 'officers',
    say: ({ role: name }) => ({ key: 'activity.event.role.ended', words: role(name) }),
  },
} satisfies SomeEvents;
