import type id from '../id/pages.ts';

export default {
  'step.asks': 'Sign in to continue to',
  'step.asks_act': 'Approval for',
  'step.act': '{name} asks for your code for:',
  'step.cancel': 'Cancel',
  'step.counter': 'Step {at} of {of}',

  'password.title': 'Sign in',
  'password.nip_hint': '18 digits; spaces are fine.',
  'password.shared': 'Shared device',
  'password.shared_hint':
    'Tick this if other people use this device too. Your session ends when the browser closes.',
  'password.forgot': 'Forgotten password',
  'password.register': 'No account yet? Register',

  'captcha.title': 'Show that you are not a robot',
  'captcha.why':
    'Some attempts to sign in did not match. This short step keeps guessing programs out. After it, type your password again.',
  'captcha.robot': 'I am not a robot',
  'captcha.working': 'Checking, usually a few seconds…',
  'captcha.done': 'Done. Press Continue.',
  'captcha.use_picture': 'Use the picture instead',
  'captcha.picture_name': 'A picture of letters and digits, bent on purpose',
  'captcha.characters': 'Characters in the picture',
  'captcha.characters_hint': 'Upper or lower case does not matter.',
  'captcha.cannot_see': 'Does this not work for you?',
  'captcha.send_code': 'Send a code by email',
  'captcha_code.title': 'Enter the code from the email',
  'captcha_code.text':
    'If the NIP you typed is registered, we have sent a 6-digit code to its email (by SMS if no email is on record). The code stands in for the picture.',
  'captcha_code.picture': 'Back to the picture',

  'totp.title': 'Enter the OTP code',
  'totp.hint': 'Open the authenticator app on your phone and type the 6-digit code.',
  'totp.hint_entries':
    'Open the authenticator app on “{first}” or “{second}” and type the 6-digit code of ASN Digital.',
  'totp.hint_entry': 'Open the authenticator app on your phone and type the 6-digit code of “{entry}”.',
  'totp.recovery': 'Use a recovery code',
  'totp.lost': 'Phone lost or replaced',
  'totp.clock_slow':
    'The clock of this device is about {minutes} minutes slow. If your authenticator app is on this device, set its clock to automatic first.',
  'totp.clock_fast':
    'The clock of this device is about {minutes} minutes fast. If your authenticator app is on this device, set its clock to automatic first.',

  'recovery.title': 'Enter a recovery code',
  'recovery.hint': 'One of the codes you saved when you set up the authenticator app. Each works once.',
  'recovery.totp': 'Use a code from the authenticator app',
  'recovery.none': 'I have neither',

  'contact_sms.title': 'Confirm your mobile number',
  'contact_sms.text':
    'We have sent a 6-digit code by SMS to {to}, the number in your personnel record. It is valid for 10 minutes.',
  'contact_email.title': 'Confirm your email',
  'contact_email.text':
    'We have sent a 6-digit code to {to}, the address in your personnel record. It is valid for 10 minutes.',
  'contact_wait.title': 'Wait one more day',
  'contact_wait.text':
    'Only one contact is on record for your account, {to}. So that nobody else can activate it, we allow a day to be on the safe side. A notice has been sent to that contact.',
  'contact_wait.until': 'You can go on from {date}, {time}.',
  'contact_wait.then': 'After that, sign in again in the same way. There is nothing you need to do now.',
  'contact_wait.sooner': 'Need it sooner?',
  'contact_wait.sooner_text':
    'Ask the personnel office of your agency to complete your contacts, or call the helpdesk:',
  'contact_none.title': 'No contact of yours is on record',
  'contact_none.text':
    'This account is activated by a code to your email or mobile number, but no usable contact is on record. We cannot ask for one here, because anybody could fill it in.',
  'contact_none.agency':
    'Ask the personnel office of your agency to record your email and mobile number. Bring your staff card or identity card.',
  'contact_none.young_title': 'Your contacts are new on record',
  'contact_none.young':
    'This account is activated by a code to your email or mobile number. They were recorded just now, and are used only after 72 hours, to keep you safe.',
  'contact_none.young_from':
    'Sign in again the same way from {date}, {time}. Until then there is nothing you need to do.',
  'contact_none.young_agency':
    'Are they not yours, or has the time passed? Ask the personnel office of your agency.',
  'contact_none.helpdesk': 'Or call the helpdesk',

  'change_password.title': 'Choose a new password',
  'change_password.why_initial':
    'Your password is still your NIK, which others can find out. Replace it with a password of your own.',
  'change_password.why_required':
    'For your safety the password of this account must be changed before you go on.',
  'change_password.why_wanted': 'Once saved, the old password no longer works.',
  'change_password.hint':
    'At least 8 characters with upper case, lower case, digit and symbol; or 15 of any kind, such as a few words. No name, NIP, NIK or birth date.',
  'meter.0': 'Easy to guess.',
  'meter.1': 'Weak.',
  'meter.2': 'Fair. 12 characters or more are better.',
  'meter.3': 'Strong.',
  'meter.4': 'Very strong.',

  'enrol.title': 'Set up an authenticator app',
  'enrol.install':
    'Install an authenticator app on your phone, for example Aegis, FreeOTP, Google Authenticator or Microsoft Authenticator.',
  'enrol.scan': 'In that app choose “add account” and scan this code:',
  'enrol.open': 'Open in the app (on this phone)',
  'enrol.by_hand': 'Cannot scan? Type this key into the app:',
  'enrol.copy': 'Copy the key',
  'enrol.named': 'Account name in the app: {label}. Type: time-based, 6 digits.',
  'enrol.type': 'Type the 6-digit code that the app shows.',
  'enrol.hint': 'The code changes every 30 seconds.',

  'recovery_codes.title': 'Save your recovery codes',
  'recovery_codes.text':
    'If your phone is lost or broken, one of these codes stands in for the OTP code. Each works once. Keep them safe, apart from the phone.',
  'recovery_codes.list': 'Ten recovery codes',
  'recovery_codes.print': 'Print',
  'recovery_codes.copy': 'Copy all',
  'recovery_codes.once':
    'These codes are shown only now. Once you go on, we cannot see them any more either.',

  'consent.title': 'Allow {name}?',
  'consent.text': '{name} is not a part of ASN Digital. If you allow it, {name} receives:',
  'consent.title_native': 'Sign in to {name}?',
  'consent.text_native':
    'The app {name} on this device asks to sign in as you. Go on only if you yourself have just opened it.',
  'consent.as': 'You are signed in as {name}.',
  'scope.openid': 'The identifier of your account',
  'scope.profile': 'Name, degrees and NIP',
  'scope.email': 'Email address',
  'scope.phone': 'Mobile number',
  'scope.asn': 'Personnel data: agency, unit, position, rank and grade',
  'scope.directory:read': 'History of ranks and positions',

  'continue_as.title': 'Continue as {name}?',
  'continue_as.text':
    'A session with the NIP {nip} is still open on this shared device. If that is not you, choose “Not me”: the session is ended and you can sign in with your own NIP.',

  'cookies.title': 'Your browser blocks cookies',
  'cookies.why':
    'To sign you in, this site has to keep one small mark (a cookie) while you are signed in, so that nobody else can step in. Your browser refuses it.',
  'cookies.do_settings': 'Allow cookies for the address below in the settings of your browser; or',
  'cookies.do_private': 'open the application in another browser.',
  'cookies.do_again': 'Then try again: you sign in to the portal, and open the application from there.',

  'link.title': 'Go on signing in in this browser',
  'link.text':
    'After you press Continue you have {count} attempts at your password in this browser, for {minutes} minutes.',
  'link.elsewhere_title': 'Open it in the browser from before',
  'link.elsewhere': 'This link can only be used in the browser where you asked for it.',
  'link.do_copy': 'Copy the link from the email (press it long, or right-click, then Copy).',
  'link.do_paste': 'Open the browser in which you were signing in, and paste the link into the address bar.',
  'link.elsewhere_ask': 'Never asked for this link? Just close this page; your account was not opened.',
  'link.gone_title': 'This link is no longer valid',
  'link.gone': 'Each link is valid for {minutes} minutes, and once.',
  'link.do_again': 'If signing in is still locked, you can ask for a new link on the sign-in page.',
  'link.to_signin': 'To the sign-in page',

  'busy.title': 'We are busy just now',
  'busy.text': 'It is your turn in about {wait}; this page reloads by itself.',
  'busy.stay': 'You need not type anything yet. No attempt is counted.',
  'busy.left': 'Reloading in',

  'landing.title': 'One account for every ASN service',
  'landing.text': 'Sign in once with your NIP for MyASN, SIASN, e-Kinerja and the ASN Digital portal.',
  'landing.to_portal': 'Open the portal',
  'landing.register': 'Register',
  'landing.forgot': 'Forgotten password',
  'landing.new_phone': 'New phone',
  'landing.services': 'Services',
  'landing.safe': 'How to recognise this site',
  'landing.safe_address': 'Your ASN Digital password and OTP code are typed at this address only:',
  'landing.safe_look':
    'Read the address at the top of the browser from its start to the first slash. It must be exactly the same.',
  'landing.safe_ask': 'No officer, superior or WhatsApp message ever asks for your password or OTP code.',
  'landing.safe_link': 'Opening this site from your own bookmark is safer than from a link in a message.',
  'landing.safe_report': 'Have you found a site that imitates this page? Report it to',

  'portal_page.title': 'ASN Digital portal',
  'portal_page.hello': 'Welcome, {name}',
  'portal_page.services': 'Your services',
  'portal_page.summary': 'Your service record in short',
  'portal_page.name': 'Name',
  'portal_page.nip': 'NIP',
  'portal_page.kind': 'Kind of employment',
  'portal_page.rank': 'Rank and grade',
  'portal_page.grade': 'Grade',
  'portal_page.service_time': 'Length of service',
  'portal_page.years': '{tahun} years {bulan} months',
  'portal_page.position': 'Position',
  'portal_page.unit': 'Unit',
  'portal_page.agency': 'Agency',
  'portal_page.updated': 'According to the personnel record of {date}.',
  'portal_page.no_notices': 'Nothing has happened that you need to know.',
  'portal_page.look': 'Please check:',
  'portal_page.session': 'You signed in at {started}. The session ends at {ends} at the latest.',

  'error.title': 'The request could not be handled',
  'error.text': 'Something went wrong on our side or in what was sent. None of your data has changed.',
  'error.do': 'Go back and try again. If it happens again, call the helpdesk and give the reference below.',
  'not_found.title': 'Page not found',
  'not_found.text': 'There is no such address, or it is not for your account.',
  'not_found.do':
    'Check the address, or sign in through the portal: some pages, such as the officers’ consoles, open only after that.',
  'forbidden.title': 'The request was refused',
  'forbidden.text': 'This request did not come from a page of ours, so we did not carry it out.',
  'forbidden.do': 'Open the page directly at its address and try again. Nothing has changed.',
  'unavailable.title': 'The service is disturbed',
  'unavailable.text': 'A part of our systems cannot be reached. Your data is safe and no attempt is counted.',
  'unavailable.do': 'Wait a moment; this page reloads by itself.',
  'unavailable.left': 'Reloading in',
  'reference.text': 'Reference for the helpdesk:',

  'oidc_error.title': 'This sign-in request cannot go on',
  'oidc_error.text': 'The application that sent you here asks for something we cannot accept.',
  'oidc_error.text_of': '{name} asks for something we cannot accept.',
  'oidc_error.do':
    'This is not your fault. Start again from the application; if it happens again, tell its operator.',
  'oidc_error.developer': 'For developers',

  'logout_ask.title': 'Sign out of all applications?',
  'logout_ask.text':
    'You will be signed out of the portal and of every application opened with this account.',
  'logout_ask.text_of':
    '{application} asks you to sign out. You will be signed out of the portal and of every application opened with this account.',
  'logout_ask.as': 'Signed in as {name} now.',
  'logout_ask.stay': 'Cancel',
  'logged_out.title': 'You are signed out',
  'logged_out.text': 'Your ASN Digital session has ended.',
  'logged_out.done': 'Signed out as well of',
  'logged_out.later': 'No answer yet',
  'logged_out.open': 'Open {name}',
  'logged_out.missed':
    'You may still be signed in there. We keep trying to reach it, for a day at most. To be sure, open the application and press "Sign out" there.',
  'logged_out.close': 'On a shared device, close the browser too.',
  'logged_out.back': 'Back to {name}',

  'switch.title': 'Change the account to {name}?',
  'switch.text':
    '{from} is signed in in this browser. If you go on as {to}, {from} will be signed out of all applications.',
  'switch.change': 'Change account',
  'switch.keep': 'Stay as {name}',

  'outbox.title': 'Outbox of the demo',
  'outbox.text': 'Every email and SMS this demo has sent, newest first. This page exists in the demo only.',
  'outbox.empty': 'No message yet.',
  'outbox.sms': 'SMS to',
  'outbox.email': 'Email to',
} satisfies Record<keyof typeof id, string>;
