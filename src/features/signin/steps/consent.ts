import { audit } from '../../../model/audit.ts';
import { auditContext } from '../audit-context.ts';
import type { SigninDeps, Step } from '../step.ts';
import { accountOf } from '../account-of.ts';

type Deps = Pick<SigninDeps, 'db' | 'now'>;

/** What a third-party application would learn, or one tap for a native one, whose redirect any app could claim. */
export function consentStep({ db, now }: Deps): Step {
  return {
    show: async (visit) => ({
      view: 'signin/consent',
      locals: {
        scopes: visit.interaction.consentScopes,
        name: accountOf(visit).nama,
        native: visit.interaction.client.native,
      },
    }),
    async submit(visit, form) {
      if (form.decision === 'allow') return { kind: 'passed', progress: { consented: true } };
      if (form.decision !== 'deny') return { kind: 'again' };
      const details = { scopes: visit.interaction.consentScopes };
      const event = { type: 'consent.refused' as const, accountId: accountOf(visit).id, details };
      await audit(db, event, auditContext(visit, now()));
      return { kind: 'ended', error: 'access_denied', description: 'the person refused' };
    },
  };
}
