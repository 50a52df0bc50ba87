import type { Outcome, Step, Visit } from '../step.ts';
import { RECOVERY_WAY } from './totp.ts';

/** One step, several ways: the authenticator, or a recovery code instead. The form says which one was used. */
export function secondFactorStep(ways: { totp: Step; recoveryCode: Step }): Step {
  const shown = ({ visitor }: Visit) => (visitor.way === RECOVERY_WAY ? ways.recoveryCode : ways.totp);
  return {
    show: (visit) => shown(visit).show(visit),
    async submit(visit, form) {
      if (form.recoveryCode === undefined) return ways.totp.submit(visit, form);
      return sameWay(await ways.recoveryCode.submit(visit, form));
    },
  };
}

/** A refused recovery code is asked for again, not the authenticator's. */
function sameWay(outcome: Outcome): Outcome {
  const refused = outcome.kind === 'refused' || outcome.kind === 'locked';
  return refused ? { ...outcome, way: RECOVERY_WAY } : outcome;
}
