import type { SomeEvents } from './event-words.ts';

/** What protects an account: passwords, second factors, and the word of its owner. */
export const securityEvents = {
  'totp.enrolled': {
    group: 'security',
    disavow: true,
    say: ({ replaced }) => (replaced ? 'activity.event.totp.replaced' : 'activity.event.totp.enrolled'),
  },
  'totp.added': { group: 'security', disavow: true, say: 'activity.event.totp.added' },
  'totp.removed': { group: 'security', disavow: true, say: 'activity.event.totp.removed' },
  'totp.renamed': { group: 'security', disavow: true, say: 'activity.event.totp.renamed' },
  'totp.diagnosed': {
    group: 'signin',
    disavow: true,
    say: ({ kind }) => (kind === 'old_entry' ? 'activity.event.totp.old_entry' : 'activity.event.totp.clock'),
  },
  'recovery-codes.made': { group: 'security', disavow: true, say: 'activity.event.codes.made' },
  'recovery-codes.confirmed': { group: 'security', disavow: true, say: 'activity.event.codes.confirmed' },
  'recovery-code.used': {
    group: 'security',
    disavow: true,
    say: ({ left }) =>
      typeof left === 'number'
        ? { key: 'activity.event.codes.used_left', values: { left } }
        : 'activity.event.codes.used',
  },
  'password.changed': {
    group: 'security',
    disavow: true,
    say: ({ reason }) =>
      reason === 'recovery'
        ? 'activity.event.password.recovered'
        : reason === 'activation'
          ? 'activity.event.password.first'
          : 'activity.event.password.changed',
  },
  'password.rehashed': { group: 'security', say: 'activity.event.password.rehashed' },
  'password.recovery-forced': { group: 'security', disavow: true, say: 'activity.event.password.forced' },
  'passkey.added': { group: 'security', disavow: true, say: 'activity.event.passkey.added' },
  'passkey.removed': {
    group: 'security',
    disavow: true,
    say: ({ reason }) =>
      reason === 'cloned' ? 'activity.event.passkey.cloned' : 'activity.event.passkey.removed',
  },
  'passkey.renamed': { group: 'security', disavow: true, say: 'activity.event.passkey.renamed' },
  'passkey.refused': { group: 'signin', disavow: true, say: 'activity.event.passkey.refused' },
  'act.proven': { group: 'security', disavow: true, say: 'activity.event.act.proven' },
  'account.blocked': {
    group: 'security',
    say: ({ kind }) =>
      kind === 'freeze' ? 'activity.event.account.frozen' : 'activity.event.account.suspended',
  },
  'account.unblocked': {
    group: 'security',
    say: ({ kind }) =>
      kind === 'freeze' ? 'activity.event.account.unfrozen' : 'activity.event.account.unsuspended',
  },
  'account.created': { group: 'data', say: 'activity.event.account.created' },
  'disavowal.used': {
    group: 'security',
    say: ({ choice }) =>
      choice === 'session'
        ? 'activity.event.disavowal.session'
        : choice === 'sessions'
          ? 'activity.event.disavowal.sessions'
          : 'activity.event.disavowal.freeze',
  },
} satisfies SomeEvents;
