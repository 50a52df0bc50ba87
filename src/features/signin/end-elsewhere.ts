import { accountOf } from './account-of.ts';
import type { SigninDeps, Visit } from './step.ts';

/**
 * After a recovery within this sign-in: every other session and refresh family of the account ends, and their applications
 * are told; its own session that came along among them, so that the request must not wait for it. The epoch was raised with
 * the recovery itself: whatever this does not reach ends with it.
 */
export async function endElsewhere(
  { sessions, watch }: Pick<SigninDeps, 'sessions' | 'watch'>,
  visit: Visit,
  reason: string,
): Promise<void> {
  const { id } = accountOf(visit);
  const { interaction } = visit;
  watch.forget(id);
  if (interaction.session === null || interaction.session.accountId === id) await interaction.endSession();
  await sessions.endAll(id, reason);
}
