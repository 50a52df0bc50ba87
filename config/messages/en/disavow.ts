import type id from '../id/disavow.ts';

export default {
  'disavow.title': 'Not you?',
  'disavow.told': 'On {date}, {time}, we told you:',
  'disavow.mine': 'Was it you? Just close this page. Nothing has changed.',
  'disavow.freeze.title': 'Freeze the account',
  'disavow.freeze.text':
    'All sessions in all applications end. Nobody can sign in, you neither, until the account is opened again.',
  'disavow.freeze.leave':
    'Opening it again takes your password and a second factor that you had before the event, or the help of an officer.',
  'disavow.freeze.button': 'Freeze my account',
  'disavow.session.title': 'Or end one session',
  'disavow.session.text':
    'Only the session in which it happened ends; the account can still be used. This link is good for one choice.',
  'disavow.session.button': 'End that session',
  'disavow.gone.title': 'This link is not valid',
  'disavow.gone.text':
    'The link was used already, is more than {days} days old, or is incomplete. This page changed nothing. Try opening the link from your message again.',
  'disavow.gone.help': 'Still worried? Contact the helpdesk now.',
  'disavow.frozen.title': 'Your account is frozen',
  'disavow.frozen.text':
    'Since {time} nobody can sign in to this account. All sessions ended; in other applications within 30 seconds. Codes from officers and a replacement of the authenticator under way were cancelled.',
  'disavow.frozen.why': 'The reason: {event}',
  'disavow.frozen.how': 'Opening the account again',
  'disavow.frozen.self':
    'Sign in as usual, with your password and the authenticator app or a recovery code that you had before {date}, {time}: older than the event, and 72 hours at least. The account is opened again there, and the password changed.',
  'disavow.frozen.people':
    'Not possible? Go to the personnel office of your agency, or contact the helpdesk.',
  'disavow.frozen.never': 'Email or SMS alone never opens a frozen account. Trust nobody who offers that.',
  'disavow.ended.title': 'That session was ended',
  'disavow.ended.text':
    'Whoever used it has to sign in again. If somebody else may know your password, change it now.',
  'disavow.ended.password': 'Change it with "Forgot password"',
} as const satisfies Record<keyof typeof id, string>;
