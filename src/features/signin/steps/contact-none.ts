import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { personnelOffice } from '../personnel-office.ts';
import { firstCountsFrom } from '../../../policies/contacts.ts';
import { auditContext } from '../audit-context.ts';
import type { Page, SigninDeps, Step, Visit } from '../step.ts';
import { accountOf } from '../account-of.ts';

type Deps = Pick<SigninDeps, 'db' | 'now'>;

/** No contact that counts: people are the way, and the page names them with their hours. */
export function contactNoneStep(deps: Deps): Step {
  return { show: (visit) => show(deps, visit), submit: async () => ({ kind: 'again' }) };
}

async function show({ db, now }: Deps, visit: Visit): Promise<Page> {
  const { id: accountId, instansi, contacts } = accountOf(visit);
  const { noted } = visit.progress;
  const first = !noted.includes('no_contact');
  if (first) {
    const details = { reason: 'no_contact' as const };
    await audit(db, { type: 'signin.refused', accountId, details }, auditContext(visit, now()));
  }
  return {
    view: 'signin/contact-none',
    ...(first ? { progress: { ...visit.progress, noted: [...noted, 'no_contact'] } } : {}),
    // Recorded a moment ago is not the same as not recorded: whoever is told so asks in vain for what is there.
    locals: { agency: personnelOffice(instansi), from: firstCountsFrom(contacts, now(), policy.contacts) },
  };
}
