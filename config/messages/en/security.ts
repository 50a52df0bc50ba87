/** The account's own credentials: password, authenticators, recovery codes. */
export default {
  'security.password.title': 'Change your password',
  'security.password.since': 'The present password has been in use since {date}.',
  'security.password.text': 'When it is changed, all other sessions end.',
  'security.password.empty': 'Write your present password.',
  'security.password.wrong': 'The present password does not match. {count} tries left.',
  'security.codes.title': 'Recovery codes',
  'security.codes.since': 'Made on {date}.',
  'security.codes.tried': 'Last matched on {date}.',
  'security.codes.untried':
    'Never matched. Type one code from your paper, to be sure that it is there and can be read.',
  'security.codes.type_one': 'Type one of the codes',
  'security.codes.type_hint': 'It is not used up by that.',
  'security.codes.check': 'Check',
  'security.codes.confirmed': 'The code matches. Keep the paper in a safe place.',
  'security.codes.mismatch':
    'This is none of the codes on your card. Check its letters and digits again. Tries left: {count}.',
  'security.codes.make': 'Make new codes',
  'security.codes.make_text': 'Ten new codes are made, and all old ones stop working.',
  'security.codes.unprovable':
    'Recovery codes are made with a proof from an authenticator app or a passkey, and your account has neither yet.',
  'security.codes.later': 'Later, back to the account',
  'security.card.title': 'ASN Digital recovery codes',
  'security.card.use': 'Each code works once, at {issuer}, in place of an OTP code. Give them to nobody.',
  'security.card.print': 'Print the card',
} as const satisfies Record<string, string>;
