import { cancelResets } from '../../../model/credentials/authenticator-reset.ts';
import { shownEntries } from '../../../parts/proof/shown-entries.ts';
import { judgeSecondFactor } from '../../../parts/proof/second-factor.ts';
import type { SecondFactorTry } from '../../../parts/proof/second-factor.ts';
import { startOver } from '../../../model/progress.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { accountOf } from '../account-of.ts';
import { auditContext } from '../audit-context.ts';
import { lockOfCodes } from '../lock-of-codes.ts';
import { mayUsePasskey } from '../may-use-passkey.ts';
import { freezeLimit, usableFactors } from '../usable-factors.ts';
import type { Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';
import { unseenCodes } from '../unseen-codes.ts';
import { PASSKEY_WAY } from './passkey.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'ring' | 'pools' | 'compose' | 'now'>;

export const RECOVERY_WAY = 'recovery-code';

/** The code of the authenticator: counted in a pool of its own, each step accepted once, a wrong clock diagnosed. */
export function totpStep(deps: Deps): Step {
  return { show: (visit) => show(deps, visit), submit: (visit, form) => submit(deps, visit, form) };
}

async function show({ pools }: Deps, visit: Visit): Promise<Page> {
  const account = accountOf(visit);
  const lockedUntil = await lockOfCodes(pools, visit);
  return {
    view: 'signin/totp',
    locals: {
      locked: lockedUntil === null ? null : { until: lockedUntil },
      entries: shownEntries(account, freezeLimit(account)),
      passkeyHref: mayUsePasskey(visit) ? `/interaction/${visit.uid}?way=${PASSKEY_WAY}` : null,
      recoveryHref: usableFactors(account).recoveryCode
        ? `/interaction/${visit.uid}?way=${RECOVERY_WAY}`
        : null,
    },
    step: 'totp',
    lockedUntil,
  };
}

function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  return submitSecondFactor(deps, visit, { code: form.code ?? '' });
}

/** Whoever still has the old factor needs no reset: one that runs was somebody else's, or is not needed any more (design §6). */
async function endResets({ db, compose, now }: Deps, visit: Visit): Promise<void> {
  const { id: accountId, reset } = accountOf(visit);
  if (reset === null) return;
  const telling = { compose, context: auditContext(visit, now()) };
  await db
    .transaction()
    .execute((trx) => cancelResets(trx, { accountId, by: 'old_factor', now: now() }, telling));
}

/** Either way of the second factor: what was judged, as an outcome of the sign-in. */
export async function submitSecondFactor(
  deps: Deps,
  visit: Visit,
  typed: SecondFactorTry['typed'],
): Promise<Outcome> {
  const { progress, visitor } = visit;
  const verdict = await judgeSecondFactor(deps, {
    account: accountOf(visit),
    typed,
    uid: visit.uid,
    words: visitor.words,
    context: auditContext(visit, deps.now()),
    before: freezeLimit(accountOf(visit)),
    usedCodeNoted: progress.noted.includes('used_code'),
  });
  if (verdict.kind === 'right') {
    await endResets(deps, visit);
    const factors = {
      ...progress.factors,
      otp: Math.floor(deps.now() / 1000),
      since: Math.floor(verdict.since / 1000),
    };
    // By a recovery code they have been seen.
    const recoveryCodes = verdict.way === 'totp' ? await unseenCodes(deps, visit) : null;
    return { kind: 'passed', progress: { factors, recoveryCodes } };
  }
  if (verdict.kind === 'locked') return { kind: 'locked', progress: { otpRefused: true } };
  const { faults, recoveryForced, counted, usedCode } = verdict;
  // Back to the password, which will not pass again.
  if (recoveryForced) return { kind: 'refused', faults, progress: startOver(progress) };
  if (counted) return { kind: 'refused', faults, progress: { otpRefused: true } };
  if (!usedCode || progress.noted.includes('used_code')) return { kind: 'refused', faults };
  return { kind: 'refused', faults, progress: { noted: [...progress.noted, 'used_code'] } };
}
