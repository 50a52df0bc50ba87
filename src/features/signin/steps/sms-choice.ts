import { chooseSmsFactor, smsFactorAllowed, smsFactorPhone } from '../../../model/people/sms-factor.ts';
import { holdEpoch } from '../../../model/people/accounts.ts';
import type { Contact } from '../../../model/people/signin-account.ts';
import { maskContact } from '../../../parts/mask-contact.ts';
import { accountOf } from '../account-of.ts';
import { auditContext } from '../audit-context.ts';
import type { Outcome, Page, SigninDeps, Visit } from '../step.ts';

export const SMS_WAY = 'sms';

/**
 * Codes by SMS instead of a first authenticator: for people of agencies on the policy's list, whose phones take none, and who have
 * given back the codes of both contacts in this very interaction. The number the codes will go to; null: not for them.
 */
export function smsChoiceOf(visit: Visit, now: number): Contact | null {
  const account = accountOf(visit);
  // A lost authenticator is replaced by an authenticator, never by less.
  if (account.authenticators.length > 0 || account.smsFactor || !smsFactorAllowed(account)) return null;
  const { contactsVerified, contactsResumed } = visit.progress;
  const proven = account.contacts.filter(({ id }) => [...contactsVerified, ...contactsResumed].includes(id));
  const phone = smsFactorPhone({ contacts: proven }, now);
  return phone !== null && proven.some(({ kind }) => kind === 'email') ? phone : null;
}

/** Whether the page of that choice is asked for, by somebody who has it. */
export function choosesSms({ now }: Pick<SigninDeps, 'now'>, visit: Visit): boolean {
  return visit.visitor.way === SMS_WAY && smsChoiceOf(visit, now()) !== null;
}

export async function showSmsChoice({ now }: Pick<SigninDeps, 'now'>, visit: Visit): Promise<Page> {
  const phone = smsChoiceOf(visit, now());
  const locals = { to: phone ? maskContact(phone) : '', back: `/interaction/${visit.uid}` };
  return { view: 'signin/sms-choice', locals };
}

/**
 * From now on codes by SMS are the second factor (acr 1). The code to that number was given back a moment ago, in this
 * interaction, and stands for the first of them.
 */
export async function chooseSms(
  { db, compose, now }: Pick<SigninDeps, 'db' | 'compose' | 'now'>,
  visit: Visit,
): Promise<Outcome> {
  const phone = smsChoiceOf(visit, now());
  if (!phone) return { kind: 'again' };
  // Its code stands for the first one by SMS: of an activation that was left, the number is asked once more.
  const { contactsVerified, contactsResumed } = visit.progress;
  if (!contactsVerified.includes(phone.id))
    return { kind: 'again', progress: { contactsResumed: contactsResumed.filter((id) => id !== phone.id) } };
  const choice = { accountId: accountOf(visit).id, contactId: phone.id, now: now() };
  const telling = { compose, context: auditContext(visit, now()) };
  const { id, epoch } = accountOf(visit);
  const chosen = await db.transaction().execute(async (trx) => {
    if (!(await holdEpoch(trx, id, visit.progress.epoch ?? epoch))) return false;
    return chooseSmsFactor(trx, choice, telling);
  });
  // Another tab was faster, or the account has ended: what is stored leads on.
  if (!chosen) return { kind: 'again' };
  const factors = { ...visit.progress.factors, sms: Math.floor(now() / 1000) };
  return { kind: 'passed', progress: { smsChosen: true, factors } };
}
