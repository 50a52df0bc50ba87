import type id from '../id/disavow.ts';

export default {
  'disavow.title': 'Not you?',
  'disavow.told': 'On {date}, {time}, this was recorded for your account:',
  'disavow.mine': 'Was it you? Just close this page. Nothing has changed.',
  'disavow.freeze.title': 'Freeze the account',
  'disavow.freeze.text':
    'All sessions in all applications end. Nobody can sign in, you neither, until the account is opened again.',
  'disavow.freeze.leave':
    'Opening it again takes your password and a second factor that you had before the event, or the help of an officer.',
  'disavow.freeze.button': 'Freeze my account',
  'disavow.sessions.title': 'Or end all sessions, then recover the account',
  'disavow.sessions.text':
    'All sessions in all applications end, and every device has to sign in again. The account is not frozen: change the password afterwards, from the next page.',
  'disavow.sessions.button': 'End all sessions',
  'disavow.once': 'This link is good for one choice.',
  'disavow.back_activity': 'Back to account activity',
  'disavow.session.title': 'Or end just one session',
  'disavow.session.text': 'Only the session in which it happened ends; your other sessions go on.',
  'disavow.session.button': 'End that session',
  'disavow.session.none':
    'That session had ended already or could not be found, so nothing was ended. Still in doubt? End all sessions or freeze your account.',
  'disavow.session.left':
    'That session had ended already. Any request made in it that was not yet approved is now void. Still in doubt? End all sessions or freeze your account.',
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
    'Sign in as usual, with your password and the authenticator app or a recovery code that was in place before {date}, {time}. The account is opened again there, and the password changed.',
  'disavow.frozen.signin': 'To the sign-in page',
  'disavow.frozen.people':
    'Not possible? Go to the personnel office of your agency, or contact the helpdesk.',
  'disavow.frozen.never': 'Email or SMS alone never opens a frozen account. Trust nobody who offers that.',
  'disavow.ended.title': 'That session was ended',
  'disavow.ended.text': 'Whoever used it has to sign in again.',
  'disavow.all_ended.title': 'All sessions were ended',
  'disavow.all_ended.text':
    'Since {time} everybody has to sign in again, you too; in other applications within 30 seconds.',
  'disavow.recover.title': 'Secure your account now',
  'disavow.recover.password': 'May somebody else know your password, or have changed it?',
  'disavow.recover.password_link': 'Change it with "Forgot password"',
  'disavow.recover.authenticator': 'Phone lost, or an authenticator in the account that is not yours?',
  'disavow.recover.authenticator_link': 'Reset the authenticator',
  'disavow.recover.people':
    'An email address or mobile number in the account that is not yours? Contact the helpdesk:',
} as const satisfies Record<keyof typeof id, string>;
