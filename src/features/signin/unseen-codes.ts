import { policy } from '../../../config/policy.ts';
import { remakeUnseenCodes } from '../../model/credentials/recovery-codes.ts';
import { holdEpoch } from '../../model/people/accounts.ts';
import { accountOf } from './account-of.ts';
import { auditContext } from './audit-context.ts';
import { sealCodes } from './sealed-codes.ts';
import type { SigninDeps, Visit } from './step.ts';

/**
 * An activation that stopped at its last page goes on there: recovery codes that nobody has seen are made anew after password and
 * authenticator, sealed for this sign-in. Not in a step-up, nor beside a session, nor where the account is being won back.
 */
export async function unseenCodes(
  { db, ring, compose, now }: Pick<SigninDeps, 'db' | 'ring' | 'compose' | 'now'>,
  visit: Visit,
): Promise<string | null> {
  const { id: accountId, recoveryUnseenAt: unseenAt, freeze, epoch } = accountOf(visit);
  const { interaction, progress, uid } = visit;
  const signsIn = interaction.prompt === 'login' && interaction.act === null && freeze === null;
  if (unseenAt === null || !signsIn || progress.factors.pwd === undefined) return null;
  if (now() - unseenAt >= policy.activation.codesUnseenSeconds * 1000) return null;
  const telling = { compose, context: auditContext(visit, now()) };
  const codes = await db.transaction().execute(async (trx) => {
    if (!(await holdEpoch(trx, accountId, progress.epoch ?? epoch))) return null;
    return remakeUnseenCodes(trx, { accountId, unseenAt, now: now() }, telling);
  });
  return codes === null ? null : sealCodes(ring, uid, codes);
}
