import { policy } from '../../../config/policy.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import { factorsBefore } from '../../policies/freeze.ts';

/** Which second factors may be given here: all, unless the account is frozen; then those that leave a freeze (design §6). */
export function usableFactors({
  freeze,
  authenticators,
  recoveryCodesSince,
  passkeys,
}: Pick<SigninAccount, 'freeze' | 'authenticators' | 'recoveryCodesSince' | 'passkeys'>): {
  totp: boolean;
  recoveryCode: boolean;
  passkey: boolean;
} {
  const limit = freezeLimit({ freeze });
  const usable = (since: number | null | undefined) => since != null && (limit === null || since < limit);
  return {
    totp: authenticators.some(({ confirmedAt }) => usable(confirmedAt)),
    recoveryCode: usable(recoveryCodesSince),
    passkey: passkeys.some(({ createdAt }) => usable(createdAt)),
  };
}

/** Only a factor in force before this (epoch ms) leaves the freeze; null: the account is not frozen. */
export function freezeLimit({ freeze }: Pick<SigninAccount, 'freeze'>): number | null {
  return freeze && factorsBefore({ placedAt: freeze.since, eventAt: freeze.eventAt }, policy.proof);
}
