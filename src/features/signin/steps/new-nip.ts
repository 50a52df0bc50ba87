import { policy } from '../../../../config/policy.ts';
import type { AuditContext } from '../../../model/audit.ts';
import { openCase } from '../../../model/cases/open-case.ts';
import { proveCaseContact } from '../../../model/cases/person.ts';
import { answerNipOffer } from '../../../model/people/nip-offers.ts';
import type { Contact, SigninAccount } from '../../../model/people/signin-account.ts';
import type { Db } from '../../../platform/db.ts';
import { contactCounts } from '../../../policies/contacts.ts';
import { formatNip } from '../../../policies/nip.ts';
import { accountOf } from '../account-of.ts';
import { auditContext } from '../audit-context.ts';
import type { Outcome, SigninDeps, Step, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'ring' | 'compose' | 'issuer' | 'now'>;

/** A new contract brings a new number: it attaches when its owner says so here (design §3); a wrong one goes to people. */
export function newNipStep(deps: Deps): Step {
  return {
    show: async (visit) => {
      const { nip, nipOffered } = accountOf(visit);
      const locals = { nip: formatNip(nipOffered ?? ''), current: formatNip(nip) };
      return { view: 'signin/new-nip', locals };
    },
    submit: (visit, form) => submit(deps, visit, form.decision),
  };
}

async function submit(deps: Deps, visit: Visit, decision: string | undefined): Promise<Outcome> {
  const account = accountOf(visit);
  const nip = account.nipOffered;
  if (nip === null || (decision !== 'mine' && decision !== 'not_mine')) return { kind: 'again' };
  const now = deps.now();
  const context = auditContext(visit, now);
  const answer = { accountId: account.id, nip, accepted: decision === 'mine', now };
  await deps.db.transaction().execute(async (trx) => {
    const said = await answerNipOffer(trx, answer, { compose: deps.compose, context });
    // Of two answers at once the first one counts: it has opened its case already.
    if (said === 'refused' || said === 'taken')
      await tellHelpdesk(deps, trx, { visit, account, nip, context });
  });
  return { kind: 'passed', progress: {} };
}

/** As if its owner had asked for help: they know what follows from the case's own mail. */
async function tellHelpdesk(
  { ring, compose, issuer, now }: Deps,
  trx: Db,
  {
    visit,
    account,
    nip,
    context,
  }: { visit: Visit; account: SigninAccount; nip: string; context: AuditContext },
): Promise<void> {
  const contact = reachable(account, now());
  if (!contact) return;
  const { words } = visit.visitor;
  const text = words.t('signin.new-nip.case', { nip: formatNip(nip) });
  const { kind, value } = contact;
  const locale = account.locale ?? words.locale;
  const asked = {
    topic: 'nip',
    nip: account.nip,
    contact: { kind, value },
    text,
    locale,
    now: now(),
  } as const;
  const { id: caseId } = await openCase(trx, asked, { ring });
  await proveCaseContact(trx, { caseId, now: now() }, { ring, issuer, compose, context });
}

/** Mail first: its link is longer than an SMS. */
function reachable({ contacts }: SigninAccount, now: number): Contact | null {
  const counting = contacts.filter((contact) => contactCounts(contact, now, policy.contacts));
  return counting.find(({ kind }) => kind === 'email') ?? counting[0] ?? null;
}
