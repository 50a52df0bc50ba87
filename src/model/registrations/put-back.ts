import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import type { Compose } from '../notices.ts';
import type { Registration } from './registration.ts';
import { tellPerson } from './settle.ts';

interface Deps {
  ring: KeyRing;
  compose: Compose;
  issuer: string;
  now: () => number;
}

/**
 * It went on by itself by a contact on record that is none any more: back to the agency's admin, with the password chosen, and
 * the person is told. Its link is worth nothing now, but its hash stays: the second tap of the button leads to the same page.
 */
export async function putBack(trx: Db, row: Registration, deps: Deps, context: AuditContext): Promise<void> {
  const now = deps.now();
  await trx
    .updateTable('registration')
    .set({ state: 'waiting', cause: 'contact_differs', matches: false, updated_at: new Date(now) })
    .set({ expires_at: new Date(now + policy.registration.waitingSeconds * 1000) })
    .where('id', '=', row.id)
    .execute();
  await tellPerson(deps, trx, row, 'registration_waiting');
  const details = { registration: row.id };
  await audit(trx, { type: 'registration.put-back', accountId: null, details }, context);
}

/** Whether a link to activate it was mailed before it began to wait: then it waits because the record has changed. */
export const wasPutBack = ({ state, activation_expires_at }: Registration): boolean =>
  state === 'waiting' && activation_expires_at !== null;
