/** The platform console: relying parties and banners. */
export default {
  'banner.maintenance': 'Maintenance:',
  'banner.info': 'Notice:',
  'not_yours.title': 'This application is not for you',
  'not_yours.text': 'You are signed in, but {name} is open to some staff only, and you are not among them.',
  'not_yours.why':
    'The application’s owner decides which agencies or kinds of staff may use it. Nothing is wrong with your password or account.',
  'not_yours.do':
    'If you think this is a mistake, check your agency on the account page, then contact the owner of that application.',
  'not_yours.back': 'Back to {name}',
} as const satisfies Record<string, string>;
