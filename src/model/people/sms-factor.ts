import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { contactCounts } from '../../policies/contacts.ts';
import { audit } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';
import type { Contact, SigninAccount } from './signin-account.ts';

/** Whether the people of this agency may use codes by SMS as their second factor (config/policy.ts). */
export function smsFactorAllowed({ instansi }: Pick<SigninAccount, 'instansi'>): boolean {
  return policy.smsFactor.agencies.includes(instansi.id);
}

/** The number codes go to: the one on record, once it counts. */
export function smsFactorPhone({ contacts }: Pick<SigninAccount, 'contacts'>, now: number): Contact | null {
  const counts = (contact: Contact) =>
    contact.kind === 'phone' && contactCounts(contact, now, policy.contacts);
  return contacts.find(counts) ?? null;
}

/**
 * The number that second factors by SMS go to; null where there is no such factor: it was never chosen, an authenticator
 * took its place, the agency's policy ended, or its number is too young.
 */
export function smsFactorOf(account: SigninAccount, now: number): Contact | null {
  if (!account.smsFactor || account.authenticators.length > 0 || !smsFactorAllowed(account)) return null;
  return smsFactorPhone(account, now);
}

/** Chosen by who has no authenticator, once; false where it was chosen, or an authenticator enrolled, meanwhile. */
export async function chooseSmsFactor(
  trx: Db,
  { accountId, contactId, now }: { accountId: string; contactId: string; now: number },
  { compose, context }: Telling,
): Promise<boolean> {
  const chosen = await trx
    .updateTable('account')
    .set({ sms_factor_at: new Date(now) })
    .where('id', '=', accountId)
    .where('sms_factor_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('totp')
            .select('id')
            .whereRef('totp.account_id', '=', 'account.id')
            .where('confirmed_at', 'is not', null)
            .where('replaced_at', 'is', null),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst();
  if (!chosen) return false;
  await audit(trx, { type: 'sms-factor.chosen', accountId, details: { contact: contactId } }, context);
  await notice(trx, { accountId, kind: 'sms_factor_chosen', context, now, compose });
  return true;
}

/** An authenticator was enrolled: codes by SMS are asked for no longer, nor again if it should ever go. */
export async function endSmsFactor(trx: Db, accountId: string): Promise<void> {
  await trx
    .updateTable('account')
    .set({ sms_factor_at: null })
    .where('id', '=', accountId)
    .where('sms_factor_at', 'is not', null)
    .execute();
}
