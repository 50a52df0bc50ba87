import type { SigninAccount } from '../../model/people/signin-account.ts';

/** Which second factors may be given here: all, unless the account is frozen; then those older than the event (design §6). */
export function usableFactors({
  freeze,
  totp,
  recoveryCodesSince,
}: Pick<SigninAccount, 'freeze' | 'totp' | 'recoveryCodesSince'>): { totp: boolean; recoveryCode: boolean } {
  const older = (since: number | null | undefined) =>
    since != null && (freeze === null || since < freeze.eventAt);
  return { totp: older(totp?.confirmedAt), recoveryCode: older(recoveryCodesSince) };
}
