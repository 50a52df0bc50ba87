import type id from '../id/mail.ts';

export default {
  'mail.at': '{date}, {time}',
  'mail.at.sms': 'at {time}',
  'mail.contact.email': 'email address',
  'mail.contact.phone': 'mobile number',
  'mail.open_link': 'Open the link',
  'mail.greeting': 'To the owner of NIP …{nip},',
  'mail.signature':
    'Regards,\nASN Digital\n\nWe never ask for your password or codes, by telephone, message or email.',
  'mail.not_you':
    'Not you? On this page you can freeze the account at once, so that nobody can use it. The link is valid for {days} days, once:\n\n{disavow}',
  'mail.not_you.also':
    'Do you fear that somebody else has your account? On this page you can freeze it at once, so that nobody can use it. The link is valid for {days} days, once:\n\n{disavow}',
  'mail.not_you.sms': 'Not you? {disavow}',
  'mail.help':
    'Anything you do not recognise? Contact the helpdesk: {helpEmail}, telephone {helpPhone} ({helpDays}, {helpFrom}–{helpTo}).',
  'mail.help.sms': 'Not expected? Call the helpdesk: {helpPhone}.',

  'mail.code_activation.subject': 'Code to activate your ASN Digital account',
  'mail.code_activation.text':
    'Your code to activate your ASN Digital account:\n\n{code}\n\nIt is valid for {minutes} minutes, and only in the browser where you asked for it. Give it to nobody, officers included.\n\nNot activating an account? Somebody is using your NIP and password. Ignore this code and contact the helpdesk: {helpEmail}.',
  'mail.code_activation.sms':
    'ASN Digital: your activation code is {code}. Valid for {minutes} minutes. Give it to nobody.',

  'mail.code_captcha.subject': 'ASN Digital code instead of the picture',
  'mail.code_captcha.text':
    'Your code to go on signing in without reading the picture:\n\n{code}\n\nIt is valid for {minutes} minutes, and only in the browser where you asked for it. Give it to nobody.\n\nNot signing in? Ignore this email; this code alone does not open your account.',
  'mail.code_captcha.sms':
    'ASN Digital: your code instead of the picture is {code}. Valid for {minutes} minutes. Give it to nobody.',

  'mail.code_registration.subject': 'ASN Digital registration code',
  'mail.code_registration.text':
    'Your code to register with ASN Digital:\n\n{code}\n\nIt is valid for {minutes} minutes, and only in the browser where you are registering. Give it to nobody, officers included.\n\nNot registering? Somebody typed your address. Ignore this email; without this code the registration stops.',
  'mail.code_registration.sms':
    'ASN Digital: your registration code is {code}. Valid for {minutes} minutes. Give it to nobody.',

  'mail.code_recovery.sms':
    'ASN Digital: code to recover your password {code}. Good for {minutes} minutes. Give it to nobody.',

  'mail.code_reset.subject': 'Code to replace your ASN Digital authenticator',
  'mail.code_reset.text':
    'Your code to ask for a replacement of the authenticator app:\n\n{code}\n\nIt is valid for {minutes} minutes, and only in the browser where you asked for it. Give it to nobody, officers included.\n\nDid you not ask for it? Ignore this code and contact the helpdesk: {helpEmail}.',
  'mail.code_reset.sms':
    'ASN Digital: your code to replace the authenticator is {code}. Valid for {minutes} minutes. Give it to nobody.',

  'mail.code_contact.subject': 'Code to confirm your new contact',
  'mail.code_contact.text':
    'Your code to confirm that this address is yours:\n\n{code}\n\nIt is valid for {minutes} minutes, and only in the browser where you asked for it. Give it to nobody.\n\nDid you not ask for it? Somebody typed your address. Ignore this email; without this code your address is not recorded.',
  'mail.code_contact.sms':
    'ASN Digital: your code to confirm this number is {code}. Valid for {minutes} minutes. Give it to nobody.',

  'mail.code_signin.sms':
    'ASN Digital: your sign-in code is {code}. Valid for {minutes} minutes. Not signing in? Change your password.',

  'mail.code_case.subject': 'Code for your request for help',
  'mail.code_case.text':
    'Your code to send a request to the ASN Digital helpdesk:\n\n{code}\n\nIt is valid for {minutes} minutes, and only in the browser where you asked for it.\n\nNot asking for help? Somebody typed your address. Ignore this email; without this code nothing is sent.',
  'mail.code_case.sms':
    'ASN Digital: the code for your request for help is {code}. Valid for {minutes} minutes. Give it to nobody.',

  'mail.link_signin.subject': 'Link to try again to sign in to ASN Digital',
  'mail.link_signin.text':
    'Open this link in the browser where you were signing in to {application}:\n\n{link}\n\nSigning in with your NIP is locked just now, after several wrong passwords. This link gives {tries} more attempts. It is valid for {minutes} minutes, once, and in that browser only; if it opens in another one, copy it and paste it there.\n\nNot signing in? Somebody is trying your password. Ignore this email; your account was not opened, and this link does not open it.',

  'mail.link_activation.subject': 'Activate your ASN Digital account',
  'mail.link_activation.text':
    'One step is left. Open this link and press "Activate account":\n\n{link}\n\nThe link is valid for {minutes} minutes, once. Then sign in with your NIP and password; the authenticator app is set up at that moment.\n\nDid you not register? Do not open the link, and contact the helpdesk: {helpEmail}.',

  'mail.link_recovery.subject': 'Recover your ASN Digital password',
  'mail.link_recovery.text':
    'Your code to recover your password:\n\n{code}\n\nType it on the page where you asked for it, or open this link; both lead to the same step:\n\n{link}\n\nThe code is good for {codeMinutes} minutes, the link for {minutes}, each once. Give it to nobody, officers included.\n\nDid you not ask for it? Ignore this email; your password has not changed.',

  'mail.password_changed.subject': 'The password of your ASN Digital account was changed',
  'mail.password_changed.text': 'The password of your account was changed on {at}.',
  'mail.password_changed.sms': 'ASN Digital: your password was changed {at}.',

  'mail.totp_enrolled.subject': 'Your ASN Digital account is active with an authenticator app',
  'mail.totp_enrolled.text':
    'Your ASN Digital account is active, and protected by an authenticator app since {at}. Every sign-in asks for a code from it. Ten recovery codes were made with it, for use if your phone is lost or broken.',
  'mail.totp_enrolled.sms': 'ASN Digital: your account is active with an authenticator, {at}.',

  'mail.totp_replaced.subject': 'The authenticator app of your account was replaced',
  'mail.totp_replaced.text':
    'The authenticator app of your ASN Digital account was replaced on {at}. The old entry on your phone no longer works and may be deleted.',
  'mail.totp_replaced.sms': 'ASN Digital: your authenticator was replaced {at}.',

  'mail.totp_added.subject': 'A second authenticator in your account',
  'mail.totp_added.text':
    'The authenticator app “{name}” was added to your ASN Digital account on {at}. Its codes can be used to sign in, beside the authenticator you had.',
  'mail.totp_added.sms': 'ASN Digital: a second authenticator was added {at}.',
  'mail.totp_removed.subject': 'An authenticator of your account was removed',
  'mail.totp_removed.text':
    'The authenticator app “{name}” was removed from your ASN Digital account on {at}. Its codes no longer work, and its entry on the phone may be deleted.',
  'mail.totp_removed.sms': 'ASN Digital: an authenticator was removed {at}.',

  'mail.role_granted.subject': 'You were given a role in ASN Digital',
  'mail.role_granted.text':
    'You were given an officer’s role in ASN Digital on {at}. Its console is in the portal.',
  'mail.role_granted.sms': 'ASN Digital: you were given an officer role {at}.',

  'mail.admin_request.subject': 'A request waits in the platform console',
  'mail.admin_request.text':
    'On {at} an admin asked for a change that another admin must decide. Open the platform console, part Requests.',

  'mail.passkey_added.subject': 'A new passkey in your account',
  'mail.passkey_added.text':
    'The passkey “{name}” (sign-in with fingerprint or face) was added to your ASN Digital account on {at}.',
  'mail.passkey_added.sms': 'ASN Digital: a new passkey was added to your account {at}.',

  'mail.passkey_removed.subject': 'A passkey of your account was removed',
  'mail.passkey_removed.text': 'The passkey “{name}” was removed from your ASN Digital account on {at}.',
  'mail.passkey_removed.sms': 'ASN Digital: a passkey was removed from your account {at}.',

  'mail.passkey_cloned.subject': 'A passkey of your account was stopped',
  'mail.passkey_cloned.text':
    'The passkey “{name}” was stopped on {at}, because somebody may have copied it. If the device is yours, make a new passkey on your account page.',
  'mail.passkey_cloned.sms': 'ASN Digital: passkey stopped {at}; maybe copied.',

  'mail.recovery_codes_made.subject': 'New recovery codes for your account',
  'mail.recovery_codes_made.text':
    'Ten new recovery codes were made for your ASN Digital account on {at}. The old ones no longer work.',
  'mail.recovery_codes_made.sms': 'ASN Digital: new recovery codes were made {at}.',

  'mail.recovery_code_used.subject': 'A recovery code of your account was used',
  'mail.recovery_code_used.text':
    'A recovery code of your ASN Digital account was used on {at}. Recovery codes left: {left}.',
  'mail.recovery_code_used.sms': 'ASN Digital: a recovery code was used {at}. {left} left.',

  'mail.new_device.subject': 'Your account signed in from a new device',
  'mail.new_device.text':
    'Your ASN Digital account was used to sign in from a device or browser that you had not used before:\n\n{signins}\n\nIf all of that was you, ignore this email.',
  'mail.new_device.line': '- {at}: {browser}, to {application}, from network address {address}',
  'mail.new_device.line_shared': '{line} (shared device)',
  'mail.new_device.browser_unknown': 'a browser we do not know',
  'mail.new_device.address_unknown': 'unknown',
  'mail.new_device.more': '- and {count} more',

  'mail.shared_device.subject': 'You signed in on a shared device',
  'mail.shared_device.text':
    'Just for your records: your ASN Digital account was used to sign in on a shared device.\n\n{signins}\n\nIf that was you, there is nothing to do. The session ends by itself after 15 minutes without use; safer still, press "Sign out" when you have finished.',

  'mail.wrong_second_factor.subject': 'Does somebody know your password?',
  'mail.wrong_second_factor.text':
    'On {at} somebody entered the password of your ASN Digital account with a second code that was wrong. Your account was not opened. If that was you, ignore this email.',
  'mail.wrong_second_factor.sms': 'ASN Digital: your password was right, the OTP code wrong, {at}.',

  'mail.wrong_factor_in_recovery.subject': 'Can somebody open your email?',
  'mail.wrong_factor_in_recovery.text':
    'On {at} somebody tried to recover the password of your ASN Digital account. The code from your email was right, the OTP or recovery code wrong. Your password has not changed. If that was you, ignore this email. If not, secure your mailbox as well.',
  'mail.wrong_factor_in_recovery.sms': 'ASN Digital: password recovery with a wrong OTP code {at}.',

  'mail.wrong_factor_for_act.subject': 'A change to your account was refused: wrong code',
  'mail.wrong_factor_for_act.text':
    'On {at} somebody tried to change your ASN Digital account from a session that is signed in, but the code was wrong. Nothing has changed. If that was you, ignore this email.',
  'mail.wrong_factor_for_act.sms': 'ASN Digital: a change was refused, wrong OTP code, {at}.',

  'mail.password_recovery_forced.subject': 'Your password must be recovered',
  'mail.password_recovery_forced.text':
    'By {at} the password of your ASN Digital account had been entered correctly twenty times with a wrong second code. Somebody else seems to know it, so it cannot be used until you recover it with "Forgot password".',
  'mail.password_recovery_forced.sms':
    'ASN Digital: your password seems known to others; use "Forgot password".',

  'mail.contact_wait.subject': 'The activation of your account waits 24 hours',
  'mail.contact_wait.text':
    'On {at} the activation of your ASN Digital account began. As only one contact is on record, it waits 24 hours so that you can object. After that, sign in again with your NIP and first password.',
  'mail.contact_wait.sms': 'ASN Digital: the activation of your account waits 24 hours.',

  'mail.registration_started.subject': 'An ASN Digital account is being registered with your NIP',
  'mail.registration_started.text':
    'On {at} somebody began to register an ASN Digital account with your NIP. If that was you, there is nothing to do.',
  'mail.registration_started.link':
    'Not you? Stop that registration here; one press, and no account is made:\n\n{link}',
  'mail.registration_started.sms': 'ASN Digital: somebody registers with your NIP, {at}.',
  'mail.registration_started.link.sms': 'Not you? Stop it: {link}',

  'mail.recovery_started.subject': 'Somebody asked to recover your password',
  'mail.recovery_started.text':
    'On {at} somebody asked to recover the password of your ASN Digital account. It has not changed yet. If that was you, ignore this email.',
  'mail.recovery_started.sms': 'ASN Digital: recovery of your password was requested {at}.',

  'mail.reset_requested.subject': 'A replacement of your authenticator app was requested',
  'mail.reset_requested.text':
    'On {at} a replacement of the authenticator app of your ASN Digital account was requested. A new one can be set up from {opensAt}. Until then the old one keeps working.',
  'mail.reset_requested.link': 'Not you, or no longer needed? Cancel the request here:\n\n{link}',
  'mail.reset_requested.sms': 'ASN Digital: a reset of your authenticator was requested.',
  'mail.reset_requested.link.sms': 'Not you? Cancel: {link}',

  'mail.reset_open.subject': 'You can set up a new authenticator now',
  'mail.reset_open.text':
    'The waiting time for replacing the authenticator app of your ASN Digital account ended on {at}. A new one can be set up now.',
  'mail.reset_open.link': 'Go on from here:\n\n{link}',
  'mail.reset_open.sms': 'ASN Digital: a new authenticator can be set up.',
  'mail.reset_open.link.sms': 'Go on: {link}',

  'mail.reset_cancelled.subject': 'The replacement of your authenticator was cancelled',
  'mail.reset_cancelled.text':
    'The request to replace the authenticator app of your ASN Digital account was cancelled on {at}. The old one keeps working.',
  'mail.reset_cancelled.sms': 'ASN Digital: the authenticator reset was cancelled {at}.',

  'mail.contact_changed.subject': 'A contact of your ASN Digital account was changed',
  'mail.contact_changed.text':
    'On {at} the {kind} of your ASN Digital account was changed to {masked}. The new one does not count for recovery for 72 hours.',
  'mail.contact_changed.link':
    'Not you? Undo the change within 72 hours. Both contacts are then suspended until an officer has looked at them:\n\n{link}',
  'mail.contact_changed.sms': 'ASN Digital: your {kind} was changed {at}.',
  'mail.contact_changed.link.sms': 'Not you? Undo: {link}',

  'mail.contact_undone.subject': 'The change of your contact was undone',
  'mail.contact_undone.text':
    'On {at} the change of the {kind} of your ASN Digital account was undone. The old one is on record again, but does not count for recovery until an officer has looked at it. Second factors added since the change were removed, and all sessions ended.',
  'mail.contact_undone.sms': 'ASN Digital: the change of your {kind} was undone {at}.',

  'mail.account_frozen.subject': 'Your ASN Digital account was frozen',
  'mail.account_frozen.text':
    'Your ASN Digital account was frozen on {at}, and all its sessions ended. To open it again, sign in with your password and a second factor that you had before the event and for at least 72 hours. Do you have neither? Ask the personnel office of your agency or the helpdesk. Email or SMS alone never opens a frozen account.',
  'mail.account_frozen.sms': 'ASN Digital: your account was frozen {at}; all sessions ended.',

  'mail.account_unfrozen.subject': 'Your ASN Digital account is no longer frozen',
  'mail.account_unfrozen.text':
    'The freeze of your ASN Digital account ended on {at}. The account can be used again as before.',
  'mail.account_unfrozen.sms': 'ASN Digital: your account is no longer frozen, {at}.',

  'mail.code_handed.subject': 'A one-time sign-in code was made for you',
  'mail.code_handed.text':
    'On {at} an officer made a one-time sign-in code for your ASN Digital account. It is handed to you directly, stands in for the password, and is valid until {until}.',
  'mail.code_handed.sms': 'ASN Digital: an officer made a sign-in code for you {at}.',

  'mail.lock_ended.subject': 'An officer ended the lock of your account',
  'mail.lock_ended.text':
    'Your ASN Digital account was locked after several wrong attempts. On {at} an officer ended the lock.',
  'mail.lock_ended.sms': 'ASN Digital: an officer ended your lock {at}.',

  'mail.nip_changed.subject': 'A new number was attached to your account',
  'mail.nip_changed.text':
    'A new employee number was attached to your ASN Digital account on {at}. The old one keeps naming the same account.',
  'mail.nip_changed.sms': 'ASN Digital: a new employee number was attached {at}.',

  'mail.sms_factor_chosen.subject': 'SMS codes are now used to sign in to your account',
  'mail.sms_factor_chosen.text':
    'Since {at} the second factor of your ASN Digital account is a code by SMS. An authenticator app is far safer; set one up as soon as your phone allows it.',
  'mail.sms_factor_chosen.sms': 'ASN Digital: SMS codes are now your second factor.',

  'mail.role_ended.subject': 'Your role in ASN Digital ended',
  'mail.role_ended.text':
    'Your officer role in ASN Digital ended on {at}. Your own account can be used as before.',
  'mail.role_ended.sms': 'ASN Digital: your officer role ended {at}.',

  'mail.data_exported.subject': 'A copy of your account’s data was opened',
  'mail.data_exported.text':
    'On {at} a copy of all the data of your ASN Digital account was opened: profile, contacts, devices, applications and activity. It can be downloaded for five minutes, in that session alone.',
  'mail.data_exported.sms': 'ASN Digital: a copy of all data of your account was opened {at}.',

  'mail.directory_changed.subject': 'Your data in the employee directory changed',
  'mail.directory_changed.text':
    'On {at} the employment data that ASN Digital uses was updated from the directory. This can be your legal position, agency or contacts. Is anything wrong? Ask the personnel office of your agency to correct it.',
  'mail.directory_changed.sms': 'ASN Digital: your employment data was updated {at}.',

  'mail.registration_queued.subject': 'Your ASN Digital registration is waiting its turn',
  'mail.registration_queued.text':
    'We received your registration on {at}. The personnel system is not answering just now; we try again by ourselves, and you need not type anything again. See where your registration stands:\n\n{link}',
  'mail.registration_queued.sms': 'ASN Digital: your registration was received and waits: {link}',

  'mail.registration_waiting.subject': 'Your ASN Digital registration is being checked',
  'mail.registration_waiting.text':
    'We received your registration on {at}; the personnel office of your agency is checking it. See where your registration stands:\n\n{link}',
  'mail.registration_waiting.sms': 'ASN Digital: your registration is being checked: {link}',

  'mail.registration_approved.subject': 'Your ASN Digital registration was approved',
  'mail.registration_approved.text':
    'Your registration was approved on {at}. Go on from this page:\n\n{link}',
  'mail.registration_approved.sms': 'ASN Digital: your registration was approved. Go on: {link}',

  'mail.registration_refused.subject': 'Your ASN Digital registration cannot go on',
  'mail.registration_refused.text':
    'Your registration cannot go on. The reason, and what can be done, are on this page:\n\n{link}',
  'mail.registration_refused.sms': 'ASN Digital: your registration cannot go on: {link}',

  'mail.registration_resumed.subject': 'Your ASN Digital registration can go on',
  'mail.registration_resumed.text':
    'The personnel system answers again, and since {at} your registration can go on. Continue on this page:\n\n{link}',
  'mail.registration_resumed.sms': 'ASN Digital: your registration can go on: {link}',

  'mail.contact_recorded.subject': 'Confirm that this contact is yours',
  'mail.contact_recorded.text':
    'On {at} {agency} put this contact on record for an ASN Digital account. Confirm that it is yours; after that it counts for codes and recovery:\n\n{link}\n\nNot meant for you? Ignore this message; without your confirmation the contact does not count.',
  'mail.contact_recorded.sms': 'ASN Digital: your agency recorded this number. Confirm: {link}',

  'mail.case_received.subject': 'We received your request for help {number}',
  'mail.case_received.text':
    'We received your request for help, number {number}, on {at}. Follow it on this page. The link is for you alone; do not pass it on:\n\n{link}',
  'mail.case_received.sms': 'ASN Digital: request {number} received. Follow it: {link}',

  'mail.case_asked.subject': 'An officer has a question about request {number}',
  'mail.case_asked.text':
    'An officer needs to know more about your request for help {number}. Read and answer on this page:\n\n{link}',
  'mail.case_asked.sms': 'ASN Digital: a question about {number}. Answer: {link}',

  'mail.case_ended.subject': 'Your request for help {number} was closed',
  'mail.case_ended.text':
    'Your request for help {number} was closed on {at}. The outcome is on this page:\n\n{link}',
  'mail.case_ended.sms': 'ASN Digital: request {number} was closed. Outcome: {link}',

  'mail.correction_ended.subject': 'Your request to correct your data was decided',
  'mail.correction_ended.text':
    'Your request to correct your employment data was decided on {at}. The outcome is on this page:\n\n{link}',
  'mail.correction_ended.sms': 'ASN Digital: your request for correction was decided: {link}',
} as const satisfies Record<keyof typeof id, string>;
