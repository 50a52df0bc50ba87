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
  'signin.passkey.needed_title': 'A passkey is needed',
  'signin.passkey.needed':
    '{name} accepts a sign-in with a passkey (fingerprint or face) only, and your account has none yet. Make one on your account page, then try again.',
  'signin.passkey.make': 'Make a passkey on the account page',
  'passkey.gone':
    'Cancelled, or there is no passkey on this device yet. You can try again or use another way.',
} as const satisfies Record<string, string>;
