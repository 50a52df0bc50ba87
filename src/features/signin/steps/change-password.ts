import { setPassword } from '../../../model/credentials/password.ts';
import { holdEpoch } from '../../../model/people/accounts.ts';
import { startOver } from '../../../model/progress.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { formatNip } from '../../../policies/nip.ts';
import { fault } from '../../../parts/fault.ts';
import { newPasswordFaults } from '../../../parts/new-password.ts';
import { auditContext } from '../audit-context.ts';
import { recoverByPassword } from '../recover-by-password.ts';
import type { Outcome, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';

type Deps = Pick<
  SigninDeps,
  'db' | 'ring' | 'hasher' | 'pools' | 'watch' | 'sessions' | 'compose' | 'isCommonPassword' | 'now'
>;

/**
 * A password of one's own: required after the NIK, after a code that was handed over, to leave a freeze, or because somebody
 * required it.
 */
export function changePasswordStep(deps: Deps): Step {
  return {
    show: async (visit) => ({
      view: 'signin/change-password',
      locals: {
        nip: formatNip(accountOf(visit).nip),
        needsCurrent: false,
        reason: reasonOf(visit),
      },
    }),
    submit: (visit, form) => submit(deps, visit, form),
  };
}

function reasonOf(visit: Visit): 'handed' | 'frozen' | 'initial' | 'required' {
  const account = accountOf(visit);
  if (visit.progress.handedCode !== null) return 'handed';
  if (account.freeze) return 'frozen';
  return account.password?.initial ? 'initial' : 'required';
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const account = accountOf(visit);
  const password = form.newPassword ?? '';
  const { words } = visit.visitor;
  const typed = { password, repeated: form.confirmPassword ?? '', words };
  const faults = await newPasswordFaults(deps, account, typed);
  if (faults.length > 0) return { kind: 'refused', faults };
  const hash = await deps.hasher.hash(password);
  if (visit.progress.handedCode !== null || account.freeze) return recoverByPassword(deps, visit, hash);
  const now = deps.now();
  const reason = account.password?.initial ? 'activation' : 'forced';
  const telling = { compose: deps.compose, context: auditContext(visit, now) };
  const { progress } = visit;
  const stands = await deps.db.transaction().execute(async (trx) => {
    if (!(await holdEpoch(trx, account.id, progress.epoch ?? account.epoch))) return false;
    await setPassword(trx, { accountId: account.id, hash, reason, now }, telling);
    return true;
  });
  if (!stands)
    return { kind: 'refused', faults: [fault(null, 'signin.ended')], progress: startOver(progress) };
  await deps.sessions.endParked(account.id, visit.uid);
  return { kind: 'passed', progress: { passwordChanged: true } };
}
