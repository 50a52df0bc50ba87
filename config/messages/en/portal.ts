import type id from '../id/portal.ts';

export default {
  'portal.service.myasn': 'Your profile, rank history and position history.',
  'portal.service.siasn': 'Apply for leave, promotion or transfer, and follow it.',
  'portal.service.ekinerja': 'Your performance targets and daily entries.',
  'portal.service.other': 'A service that uses ASN Digital.',
  'portal.notice.device': 'A new browser is remembered for your account: {browser}.',
  'portal.notice.device_revoked': 'A browser is no longer remembered for your account.',
  'portal.notice.code_refused':
    'Your password was entered correctly, but the OTP code was wrong. If that was not you, contact the helpdesk at once.',
  'portal.notice.code_used': 'An OTP code that had been used was entered again.',
  'portal.notice.recovery_code_refused': 'A wrong recovery code was entered after your password.',
  'portal.notice.locked': 'Your account was locked for a while after too many wrong attempts.',
  'portal.notice.password_changed': 'Your password was changed.',
  'portal.notice.password_recovery': 'Too many wrong OTP codes. Your password must be recovered first.',
  'portal.notice.totp_enrolled': 'An authenticator app was set up for your account.',
  'portal.notice.recovery_codes': 'New recovery codes were made.',
  'portal.notice.recovery_code_used': 'A recovery code was used to sign in. {left} left.',
  'portal.notice.contact_verified': 'One of your contacts was confirmed.',
  'portal.notice.times': '{text} ({count} times)',
  'portal.consoles.title': 'Your consoles',
  'portal.consoles.helpdesk': 'Helpdesk',
  'portal.consoles.helpdesk_about': 'Queue of cases, approvals, and the state of accounts.',
  'portal.consoles.agency': 'Agency admin',
  'portal.consoles.agency_about': 'The people of your agency, activation letters, and registrations.',
  'portal.consoles.young': 'Your second factor is new. The console opens on {date}, {time}.',
  'portal.browser.unknown': 'an unknown browser',
} satisfies Record<keyof typeof id, string>;
