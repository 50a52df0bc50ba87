import type id from '../id/notices.ts';

export default {
  'notices.shared.title': 'Shared device.',
  'notices.shared.text':
    'When you have finished, press Sign out: you leave all services, and somebody else can use it.',

  'notices.session_end.title': 'Are you still there?',
  'notices.session_end.left': 'Your session ends in',
  'notices.session_end.at': 'at {time} WIB.',
  'notices.session_end.look': 'Look at this page first',
  'notices.session_end.idle': 'For your safety we end a session that has not been used for a while.',
  'notices.session_end.absolute':
    'A session lasts 10 hours from the sign-in, and cannot be prolonged. Save your work first, then sign in again.',
  'notices.session_end.stay': 'Stay signed in',
  'notices.session_end.again': 'Sign in again',
  'notices.session_end.failed': 'No connection. Check your network, then try again.',
  'notices.session_end.over_title': 'Your session has ended',
  'notices.session_end.over':
    'What is not saved on this page is lost once you leave it. Need to copy it? Close this message first.',
  'notices.session_end.note': 'This session ends at {idle} if it is not used, and at {end} at the latest.',
} as const satisfies Record<keyof typeof id, string>;
