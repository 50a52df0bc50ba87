import { audit } from '../../../model/audit.ts';
import { auditContext } from '../audit-context.ts';
import type { Outcome, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';
import { RECOVERY_WAY } from './totp.ts';

type Deps = Pick<SigninDeps, 'db' | 'now'>;

/**
 * One step, several ways: the authenticator, or a recovery code instead. The form says which one was used. A step-up may
 * also be declined: the application is told, and nothing else changes.
 */
export function secondFactorStep(deps: Deps, ways: { totp: Step; recoveryCode: Step }): Step {
  const shown = ({ visitor }: Visit) => (visitor.way === RECOVERY_WAY ? ways.recoveryCode : ways.totp);
  return {
    show: (visit) => shown(visit).show(visit),
    async submit(visit, form) {
      if (form.cancel !== undefined && visit.interaction.act !== null) return declined(deps, visit);
      if (form.recoveryCode === undefined) return ways.totp.submit(visit, form);
      return sameWay(await ways.recoveryCode.submit(visit, form));
    },
  };
}

async function declined({ db, now }: Deps, visit: Visit): Promise<Outcome> {
  const details = { step: 'second_factor' };
  const event = { type: 'signin.cancelled' as const, accountId: accountOf(visit).id, details };
  await audit(db, event, auditContext(visit, now()));
  return { kind: 'ended', error: 'access_denied', description: 'the person refused' };
}

/** A refused recovery code is asked for again, not the authenticator's. */
function sameWay(outcome: Outcome): Outcome {
  const refused = outcome.kind === 'refused' || outcome.kind === 'locked';
  return refused ? { ...outcome, way: RECOVERY_WAY } : outcome;
}
