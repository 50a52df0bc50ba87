import type id from '../id/signin.ts';

export default {
  'signin.nip.empty': 'Enter your NIP.',
  'signin.nip.letters': 'A NIP has digits only. Check what you typed.',
  'signin.nip.length': 'A NIP has 18 digits; you typed {digits}.',
  'signin.nip.birth-date':
    'The first eight digits of a NIP are the date of birth (year, month, day); there is no such date. Check digits 1 to 8.',
  'signin.nip.tmt':
    'Digits 9 to 14 of a NIP are the year and month of appointment; there is no such month. Check these digits.',
  'signin.nip.sex': 'Digit 15 of a NIP is 1 (male) or 2 (female). Check it.',

  'signin.password.empty': 'Enter your password.',
  'signin.password.wrong':
    'NIP or password do not match. Tries left before the account is locked for {minutes} minutes: {count}.',
  'signin.password.wrong-device':
    'NIP or password do not match. Tries left before this browser counts as a new one: {count}.',
  'signin.password.wrong-device-last':
    'NIP or password do not match. From now on this browser counts as a new one for your account.',
  'signin.password.wrong-link':
    'NIP or password does not match. {count} attempts are left of the link you opened.',
  'signin.password.wrong-link-last': 'NIP or password does not match. The attempts of the link are used up.',
  'signin.password.pppk':
    'A PPPK with a new contract gets a new NI. Cannot sign in with the new one yet? Try the old one.',
  'signin.not-active.kedudukan_hukum':
    'This account is not active: according to the personnel records you are no longer a serving civil servant (retired, for example). If that is wrong, contact the personnel office of your agency.',
  'signin.not-active.closed':
    'This account is closed. If that is wrong, contact the personnel office of your agency or the helpdesk.',
  'signin.not-active.suspended':
    'This account is suspended. Ask the personnel office of your agency for the reason.',
  'signin.not-active.frozen':
    'This account is frozen for your protection. Contact the helpdesk to have it opened again.',
  'signin.recovery-forced':
    'The second code was wrong many times after the right password, so this password no longer works. Make a new one with “Forgot password” or through the helpdesk.',

  'signin.link.offer':
    'Is this account yours? We can send a link, so that you can try again now in this browser.',
  'signin.link.send': 'Send a link to the email on record',
  'signin.link.sent':
    'Request received. If the NIP is registered, its email is on record and the limit of messages is not reached, the link arrives soon. Open it in this browser.',

  'signin.captcha.empty': 'Tick the box, or type the characters of the picture.',
  'signin.captcha.wrong-work': 'The check did not succeed. Tick the box once more and wait until it is done.',
  'signin.captcha.wrong-characters':
    'The characters are not those of the picture. Here is a new one; try again.',
  'signin.captcha.wrong-code':
    'The code does not match or is no longer valid. Check it, or ask for a new one with Send again.',

  'signin.captcha.sent-again':
    'Request received. If the NIP is registered and the limit of messages is not reached, a new code arrives soon; use the latest one.',

  'signin.code.format': 'The code has 6 digits. Check what you typed.',
  'signin.code.empty': 'Enter the 6-digit code.',
  'signin.code.wrong': 'The code does not match. Look at our latest message and type it again.',
  'signin.code.gone': 'This code is no longer valid. Press Send again to get a new one.',
  'signin.code.sent-again':
    'Request received. Unless the limit of 5 messages an hour is reached, a new code arrives soon; use the latest one.',

  'signin.totp.wrong':
    'The code does not match. Tries left: {count}. Use the code that your authenticator app shows now.',
  'signin.totp.tries': 'Tries left: {count}.',
  'signin.totp.used': 'This code has been used; a new one comes in {seconds} seconds.',
  'signin.totp.clock-late':
    'This code is right for a clock that is about {minutes} minutes late. Set the clock of your phone to automatic, then try the next code.',
  'signin.totp.clock-early':
    'This code is right for a clock that is about {minutes} minutes fast. Set the clock of your phone to automatic, then try the next code.',
  'signin.totp.zone-late':
    'This code is right for a clock that is about {hours} h late. Set time and time zone of your phone (WIB, WITA, WIT) to automatic, then try the next code.',
  'signin.totp.zone-early':
    'This code is right for a clock that is about {hours} h fast. Set time and time zone of your phone (WIB, WITA, WIT) to automatic, then try the next code.',
  'signin.totp.old-entry':
    'This code belongs to an old entry, replaced or removed on {date}. In your authenticator app, use the entry {entry}.',
  'signin.recovery-code.empty': 'Enter one of your recovery codes.',
  'signin.recovery-code.wrong':
    'The recovery code does not match or has been used. Tries left: {count}; each code works once.',

  'signin.enrol.wrong':
    'The code does not match the key on this page. Make sure that you scanned this picture, then type the code shown now.',
  'signin.enrol.gone':
    'That key is no longer valid. Here is a new one: scan the picture below, then type its code.',

  'signin.new-password.too-short': 'The new password needs at least {min} characters.',
  'signin.new-password.too-long': 'The new password may have at most {max} characters.',
  'signin.new-password.needs': 'Add {kinds}, or use 15 characters or more.',
  'signin.new-password.upper': 'a capital letter',
  'signin.new-password.lower': 'a small letter',
  'signin.new-password.digit': 'a digit',
  'signin.new-password.symbol': 'a symbol such as ! or #',
  'signin.new-password.contains-nip': 'Do not use your NIP in the password: many people know it.',
  'signin.new-password.contains-nik': 'Do not use your NIK in the password: many people know it.',
  'signin.new-password.contains-birth-date': 'Do not use your date of birth in the password.',
  'signin.new-password.contains-name': 'Do not use a part of your name in the password.',
  'signin.new-password.common': 'This password is too common and easily guessed. Choose another one.',
  'signin.new-password.unequal': 'The two passwords are not the same. Type both again.',
  'signin.new-password.used-before': 'This password is one of your last five. Choose another one.',

  'signin.handed-code.issuer':
    'This code cannot be used in a browser where the officer who gave it is signed in. Type it on your own device.',
  'signin.handed-code.gone':
    'The officer’s code is good no longer: its time is over, or it was used. Your password has not changed. Ask for a new code, then sign in again.',
  'signin.ended':
    'While you were filling in this page the account was changed from elsewhere. The password has not changed; sign in once more.',
  'signin.reset.gone':
    'The permission to replace the authenticator app has ended or was cancelled. The old authenticator is still good.',
  'signin.sms-factor.wrong':
    'That code does not match. {count} tries left. Use the code from the newest SMS.',
  'signin.new-nip.case':
    'While signing in, the account’s owner said that the new number {nip} is not theirs. Please check it against the personnel records.',

  'frozen.title': 'Your account is frozen',
  'frozen.since':
    'Your account has been frozen since {date} at {time}, to protect it. Until then nobody can sign in, nor can you.',
  'frozen.may':
    'You can open it again with an OTP code or a recovery code that you had before that event and for at least 72 hours before the freeze. After it you choose a new password.',
  'frozen.thaw': 'Open my account again',
  'frozen.not_sure': 'Not sure what happened?',
  'frozen.ask_first': 'Leave it frozen, and ask the helpdesk first:',
  'frozen.may_not':
    'The authenticator app and recovery codes on record are newer than that event, or had been there for less than 72 hours when the account was frozen, so they cannot prove that you are the owner. Mail or SMS alone never opens a frozen account.',
  'frozen.people':
    'An officer can open it after checking who you are. Have your NIP and identity card ready.',
  'authenticator_needed.title': 'This service asks for an authenticator app',
  'authenticator_needed.text':
    'You sign in with codes by SMS. They are enough for the ASN Digital portal, but {name} asks for stronger proof: a code from an authenticator app.',
  'authenticator_needed.how': 'How to get one',
  'authenticator_needed.reset': 'Do you have a phone that can install the app now?',
  'authenticator_needed.reset_link': 'Ask to set up an authenticator',
  'authenticator_needed.agency': 'Or ask your agency’s personnel office for help.',
  'authenticator_needed.portal': 'Open the ASN Digital portal',
  'authenticator_needed.back': 'Back to {name}',
  'sms_choice.title': 'Use codes by SMS only?',
  'sms_choice.text':
    'If your phone really cannot install an authenticator app, we send a code by SMS to {to} each time you sign in. Before you choose, know this:',
  'sms_choice.weaker':
    'It is easier to attack: a phone number can be taken over by others, and an SMS can be read without your knowing.',
  'sms_choice.fewer':
    'It opens the ASN Digital portal only. Services that ask for an authenticator, such as approvals in e-Kinerja, stay closed.',
  'sms_choice.signal': 'It needs a signal, and the number of SMS a day is limited.',
  'sms_choice.later':
    'Whenever you get a phone that can, set up an authenticator app; codes by SMS then stop by themselves.',
  'sms_choice.choose': 'Use codes by SMS',
  'sms_choice.back': 'Back to setting up the authenticator app',
  'enrol.no_app': 'My phone cannot install an authenticator app',
  'enrol.replaces':
    'This app takes the place of the old one. Once active, the old entry on the lost phone is good no longer and all other sessions end.',
  'sms_factor.title': 'Enter the SMS code',
  'sms_factor.text': 'We have sent a 6-digit code by SMS to {to}. It is good for 10 minutes.',
  'sms_factor.lost': 'My phone number has changed',
  'new_nip.title': 'Your new number is {nip}. Right?',
  'new_nip.text':
    'The personnel records give you a new number since your new contract. Your number so far is {current}.',
  'new_nip.stays':
    'If it is right, the new number is used from now on, and the old one still works for signing in. If not, the helpdesk looks into it; your account does not change.',
  'new_nip.mine': 'Yes, this is my number',
  'new_nip.not_mine': 'Not my number',
  'change_password.why_handed':
    'The code from an officer or a letter only opens this step. Choose a password of your own; no officer can see it. Once saved, all other sessions end.',
  'change_password.why_frozen':
    'One more step: choose a new password. Once saved, your account is open again and the old password is good no longer.',
  'leave.button': 'Continue later',
  'left.title': 'You can finish the activation later',
  'left.text': 'The page of your activation is closed. What is done is not lost.',
  'left.done': 'Done',
  'left.done.email': 'Your email address is confirmed.',
  'left.done.phone': 'Your mobile number is confirmed.',
  'left.done.password': 'A password of your own is saved.',
  'left.done.authenticator': 'Your authenticator app is active.',
  'left.rest': 'What is left',
  'left.rest.email': 'The code by email.',
  'left.rest.phone': 'The code by SMS.',
  'left.rest.wait': 'One day of waiting.',
  'left.rest.password': 'A password of your own.',
  'left.rest.authenticator': 'The authenticator app on your phone.',
  'left.rest.codes': 'Keeping the recovery codes.',
  'left.how': 'How to continue',
  'left.by.first_password': 'Sign in again with your NIP and the password you have just used.',
  'left.by.own_password': 'Sign in again with your NIP and your new password.',
  'left.by.authenticator':
    'Within seven days, sign in again with your NIP, your password and an OTP code. New recovery codes will be shown; the ones before no longer work.',
  'left.until': 'Until {date}, {time}, in this browser only, what you have confirmed needs no code again.',
  'left.one_anew':
    'As long as your password has not been changed, we still ask for one code, since others may know the first password.',
  'left.elsewhere':
    'After that, in another browser, or if your account is changed, we send new codes as usual.',
  'left.shared':
    'Since this is a shared device, nothing is remembered here: codes by email and SMS are sent again when you sign in.',
  'left.again': 'Sign in and continue',
} as const satisfies Record<keyof typeof id, string>;
