import { audit } from '../../../model/audit.ts';
import type { AcceptedCode } from '../../../model/credentials/handed-codes.ts';
import { replaceHash } from '../../../model/credentials/password.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { startOver } from '../../../model/progress.ts';
import { fault } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { auditContext } from '../audit-context.ts';
import type { PasswordTarget } from '../password-target.ts';
import { resumed } from '../resume.ts';
import { standingOf } from '../standing.ts';
import type { Outcome, SigninDeps, Visit } from '../step.ts';
import { auditRefusal } from './password-refusals.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'hasher' | 'now'>;

export interface RightPassword {
  visit: Visit;
  target: PasswordTarget;
  password: string;
  typed: { nip: string; shared: boolean };
}

/** After the right password: what of the account's state stands in the way is said only now, and what it leads to. */
export async function passwordWasRight(
  deps: Deps,
  attempt: RightPassword,
  { account, outdated, code }: { account: SigninAccount; outdated: boolean; code: AcceptedCode | null },
): Promise<Outcome> {
  const { visit } = attempt;
  const refused = await refusal(deps, attempt, { account, code });
  if (refused) return { kind: 'refused', faults: [refused] };
  const context = auditContext(visit, deps.now());
  if (outdated) {
    const hash = await deps.hasher.hash(attempt.password);
    const oldHash = account.password?.hash ?? '';
    await deps.db
      .transaction()
      .execute((trx) => replaceHash(trx, { accountId: account.id, oldHash, hash }, context));
  }
  if (account.password?.initial || (code && account.state === 'unverified'))
    await audit(deps.db, { type: 'activation.started', accountId: account.id, details: {} }, context);
  const { nip, shared } = attempt.typed;
  const before = await resumed(deps, visit, { account, shared, byHandedCode: code !== null });
  return {
    kind: 'passed',
    // Whatever somebody else has proven here before is not theirs.
    progress: {
      ...startOver(visit.progress),
      ...before,
      nip,
      shared,
      accountId: account.id,
      epoch: account.epoch,
      passwordSetAt: account.password?.setAt ?? null,
      handedCode: code?.id ?? null,
      factors: { pwd: Math.floor(deps.now() / 1000) },
    },
  };
}

/** A frozen account has a page of its own behind its password, but none behind a code that an officer gave. */
async function refusal(
  deps: Deps,
  attempt: RightPassword,
  { account, code }: { account: SigninAccount; code: AcceptedCode | null },
): Promise<Fault | null> {
  const standing = standingOf(account, { thawable: code === null && !account.password?.recoveryForced });
  if (standing.kind === 'may_not') {
    const ended = standing.reason === 'kedudukan_hukum' || standing.reason === 'closed';
    await auditRefusal(deps, attempt, ended ? 'not_active' : 'blocked');
    return fault(null, `signin.not-active.${standing.reason}`);
  }
  if (account.password?.recoveryForced && code === null) {
    await auditRefusal(deps, attempt, 'recovery_forced');
    const link = { href: '/forgot-password', key: 'password.forgot' } as const;
    return { ...fault(null, 'signin.recovery-forced'), link };
  }
  if (account.freeze) await auditRefusal(deps, attempt, 'blocked');
  return null;
}
