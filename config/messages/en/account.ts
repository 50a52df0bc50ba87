import type id from '../id/account.ts';

export default {
  'account.proof.legend': 'Prove that it is you',
  'account.proof.hint':
    'The 6-digit code of your authenticator app. A code that was used is no longer valid.',
  'account.proof.other': 'No authenticator app at hand? Use a recovery code',
  'account.proof.none':
    'Your account has no authenticator app or recovery code yet, so this change cannot be proven. Contact the helpdesk.',
  'account.proof.young':
    'This second factor is new. For your safety, changes can be made 72 hours after it was added.',
  'account.title': 'Your account',
  'account.contacts.title': 'Contacts',
  'account.contacts.text': 'Codes and notices go here. A new contact counts for recovery after 72 hours.',
  'account.contact.email': 'Email',
  'account.contact.phone': 'Mobile number',
  'account.contact.none': 'none yet',
  'account.contact.since': 'On record since {date}, {source}.',
  'account.contact.source.directory': 'from the employee directory',
  'account.contact.source.self': 'changed by you',
  'account.contact.source.agency': 'changed by your agency’s personnel office',
  'account.contact.source.helpdesk': 'changed by the helpdesk',
  'account.contact.waiting': 'Does not count for recovery until {date}, {time}.',
  'account.contact.unverified': 'Not proven with a code yet, so it does not count for recovery.',
  'account.contact.suspended':
    'Suspended because its change was undone. Contact the helpdesk to have it checked.',
  'account.contact.change_email': 'Change email',
  'account.contact.change_phone': 'Change mobile number',
  'account.factor.title': 'Second factor',
  'account.factor.totp': 'Authenticator app: {label}',
  'account.factor.recovery': 'Recovery codes left: {count}',
  'account.factor.sms':
    'You sign in with codes by SMS. SMS can be intercepted and numbers taken over; an authenticator app is far safer, and some services ask for it.',
  'account.factor.better': 'Set up an authenticator app',
  'account.factor.lost': 'Lost or changed your phone? Reset the authenticator',
  'account.back': 'Back to the portal',
  'account.back_account': 'Back to your account',
  'account.change.email': 'Change email address',
  'account.change.phone': 'Change mobile number',
  'account.change.now': 'On record now: {masked}.',
  'account.change.told': 'The old contact is told and can undo this change for 72 hours.',
  'account.change.unprovable':
    'A contact is changed only with a code of an authenticator app or a recovery code, and your account has neither yet. Choose one:',
  'account.change.new_email': 'New email address',
  'account.change.new_phone': 'New mobile number',
  'account.change.phone_hint': 'An Indonesian mobile number, such as 0812 3456 7890.',
  'account.change.send': 'Send code',
  'account.change.same': 'This contact is on your account already.',
  'account.change.email_malformed': 'Type a complete email address, such as name@agency.go.id.',
  'account.change.phone_malformed': 'Type an Indonesian mobile number that begins with 08 or +628.',
  'account.verify.email': 'Prove the new email address',
  'account.verify.phone': 'Prove the new mobile number',
  'account.verify.text': 'We sent a code to {to}. It is valid for 10 minutes.',
  'account.verify.edit': 'A typing mistake? Change it',
  'account.verify.again': 'A new code was sent. The one before stays valid until its time is up.',
  'account.verify.wrong': 'The code does not match. Look at the newest message and try again.',
  'account.verify.gone': 'The code is no longer valid. Ask for a new one with “Send again”.',
  'account.done.email': 'The email address was changed. It counts for recovery after 72 hours.',
  'account.done.phone': 'The mobile number was changed. It counts for recovery after 72 hours.',
  'account.undo.title': 'Undo the change of contact?',
  'account.undo.text_email':
    'The email address of your account was changed on {date}, {time}. If that was not you, undo it here.',
  'account.undo.text_phone':
    'The mobile number of your account was changed on {date}, {time}. If that was not you, undo it here.',
  'account.undo.what':
    'The old contact is put back, authenticators and recovery codes added since then are removed, and all sessions end. Until an officer has checked them, these contacts are not used for recovery.',
  'account.undo.done_title': 'The change was undone',
  'account.undo.done':
    'The old contact is on record again and all sessions were ended. Contact the helpdesk to have your contacts checked. Might somebody else know your password? Freeze the account by the “not me” link in our email; leaving the freeze, you make a new password.',
  'account.undo.gone_title': 'This link is not valid',
  'account.undo.gone':
    'It was used, or its 72 hours are over. If you do not recognise a change to your account, contact the helpdesk.',
} satisfies Record<keyof typeof id, string>;
