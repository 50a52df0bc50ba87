import { policy } from '../../../../config/policy.ts';
import type { Words } from '../../../messages.ts';

/** What its owner calls it, on one line and bounded; a plain word where nothing was typed. */
export function nameOf(typed: string, words: Words): string {
  const name = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, policy.passkeys.nameLength);
  return name === '' ? words.t('passkeys.unnamed') : name;
}
