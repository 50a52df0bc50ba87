import { audit } from '../../../model/audit.ts';
import { accountOf } from '../account-of.ts';
import { auditContext } from '../audit-context.ts';
import { personnelOffice } from '../personnel-office.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { Outcome, SigninDeps, Step, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'now'>;

/**
 * Codes by SMS prove less than this application asks for (acr 1): the page says so, and how one gets an authenticator. None is
 * enrolled on the strength of an SMS. "Kembali" tells the application.
 */
export function authenticatorNeededStep({ db, now }: Deps): Step {
  return {
    show: async (visit) => ({
      view: 'signin/authenticator-needed',
      locals: { agency: personnelOffice(accountOf(visit).instansi) },
    }),
    submit: (visit, form) => goBack({ db, now }, visit, { form, step: 'authenticator_needed' }),
  };
}

/** Only a passkey proves what this application asks for (`phr`), and there is none: the page says where one is made. */
export function passkeyNeededStep(deps: Deps): Step {
  return {
    show: async () => ({ view: 'signin/passkey-needed', locals: {} }),
    submit: (visit, form) => goBack(deps, visit, { form, step: 'passkey_needed' }),
  };
}

async function goBack(
  { db, now }: Deps,
  visit: Visit,
  { form, step }: { form: Fields; step: string },
): Promise<Outcome> {
  if (form.back === undefined) return { kind: 'again' };
  const event = { type: 'signin.cancelled' as const, accountId: accountOf(visit).id, details: { step } };
  await audit(db, event, auditContext(visit, now()));
  // OpenID Connect Core, "Unmet Authentication Requirements" 1.0: what was asked for cannot be reached.
  return {
    kind: 'ended',
    error: 'unmet_authentication_requirements',
    description: 'the person has no factor as strong as asked for',
  };
}
