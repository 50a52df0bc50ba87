import { sql } from 'kysely';
import { kedudukanHukum } from '../../../config/kedudukan-hukum.ts';
import { policy } from '../../../config/policy.ts';

/**
 * What several queries of the console ask of one row, in the same words: `e` is the employee, `a` the account or none.
 */

const inOfficeCodes = Object.entries(kedudukanHukum)
  .filter(([, { maySignIn }]) => maySignIn)
  .map(([code]) => code);

/** May sign in at all; whoever retired is no gap in the coverage. */
export const inOffice = sql<boolean>`e.kedudukan_hukum_id = any(${inOfficeCodes}::text[])`;

/** An authenticator in force; codes by SMS are no strong factor. */
export const strongFactor = sql<boolean>`exists (select from totp t where t.account_id = a.id
  and t.confirmed_at is not null and t.replaced_at is null)`;

/**
 * A message to them comes back, or no contact counts (policies/contacts.ts, `contactCounts`): of people without an account
 * what the directory has held for long enough.
 */
export function deadContact(now: number) {
  const since = new Date(now - policy.contacts.countsAfterSeconds * 1000);
  return sql<boolean>`case when a.id is null
    then not (coalesce(e.email is not null and e.email_since <= ${since}, false)
      or coalesce(e.no_hp is not null and e.no_hp_since <= ${since}, false))
    else exists (select from contact c where c.account_id = a.id and c.bounced_at is not null and c.removed_at is null)
      or not exists (select from contact c where c.account_id = a.id and c.removed_at is null and c.suspended_at is null
        and (c.verified_at is not null or c.source = 'directory') and c.recorded_at <= ${since}) end`;
}
