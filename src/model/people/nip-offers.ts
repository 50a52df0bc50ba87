import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { maskNip } from '../../policies/nip.ts';
import { audit } from '../audit.ts';
import { notice } from '../notices.ts';
import type { Telling } from '../notices.ts';

/** `gone`: answered in another tab. `taken`: the number is somebody else's by now; the offer is closed unaccepted. */
export type NipAnswer = 'accepted' | 'refused' | 'taken' | 'gone';

/**
 * The owner's word about a new number (design §3): "ya" makes it the current one in the same transaction, while the old ones
 * go on working; "bukan" closes the offer. One UPDATE decides between two answers at once.
 */
export async function answerNipOffer(
  trx: Db,
  { accountId, nip, accepted, now }: { accountId: string; nip: string; accepted: boolean; now: number },
  { compose, context }: Telling,
): Promise<NipAnswer> {
  // The account's row is the lock: its aliases move one at a time.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  const holder = await trx
    .selectFrom('nip_alias')
    .select('account_id')
    .where('nip', '=', nip)
    .executeTakeFirst();
  const taken = holder !== undefined && holder.account_id !== accountId;
  const moves = accepted && !taken;
  const answered = await trx
    .updateTable('nip_offer')
    .set({ answered_at: new Date(now), accepted: moves })
    .where('nip', '=', nip)
    .where('account_id', '=', accountId)
    .where('answered_at', 'is', null)
    .returning('nip')
    .executeTakeFirst();
  if (!answered) return 'gone';
  const details = { nip: maskNip(nip) };
  if (!moves) {
    await audit(trx, { type: 'nip.refused', accountId, details }, context);
    return taken && accepted ? 'taken' : 'refused';
  }
  await makeCurrent(trx, { accountId, nip, now });
  await audit(trx, { type: 'nip.accepted', accountId, details }, context);
  await notice(trx, { accountId, kind: 'nip_changed', context, now, compose });
  return 'accepted';
}

async function makeCurrent(
  trx: Db,
  { accountId, nip, now }: { accountId: string; nip: string; now: number },
): Promise<void> {
  await trx
    .updateTable('nip_alias')
    .set({ current: false })
    .where('account_id', '=', accountId)
    .where('current', '=', true)
    .execute();
  await trx
    .insertInto('nip_alias')
    .values({ nip, account_id: accountId, current: true, since: new Date(now) })
    // A number this person had before comes back; one that became another's at this moment does not.
    .onConflict((conflict) =>
      conflict.column('nip').doUpdateSet({ current: true }).where('nip_alias.account_id', '=', accountId),
    )
    .returning('nip')
    .executeTakeFirstOrThrow();
  await followRecord(trx, { accountId, nip });
}

/** Some numbers come with a record of their own in the directory: the account follows the person to it. */
async function followRecord(trx: Db, { accountId, nip }: { accountId: string; nip: string }): Promise<void> {
  await sql`
    update account a set pns_id = e.pns_id from employee e
    where a.id = ${accountId}::uuid and e.nip = ${nip} and e.pns_id <> a.pns_id
      and not exists (select from account o where o.pns_id = e.pns_id)`.execute(trx);
}
