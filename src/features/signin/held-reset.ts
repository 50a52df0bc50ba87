import type { Progress } from '../../model/progress.ts';
import type { AuthenticatorReset, SigninAccount } from '../../model/people/signin-account.ts';
import type { AuthorizationInteraction } from '../../oidc/interactions.ts';
import { equal } from '../../platform/crypto.ts';

interface Known {
  account: SigninAccount | null;
  interaction: Pick<AuthorizationInteraction, 'act'>;
  progress: Pick<Progress, 'factors' | 'enrolled'>;
  /** Hash of this browser's own cookie for it (parts/reset-holder.ts). */
  holder: string | null;
  now: number;
}

/**
 * The open reset of the authenticator that this browser holds: whoever gave the password here enrols a new one after codes
 * to every contact that counts. For every other browser the old one is asked for as ever: it is opened for its holder, not
 * for the next password. A step-up approves nothing by a factor that is minutes old.
 */
export function heldReset({ account, interaction, progress, holder, now }: Known): AuthenticatorReset | null {
  const reset = account?.reset ?? null;
  if (reset === null || holder === null) return null;
  if (progress.factors.pwd === undefined || progress.enrolled || interaction.act !== null) return null;
  // By the clock, as `useReset` does: the job that tells of it may be late.
  if (now < reset.opensAt || now >= reset.closesAt) return null;
  return reset.holderHashes.some((hash) => equal(hash, holder)) ? reset : null;
}
