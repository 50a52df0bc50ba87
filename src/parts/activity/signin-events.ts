import type { AuditDetails, SigninRefusal } from '../../model/audit.ts';
import type { MessageKey } from '../../messages.ts';
import { browserName } from '../browser-name.ts';
import type { Said, SomeEvents } from './event-words.ts';

const REFUSED: Record<SigninRefusal, MessageKey> = {
  unknown_nip: 'activity.event.refused',
  wrong_password: 'activity.event.refused.wrong_password',
  no_password: 'activity.event.refused.no_password',
  not_active: 'activity.event.refused.not_active',
  blocked: 'activity.event.refused.blocked',
  captcha: 'activity.event.refused.captcha',
  wrong_code: 'activity.event.refused.wrong_code',
  used_code: 'activity.event.refused.used_code',
  wrong_recovery_code: 'activity.event.refused.wrong_recovery_code',
  wrong_contact_code: 'activity.event.refused.wrong_contact_code',
  recovery_forced: 'activity.event.refused.recovery_forced',
  no_contact: 'activity.event.refused.no_contact',
};

/** A wrong code is told with what stood before it: in an act of the account, or a recovery, no password was entered. */
function refused({ reason, after }: Partial<AuditDetails['signin.refused']>): MessageKey {
  const wrong = reason === 'wrong_code' || reason === 'wrong_recovery_code';
  if (wrong && after === 'session') return 'activity.event.refused.wrong_in_act';
  if (wrong && after === 'mail_code') return 'activity.event.refused.wrong_in_recovery';
  return reason !== undefined && Object.hasOwn(REFUSED, reason) ? REFUSED[reason] : 'activity.event.refused';
}

/** Which of several sessions it was, where the row says so. */
function endedByOwner(known: (string | null)[]): Said {
  const which = known.filter((part) => part !== null).join(', ');
  return which === ''
    ? { key: 'activity.event.session.ended_by_owner' }
    : { key: 'activity.event.session.ended_by_owner_which', values: { which } };
}

function ended({
  reason,
  browser,
  address,
  left,
}: Partial<AuditDetails['session.ended']>): Said | MessageKey {
  if (reason === 'owner') return endedByOwner([browserName(text(browser)), text(address)]);
  if (reason !== 'disavowed') return 'activity.event.session.ended';
  return left === true ? 'activity.event.session.left_disavowed' : 'activity.event.session.ended_disavowed';
}

/** Rows may be of another release, or written by hand. */
const text = (part: unknown): string | null => (typeof part === 'string' && part !== '' ? part : null);

/** RFC 8176: a key (`hwk`, `swk`) is a passkey. */
function way(amr: readonly string[]): MessageKey {
  if (amr.includes('hwk') || amr.includes('swk')) return 'activity.event.signin.passkey';
  return amr.includes('sms') ? 'activity.event.signin.sms' : 'activity.event.signin.otp';
}

/** Coming in and going out. */
export const signinEvents = {
  'signin.success': {
    group: 'signin',
    disavow: true,
    say: ({ amr }) => (amr ? way(amr) : 'activity.event.signin'),
  },
  'signin.refused': {
    group: 'signin',
    disavow: true,
    say: refused,
  },
  'signin.locked': { group: 'signin', disavow: true, say: 'activity.event.locked' },
  'signin.cancelled': { group: 'signin', disavow: true, say: 'activity.event.signin.cancelled' },
  'signin.link-sent': { group: 'signin', disavow: true, say: 'activity.event.signin.link_sent' },
  'signin.link-opened': { group: 'signin', disavow: true, say: 'activity.event.signin.link_opened' },
  'captcha.solved': { group: 'signin', say: 'activity.event.captcha.solved' },
  'captcha.refused': { group: 'signin', say: 'activity.event.captcha.refused' },
  'activation.started': { group: 'signin', disavow: true, say: 'activity.event.activation.started' },
  'activation.left': { group: 'signin', disavow: true, say: 'activity.event.activation.left' },
  'activation.resumed': { group: 'signin', disavow: true, say: 'activity.event.activation.resumed' },
  'activation.completed': { group: 'signin', disavow: true, say: 'activity.event.activation.completed' },
  'stepup.proven': { group: 'applications', disavow: true, say: 'activity.event.stepup' },
  'handed-code.issued': { group: 'officers', disavow: true, say: 'activity.event.handed.issued' },
  'handed-code.accepted': { group: 'signin', disavow: true, say: 'activity.event.handed.accepted' },
  'handed-code.refused': { group: 'signin', disavow: true, say: 'activity.event.handed.refused' },
  'handed-code.used': { group: 'signin', disavow: true, say: 'activity.event.handed.used' },
  'handed-code.revoked': { group: 'security', say: 'activity.event.handed.revoked' },
  'sms-factor.chosen': { group: 'security', disavow: true, say: 'activity.event.sms_factor' },
  'nip.accepted': { group: 'data', disavow: true, say: 'activity.event.nip.accepted' },
  'nip.refused': { group: 'data', disavow: true, say: 'activity.event.nip.refused' },
  'nip.checked': { group: 'data', say: 'activity.event.nip.checked' },
  logout: { group: 'signin', say: 'activity.event.logout' },
  'session.ended': {
    group: 'signin',
    say: ended,
  },
  'session.others-ended': {
    group: 'signin',
    say: ({ reason }) =>
      reason === 'password'
        ? 'activity.event.session.others_ended_password'
        : 'activity.event.session.others_ended',
  },
  'sessions.ended-by-admins': { group: 'signin', say: 'activity.event.session.ended_by_admins' },
  'device.remembered': { group: 'signin', disavow: true, say: 'activity.event.device.remembered' },
  'device.revoked': {
    group: 'signin',
    say: ({ device }) =>
      device === 'all' ? 'activity.event.device.all_revoked' : 'activity.event.device.revoked',
  },
} satisfies SomeEvents;
