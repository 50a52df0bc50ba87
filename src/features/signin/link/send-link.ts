import { setTimeout as sleep } from 'node:timers/promises';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { sendLink } from '../../../model/notices.ts';
import { withinMessageBudget } from '../../../model/one-time.ts';
import { findSigninAccount } from '../../../model/people/signin-account.ts';
import type { Contact, SigninAccount } from '../../../model/people/signin-account.ts';
import { contactCounts } from '../../../policies/contacts.ts';
import { readNip } from '../../../policies/nip.ts';
import { auditContext } from '../audit-context.ts';
import { withinAddressBudget } from '../../../parts/send-contact-code.ts';
import type { Outcome, SigninDeps, Visit } from '../step.ts';
import { createMailedLinks } from './mailed-links.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'limits' | 'compose' | 'now' | 'issuer'>;

/** Way of the password page after somebody asked for a link. */
export const SENT_WAY = 'link-sent';
export const LINK_PATH = '/interaction/link';

/**
 * Whoever meets a locked pool may have a link mailed to the address on record, that opens a small pool for this browser.
 * The same page in the same time, whether or not anybody has this NIP.
 */
export async function askForLink(deps: Deps, visit: Visit): Promise<Outcome> {
  const read = readNip(visit.progress.nip ?? '');
  if ((visit.pool?.lockedUntil ?? null) === null || read.kind === 'malformed') return { kind: 'again' };
  const floor = sleep(policy.refusals.floorSeconds * 1000);
  const account = await findSigninAccount(deps.db, read.nip);
  // Spent whether or not anybody is there: what is left of it must not tell.
  const allowed = await withinAddressBudget(deps.limits, visit.visitor.address);
  const contact = account && mailbox(account, deps.now());
  if (allowed && account && contact) await mail(deps, visit, { account, contact });
  await floor;
  return { kind: 'again', way: SENT_WAY };
}

function mailbox({ contacts }: SigninAccount, now: number): Contact | null {
  const counts = (contact: Contact) =>
    contact.kind === 'email' && contactCounts(contact, now, policy.contacts);
  return contacts.find(counts) ?? null;
}

async function mail(
  deps: Deps,
  visit: Visit,
  { account, contact }: { account: SigninAccount; contact: Contact },
): Promise<void> {
  const context = auditContext(visit, deps.now());
  const accountId = account.id;
  if (!(await withinMessageBudget(deps.limits, accountId, 'stranger'))) {
    const details = { kind: 'email', purpose: 'link_signin' } as const;
    return audit(deps.db, { type: 'contact.code-over-budget', accountId, details }, context);
  }
  const { browserHash } = visit.progress;
  const token = await createMailedLinks(deps).make({ accountId, browserHash, uid: visit.uid });
  await deps.db.transaction().execute(async (trx) => {
    await sendLink(trx, {
      accountId,
      to: contact.value,
      kind: 'link_signin',
      // From ISSUER, never from the Host header (design §6).
      link: `${deps.issuer}${LINK_PATH}/${token}`,
      minutes: policy.links.signinTtlSeconds / 60,
      tries: policy.lockout.link.attempts,
      application: visit.interaction.client.name,
      locale: account.locale ?? visit.visitor.words.locale,
      now: deps.now(),
      compose: deps.compose,
    });
    await audit(trx, { type: 'signin.link-sent', accountId, details: { contact: contact.id } }, context);
  });
}
