import { policy } from '../../config/policy.ts';
import { wasUsedBefore } from '../model/credentials/password.ts';
import { nikAad } from '../model/people/nik-aad.ts';
import type { SigninAccount } from '../model/people/signin-account.ts';
import type { Words } from '../messages.ts';
import type { KeyRing } from '../platform/crypto.ts';
import { normalisePassword, passwordFaults } from '../policies/password.ts';
import type { PasswordFault, PasswordOwner } from '../policies/password.ts';
import { fault } from './fault.ts';
import type { Fault } from './fault.ts';
import { wordPasswordFaults } from './word-password-faults.ts';
import type { Web } from './web.ts';

type Deps = Pick<Web, 'db' | 'ring' | 'hasher' | 'isCommonPassword'>;

export interface NewPassword {
  /** `newPassword` and `confirmPassword` of the form. */
  password: string;
  repeated: string;
  words: Words;
}

/**
 * What is wrong with a new password for this account: what it says itself first; only one that would do is compared with the
 * last five, which costs five hashes.
 */
export async function newPasswordFaults(
  deps: Deps,
  account: SigninAccount,
  { password, repeated, words }: NewPassword,
): Promise<Fault[]> {
  const found = password === '' ? (['too_short'] as const) : judge(deps, account, password);
  if (found.length > 0) return wordPasswordFaults(found, { field: 'newPassword', words });
  if (normalisePassword(password) !== normalisePassword(repeated))
    return [fault('confirmPassword', 'signin.new-password.unequal')];
  const used = await wasUsedBefore(deps, account.id, password);
  return used ? [fault('newPassword', 'signin.new-password.used-before')] : [];
}

function judge({ ring, isCommonPassword }: Deps, account: SigninAccount, password: string): PasswordFault[] {
  const owner = ownerOf(ring, account);
  const faults = passwordFaults(password, owner, { isCommon: isCommonPassword }, policy.password);
  // An old NIP is as well known as the present one.
  const inAlias = account.aliases.some((nip) => password.replace(/\D/g, '').includes(nip));
  return inAlias && !faults.includes('contains_nip') ? [...faults, 'contains_nip'] : faults;
}

function ownerOf(ring: KeyRing, account: SigninAccount): PasswordOwner {
  const { nikSealed, pnsId } = account;
  return {
    nip: account.nip,
    nik: nikSealed === null ? null : ring.decrypt(nikSealed, nikAad(pnsId)),
    birthDate: account.tglLahir,
    nameParts: [account.nama],
  };
}
