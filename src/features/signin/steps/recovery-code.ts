import { takeRecoveryCode } from '../../../model/credentials/recovery-codes.ts';
import { otpPool } from '../../../model/pools.ts';
import type { Settled } from '../../../model/pools.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { auditContext } from '../audit-context.ts';
import type { Fault, Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';
import { refuseSecondFactor } from './second-factor-refusals.ts';
import { accountOf } from '../account-of.ts';
import { lockOfCodes } from '../lock-of-codes.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'pools' | 'compose' | 'now'>;

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
      totpHref: account.totp ? `/interaction/${visit.uid}` : null,
    },
    step: 'recovery-code',
    lockedUntil,
  };
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const account = accountOf(visit);
  const typed = form.recoveryCode ?? '';
  if (typed.trim() === '') {
    return { kind: 'refused', faults: [{ field: 'recoveryCode', key: 'signin.recovery-code.empty' }] };
  }
  const pool = otpPool(account.id);
  const counted = await deps.pools.count(pool);
  if (counted.kind !== 'admitted') return { kind: 'locked', progress: { otpRefused: true } };
  const now = deps.now();
  const telling = { compose: deps.compose, context: auditContext(visit, now) };
  const taken = await deps.db
    .transaction()
    .execute((trx) => takeRecoveryCode(trx, { accountId: account.id, typed, now }, telling))
    .catch(async (error: unknown) => {
      await deps.pools.settle(pool, 'void');
      throw error;
    });
  if (taken) {
    await deps.pools.settleRight(pool, counted);
    const factors = { ...visit.progress.factors, otp: Math.floor(now / 1000) };
    return { kind: 'passed', progress: { factors } };
  }
  return refuseSecondFactor(deps, {
    visit,
    account,
    pool,
    counted,
    reason: 'wrong_recovery_code',
    faults: wrongCode,
  });
}

function wrongCode({ remaining }: Settled): Fault[] {
  return [{ field: 'recoveryCode', key: 'signin.recovery-code.wrong', values: { count: remaining } }];
}
