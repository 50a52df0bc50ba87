import type { MessageKey } from '../messages.ts';

/** What is said of something that is no code of 6 digits: an empty field has no mistake to be looked for. */
export function codeFormKey(typed: string): MessageKey {
  return typed.trim() === '' ? 'signin.code.empty' : 'signin.code.format';
}
