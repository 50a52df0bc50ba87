import { policy } from '../../../config/policy.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import { factorsBefore } from '../../policies/freeze.ts';

/** Which second factors may be given here: all, unless the account is frozen; then those that leave a freeze (design §6). */
export function usableFactors({
  freeze,
  totp,
  recoveryCodesSince,
}: Pick<SigninAccount, 'freeze' | 'totp' | 'recoveryCodesSince'>): { totp: boolean; recoveryCode: boolean } {
  const limit = freeze && factorsBefore({ placedAt: freeze.since, eventAt: freeze.eventAt }, policy.proof);
  const usable = (since: number | null | undefined) => since != null && (limit === null || since < limit);
  return { totp: usable(totp?.confirmedAt), recoveryCode: usable(recoveryCodesSince) };
}
