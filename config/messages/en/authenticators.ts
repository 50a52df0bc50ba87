/** The account: authenticators, a second one, names. */
export default {
  'authenticators.first': 'Main phone',
  'authenticators.second': 'Second phone',
  'authenticators.unnamed': 'Authenticator app',
  'authenticators.title': 'Authenticator apps',
  'authenticators.text':
    'Every sign-in asks for an OTP code of one of these apps. You may set up {count}, for example one more on another phone that stays at home: if one is lost, you can still sign in.',
  'authenticators.none': 'Your account has no authenticator app yet.',
  'authenticators.since': 'Set up on {date}.',
  'authenticators.used': 'Last used on {date}, {time}.',
  'authenticators.label': 'Name in the app: {label}.',
  'authenticators.lost': 'Phone lost and no other code at hand? Replace the authenticator',
  'authenticators.shared':
    'You are signed in on a shared device. This page would show a secret key, so open it on a device of your own, for example the phone you want to set up.',
  'authenticators.not_here': 'An authenticator cannot be added here.',
  'authenticators.add': 'Add an authenticator',
  'authenticators.add_text':
    'First, prove that it is you. Then a code appears, to be scanned with the phone you want to set up.',
  'authenticators.go_on': 'Continue',
  'authenticators.full': 'This account has as many authenticators as it may. Remove one you do not use.',
  'authenticators.full_text':
    'An account may have {count} authenticators. Remove one that you do not use first.',
  'authenticators.unprovable':
    'An authenticator is added with a proof by an authenticator, a passkey or a recovery code that is there already, and your account has none of them.',
  'authenticators.back': 'Back to the list of authenticators',
  'authenticators.new': 'Set up a second authenticator',
  'authenticators.new_text':
    'The authenticator you have stays in force. Finish within {minutes} minutes; after that, prove once more and begin here again.',
  'authenticators.code_hint': 'The 6-digit code of the entry you have just set up.',
  'authenticators.name': 'Name',
  'authenticators.name_hint': 'So that you recognise it, for example “Phone at home”.',
  'authenticators.rename': 'Save the name',
  'authenticators.remove': 'Remove this authenticator',
  'authenticators.remove_text':
    'Once it is removed, codes of this entry no longer work. Any of your authenticators may prove it, if it has been set up for 72 hours.',
  'authenticators.remove_button': 'Remove the authenticator',
  'authenticators.last':
    'This is the only authenticator of your account, so it cannot be removed. A new phone? Add that one first, then remove this one.',
  'authenticators.done.added': 'The second authenticator is active. Codes of both can be used to sign in.',
  'authenticators.done.removed': 'The authenticator was removed. Delete its entry on the phone too.',
  'authenticators.done.named': 'The name was saved.',
} as const satisfies Record<string, string>;
