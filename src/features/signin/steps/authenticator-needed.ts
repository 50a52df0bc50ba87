import { audit } from '../../../model/audit.ts';
import { accountOf } from '../account-of.ts';
import { auditContext } from '../audit-context.ts';
import { personnelOffice } from '../personnel-office.ts';
import type { SigninDeps, Step } from '../step.ts';

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
    async submit(visit, form) {
      if (form.back === undefined) return { kind: 'again' };
      const details = { step: 'authenticator_needed' };
      const event = { type: 'signin.cancelled' as const, accountId: accountOf(visit).id, details };
      await audit(db, event, auditContext(visit, now()));
      // OpenID Connect Core, "Unmet Authentication Requirements" 1.0: what was asked for cannot be reached.
      return {
        kind: 'ended',
        error: 'unmet_authentication_requirements',
        description: 'the person has no factor as strong as asked for',
      };
    },
  };
}
