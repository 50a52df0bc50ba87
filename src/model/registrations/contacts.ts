import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { findRegistration } from './registration.ts';
import type { Registration } from './registration.ts';

/** Whoever comes second waits here, and sees what the first one did. */
export async function lockRegistration(trx: Db, id: string): Promise<Registration | null> {
  const row = await trx
    .selectFrom('registration')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The code sent to a typed contact came back: it stays proven, and from the first one on there is a day for the rest. */
export async function markVerified(
  trx: Db,
  { id, kind, now }: { id: string; kind: ContactKind; now: number },
  context: AuditContext,
): Promise<void> {
  const column = kind === 'email' ? 'email_verified_at' : 'phone_verified_at';
  const until = new Date(now + policy.registration.unfinishedSeconds * 1000);
  const marked = await trx
    .updateTable('registration')
    .set({ [column]: new Date(now), updated_at: new Date(now) })
    .set({ expires_at: sql`greatest(expires_at, ${until}::timestamptz)` })
    .where('id', '=', id)
    .where('state', '=', 'verifying')
    .where(column, 'is', null)
    .returning('id')
    .execute();
  if (marked.length === 0) return;
  const details = { registration: id, kind };
  await audit(trx, { type: 'registration.contact-verified', accountId: null, details }, context);
}

/** "Maksud Anda …@gmail.com?" accepted: only while nobody proved the address as it was typed. */
export async function correctEmail(
  db: Db,
  { id, from, to, now }: { id: string; from: string; to: string; now: number },
  context: AuditContext,
): Promise<Registration | null> {
  return db.transaction().execute(async (trx) => {
    const corrected = await trx
      .updateTable('registration')
      .set({ email: to, updated_at: new Date(now) })
      .where('id', '=', id)
      .where('email', '=', from)
      .where('state', '=', 'verifying')
      .where('email_verified_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!corrected) return null;
    const details = { registration: id };
    await audit(trx, { type: 'registration.email-corrected', accountId: null, details }, context);
    return corrected;
  });
}

/**
 * Goes on in another browser, for whoever holds the link mailed to the proven address: the number is proven anew there, so
 * that a mailbox alone takes nothing over.
 */
export async function moveToBrowser(
  db: Db,
  { id, browserHash, now }: { id: string; browserHash: string; now: number },
  context: AuditContext,
): Promise<Registration | null> {
  return db.transaction().execute(async (trx) => {
    const moved = await trx
      .updateTable('registration')
      .set({ browser_hash: browserHash, phone_verified_at: null, state: 'verifying', cause: null })
      .set({ updated_at: new Date(now) })
      .where('id', '=', id)
      .where('state', 'in', ['verifying', 'password'])
      .where('email_verified_at', 'is not', null)
      .where('expires_at', '>', new Date(now))
      .returning('id')
      .execute();
    if (moved.length === 0) return null;
    const details = { registration: id };
    await audit(trx, { type: 'registration.moved', accountId: null, details }, context);
    return findRegistration(trx, id);
  });
}
