import { policy } from '../../../config/policy.ts';
import { randomToken, sha256 } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import { sendLink } from '../notices.ts';
import type { Telling } from '../notices.ts';
import { ACTIVATE_PATH, refOf } from './registration.ts';
import type { Registration } from './registration.ts';

/** A fresh link to the proven address; the one before it is worth nothing any more. False where it is not due. */
export async function sendActivation(
  trx: Db,
  { row, issuer, now }: { row: Registration; issuer: string; now: () => number },
  { compose, context }: Telling,
): Promise<boolean> {
  const token = randomToken();
  const { activationTtlSeconds } = policy.links;
  const due = await trx
    .updateTable('registration')
    .set({ state: 'activating', activation_hash: sha256(token), updated_at: new Date(now()) })
    .set({ activation_expires_at: new Date(now() + activationTtlSeconds * 1000) })
    .where('id', '=', row.id)
    .where('state', 'in', ['activating', 'approved'])
    .where('expires_at', '>', new Date(now()))
    .returning('id')
    .execute();
  if (due.length === 0) return false;
  await sendLink(trx, {
    accountId: null,
    to: row.email,
    kind: 'link_activation',
    link: `${issuer}${ACTIVATE_PATH}/${token}`,
    minutes: activationTtlSeconds / 60,
    locale: row.locale,
    ref: refOf(row),
    now: now(),
    compose,
  });
  const details = { registration: row.id };
  await audit(trx, { type: 'registration.link-sent', accountId: null, details }, context);
  return true;
}
