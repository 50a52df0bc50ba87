import type id from '../id/errors.ts';

export default {
  'errors.unexpected': 'Something went wrong on our side, not with what you did. Your data has not changed.',
  'errors.too_many_starts': 'Too many sign-ins were begun from this network. Try again at {time}.',
  'errors.body_too_large': 'What was sent is too large.',
  'errors.body_not_text': 'What was sent contains characters that cannot be read.',
  'errors.body_aborted': 'Sending broke off half-way. Please check your internet connection.',
  'errors.not_a_form': 'This address only takes forms of our own pages.',
  'errors.form_invalid': 'We do not know the form that was sent.',
  'errors.form_name': 'We do not know the form that was sent.',
  'errors.form_repeated': 'The form that was sent contains one field more than once.',
  'errors.form_characters': 'What was sent contains characters that cannot be read.',
  'errors.url_malformed': 'The address that was opened is incomplete or mistyped.',
  'errors.foreign_origin':
    'This form was sent from another page. Open our page again and fill in the form there.',
} satisfies Record<keyof typeof id, string>;
