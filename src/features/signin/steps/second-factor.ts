import { audit } from '../../../model/audit.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { auditContext } from '../audit-context.ts';
import type { Outcome, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';
import { mayUsePasskey } from '../may-use-passkey.ts';
import { usableFactors } from '../usable-factors.ts';
import { PASSKEY_WAY } from './passkey.ts';
import { RECOVERY_WAY } from './totp.ts';

type Deps = Pick<SigninDeps, 'db' | 'now'>;
type Way = 'totp' | 'recoveryCode' | 'sms' | 'passkey';

/**
 * One step, several ways: the authenticator, or a recovery code instead; codes by SMS where there is neither. The form says
 * which one was used. A step-up may also be declined: the application is told, and nothing else changes.
 */
export function secondFactorStep(deps: Deps, ways: Record<Way, Step>): Step {
  return {
    show: (visit) => ways[shownWay(visit)].show(visit),
    async submit(visit, form) {
      if (form.cancel !== undefined && visit.interaction.act !== null) return declined(deps, visit);
      const way = typedWay(visit, form);
      // A form for a way that is not open here, such as a factor that is too young to leave a freeze.
      if (!mayUse(visit, way)) return { kind: 'again' };
      const outcome = await ways[way].submit(visit, form);
      return way === 'recoveryCode' ? sameWay(outcome) : outcome;
    },
  };
}

const WANTED: Record<string, Way | undefined> = { [RECOVERY_WAY]: 'recoveryCode', [PASSKEY_WAY]: 'passkey' };

function shownWay(visit: Visit): Way {
  if (visit.facts.smsFactor) return 'sms';
  const wanted = WANTED[visit.visitor.way ?? ''] ?? 'totp';
  const order: Way[] = [wanted, 'totp', 'passkey', 'recoveryCode'];
  return order.find((way) => mayUse(visit, way)) ?? 'totp';
}

function typedWay({ facts }: Visit, form: Fields): Way {
  if (form.passkey !== undefined) return 'passkey';
  if (facts.smsFactor) return 'sms';
  return form.recoveryCode === undefined ? 'totp' : 'recoveryCode';
}

/** A freeze is left by an old factor (design §6, `usableFactors`); anything else is open as ever. */
function mayUse(visit: Visit, way: Way): boolean {
  const account = accountOf(visit);
  // What is asked for is more than a code can prove.
  if (visit.interaction.requiredAcr === 'phr' && way !== 'passkey') return false;
  if (way === 'passkey') return mayUsePasskey(visit);
  if (account.freeze === null) return way !== 'totp' || account.authenticators.length > 0;
  return way !== 'sms' && usableFactors(account)[way];
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
