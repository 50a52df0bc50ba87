import type { Fields } from '../../../platform/http/form.ts';
import { accountOf } from '../account-of.ts';
import { lockOfCodes } from '../lock-of-codes.ts';
import { usableFactors } from '../usable-factors.ts';
import type { Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';
import { submitSecondFactor } from './totp.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'ring' | 'pools' | 'compose' | 'now'>;

/** A recovery code instead of the authenticator's: each works once, in the same pool of tries. */
export function recoveryCodeStep(deps: Deps): Step {
  return { show: (visit) => show(deps, visit), submit: (visit, form) => submit(deps, visit, form) };
}

async function show({ pools }: Deps, visit: Visit): Promise<Page> {
  const account = accountOf(visit);
  const lockedUntil = await lockOfCodes(pools, visit);
  return {
    view: 'signin/recovery-code',
    locals: {
      locked: lockedUntil === null ? null : { until: lockedUntil },
      totpHref: usableFactors(account).totp ? `/interaction/${visit.uid}` : null,
    },
    step: 'recovery-code',
    lockedUntil,
  };
}

function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  return submitSecondFactor(deps, visit, { recoveryCode: form.recoveryCode ?? '' });
}
