import { takeHandedCode } from '../../model/credentials/handed-codes.ts';
import { setPassword } from '../../model/credentials/password.ts';
import type { Telling } from '../../model/notices.ts';
import { raiseEpochFrom } from '../../model/people/accounts.ts';
import { thawAccount } from '../../model/people/freeze-account.ts';
import { passwordPool } from '../../model/pools.ts';
import { startOver } from '../../model/progress.ts';
import { fault } from '../../parts/fault.ts';
import type { Db } from '../../platform/db.ts';
import { accountOf } from './account-of.ts';
import { auditContext } from './audit-context.ts';
import { endElsewhere } from './end-elsewhere.ts';
import type { Outcome, SigninDeps, Visit } from './step.ts';

type Deps = Pick<SigninDeps, 'db' | 'pools' | 'watch' | 'sessions' | 'compose' | 'now'>;

/**
 * The new password that ends a recovery: the code that was handed over is taken with it, or the frozen account thawed. All else
 * that runs for the account ends, a lock of the password too, and its owner is told. Where the code is good no longer (time,
 * another sign-in with it, an officer), or the account was ended meanwhile, nothing is changed and the sign-in begins anew.
 */
export async function recoverByPassword(deps: Deps, visit: Visit, hash: string): Promise<Outcome> {
  const account = accountOf(visit);
  const telling = { compose: deps.compose, context: auditContext(visit, deps.now()) };
  const epoch = await deps.db
    .transaction()
    .execute((trx) => recover(trx, visit, { hash, now: deps.now(), telling }))
    .catch(gone);
  if (epoch === null) {
    const key = visit.progress.handedCode === null ? 'signin.ended' : 'signin.handed-code.gone';
    return { kind: 'refused', faults: [fault(null, key)], progress: startOver(visit.progress) };
  }
  await deps.pools.clear(passwordPool(account.id));
  await endElsewhere(deps, visit, account.freeze ? 'thawed' : 'handed_code');
  return { kind: 'passed', progress: { passwordChanged: true, epoch, thawing: false } };
}

const GONE = 'recovery_gone';

async function recover(
  trx: Db,
  visit: Visit,
  { hash, now, telling }: { hash: string; now: number; telling: Telling },
): Promise<number> {
  const { id: accountId, epoch, freeze } = accountOf(visit);
  const { handedCode } = visit.progress;
  const raised = await raiseEpochFrom(trx, accountId, visit.progress.epoch ?? epoch);
  if (raised === null) throw ended();
  if (handedCode !== null) {
    const taken = await takeHandedCode(trx, { accountId, codeId: handedCode, now }, telling.context);
    if (!taken) throw ended();
  }
  await setPassword(trx, { accountId, hash, reason: 'recovery', now }, telling);
  if (freeze && !(await thawAccount(trx, { accountId, now }, telling))) throw ended();
  return raised;
}

/** Rolls back what was begun. */
const ended = () => Object.assign(new Error('the recovery has ended'), { code: GONE });

function gone(error: unknown): null {
  if ((error as { code?: unknown }).code === GONE) return null;
  throw error;
}
