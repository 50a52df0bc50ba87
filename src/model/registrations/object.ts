import { policy } from '../../../config/policy.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { OPEN_STATES } from './registration.ts';
import type { Registration } from './registration.ts';

/** The registration that a contact on record was told of; changes nothing. */
export async function findObjection(db: Db, token: string, now: number): Promise<Registration | null> {
  const row = await db
    .selectFrom('registration')
    .selectAll()
    .where('object_hash', '=', sha256(token))
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return row ?? null;
}

/** "Bukan saya": it ends here, whoever would have approved it. `late`: there is an account by now. */
export async function objectTo(
  trx: Db,
  { token, now }: { token: string; now: number },
  context: AuditContext,
): Promise<'ended' | 'late' | 'gone'> {
  const row = await findObjection(trx, token, now);
  if (!row) return 'gone';
  const ended = await trx
    .updateTable('registration')
    .set({ state: 'refused', cause: 'objected', password_hash: null, activation_hash: null })
    .set({ next_attempt_at: null, updated_at: new Date(now) })
    .set({ expires_at: new Date(now + policy.registration.keptSeconds * 1000) })
    .where('id', '=', row.id)
    .where('state', 'in', OPEN_STATES)
    .returning('id')
    .execute();
  if (ended.length > 0) {
    const details = { registration: row.id };
    await audit(trx, { type: 'registration.objected', accountId: null, details }, context);
    return 'ended';
  }
  const after = await findObjection(trx, token, now);
  return after?.state === 'done' || after?.state === 'superseded' ? 'late' : 'ended';
}
