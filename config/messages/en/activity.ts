/** The account's sessions, applications, activity, data and language. */
export default {
  'activity.sessions.title': 'Devices and sessions',
  'activity.sessions.text':
    'This is where your account is signed in. Something you do not know? End that session, then change your password.',
  'activity.sessions.current': 'this device',
  'activity.sessions.since': 'Signed in since {date}, {time}.',
  'activity.sessions.active': 'Last active {date}, {time}.',
  'activity.sessions.address': 'Network address {address}',
  'activity.sessions.shared': 'Shared device',
  'activity.sessions.applications': 'Applications: {list}',
  'activity.sessions.end': 'End this session',
  'activity.sessions.end_others': 'End all other sessions',
  'activity.sessions.apps':
    'Phone apps that stay signed in: {list}. They end too when you end all other sessions.',
  'activity.sessions.ended': 'The session was ended.',
  'activity.sessions.told': 'signed out',
  'activity.sessions.untold': 'has not answered; we try again',
  'activity.applications.title': 'Applications with access',
  'activity.applications.text':
    'Applications that you signed in to with ASN Digital, and those that you have allowed.',
  'activity.applications.none': 'No application has access yet.',
  'activity.applications.consented': 'Allowed by you on {date}.',
  'activity.applications.own': 'A government service; it needs no consent.',
  'activity.applications.active': 'Signed in now.',
  'activity.applications.revoke': 'Revoke access',
  'activity.application.title': 'Revoke the access of {name}?',
  'activity.application.text':
    '{name} is signed out of all your sessions and can ask for your data no more until you sign in again.',
  'activity.application.button': 'Revoke access',
  'activity.application.back': 'Back to the applications',
  'activity.application.revoked': 'The access was revoked.',
} as const satisfies Record<string, string>;
