/** Passkeys: sign-in by fingerprint or face, and their place in the account. */
export default {
  'signin.passkey.button': 'Sign in with fingerprint or face',
  'signin.passkey.instead': 'Use fingerprint or face',
  'signin.passkey.title': 'Fingerprint or face',
  'signin.passkey.text':
    'Your device will ask for your fingerprint, your face or its screen lock. Your fingerprint and face never leave the device.',
  'signin.passkey.use': 'Continue',
  'signin.passkey.noscript':
    'This step needs JavaScript. Turn it on in your browser, then load this page again.',
  'signin.passkey.totp': 'Use a code from the authenticator app',
  'signin.passkey.refused':
    'This passkey cannot be used here. Try once more, or sign in with your password and an OTP code.',
  'signin.passkey.shared':
    'Passkeys are not used on a shared device. Sign in with your password and an OTP code.',
  'signin.passkey.needed_title': 'A passkey is needed',
  'signin.passkey.needed':
    '{name} accepts a sign-in with a passkey (fingerprint or face) only, and your account has none yet. Make one on your account page, then try again.',
  'signin.passkey.make': 'Make a passkey on the account page',
  'passkey.gone':
    'Cancelled, or there is no passkey on this device yet. You can try again or use another way.',
  'passkeys.title': 'Passkeys: fingerprint or face',
  'passkeys.text':
    'With a passkey you sign in by the fingerprint, face or screen lock of your own device, without password and code. A passkey works at this address only, so a false site cannot ask for it.',
  'passkeys.none': 'There is no passkey in your account yet.',
  'passkeys.since': 'Made on {date}.',
  'passkeys.used': 'Last used on {date}, {time}.',
  'passkeys.unused': 'Never used yet.',
  'passkeys.synced':
    'Your Google or Apple account or your password manager may copy it to your other devices.',
  'passkeys.bound': 'It is on one device only.',
  'passkeys.shared': 'You are signed in on a shared device. Passkeys are made on devices of your own only.',
  'passkeys.not_here': 'A passkey cannot be added here.',
  'passkeys.add': 'Add a passkey',
  'passkeys.add_text':
    'First, prove that it is you. Then this device asks for your fingerprint, face or screen lock.',
  'passkeys.go_on': 'Continue',
  'passkeys.full': 'This account has as many passkeys as it can. Remove one that you do not use.',
  'passkeys.full_text': 'One account can have {count} passkeys. Remove one that you do not use first.',
  'passkeys.known': 'This passkey is registered already.',
  'passkeys.unprovable':
    'A passkey is added with a proof by the authenticator app or a recovery code, and your account has neither yet.',
  'passkeys.back': 'Back to the list of passkeys',
  'passkeys.new': 'Make a passkey',
  'passkeys.new_text': 'Give it a name that you will know again, then follow your device.',
  'passkeys.name': 'Name',
  'passkeys.name_hint': 'Such as “My phone” or “Office laptop”.',
  'passkeys.make': 'Make the passkey',
  'passkeys.not_made': 'Cancelled, or this device has a passkey for your account already.',
  'passkeys.cannot': 'This browser cannot use passkeys yet. Try another one, or update this one.',
  'passkeys.failed': 'The answer of the device could not be accepted. Try once more.',
  'passkeys.unnamed': 'Passkey',
  'passkeys.rename': 'Save the name',
  'passkeys.remove': 'Remove this passkey',
  'passkeys.remove_text': 'Once removed, this passkey cannot be used to sign in any more.',
  'passkeys.remove_button': 'Remove the passkey',
  'passkeys.last':
    'It is the only second factor of your account and cannot be removed. Add an authenticator app or another passkey first.',
  'passkeys.done.added': 'The passkey was added. Next time, choose “Sign in with fingerprint or face”.',
  'passkeys.done.removed':
    'The passkey was removed. Remove it from the password manager of your device as well.',
  'passkeys.done.named': 'The name was saved.',
  'passkey.proof.use': 'Use fingerprint or face',
  'passkey.proof.or': 'or type the code below',
  'passkey.proof.ready': 'Proven. Now press the button that you mean.',
  'passkey.proof.refused':
    'The answer of the passkey could not be accepted. Try once more, or use an OTP code.',
} as const satisfies Record<string, string>;
