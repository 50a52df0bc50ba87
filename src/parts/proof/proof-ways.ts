import { policy } from '../../../config/policy.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { ProofWays } from '../../platform/http/proof-ways.ts';

type Factors = Pick<SigninAccount, 'passkeys' | 'recoveryCodesLeft' | 'recoveryCodesSince'>;

/** What the form of an act offers its owner; `youngProves` as proveAct() is told for that act, which judges all the same. */
export function proofWays(
  { passkeys, recoveryCodesLeft, recoveryCodesSince }: Factors,
  { now, youngProves = false }: { now: number; youngProves?: boolean },
): ProofWays {
  const before = youngProves ? Infinity : now - policy.proof.youngFactorSeconds * 1000 + 1;
  return {
    passkey: passkeys.some(({ createdAt }) => createdAt < before),
    recoveryCode: recoveryCodesLeft > 0 && (recoveryCodesSince ?? 0) < before,
  };
}
