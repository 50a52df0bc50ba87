import { randomUUID } from 'node:crypto';
import { policy } from '../../../config/policy.ts';
import { randomToken, sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactKind, ContactSource } from '../../platform/schema.ts';
import { maskEmail, maskPhone } from '../../policies/contacts.ts';
import { audit } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';

export interface ContactChange {
  accountId: string;
  kind: ContactKind;
  /** E-mail in lower case; phone in E.164. */
  value: string;
  /** Who puts it there. */
  source: ContactSource;
  caseId?: string | null;
  /** Its owner gave back a code sent to it. */
  verified: boolean;
  now: number;
}

export interface ContactTelling extends Telling {
  /** Links begin with it. */
  issuer: string;
}

export const UNDO_PATH = '/account/undo';

/**
 * Puts another e-mail address or number on record. The old one is told first, with a link that undoes the change for 72 hours;
 * the new one counts for nothing sooner (design §3). `same`: it stands there already.
 */
export async function changeContact(
  trx: Db,
  change: ContactChange,
  { compose, context, issuer }: ContactTelling,
): Promise<{ kind: 'changed'; changeId: string; contactId: string } | { kind: 'same' }> {
  const { accountId, kind, value, source, now } = change;
  // The account's row is the lock: two changes at once follow one another.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  const old = await trx
    .selectFrom('contact')
    .select(['id', 'value', 'suspended_at'])
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  // One whose change was undone counts for nothing: put on record anew, and proven anew, it will after 72 hours.
  if (old?.value === value && old.suspended_at === null) return { kind: 'same' };
  const token = randomToken();
  const masked = kind === 'email' ? maskEmail(value) : maskPhone(value);
  // While the old one still stands on record: it is the one that must hear of it.
  const values = { link: `${issuer}${UNDO_PATH}/${token}`, kind, masked };
  await notice(trx, { accountId, kind: 'contact_changed', values, context, now, compose });
  if (old) await endContact(trx, old.id, now);
  const contactId = randomUUID();
  await trx
    .insertInto('contact')
    .values({
      id: contactId,
      account_id: accountId,
      kind,
      value,
      source,
      recorded_at: new Date(now),
      verified_at: change.verified ? new Date(now) : null,
    })
    .execute();
  const changeId = await record(trx, change, { old, contactId, token, actor: context.actor });
  const details = { kind, contact: contactId, source, ...(change.caseId ? { case: change.caseId } : {}) };
  await audit(trx, { type: 'contact.changed', accountId, details }, context);
  return { kind: 'changed', changeId, contactId };
}

async function endContact(trx: Db, id: string, now: number): Promise<void> {
  await trx
    .updateTable('contact')
    .set({ removed_at: new Date(now) })
    .where('id', '=', id)
    .execute();
}

interface Written {
  old: { id: string; value: string } | undefined;
  contactId: string;
  token: string;
  actor: string;
}

async function record(trx: Db, change: ContactChange, written: Written): Promise<string> {
  const id = randomUUID();
  const until = change.now + policy.contactChanges.undoSeconds * 1000;
  await trx
    .insertInto('contact_change')
    .values({
      id,
      account_id: change.accountId,
      kind: change.kind,
      old_value: written.old?.value ?? null,
      old_contact_id: written.old?.id ?? null,
      new_contact_id: written.contactId,
      actor: written.actor,
      source: change.source,
      case_id: change.caseId ?? null,
      at: new Date(change.now),
      undo_hash: sha256(written.token),
      undo_until: new Date(until),
    })
    .execute();
  return id;
}
