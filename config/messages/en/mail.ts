import type id from '../id/mail.ts';

export default {
  'mail.at': '{date}, {time}',
  'mail.greeting': 'To the owner of NIP …{nip},',
  'mail.signature':
    'Regards,\nASN Digital\n\nWe never ask for your password or codes, by telephone, message or email.',
  'mail.not_you':
    'Not you? Contact the helpdesk at once: {helpEmail}, telephone {helpPhone} ({helpDays}, {helpFrom}–{helpTo}).',
  'mail.not_you.sms': 'Not you? Call the helpdesk: {helpPhone}.',

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

  'mail.link_signin.subject': 'Link to try again to sign in to ASN Digital',
  'mail.link_signin.text':
    'Open this link in the browser where you were signing in to {application}:\n\n{link}\n\nSigning in with your NIP is locked just now, after several wrong passwords. This link gives {tries} more attempts. It is valid for {minutes} minutes, once, and in that browser only; if it opens in another one, copy it and paste it there.\n\nNot signing in? Somebody is trying your password. Ignore this email; your account was not opened, and this link does not open it.',

  'mail.password_changed.subject': 'The password of your ASN Digital account was changed',
  'mail.password_changed.text': 'The password of your account was changed on {at}.',
  'mail.password_changed.sms': 'ASN Digital: the password of your account was changed on {at}.',

  'mail.totp_enrolled.subject': 'Your ASN Digital account is active with an authenticator app',
  'mail.totp_enrolled.text':
    'Your ASN Digital account is active, and protected by an authenticator app since {at}. Every sign-in asks for a code from it. Ten recovery codes were made with it, for use if your phone is lost or broken.',
  'mail.totp_enrolled.sms':
    'ASN Digital: your account is active and protected by an authenticator app since {at}.',

  'mail.totp_replaced.subject': 'The authenticator app of your account was replaced',
  'mail.totp_replaced.text':
    'The authenticator app of your ASN Digital account was replaced on {at}. The old entry on your phone no longer works and may be deleted.',
  'mail.totp_replaced.sms': 'ASN Digital: the authenticator app of your account was replaced on {at}.',

  'mail.recovery_codes_made.subject': 'New recovery codes for your account',
  'mail.recovery_codes_made.text':
    'Ten new recovery codes were made for your ASN Digital account on {at}. The old ones no longer work.',
  'mail.recovery_codes_made.sms': 'ASN Digital: new recovery codes were made for your account on {at}.',

  'mail.recovery_code_used.subject': 'A recovery code of your account was used',
  'mail.recovery_code_used.text':
    'A recovery code was used to sign in to your ASN Digital account on {at}. Recovery codes left: {left}.',
  'mail.recovery_code_used.sms':
    'ASN Digital: a recovery code of your account was used on {at}. {left} left.',

  'mail.wrong_second_factor.subject': 'Does somebody know your password?',
  'mail.wrong_second_factor.text':
    'On {at} somebody entered the password of your ASN Digital account with a second code that was wrong. Your account was not opened. If that was you, ignore this email.',
  'mail.wrong_second_factor.sms':
    'ASN Digital: somebody entered your password with a wrong second code ({at}). Your account was not opened. Was it you? Ignore this.',

  'mail.password_recovery_forced.subject': 'Your password must be recovered',
  'mail.password_recovery_forced.text':
    'By {at} the password of your ASN Digital account had been entered correctly twenty times with a wrong second code. Somebody else seems to know it, so it cannot be used until you recover it with "Forgot password".',
  'mail.password_recovery_forced.sms':
    'ASN Digital: somebody else seems to know your password; it cannot be used any more. Recover it with "Forgot password".',

  'mail.contact_wait.subject': 'The activation of your account waits 24 hours',
  'mail.contact_wait.text':
    'On {at} the activation of your ASN Digital account began. As only one contact is on record, it waits 24 hours so that you can object. After that, sign in again with your NIP and first password.',
  'mail.contact_wait.sms': 'ASN Digital: the activation of your account began on {at} and waits 24 hours.',
} as const satisfies Record<keyof typeof id, string>;
