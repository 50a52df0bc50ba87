import { policy } from '../../../../config/policy.ts';
import type { Words } from '../../../messages.ts';
import { ownName } from '../own-name.ts';

/** What its owner calls a passkey. */
export function nameOf(typed: string, words: Words): string {
  return ownName(typed, { length: policy.passkeys.nameLength, unnamed: words.t('passkeys.unnamed') });
}
