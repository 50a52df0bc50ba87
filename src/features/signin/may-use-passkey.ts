import { accountOf } from './account-of.ts';
import type { Visit } from './step.ts';
import { usableFactors } from './usable-factors.ts';

/** Whether a passkey is the second factor here: never on a device that others use too (design §6), but where nothing else would do. */
export function mayUsePasskey(visit: Visit): boolean {
  const { totp, recoveryCode, passkey } = usableFactors(accountOf(visit));
  const { interaction, progress, session } = visit;
  const shared = progress.shared || session?.shared === true;
  const alone = interaction.requiredAcr === 'phr' || (!totp && !recoveryCode);
  return passkey && (!shared || alone);
}
