import type id from '../id/recovery.ts';

export default {
  'forgot.title': 'Forgotten password',
  'forgot.text':
    'Type your NIP and the email address on record for your account. We send a code and a link to that address.',
  'forgot.email': 'Email address',
  'forgot.email_hint': 'The address in the personnel records or in your account.',
  'forgot.email_empty': 'Type your email address.',
  'forgot.email_malformed':
    'This email address is incomplete or mistyped. It should look like name@agency.go.id.',
  'forgot.send': 'Send',
  'forgot.dead_email': 'I can no longer open that mailbox',
  'forgot.to_signin': 'Back to sign-in',
  'forgot.too_many': 'Too many requests from your network. Try again from {time}.',

  'forgot.code.title': 'Check your email',
  'forgot.code.text':
    'If that NIP and email address agree with our records, a six-digit code and a link are on their way. Type the code here, or open the link on any device. The code is good for 10 minutes, the link for 30.',
  'forgot.code.again':
    'Request received. If the details agree and the limit of 5 messages an hour is not reached, a new code is on its way; use the newest one.',
  'forgot.code.wrong':
    'The code does not match or is no longer good. Use the code of the newest email, open the link in it, or press Send again.',
  'forgot.code.nothing': 'No email arrives?',
  'forgot.code.nothing_text':
    'The address on record may be another one than you typed, or may have just changed: a new address counts for recovery after 72 hours.',
  'forgot.code.other': 'Try again with another NIP or address',

  'forgot.sms.title': 'Enter the code from the SMS',
  'forgot.sms.text':
    'This account has no authenticator app yet, so we make sure by two contacts. A six-digit code was sent to {to}.',
  'forgot.sms.wrong':
    'The code does not match or is no longer good. Use the code of the newest SMS, or press Send again.',

  'forgot.sms.dead': 'My mobile number no longer works',

  'forgot.factor.title': 'Make sure it is you',
  'forgot.factor.text':
    'A mailbox alone is not enough to change a password: somebody else may have opened it.',
  'forgot.factor.lost': 'I have lost the authenticator and the recovery codes too',

  'forgot.new.text': 'Once saved, every session and device that is still signed in is signed out.',

  'forgot.done.title': 'Your password has been changed',
  'forgot.done.text':
    'Sign in with the new password. All older sessions have been ended, and your contacts are told.',

  'forgot.over.title': 'This request is no longer good',
  'forgot.over.text':
    'Since you began, something about this account has changed: its password was changed from another browser, for instance, or it was frozen. Nothing of the last page was saved.',
  'forgot.over.check':
    'If it was not you, look at the last email or SMS from us and use the “not me” link in it.',
  'forgot.over.again': 'Start again',
  'forgot.over.reset': 'Start again for a new phone',

  'forgot.link.title': 'Recover your password',
  'forgot.link.text': 'Press Continue to recover your password on this device. The link works once.',
  'forgot.link.gone':
    'This link has been used or replaced, or is older than {minutes} minutes. Ask for a new one, then use the newest email.',
  'forgot.link.again': 'Ask for a new code and link',

  'link_page.gone_title': 'This link is no longer good',

  'reset.title': 'Lost or changed phone',
  'reset.text': 'First answer three short questions, so that you do not start down a dead end.',
  'reset.running': 'A new authenticator has been asked for in this browser already.',
  'reset.running_link': 'See how it stands',
  'reset.phone_works': 'Does your mobile number still work?',
  'reset.email_works': 'Can you still open your email?',
  'reset.has_code': 'Do you have a recovery code?',
  'reset.has_code_hint': 'One of the ten codes you kept when you enrolled your authenticator.',
  'reset.yes': 'Yes',
  'reset.no': 'No',
  'reset.how_title': 'What happens next',
  'reset.how_code': 'With a recovery code: you can enrol a new authenticator at once.',
  'reset.how_contacts':
    'With password, email code and SMS code: after 24 hours. Meanwhile every contact of yours is told, and you can cancel.',
  'reset.how_people': 'Without these: through the personnel office of your agency, or the helpdesk.',
  'reset.found': 'Found the old authenticator? Just sign in as usual; this request then ends by itself.',

  'reset.verify.title': 'Prove that it is you',
  'reset.verify.text':
    'If that NIP and email address agree with our records, codes are on their way by email and SMS. Fill in what you have; what was right is not asked again.',
  'reset.verify.password_done': 'Password: right.',
  'reset.verify.email_done': 'Email code: right.',
  'reset.verify.sms_done': 'SMS code: right.',
  'reset.verify.password':
    'The password could not be confirmed yet. Type it again together with the email code.',
  'reset.verify.password_wrong':
    'The password does not match. Type it again. Forgotten? Choose “I have forgotten the password too” below.',
  'reset.verify.email_empty': 'Type the six-digit code from the email.',
  'reset.verify.sms_empty': 'Type the six-digit code from the SMS.',
  'reset.verify.recovery_code': 'The recovery code or the password does not match. Each code works once.',
  'reset.verify.captcha': 'First make sure that you are not a robot, then type the password again.',
  'reset.verify.robot_done': 'Done.',
  'reset.verify.code_instead': 'Use a recovery code (no waiting)',
  'reset.verify.code_hint': 'Password and this code are enough; the email and SMS codes may stay empty.',
  'reset.verify.forgot': 'I have forgotten the password too',

  'reset.waiting.title': 'Waiting for 24 hours',
  'reset.waiting.text': 'We have your request. A new authenticator can be enrolled from {date}, {time}.',
  'reset.waiting.here':
    'Sign in then with this browser, or by the link we send you. Enrolment stays open for 24 hours.',
  'reset.waiting.why':
    'The delay protects you: if somebody else asked for this, you have time to cancel it by the link in the email or SMS.',
  'reset.open.title': 'You can enrol a new authenticator',
  'reset.open.text':
    'Sign in with your password in this browser before {date}, {time}. We send codes to your contacts; then you enrol the new authenticator app.',
  'reset.used.title': 'The authenticator has been replaced',
  'reset.used.text': 'This request is done. Sign in with a code from the new authenticator app.',
  'reset.cancelled.title': 'The request was cancelled',
  'reset.cancelled.text':
    'The replacement was cancelled: by the link for it, or because somebody signed in with the old authenticator. The old one stays in force.',
  'reset.expired.title': 'Its time is over',
  'reset.expired.text':
    'Enrolment of a new authenticator was open for 24 hours and not used. The old one stays in force. You can ask again.',
  'reset.elsewhere.title': 'Already under way',
  'reset.elsewhere.text':
    'A replacement of the authenticator of this account was asked for before; its clock is not set anew. A new one can be enrolled from {date}, {time}, in the browser that asked or by the link we send then.',
  'reset.elsewhere.not_you':
    'It was not you? Cancel it by the link in our email or SMS, then ask again from here.',
  'reset.nothing.title': 'There is nothing to replace',
  'reset.nothing.text':
    'Your account uses no authenticator app at present. Sign in with your password; one is enrolled then.',
  'reset.again': 'Ask again',

  'reset.cancel.title': 'Cancel the replacement of the authenticator?',
  'reset.cancel.text':
    'A replacement of the authenticator app of this account was asked for on {date}, {time}. Press Continue to cancel it; the old one stays in force.',
  'reset.cancel.done_title': 'The replacement was cancelled',
  'reset.cancel.done':
    'The old authenticator stays in force. If you did not ask for this, somebody knows your password and can read your email and SMS: change the password now, and look after both.',
  'reset.cancel.gone':
    'There is nothing left to cancel by this link: the request was cancelled, is done, or its time is over.',
  'reset.cancel.change': 'Change the password',
  'reset.link.title': 'Go on replacing the authenticator',
  'reset.link.text':
    'Press Continue to enrol a new authenticator with this browser, before {date}, {time}. You are still asked for your password and for codes from your contacts.',
  'reset.link.gone':
    'This link has been used, or the replacement was cancelled, is done, or its time is over.',

  'people.title': 'Recover with the help of people',
  'people.none':
    'No other way fits? An officer makes sure that you are you, then corrects the contact or replaces the authenticator.',
  'people.factor':
    'Without the authenticator and the recovery codes, email alone cannot change the password: somebody else might read it. An officer makes sure that you are you, then replaces the authenticator or gives you a one-time sign-in code.',
  'people.phone':
    'Without a working mobile number, codes do not reach you. An officer makes sure that you are you, then corrects the contact or replaces the authenticator.',
  'people.email':
    'Without a mailbox you can open, codes do not reach you. An officer makes sure that you are you, then corrects your contact.',
  'people.both':
    'Without email and mobile number, codes do not reach you. An officer makes sure that you are you, then corrects your contacts.',
  'people.sms_factor':
    'Your account signs in with codes by SMS. These are not used to recover a password, so the next step is with people.',
  'people.lone_contact':
    'Only one of your contacts counts for recovery, and one alone is not enough. The next step is with people.',
  'people.agency': 'Personnel office of your agency',
  'people.agency_text':
    'The fastest way: go to the personnel office of your agency in working hours. The officers there know their people.',
  'people.bring': 'Bring your identity card (KTP) and your appointment or last promotion letter.',
  'people.find_agency': 'Find the contact of your agency',
  'people.helpdesk': 'Helpdesk',
  'people.helpdesk_text':
    'Open a request for help without signing in: NIP, a contact that reaches you, and pictures of KTP and appointment letter. An officer calls a number that has been on record for more than 30 days.',
  'people.case': 'Open a request for help',
  'people.code': 'Do you have a recovery code?',
  'people.code_text':
    'Sign in with your password and choose “Use a recovery code”. In your account, email or number can be changed with one more recovery code.',
} satisfies Record<keyof typeof id, string>;
