import { policy } from '../../../config/policy.ts';
import { randomToken, sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { sendNews } from '../notices.ts';
import type { Compose } from '../notices.ts';

/** Where the link leads (features/agency/confirm-contact.ts). */
export const CONFIRM_PATH = '/confirm-contact';

export interface ContactToConfirm {
  accountId: string;
  contactId: string;
  kind: ContactKind;
  value: string;
  /** Who put it on record. */
  agency: string;
  now: number;
}

/**
 * Asks whoever reads the new address or number whether it is theirs: what an officer typed counts for nothing before its owner
 * has said so, and only after 72 hours (policies/contacts.ts). A code would have to be read to the officer, which nobody should learn.
 */
export async function askToConfirm(
  trx: Db,
  { accountId, contactId, kind, value, agency, now }: ContactToConfirm,
  { compose, issuer }: { compose: Compose; issuer: string },
): Promise<void> {
  const token = randomToken();
  const until = new Date(now + policy.contactChanges.confirmSeconds * 1000);
  await trx
    .updateTable('contact')
    .set({ confirm_hash: sha256(token), confirm_until: until })
    .where('id', '=', contactId)
    .execute();
  const { locale } = await trx
    .selectFrom('account')
    .select('locale')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const values = { link: `${issuer}${CONFIRM_PATH}/${token}`, agency };
  const news = { to: { kind, value }, kind: 'contact_recorded' as const, values, locale, accountId };
  await sendNews(trx, { ...news, now, compose });
}

export interface ConfirmableContact {
  kind: ContactKind;
  agency: string;
  /** The last digits, by which their owner knows whose it is. */
  nip: string;
}

/** What a link is about; null: used, too old, or replaced meanwhile. Changes nothing. */
export async function findToConfirm(db: Db, token: string, now: number): Promise<ConfirmableContact | null> {
  const row = await db
    .selectFrom('contact as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .innerJoin('employee as e', 'e.pns_id', 'a.pns_id')
    .innerJoin('agency as g', 'g.id', 'e.instansi_id')
    .select(['c.kind', 'g.nama as agency', 'e.nip'])
    .where('c.confirm_hash', '=', sha256(token))
    .where('c.confirm_until', '>', new Date(now))
    .where('c.verified_at', 'is', null)
    .where('c.removed_at', 'is', null)
    .executeTakeFirst();
  return row ? { ...row, nip: row.nip.slice(-4) } : null;
}

/** Whether this very link has just confirmed its contact: a second press of its button. */
export async function wasJustConfirmed(db: Db, token: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('contact')
    .select('id')
    .where('confirm_hash', '=', sha256(token))
    .where('verified_at', '>', new Date(now - policy.links.repeatSeconds * 1000))
    .executeTakeFirst();
  return row !== undefined;
}

/** Its owner says so: one UPDATE, once. */
export async function confirmContact(
  trx: Db,
  { token, now }: { token: string; now: number },
  context: AuditContext,
): Promise<boolean> {
  const row = await trx
    .updateTable('contact')
    .set({ verified_at: new Date(now) })
    .where('confirm_hash', '=', sha256(token))
    .where('confirm_until', '>', new Date(now))
    .where('verified_at', 'is', null)
    .where('removed_at', 'is', null)
    .returning(['id', 'account_id'])
    .executeTakeFirst();
  if (!row) return false;
  const event = {
    type: 'contact.confirmed',
    accountId: row.account_id,
    details: { contact: row.id },
  } as const;
  await audit(trx, event, context);
  return true;
}
