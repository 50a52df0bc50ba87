import type id from '../id/registration.ts';

export default {
  'registration.register.title': 'Register an ASN Digital account',
  'registration.register.text':
    'Have your NIP, identity card, email and phone at hand. We send codes to the email address and number that you type.',
  'registration.register.running': 'A registration in this browser is not finished.',
  'registration.register.running_link': 'Continue that registration',
  'registration.register.nip_hint': '18 digits, spaces allowed. PPPK: use your NI PPPK.',
  'registration.field.nik': 'NIK',
  'registration.register.nik_hint': 'The 16 digits on your identity card (KTP).',
  'registration.field.email': 'Email address',
  'registration.register.email_hint':
    'The one in your personnel record (MyASN) goes fastest. Not a shared address.',
  'registration.field.phone': 'Mobile number',
  'registration.register.phone_hint': 'An Indonesian number, for example 0812 3456 7890.',
  'registration.register.submit': 'Register',
  'registration.register.have_account': 'Have an account already? Sign in',
  'registration.register.over_limit':
    'Too many registrations from this network. Try again at {time}; what you typed is still below.',
  'registration.suggest': 'Did you mean {email}?',
  'registration.suggest_use': 'Yes, use {email}',

  'registration.nik.empty': 'Type your NIK.',
  'registration.nik.letters': 'A NIK has digits only. Check what you typed.',
  'registration.nik.length': 'A NIK has 16 digits; you typed {digits}.',
  'registration.nik.region':
    'The first six digits of a NIK are a region; there is no such region. Check digits 1 to 6.',
  'registration.nik.birth-date':
    'Digits 7 to 12 of a NIK are the birth date (day plus 40 for women); there is no such date. Check them.',
  'registration.email.empty': 'Type your email address.',
  'registration.email.form': 'That email address is incomplete or misspelt. Example: name@gmail.com.',
  'registration.phone.empty': 'Type your mobile number.',
  'registration.phone.letters': 'A mobile number has digits only. Check what you typed.',
  'registration.phone.not-mobile':
    'That is not an Indonesian mobile number. Use one that begins with 08 or +628.',
  'registration.phone.length': 'That mobile number is too short or too long. Check its digits.',

  'registration.verify.title': 'Enter the codes that we sent',
  'registration.verify.text': 'Six-digit codes went to the email address and number that you typed:',
  'registration.verify.email': 'Email',
  'registration.verify.phone': 'Mobile number',
  'registration.verify.done': 'Verified.',
  'registration.verify.hint': '6 digits, valid for {minutes} minutes.',
  'registration.verify.either': 'Only one code has come? Enter that one first; a right one stays.',
  'registration.verify.empty': 'Type the code that you received.',
  'registration.verify.email_done': 'Your email address is verified. Now the code by SMS.',
  'registration.verify.phone_done': 'Your mobile number is verified. Now the code by email.',
  'registration.verify.both_done':
    'Your email address and mobile number are verified. Press Verify to continue.',
  'registration.verify.disagree':
    'The NIP and NIK that you typed tell different birth dates or sexes. Check both; if your documents say so, just continue.',
  'registration.verify.edit': 'Mistyped? Change the data',
  'registration.verify.over_limit':
    'Registration with this NIP was tried too often today. Your email address and number stay verified; press Verify again after {date}, {time}, or ask the personnel office of your agency.',
  'registration.delivery.none':
    'Nothing sent yet: at most 5 messages an hour go to one contact. Press Send again later, or use another contact.',
  'registration.delivery.sent': 'Sent {time}.',
  'registration.delivery.waiting': 'Being sent.',
  'registration.delivery.failed': 'Could not be sent. Check the spelling.',

  'registration.password.title': 'Choose a password',
  'registration.password.text':
    'We have your data. Choose a password for your account; we never ask for it by telephone or message.',
  'registration.password.confirm': 'Repeat the password',
  'registration.password.submit': 'Create account',

  'registration.check_email.title': 'Check your email',
  'registration.check_email.text':
    'One step is left. We sent an activation link to {masked}. Open it and press “Activate account”. It is valid for {minutes} minutes, once.',
  'registration.check_email.not_there':
    'Not there yet? Look into the spam folder, wait a little, or ask for a new link. The old one is then void.',
  'registration.check_email.resend': 'Send the link again',
  'registration.check_email.again':
    'Request received. If the limit of 5 messages an hour is not reached, a new link arrives soon; use the newest.',

  'registration.queued.title': 'Your registration is being processed',
  'registration.queued.text':
    'Your email address and number are verified. The personnel or population system is slow just now, so your registration has been waiting its turn since {time}. Nothing needs to be typed again.',
  'registration.queued.mail':
    'We try again by ourselves and tell you by email to {masked}, with a link to this page. You may close this page.',
  'registration.queued.left': 'Checking again in',

  'registration.waiting.title': 'Your registration waits for the personnel office',
  'registration.waiting.text':
    'Your password is stored. Some of the data must be matched by people who know you in your agency, because NIP and NIK alone do not prove who you are.',
  'registration.waiting.changed':
    'The account has not been activated: the email address or number that you proved is no longer the one in the personnel records, or that one has only just changed. So the personnel office decides.',
  'registration.waiting.who': 'Who checks it',
  'registration.waiting.bring':
    'To make it quick, contact them in working hours with your identity card and your employee card or letter of appointment.',
  'registration.waiting.since': 'Waiting since {date}, {time}.',
  'registration.waiting.until': 'The request is valid until {date}.',
  'registration.waiting.then':
    'Once it is decided we tell you by email to {masked}. The link to this page is in that email too.',

  'registration.approved.title': 'Your registration was approved',
  'registration.approved.text':
    'Only the activation is left. Press the button; we send an activation link to {masked}, valid for {minutes} minutes.',
  'registration.approved.submit': 'Send the activation link',

  'registration.elsewhere.title': 'Continue the registration in this browser',
  'registration.elsewhere.text':
    'This registration began in another browser. To continue it here, we send a new code by SMS to {masked}.',

  'registration.activate.title': 'Activate your account',
  'registration.activate.text': 'Press this button to create your account. Then you can sign in.',
  'registration.activate.submit': 'Activate account',
  'registration.activate.gone_title': 'This link is no longer valid',
  'registration.activate.gone':
    'An activation link is valid for {minutes} minutes and once. This one was used, is too old, or was replaced by a newer one.',
  'registration.activate.gone_do':
    'Pressed “Activate account” already? Try to sign in. Not yet? Use our newest email, or ask for a new link on the status page.',
  'registration.activate.status': 'Status of the registration',

  'registration.done.title': 'Your account is active',
  'registration.done.text':
    'Sign in with your NIP and password. At the first sign-in we send codes to your contacts, then you set up an authenticator app on your phone.',
  'registration.done.wait':
    'Your contacts are new on record. For your security the first sign-in can be completed from {date}, {time}.',

  'registration.refused.not_in_directory': 'This NIP is not in the personnel records yet',
  'registration.refused.not_in_directory_text':
    'We did not find the NIP that you typed in the records of BKN. No account was made.',
  'registration.refused.not_in_directory_do':
    'Check its digits on your letter of appointment or employee card, then register again. Newly appointed? Your record may not be there yet; send a request to the personnel office.',
  'registration.refused.conflict': 'This NIP is recorded more than once',
  'registration.refused.conflict_text':
    'The personnel records hold this NIP twice, so we cannot tell which record is yours. No account was made.',
  'registration.refused.conflict_do':
    'Ask the personnel office of your agency to correct the record; the request can be sent from here.',
  'registration.refused.nik_mismatch': 'NIP and NIK do not match',
  'registration.refused.nik_mismatch_text':
    'The NIK that you typed differs from the one in the personnel record of that NIP. No account was made.',
  'registration.refused.nik_mismatch_do':
    'Check both numbers and register again. If both are right, your record must be corrected by the personnel office of your agency.',
  'registration.refused.registered': 'This NIP has an account',
  'registration.refused.registered_text':
    'There is an ASN Digital account for this NIP; you need not register again.',
  'registration.refused.registered_do': 'Cannot sign in? Recover that account:',
  'registration.refused.registered_not_me':
    'Was it not you who made it? Contact the helpdesk to have it looked into.',
  'registration.refused.not_activated': 'Your account is there, waiting to be activated',
  'registration.refused.not_activated_text':
    'An account for this NIP has been prepared. Sign in with your NIP and the first password from your agency; the activation begins there.',
  'registration.refused.not_activated_do':
    'You do not know that password? Ask the personnel office of your agency.',
  'registration.refused.not_active': 'This NIP is not active',
  'registration.refused.not_active_text':
    'The personnel records say that you are no longer an active civil servant (retired or dismissed, for example), so no account can be made.',
  'registration.refused.not_active_do':
    'If that is wrong, ask the personnel office of your agency to correct it.',
  'registration.refused.objected': 'The registration was stopped',
  'registration.refused.objected_text':
    'The owner of the contacts on record says that it was not them who registered. No account was made.',
  'registration.refused.objected_do':
    'If that is you, or if those contacts are no longer yours, go to the personnel office of your agency.',
  'registration.refused.agency': 'The registration was not approved',
  'registration.refused.agency_text':
    'The personnel office of your agency checked this registration and did not approve it. No account was made.',
  'registration.refused.agency_reason': 'The reason: {reason}',
  'registration.refused.agency_do': 'Talk to them, mend what is missing, then register again.',
  'registration.refused.expired': 'The registration has run out of time',
  'registration.refused.expired_text':
    'This registration was not finished in its time and was ended. No account was made.',
  'registration.refused.expired_do': 'You can register again at any time.',
  'registration.refused.again': 'Register again',
  'registration.refused.correction': 'Ask for a correction of the record',
  'registration.refused.ask': 'Ask an officer',

  'registration.no_status.title': 'There is no registration in this browser',
  'registration.no_status.text':
    'To see where a registration stands, open the link in our email, or this page in the browser where you registered.',

  'registration.object.title': 'Was it not you who registered?',
  'registration.object.text':
    'On {date} at {time} somebody began to register an ASN Digital account with your NIP. If it was not you, stop it here: no account is made, and the personnel office can no longer approve it.',
  'registration.object.submit': 'Stop this registration',
  'registration.object.ended_title': 'The registration was stopped',
  'registration.object.ended':
    'That registration has ended and cannot go on. There is nothing else to do; you can still register with your NIP yourself.',
  'registration.object.late_title': 'The account has been made',
  'registration.object.late':
    'The account of this NIP is active, so its registration can no longer be stopped. If it was not you who made it, contact the helpdesk right now to have it frozen.',
  'registration.object.gone_title': 'This link is no longer valid',
  'registration.object.gone':
    'This link is incomplete, or its registration ended long ago. Worried that somebody uses your NIP? Contact the helpdesk.',
} as const satisfies Record<keyof typeof id, string>;
