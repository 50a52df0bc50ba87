import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { mayAct } from '../../policies/power.ts';
import type { Meeting, PowerRefusal } from '../../policies/power.ts';
import { audit } from '../audit.ts';
import { changeContact } from '../people/change-contact.ts';
import type { ContactTelling } from '../people/change-contact.ts';
import { askToConfirm } from '../people/confirm-contact.ts';
import { powerSubject } from '../people/power-subject.ts';
import { hasLetterOf } from './letters.ts';
import { openAccount } from './open-account.ts';

export interface ContactCorrection {
  pnsId: string;
  agency: { id: string; nama: string };
  kind: ContactKind;
  /** E-mail in lower case; phone in E.164. */
  value: string;
  meeting: Meeting;
  /** Account id of the admin. */
  officer: string;
  now: number;
}

export type Corrected =
  | { kind: 'changed' }
  | { kind: 'same' }
  | { kind: 'refused'; reason: PowerRefusal | 'gone' | 'letter' | 'other_contact' };

/**
 * An agency's admin puts another contact of one of its people on record (issue 3, item 8). The old one is told and can undo; the new
 * one is asked whether it is theirs. Somebody without an account gets one that is not activated, since contacts are an account's.
 */
export async function correctAgencyContact(
  trx: Db,
  { pnsId, agency, kind, value, meeting, officer, now }: ContactCorrection,
  telling: ContactTelling,
): Promise<Corrected> {
  const { context, compose, issuer } = telling;
  const accountId = await openAccount(trx, { pnsId, agencyId: agency.id, now }, context);
  if (accountId === null) return { kind: 'refused', reason: 'gone' };
  // The account's row is the lock: an act asked for at the same time is seen, or sees this one.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  const subject = await powerSubject(trx, accountId, now);
  if (!subject) return { kind: 'refused', reason: 'gone' };
  const act = 'correct_contact';
  const question = { officer, subject, act, meeting, console: 'agency', now } as const;
  const verdict = mayAct(question, { ...policy.approvals, ...policy.cases });
  if (verdict.kind === 'may_not') {
    const details = { act, reason: verdict.reason, console: 'agency' } as const;
    await audit(trx, { type: 'power.refused', accountId, details }, context);
    return { kind: 'refused', reason: verdict.reason };
  }
  const oneHand = await wouldBeOneHand(trx, { accountId, kind, officer, now });
  if (oneHand) {
    const details = { act, reason: oneHand, console: 'agency' } as const;
    await audit(trx, { type: 'power.refused', accountId, details }, context);
    return { kind: 'refused', reason: oneHand };
  }
  const change = { accountId, kind, value, source: 'agency' as const, verified: false, now };
  const changed = await changeContact(trx, change, telling);
  if (changed.kind === 'same') return { kind: 'same' };
  const { contactId } = changed;
  const asked = { accountId, contactId, kind, value, agency: agency.nama, now };
  await askToConfirm(trx, asked, { compose, issuer });
  return { kind: 'changed' };
}

interface Hand {
  accountId: string;
  kind: ContactKind;
  officer: string;
  now: number;
}

/**
 * Letter and contact together are the whole way into an account, and so are both contacts of somebody who never activated one
 * (the first password is public): not from one hand (model/agencies/letters.ts).
 */
async function wouldBeOneHand(
  trx: Db,
  { accountId, kind, officer, now }: Hand,
): Promise<'letter' | 'other_contact' | null> {
  if (await hasLetterOf(trx, { accountId, officer, now })) return 'letter';
  const other = await trx
    .selectFrom('contact_change')
    .innerJoin('account', 'account.id', 'contact_change.account_id')
    .select('contact_change.id')
    .where('contact_change.account_id', '=', accountId)
    .where('account.state', '=', 'unverified')
    .where('contact_change.kind', '<>', kind)
    .where('contact_change.actor', '=', officer)
    .where('contact_change.undone_at', 'is', null)
    .where('contact_change.at', '>', new Date(now - policy.letters.apartSeconds * 1000))
    .executeTakeFirst();
  return other ? 'other_contact' : null;
}
