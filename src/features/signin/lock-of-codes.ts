import { otpPool } from '../../model/pools.ts';
import { accountOf } from './account-of.ts';
import type { SigninDeps, Visit } from './step.ts';

/** When the lock on codes ends; looked up only where one was refused here before. */
export async function lockOfCodes(pools: SigninDeps['pools'], visit: Visit): Promise<number | null> {
  if (!visit.progress.otpRefused) return null;
  return (await pools.look(otpPool(accountOf(visit).id))).lockedUntil;
}
